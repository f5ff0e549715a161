"""The manifest of a run: what it was made of and with, so that it can be told and repeated."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.language import ModelIdentity
from pipeline.run.keys import describe_versions
from pipeline.run.result import RunResult
from pipeline.run.settings import Settings
from pipeline.run.store import is_local
from pipeline.tables import TABLES

__all__ = ["MANIFEST", "Recipe", "describe_run", "is_current", "read_note"]

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what a run makes, the inputs apart.

    Attributes:
        stages: Names of the stages.
        settings: Their settings.
        limit: Number of documents at which loading stops.
        model: The language model; None where no stage needs one.
        quote_model: Name, version and hash of what finds quotes; None where no stage does.
        keys: The key of each stage, which covers its settings, its models and its code.
        identifiers: Hash of the user's list of identifiers.
    """

    stages: tuple[str, ...]
    settings: Settings
    limit: int | None
    model: ModelIdentity | None
    quote_model: Mapping[str, str] | None
    keys: Mapping[str, str]
    identifiers: str | None

    def describe(self) -> dict[str, Any]:
        """The recipe as the manifest has it, with the versions of the code."""
        model = self.model
        settings = asdict(self.settings)
        described = {
            "stages": self.stages,
            "limit": self.limit,
            "settings": settings,
            "model": {"name": model.name, "version": model.version, "sha256": model.sha256}
            if model
            else None,
            "name_model": model.recogniser if model else None,
            "quote_model": self.quote_model,
            "versions": describe_versions(),
            "keys": self.keys,
            "identifiers": self.identifiers,
        }
        # As it looks when it is read again: tuples are lists then.
        plain: dict[str, Any] = json.loads(json.dumps(described))
        return plain


def _table_state(out: Path, name: str) -> list[Any]:
    """What tells a table from another: name, size and time of change of each of its files."""
    path = out / f"{name}.parquet"
    if not path.exists():
        return []
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    if not is_local(path):
        return [[file.name, str(file.fs.ukey(file.path))] for file in files]  # type: ignore[attr-defined]
    return [[f.name, f.stat().st_size, f.stat().st_mtime_ns] for f in files]


def read_note(path: Path) -> dict[str, Any] | None:
    """A JSON object in a file; None where there is none that can be read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def is_current(
    manifest: Mapping[str, Any] | None, out: Path, recipe: Recipe, files: str | None
) -> bool:
    """Whether a run would make again what is there.

    Args:
        manifest: The manifest of the last run.
        out: Its folder.
        recipe: What the next run would do.
        files: Hash of the states of what it would read; None where it begins with tables.
    """
    if manifest is None or manifest.get("recipe") != recipe.describe():
        return False
    if files is not None and manifest.get("files") != files:
        return False
    listed = manifest.get("tables")
    if not isinstance(listed, dict) or not listed:
        return False
    return all(
        name in TABLES and _table_state(out, name) == entry.get("files")
        for name, entry in listed.items()
    )


def describe_run(
    result: RunResult,
    recipe: Recipe,
    *,
    workers: int,
    inputs: list[dict[str, Any]] | None,
    files: str | None,
    last: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The manifest of a run that is done.

    Args:
        result: What the run made.
        recipe: What decided that.
        workers: Number of processes.
        inputs: What it read; None where it began with tables, whose inputs are those of `last`.
        files: Hash of the states of these.
        last: The manifest before, whose times are kept for the stages that did not run.
    """
    before: dict[str, Any] = dict(last or {}) if inputs is None else {}
    times = {
        stage: {"seconds": time.seconds, "words_per_second": time.words_per_second}
        for stage, time in result.times.items()
    }
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "recipe": recipe.describe(),
        "inputs": before.get("inputs") if inputs is None else inputs,
        "files": files,
        "tables": {
            name: {"rows": rows, "files": _table_state(result.out, name)}
            for name, rows in result.counts.items()
        },
        "quotes_with_speaker": result.resolved,
        "failed": result.failed,
        "timings": {
            "seconds": round(result.seconds, 3),
            "workers": workers,
            "stages": before.get("timings", {}).get("stages", {}) | times,
        },
    }
