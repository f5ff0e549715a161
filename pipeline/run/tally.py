"""Counts what the tasks of a run do, and reports how far each stage is."""

from collections import defaultdict
from collections.abc import Mapping

from pipeline.run.result import Progress, ProgressCallback, StageTime
from pipeline.run.tasks import Done

__all__ = ["Tally"]

# What the last stage does document by document is a part of it, and no stage of its own.
_FACTS, _LAST = "facts", "tables"


class Tally:
    """What was done in each stage.

    Args:
        progress: Called as the stages advance.

    Attributes:
        documents: Number of documents by stage.
        words: Number of words in them.
    """

    def __init__(self, progress: ProgressCallback | None) -> None:
        self._progress = progress
        self._totals: dict[str, int | None] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._rows: defaultdict[str, int] = defaultdict(int)
        self.documents: defaultdict[str, int] = defaultdict(int)
        self.words: defaultdict[str, int] = defaultdict(int)

    def expect(self, totals: Mapping[str, int | None]) -> None:
        """Take note of how many documents there are to do in each stage, beside those done."""
        for stage, total in totals.items():
            if stage == _FACTS:
                continue
            before = self.documents[stage]
            self._totals[stage] = None if total is None else before + total
            self._report(stage)

    def note(self, done: Done) -> None:
        """Take note of what a task did."""
        for stage, seconds in done.seconds.items():
            self._seconds[_LAST if stage == _FACTS else stage] += seconds
            if stage == _FACTS:
                continue
            self._rows[stage] += done.rows.get(stage, 0)
            self.documents[stage] += done.documents
            self.words[stage] += done.words
            self._report(stage)

    def finish(self, stage: str, *, rows: int | None = None) -> None:
        """Take note that a stage has nothing left to do."""
        self._seconds[stage] += 0.0
        self._rows[stage] = self._rows[stage] if rows is None else rows
        self._totals[stage] = self.documents[stage]
        self._report(stage)

    def times(self) -> dict[str, StageTime]:
        """Time and words of each stage that had work to do."""
        return {s: StageTime(round(t, 3), self.words[s]) for s, t in self._seconds.items()}

    def _report(self, stage: str) -> None:
        if self._progress is None:
            return
        done, total = self.documents[stage], self._totals.get(stage)
        told = (done, total, self._rows[stage], self.words[stage], self._seconds[stage])
        self._progress(Progress(stage, *told))
