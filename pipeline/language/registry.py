"""Finding and loading language models: the bundled one, installed packages, paths."""

import hashlib
import importlib.util
import json
import logging
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.errors import ModelError
from pipeline.language.model import LanguageModel
from pipeline.language.tokens import split_at_initials

log = logging.getLogger(__name__)

#: The name of the model that ships with the package, and of the one that `auto` prefers to it.
BUNDLED, PREFERRED = "en_newsroom", "en_core_web_sm"
INSTALL_PREFERRED = f"python -m spacy download {PREFERRED}"
#: Components that the stages rely on.
NEEDED = ("tagger", "parser")
#: The trained recogniser of names, which stands with the bundled model, and any pipeline's own.
LEARNED, OWN = "names", "ner"
#: What `entities` may be: the trained recogniser, or what the pipeline itself has.
ENTITIES = ("learned", "base")
#: The file of a recogniser that says which it is.
CONFIG_FILE = "config.json"


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


def bundled_names() -> Path | None:
    """The folder of the bundled recogniser of names."""
    folder = bundled_path()
    return folder / LEARNED if folder and (folder / LEARNED / CONFIG_FILE).is_file() else None


def describe_names(folder: Path | None) -> dict[str, str]:
    """Name, version and SHA-256 of a recogniser of names, for the record of a run.

    Args:
        folder: of the recogniser, None for a pipeline's own `ner`, which has no version.

    Raises:
        ModelError: it does not say what it is.
    """
    if folder is None:
        return {"name": OWN, "version": "", "sha256": ""}
    try:
        config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf8"))
        name, version = str(config["name"]), str(config["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"cannot load the name model in {folder} ({error!r})") from error
    return {"name": name, "version": version, "sha256": hash_folder(folder)}


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


def load_model(name: str = "auto", *, entities: str = "learned") -> LanguageModel:
    """Loads a spaCy English pipeline for the stages.

    Args:
        name: `auto`, `en_newsroom` (the bundled one), the name of an installed pipeline, or the
            path of one.
        entities: who finds names: `learned` puts the bundled recogniser in the place of the
            pipeline's `ner`, if the recogniser is installed and the pipeline has none of its kind;
            `base` leaves the pipeline as it is.

    Raises:
        ModelError: there is no such model, it cannot be loaded, or it lacks a component.
    """
    if entities not in ENTITIES:
        raise ModelError(f"entities are {entities!r}; give {' or '.join(ENTITIES)}")
    chosen = resolve(name)
    nlp = _load_pipeline(chosen)
    split_at_initials(nlp)
    if entities == "learned" and LEARNED not in nlp.pipe_names:
        _use_learned(nlp)
    _check_pipeline(nlp, chosen)
    folder = Path(nlp.path) if nlp.path else None
    log.debug("loaded %s %s from %s", chosen, nlp.meta.get("version"), folder)
    return LanguageModel(
        nlp,
        name=Path(chosen).name if folder and Path(chosen).exists() else chosen,
        version=str(nlp.meta.get("version", "")),
        sha256=hash_folder(folder) if folder else "",
        path=str(folder or ""),
        recogniser=describe_names(_recogniser(nlp)),
    )


def _load_pipeline(chosen: str) -> Language:
    path = bundled_path() if chosen == BUNDLED and not is_installed(BUNDLED) else None
    try:
        return spacy.load(path or chosen)
    except (OSError, ValueError, ImportError) as error:
        hint = (
            f"install it with: {INSTALL_PREFERRED}"
            if chosen == PREFERRED
            else "`pipeline models` lists what is there"
        )
        reason = str(error).split("\n")[0]
        raise ModelError(f"cannot load the language model {chosen!r} ({reason}); {hint}") from error


def _use_learned(nlp: Language) -> None:
    """Puts the bundled recogniser in the place of a pipeline's own, where it is installed."""
    if bundled_names() is None:
        log.warning("the name model is not installed: names are found by the pipeline's own ner")
    elif OWN in nlp.pipe_names:
        nlp.add_pipe(LEARNED, before=OWN)
        nlp.remove_pipe(OWN)
    else:
        nlp.add_pipe(LEARNED)


def _recogniser(nlp: Language) -> Path | None:
    """The folder of the recogniser of a pipeline, None where it has only its own `ner`."""
    own = Path(nlp.path) / LEARNED if nlp.path else None
    if LEARNED not in nlp.pipe_names:
        return None
    return own if own and own.is_dir() else bundled_names()


def _check_pipeline(nlp: Language, chosen: str) -> None:
    missing = [c for c in NEEDED if c not in nlp.pipe_names]
    if not {LEARNED, OWN} & set(nlp.pipe_names):
        missing.append(OWN)
    if missing or nlp.lang != "en":
        lack = (
            f"has no {' and no '.join(missing)}" if missing else f"is for {nlp.lang!r}, not English"
        )
        raise ModelError(
            f"the language model {chosen!r} {lack}; take an English pipeline with "
            f"{', '.join(NEEDED)} and {OWN}, such as {BUNDLED} or {PREFERRED}"
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
