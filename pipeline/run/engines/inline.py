"""The engine that works in the process that calls it: nothing to start, nothing to survive."""

from collections.abc import Iterable, Iterator

from pipeline.run.tasks import Context, Done, Lost, Task

__all__ = ["InlineEngine"]


class InlineEngine:
    """Works on one task after the other in this process.

    A document that kills the process ends the run.
    """

    def __enter__(self) -> "InlineEngine":
        return self

    def __exit__(self, *error: object) -> None:
        """Leave nothing behind."""

    def map(self, tasks: Iterable[Task], context: Context) -> Iterator[Done | Lost]:
        """Work on the tasks in their order."""
        for task in tasks:
            yield task.perform(context)
