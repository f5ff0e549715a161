"""Shows how far each stage is, on a terminal."""

from contextlib import AbstractContextManager, nullcontext

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
)
from rich.progress import Progress as Bars

from pipeline.run import Progress

__all__ = ["ProgressBars"]


class ProgressBars:
    """A bar for each stage, with counts and rates.

    Args:
        console: Where to draw; nothing is drawn where that is no terminal.
        quiet: Draw nothing at all.
    """

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._shown = console.is_terminal and not quiet
        self._tasks: dict[str, TaskID] = {}
        self._bars = Bars(
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rows]:>9,} rows {task.fields[rate]:>9,} words/s"),
            console=console,
        )

    def drawn(self) -> AbstractContextManager[object]:
        """A context within which the bars are drawn."""
        return self._bars if self._shown else nullcontext()

    def __call__(self, progress: Progress) -> None:
        """Note how far a stage is."""
        if not self._shown:
            return
        stage = progress.stage
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=None, rows=0, rate=0)
        self._bars.update(
            self._tasks[stage],
            completed=progress.done,
            total=progress.total,
            rows=progress.rows,
            rate=round(progress.words / progress.seconds) if progress.seconds else 0,
        )
