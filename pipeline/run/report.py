"""Reads from a folder of tables what a run reports about it."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pipeline.language import ModelIdentity
from pipeline.run.order import StageRange
from pipeline.run.result import RunResult, StageTime
from pipeline.tables import TABLES
from pipeline.tables.parquet import count_rows, part_names, read_part

__all__ = ["report"]


def report(
    out: Path,
    stages: StageRange,
    model: ModelIdentity | None,
    started: float,
    *,
    skipped: bool = False,
    failed: int = 0,
    times: Mapping[str, StageTime] | None = None,
) -> RunResult:
    """Count what is in the folder.

    Args:
        out: The folder.
        stages: The stages that ran.
        model: The language model that they used.
        started: When the run started, by `time.perf_counter`.
        skipped: Whether nothing was done.
        failed: Number of documents that failed.
        times: Time of each stage.
    """
    return RunResult(
        out=out,
        skipped=skipped,
        model=f"{model.name} {model.version}".strip() if model else None,
        stages=stages.names,
        counts=dict(_counts(out)),
        resolved=sum(len(part) - part.null_count for part in _column(out, "quotes", "speaker")),
        failed=failed,
        words=sum(pc.sum(part).as_py() or 0 for part in _column(out, "documents", "n_words")),
        seconds=time.perf_counter() - started,
        times=times or {},
    )


def _counts(out: Path) -> Iterator[tuple[str, int]]:
    for name in TABLES:
        if (out / f"{name}.parquet").exists():
            yield name, count_rows(out, name)


def _column(out: Path, name: str, column: str) -> Iterator[Any]:
    """A column of a table, part by part."""
    if (out / f"{name}.parquet").exists():
        for part in part_names(out, name):
            yield read_part(out, name, part, [column])[column]
