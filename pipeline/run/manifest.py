"""The manifest of a run: what it was made of and with, so that it can be told and repeated."""

import hashlib
import json
import logging
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.language import LanguageModel
from pipeline.load.inputs import InputFile
from pipeline.run.result import RunResult
from pipeline.run.settings import Settings
from pipeline.tables import TABLES

__all__ = [
    "MANIFEST",
    "Recipe",
    "is_current",
    "list_inputs",
    "read_manifest",
    "write_manifest",
]

MANIFEST = "manifest.json"
DISTRIBUTION = "who-said-what"
_PACKAGES = (DISTRIBUTION, "spacy", "pyarrow", "onnxruntime", "tokenizers")
_BLOCK = 1 << 20

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what a run makes, the inputs apart.

    Attributes:
        stages: Names of the stages.
        settings: Their settings.
        limit: Number of documents at which loading stops.
        model: The language model; None where no stage needs one.
        quote_model: Name, version and hash of what finds quotes; None where no stage does.
    """

    stages: tuple[str, ...]
    settings: Settings
    limit: int | None
    model: LanguageModel | None
    quote_model: Mapping[str, str] | None

    def describe(self) -> dict[str, Any]:
        """The recipe as the manifest has it, with the versions of the code."""
        model = self.model
        listed = self.settings.tables.identifiers
        described = {
            "stages": self.stages,
            "limit": self.limit,
            "settings": asdict(self.settings),
            "model": {"name": model.name, "version": model.version, "sha256": model.sha256}
            if model
            else None,
            "name_model": model.recogniser if model else None,
            "quote_model": self.quote_model,
            "versions": {"python": platform.python_version()}
            | {package: _version(package) for package in _PACKAGES},
            "code": _hash_code(),
            "identifiers": _hash_path(Path(listed)) if listed else None,
        }
        # As it looks when it is read again: tuples are lists then.
        plain: dict[str, Any] = json.loads(json.dumps(described))
        return plain


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@cache
def _hash_code() -> str:
    """One SHA-256 over the modules and the data of this package."""
    root = Path(__file__).parents[1]
    files = (p for ending in ("py", "csv") for p in root.rglob(f"*.{ending}"))
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _hash_path(path: Path) -> str | None:
    """SHA-256 of a file, or of the files of a folder; None where it cannot be read."""
    digest = hashlib.sha256()
    try:
        for file in sorted(path.rglob("*.parquet")) if path.is_dir() else [path]:
            with file.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()


def list_inputs(files: Iterable[InputFile]) -> list[dict[str, Any]]:
    """Path, size and SHA-256 of each input; a stream has neither size nor hash."""
    listed = []
    for file in files:
        regular = file.path is not None and file.path.is_file()
        listed.append(
            {
                "path": file.source,
                "bytes": file.path.stat().st_size if file.path and regular else None,
                "sha256": _hash_path(file.path) if file.path and regular else None,
            }
        )
    return listed


def _list_tables(out: Path, counts: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Number of rows and SHA-256 of each table in a folder."""
    return {
        name: {"rows": rows, "sha256": _hash_path(out / f"{name}.parquet")}
        for name, rows in counts.items()
    }


def read_manifest(out: Path) -> dict[str, Any] | None:
    """The manifest of the last run into a folder; None where there is none that can be read."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def is_current(
    manifest: Mapping[str, Any] | None,
    out: Path,
    recipe: Recipe,
    inputs: list[dict[str, Any]] | None,
) -> bool:
    """Whether a run would make again what is there.

    Args:
        manifest: The manifest of the last run.
        out: Its folder.
        recipe: What the next run would do.
        inputs: What it would read; None where it begins with tables.
    """
    if manifest is None or manifest.get("recipe") != recipe.describe():
        return False
    if inputs is not None and (
        manifest.get("inputs") != inputs or not all(entry["sha256"] for entry in inputs)
    ):
        return False
    listed = manifest.get("tables")
    if not isinstance(listed, dict) or not listed:
        return False
    for name, entry in listed.items():
        if name not in TABLES or _hash_path(out / f"{name}.parquet") != entry.get("sha256"):
            _logger.info("table %s has changed since the last run", name)
            return False
    return True


def write_manifest(
    result: RunResult,
    recipe: Recipe,
    *,
    workers: int,
    inputs: list[dict[str, Any]] | None,
    last: Mapping[str, Any] | None,
) -> None:
    """Write the manifest, last of all: where it stands, the run was finished.

    Args:
        result: What the run made.
        recipe: What decided that.
        workers: Number of processes.
        inputs: What it read; None where it began with tables, whose inputs are those of `last`.
        last: The manifest before, whose times are kept for the stages that did not run.

    Raises:
        PipelineError: If it cannot be written.
    """
    before: dict[str, Any] = dict(last or {}) if inputs is None else {}
    times = {
        stage: {"seconds": time.seconds, "words_per_second": time.words_per_second}
        for stage, time in result.times.items()
    }
    manifest = {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "recipe": recipe.describe(),
        "inputs": before.get("inputs") if inputs is None else inputs,
        "tables": _list_tables(result.out, result.counts),
        "quotes_with_speaker": result.resolved,
        "failed": result.failed,
        "timings": {
            "seconds": round(result.seconds, 3),
            "workers": workers,
            "stages": before.get("timings", {}).get("stages", {}) | times,
        },
    }
    path = result.out / MANIFEST
    temporary = result.out / f".{MANIFEST}"
    try:
        temporary.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise PipelineError(f"{path} cannot be written: {error.strerror}") from error
