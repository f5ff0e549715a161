"""Which model a name stands for, told from its files without loading them."""

from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.util import get_package_path, load_meta

from pipeline.errors import ModelError
from pipeline.language.registry import (
    BUNDLED,
    ENTITIES,
    LEARNED,
    bundled_names,
    bundled_path,
    describe_names,
    hash_folder,
    is_installed,
    load_model,
    resolve,
)

__all__ = ["ModelIdentity", "identify_model"]


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What decides what a language model finds.

    Attributes:
        name: what `load_model` took, or what `auto` stood for.
        version: of the model.
        sha256: over its files.
        recogniser: name, version and SHA-256 of what finds names in it.
    """

    name: str
    version: str
    sha256: str
    recogniser: dict[str, str]


def identify_model(name: str = "auto", *, entities: str = "learned") -> ModelIdentity:
    """Tell what `load_model` would load; the process stays free of it.

    Args:
        name: as for `load_model`.
        entities: as for `load_model`.

    Raises:
        ModelError: there is no such model, or its files cannot be read.
    """
    if entities not in ENTITIES:
        raise ModelError(f"entities are {entities!r}; give {' or '.join(ENTITIES)}")
    chosen = resolve(name)
    folder = _folder(chosen)
    if folder is None:  # not as spaCy lays its models out: only spaCy knows, or says what is wrong
        model = load_model(name, entities=entities)
        return ModelIdentity(model.name, model.version, model.sha256, model.recogniser)
    try:
        meta = load_meta(folder / "meta.json")
        parts = spacy.util.load_config(folder / "config.cfg")["nlp"]["pipeline"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"cannot load the language model {chosen!r} ({error})") from error
    return ModelIdentity(
        name=folder.name if Path(chosen).exists() else chosen,
        version=str(meta.get("version", "")),
        sha256=hash_folder(folder),
        recogniser=describe_names(_recogniser(folder, parts, entities)),
    )


def _folder(chosen: str) -> Path | None:
    """The folder of a model's files."""
    if chosen == BUNDLED and not is_installed(BUNDLED):
        return bundled_path()
    if Path(chosen).is_dir():
        return Path(chosen)
    if not is_installed(chosen):
        return None
    package = get_package_path(chosen)
    inner = [path.parent for path in package.glob("*/config.cfg")]
    return inner[0] if len(inner) == 1 else None


def _recogniser(folder: Path, parts: list[str], entities: str) -> Path | None:
    """The folder of the recogniser that the pipeline has once it is loaded."""
    if LEARNED in parts:
        own = folder / LEARNED
        return own if own.is_dir() else bundled_names()
    return bundled_names() if entities == "learned" else None
