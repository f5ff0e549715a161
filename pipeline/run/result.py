"""What a run reports: progress while it goes on, and a result at its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Progress", "ProgressCallback", "RunResult", "StageTime"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is.

    Attributes:
        stage: Name of the stage.
        done: Number of documents that are done.
        total: Number of documents to do; None while it is unknown.
        rows: Number of rows made so far.
        words: Number of words in the documents that are done.
        seconds: Time at work so far, summed over the workers.
    """

    stage: str
    done: int
    total: int | None
    rows: int
    words: int
    seconds: float


ProgressCallback = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class StageTime:
    """The time that a stage took.

    Attributes:
        seconds: Time at work, summed over the workers.
        words: Number of words in its documents.
    """

    seconds: float
    words: int

    @property
    def words_per_second(self) -> float:
        """Words for each second of work; 0 where no time passed."""
        return round(self.words / self.seconds, 1) if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did.

    Attributes:
        out: Folder of the tables.
        skipped: Whether nothing was done, because nothing had changed since the last run.
        model: Name and version of the language model; None where none was needed.
        stages: The stages that ran.
        counts: Number of rows of each table in the folder.
        resolved: Number of quotes with a known speaker.
        failed: Documents that a stage could not work on; they are in `rejects`.
        words: Number of words in the documents.
        seconds: Time from the start to the end of the run.
        times: Time of each stage.
    """

    out: Path
    skipped: bool
    model: str | None
    stages: tuple[str, ...]
    counts: Mapping[str, int]
    resolved: int
    failed: int
    words: int
    seconds: float
    times: Mapping[str, StageTime] = field(default_factory=dict)

    @property
    def summary(self) -> dict[str, int | float]:
        """The figures of the run, by what they count; tables that are not there are left out."""
        figures: dict[str, int | float] = {}
        for label, table in _COUNTED:
            if table in self.counts:
                figures[label] = self.counts[table]
            if table == "quotes" and table in self.counts:
                figures["quotes with a resolved speaker"] = self.resolved
        figures["seconds"] = round(self.seconds, 1)
        speed = StageTime(self.seconds, 0 if self.skipped else self.words)
        figures["words per second"] = round(speed.words_per_second)
        return figures


_COUNTED = (
    ("documents", "documents"),
    ("rejected", "rejects"),
    ("sentences", "sentences"),
    ("mentions", "mentions"),
    ("quotes", "quotes"),
    ("relations", "relations"),
    ("people", "people"),
    ("countries", "countries"),
    ("organizations", "organizations"),
)
