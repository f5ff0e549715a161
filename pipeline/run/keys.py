"""Keys of results: hashes of all that decides them, so that what is there need not be made again.

The key of a stage covers its settings, its model, its code and, by the key of the stage before, all
that went before it. The rows that a part is made of are in its name.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.language import ModelIdentity
from pipeline.run.settings import Settings

__all__ = ["describe_versions", "digest", "stage_keys"]

DISTRIBUTION = "who-said-what"
_LENGTH = 32

# The folders of the package whose code each stage runs, beside those below it that all share.
_CODE: Mapping[str, tuple[str, ...]] = {
    "load": ("load", "duplicates", "knowledge", "tables", "limits.py"),
    "sentences": ("sentences", "language", "knowledge", "tables", "limits.py"),
    "ner": ("ner", "encoder"),
    "quotes": ("quotes",),
    "relations": ("relations",),
    "facts": ("corpus", "duplicates", "knowledge", "tables"),
    "tables": ("corpus", "duplicates"),
}
_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "load": ("trafilatura", "lxml", "dateparser", "ftfy", "py3langid"),
    "sentences": ("spacy",),
    "ner": ("onnxruntime", "tokenizers"),
    "quotes": (),
    "relations": (),
    "facts": ("datasketch",),
    "tables": (),
}


def digest(*values: Any) -> str:
    """One hash over values that can be written as JSON.

    Example:
        >>> digest("ner", {"a": 1}) == digest("ner", {"a": 1}), digest(1) == digest(2)
        (True, False)
    """
    written = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def stage_keys(
    settings: Settings,
    model: ModelIdentity | None,
    quote_model: Mapping[str, str] | None,
    *,
    stages: Iterable[str],
    identifiers: str | None,
) -> dict[str, str]:
    """The key of each stage of a run.

    Args:
        settings: The settings of the run.
        model: The language model; None where no stage needs one.
        quote_model: What finds quotes; None where no stage does.
        stages: The stages that run, in order, with "facts" before "tables".
        identifiers: Hash of the user's list of identifiers.

    Returns:
        Keys by stage. Stages before the first of these made the given rows, which the names of the
        parts cover.
    """
    uses: dict[str, Any] = {
        "load": asdict(settings.load),
        "sentences": [model and model.sha256, model and model.version],
        "ner": [asdict(settings.ner), model and model.recogniser],
        "quotes": [asdict(settings.quotes), quote_model],
        "relations": asdict(settings.relations),
        "facts": None,
        "tables": [asdict(settings.tables), identifiers],
    }
    keys: dict[str, str] = {}
    before: str | None = None
    for stage in stages:
        packages = _versions(_PACKAGES[stage])
        key = digest(stage, uses[stage], _hash_code(stage), packages, before)
        keys[stage] = key
        # The rows that loading gave are in the names of the parts: how they came about is not.
        before = None if stage == "load" else key
    return keys


def _versions(names: Iterable[str]) -> dict[str, str | None]:
    """The versions of installed packages."""
    return {name: _version(name) for name in names}


def describe_versions() -> dict[str, str | None]:
    """The versions of Python, of this package and of those that decide what it makes."""
    others = sorted({name for names in _PACKAGES.values() for name in names} | {"pyarrow"})
    return {"python": platform.python_version()} | _versions((DISTRIBUTION, *others))


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@cache
def _hash_code(stage: str) -> str:
    """One SHA-256 over the modules and the data of a stage."""
    root = Path(__file__).parents[1]
    files: list[Path] = []
    for name in _CODE[stage]:
        path = root / name
        endings = ("*.py", "*.csv")
        files += [path] if path.is_file() else [f for e in endings for f in path.rglob(e)]
    summed = hashlib.sha256()
    for file in sorted(files):
        summed.update(file.relative_to(root).as_posix().encode())
        summed.update(hashlib.sha256(file.read_bytes()).digest())
    return summed.hexdigest()
