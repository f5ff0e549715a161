"""Reads from a folder of tables what a run reports about it."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from pipeline.errors import TableError
from pipeline.language import LanguageModel
from pipeline.run.order import StageRange
from pipeline.run.result import RunResult, StageTime
from pipeline.tables import TABLES

__all__ = ["report"]


def report(
    out: Path,
    stages: StageRange,
    model: LanguageModel | None,
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
        resolved=sum(name is not None for name in _column(out, "quotes", "speaker")),
        failed=failed,
        words=sum(_column(out, "documents", "n_words")),
        seconds=time.perf_counter() - started,
        times=times or {},
    )


def _counts(out: Path) -> Iterator[tuple[str, int]]:
    for name in TABLES:
        path = out / f"{name}.parquet"
        if path.exists():
            try:
                yield name, ds.dataset(path, format="parquet").count_rows()
            except (pa.ArrowException, OSError) as error:
                raise TableError(
                    f"{path} is not a parquet file: {error}; make it again", table=name
                ) from error


def _column(out: Path, name: str, column: str) -> list[Any]:
    path = out / f"{name}.parquet"
    if not path.exists():
        return []
    try:
        table = ds.dataset(path, format="parquet").to_table(columns=[column])
    except (pa.ArrowException, OSError) as error:
        raise TableError(f"{path}, {column}: {error}; make it again", table=name) from error
    values: list[Any] = table[column].to_pylist()
    return values
