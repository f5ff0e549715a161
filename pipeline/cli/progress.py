"""Shows how far each stage is, on a terminal."""

from contextlib import AbstractContextManager, nullcontext
from time import monotonic as now

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars

from pipeline.run import Progress

__all__ = ["ProgressBars"]


class ProgressBars:
    """A bar for each stage, with counts, the rate of all workers together, and what is left.

    Args:
        console: Where to draw; nothing is drawn where that is no terminal.
        quiet: Draw nothing at all.
    """

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._shown = console.is_terminal and not quiet
        self._tasks: dict[str, TaskID] = {}
        self._began: dict[str, float] = {}
        self._bars = Bars(
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rows]:>9,} rows {task.fields[rate]:>9,} words/s"),
            TimeRemainingColumn(compact=True),
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
            rate=self._rate(progress),
        )

    def _rate(self, progress: Progress) -> int:
        """Words a second since the stage began, by the clock."""
        began = self._began.setdefault(progress.stage, now())
        passed = now() - began
        return round(progress.words / passed) if passed > 0 else 0
