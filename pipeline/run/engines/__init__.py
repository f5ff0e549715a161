"""Where the tasks of a run are worked on: here, in processes of this machine, or on a cluster.

An engine is given tasks and gives back, in any order, what each did, or that its process died. What
a task makes does not depend on the engine, nor on which other tasks are worked on beside it.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from pipeline.errors import SettingsError
from pipeline.run.tasks import Context, Done, Lost, Task

__all__ = ["ENGINES", "Engine", "engine_for"]

ENGINES = ("processes", "inline", "ray")


class Engine(Protocol):
    """Works on tasks."""

    def map(self, tasks: Iterable[Task], context: Context) -> Iterator[Done | Lost]:
        """Work on tasks, and give what each did as soon as it is known."""


def engine_for(
    name: str, *, workers: int, address: str | None = None
) -> AbstractContextManager[Engine]:
    """Return an engine, which is there within the context.

    Args:
        name: "processes" of this machine, "inline" in this very process, or "ray".
        workers: Number of processes; on a cluster the most that there may be.
        address: Of a Ray cluster; None starts one on this machine.

    Raises:
        SettingsError: If there is no such engine.
        MissingExtraError: If it needs a package that is not installed.
    """
    if name == "inline":
        from pipeline.run.engines.inline import InlineEngine

        return InlineEngine()
    if name == "processes":
        from pipeline.run.engines.processes import ProcessEngine

        return ProcessEngine(workers)
    if name == "ray":
        from pipeline.run.engines.ray import RayEngine

        return RayEngine(workers=workers, address=address)
    raise SettingsError(f"there is no engine {name!r}; the engines are {', '.join(ENGINES)}")
