"""Finding and loading language models: the bundled one, installed packages, paths."""

import hashlib
import importlib.util
import logging
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import spacy

from pipeline.errors import ModelError
from pipeline.language.model import LanguageModel

log = logging.getLogger(__name__)

#: The name of the model that ships with the package, and of the one that `auto` prefers to it.
BUNDLED, PREFERRED = "en_newsroom", "en_core_web_sm"
INSTALL_PREFERRED = f"python -m spacy download {PREFERRED}"
#: Components that the stages rely on.
NEEDED = ("tagger", "parser", "ner")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model that can be loaded by name.

    Attributes:
        name: what `--model` takes.
        version: the version of the model, empty where it states none.
        path: its folder; empty for an installed package.
        bundled: whether it ships with this package.
        is_default: whether `auto` takes it.
    """

    name: str
    version: str
    path: str
    bundled: bool
    is_default: bool


@cache
def bundled_path() -> Path | None:
    """The folder of the bundled model: inside an installed package, or in the source tree."""
    here = Path(__file__).resolve()
    for folder in (here.parent / BUNDLED, here.parents[2] / "models" / BUNDLED / "model"):
        if (folder / "config.cfg").is_file():
            return folder
    return None


def available_models() -> list[ModelInfo]:
    """Lists the bundled model and the installed English pipelines of spaCy, the default first."""
    default = resolve("auto") if bundled_path() or is_installed(PREFERRED) else None
    found = []
    if path := bundled_path():
        meta = spacy.util.load_meta(path / "meta.json")
        found.append(
            ModelInfo(BUNDLED, str(meta.get("version", "")), str(path), True, default == BUNDLED)
        )
    for name in sorted(spacy.util.get_installed_models()):
        if name.startswith("en_"):
            found.append(ModelInfo(name, package_version(name), "", False, default == name))
    return sorted(found, key=lambda m: (not m.is_default, m.name))


def package_version(name: str) -> str:
    """The version of an installed package, empty where it is unknown."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def is_installed(name: str) -> bool:
    """Whether a model is installed as a Python package."""
    return importlib.util.find_spec(name) is not None if name.isidentifier() else False


def resolve(name: str) -> str:
    """The model that a name stands for: `auto` is en_core_web_sm where it is installed.

    Raises:
        ModelError: `auto`, and there is neither that nor a bundled model.
    """
    if name != "auto":
        return name
    if is_installed(PREFERRED):
        return PREFERRED
    if bundled_path():
        return BUNDLED
    raise ModelError(
        f"no language model is installed and none is bundled; get one with: {INSTALL_PREFERRED}"
    )


def load_model(name: str = "auto") -> LanguageModel:
    """Loads a spaCy English pipeline for the stages.

    Args:
        name: `auto`, `en_newsroom` (the bundled one), the name of an installed pipeline, or the
            path of one.

    Raises:
        ModelError: there is no such model, it cannot be loaded, or it lacks a component.
    """
    chosen = resolve(name)
    path = bundled_path() if chosen == BUNDLED and not is_installed(BUNDLED) else None
    try:
        nlp = spacy.load(path or chosen)
    except (OSError, ValueError, ImportError) as error:
        hint = (
            f"install it with: {INSTALL_PREFERRED}"
            if chosen == PREFERRED
            else "`pipeline models` lists what is there"
        )
        reason = str(error).split("\n")[0]
        raise ModelError(f"cannot load the language model {chosen!r} ({reason}); {hint}") from error
    missing = [c for c in NEEDED if c not in nlp.pipe_names]
    if missing or nlp.lang != "en":
        lack = (
            f"has no {' and no '.join(missing)}" if missing else f"is for {nlp.lang!r}, not English"
        )
        raise ModelError(
            f"the language model {chosen!r} {lack}; take an English pipeline with "
            f"{', '.join(NEEDED)}, such as {BUNDLED} or {PREFERRED}"
        )
    folder = Path(nlp.path) if nlp.path else None
    log.debug("loaded %s %s from %s", chosen, nlp.meta.get("version"), folder)
    return LanguageModel(
        nlp,
        name=Path(chosen).name if folder and Path(chosen).exists() else chosen,
        version=str(nlp.meta.get("version", "")),
        sha256=hash_folder(folder) if folder else "",
        path=str(folder or ""),
    )


def hash_folder(folder: Path) -> str:
    """One SHA-256 over the files of a folder, their names included."""
    digest = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        if "__pycache__" in file.parts:
            continue
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
