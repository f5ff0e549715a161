"""Trains the bundled model: prepare, train the parser and the names, assemble, evaluate.

Run from the root of the repository, with the extra `train` installed:

    python -m models.en_newsroom.train

A part that is finished, with the same inputs and settings, is not done again; the training of names
that was interrupted goes on after its last epoch.
"""

import importlib.util
import json
import logging
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.train import train as train_spacy

from models import cards, command
from models.en_newsroom.recipe import card, data, names, references
from models.en_newsroom.recipe.assemble import assemble, with_rules
from models.en_newsroom.recipe.evaluate import evaluate
from models.en_newsroom.recipe.prepare import prepare
from models.stages import exit_code, fingerprint, require, resumable, with_marker
from pipeline.encoder.onnx import CONFIG_FILE
from pipeline.errors import InputError, MissingExtraError

log = logging.getLogger("models.en_newsroom.train")

HERE = Path(__file__).resolve().parent
RECIPE = HERE / "recipe"
WORK = HERE / "work"
OUT = HERE / "model"
PACKAGE = HERE.parents[1] / "pipeline"
#: A few invented documents in the formats of the public repositories.
TINY = HERE.parents[1] / "tests" / "models" / "native"
STAGES = ("prepare", "parser", "references", "names", "assemble", "evaluate")
#: What the files made by `prepare` depend on, besides the data.
CONVERSION = ("clearnlp.py", "prepare.py", "relations.csv", "tree.py", "treebank.py")
#: What the weights of the recogniser depend on, besides the data.
LEARNING = (
    *(RECIPE / name for name in ("labels.py", "names.py", "quantities.py")),
    *sorted((HERE / "names").glob("*.py")),
    *sorted(HERE.with_name("encoder").glob("*.py")),
    PACKAGE / "encoder" / "words.py",
    PACKAGE / "ner" / "learned" / "labels.py",
)
#: What the queries depend on, besides the data.
ASKING = (*sorted(RECIPE.glob("reference*")), *sorted((PACKAGE / "ner" / "reference").glob("*.py")))
#: What the training needs beyond the package.
PACKAGES = {
    "assemble": ("spacy_lookups_data",),
    "names": ("torch", "onnx", "safetensors", "faker"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run of the recipe does.

    Attributes:
        data: a data folder, None to look for one.
        work: takes what is made on the way.
        out: the folder of the model; scores.json is written beside it, and the tables of scores
            into the README.md there, where there is one.
        steps: of training at most, None for as many as the configurations say.
        tiny: train on a few invented documents, to try the recipe.
        stages: which are done.
        force: do them even where they are finished.
    """

    data: Path | None = None
    work: Path = WORK
    out: Path = OUT
    steps: int | None = None
    tiny: bool = False
    stages: tuple[str, ...] = STAGES
    force: bool = False


def run(settings: Settings) -> None:
    """Does the stages of the settings, in order.

    Raises:
        InputError: data or the result of an earlier stage are missing.
        MissingExtraError: what only the training needs is not installed.
    """
    for stage in settings.stages:
        for package in PACKAGES.get(stage, ()):
            if importlib.util.find_spec(package) is None:
                raise MissingExtraError(extra="train", package=package.replace("_", "-"))
    work = settings.work
    if set(settings.stages) - {"parser", "assemble"}:
        folder = find_data(settings)
    if "prepare" in settings.stages:
        inputs = [RECIPE / name for name in CONVERSION] + data.files(folder)
        key = fingerprint(inputs, settings.steps, settings.tiny)
        with_marker("prepare", work, key, lambda: prepare(folder, work), force=settings.force)
    if "parser" in settings.stages:
        train_parser(settings)
    if "references" in settings.stages:
        make_references(settings, folder)
    if "names" in settings.stages:
        train_names(settings, folder)
    if "assemble" in settings.stages:
        save_model(settings)
    if "evaluate" in settings.stages:
        write_scores(settings, folder)


def find_data(settings: Settings) -> Path:
    """The data folder; the one of a tiny run is made from what the tests ship."""
    if not settings.tiny:
        return data.find(settings.data, cache=WORK / "data")
    folder = settings.work / "data"
    data.build(TINY, folder, articles=TINY / "worldwide.csv")
    return folder


def train_parser(settings: Settings) -> None:
    """Trains the tagger and parser with spaCy; the result is `work / parser / model-best`."""
    config, folder = RECIPE / "parser.cfg", settings.work / "parser"
    sets = {name: settings.work / f"parser-{name}.spacy" for name in ("train", "dev")}
    overrides: dict[str, Any] = {f"paths.{name}": str(path) for name, path in sets.items()}
    if settings.steps is not None:
        overrides["training.max_steps"] = settings.steps
    if settings.tiny:
        overrides["components.parser.min_action_freq"] = 1
    for path in sets.values():
        require(path, "prepare")
    with_marker(
        "parser",
        settings.work,
        fingerprint([config, *sets.values()], settings.steps, settings.tiny),
        lambda: train_spacy(config, folder, overrides=overrides),
        force=settings.force,
    )


def make_references(settings: Settings, folder: Path) -> None:
    """Writes what the scorer of references learns from.

    The texts are parsed by the model at `out`, where there is one; else by the parser alone, and
    then no names stand beside those that the data tells.
    """
    parser = settings.work / "parser" / "model-best"
    given = settings.out if (settings.out / "config.cfg").is_file() else None
    if given is None:
        require(parser / "config.cfg", "parser")

    def make() -> None:
        nlp = spacy.load(given) if given else with_rules(spacy.load(parser))
        references.build(folder, settings.work, nlp)

    key = fingerprint([*ASKING, *data.files(folder)], settings.tiny)
    with_marker("references", settings.work, key, make, force=settings.force)


def train_names(settings: Settings, folder: Path) -> None:
    """Trains the recogniser; the result is `work / names / export`."""
    from models.en_newsroom.names.build import build
    from models.encoder.training import CHECKPOINT

    queries, work = settings.work / references.TRAIN_FILE, settings.work / "names"
    require(queries, "references")
    sets = [data.names_file(folder, name) for name in names.TRAIN]
    key = fingerprint([*LEARNING, *sets, queries], settings.steps, settings.tiny)

    def do() -> None:
        build(sets, queries, work, steps=settings.steps, tiny=settings.tiny)

    with_marker(
        "names",
        settings.work,
        key,
        lambda: resumable("names", work, key, work / CHECKPOINT, do),
        force=settings.force,
    )


def save_model(settings: Settings) -> None:
    """Writes the assembled pipeline to `out`, in place of what was there."""
    meta = json.loads((RECIPE / "meta.json").read_text(encoding="utf8"))
    parser, found = settings.work / "parser" / "model-best", settings.work / "names" / "export"
    require(parser / "config.cfg", "parser")
    require(found / CONFIG_FILE, "names")
    if settings.out.exists() and not (settings.out / "config.cfg").is_file():
        raise InputError(f"{settings.out} is there and holds no model; name another --out")
    nlp = assemble(parser, found, version=meta.pop("version"), meta=meta)
    fresh = settings.out.with_name(settings.out.name + ".new")
    nlp.to_disk(fresh)
    if settings.out.exists():
        shutil.rmtree(settings.out)
    fresh.rename(settings.out)
    log.info("wrote %s", settings.out)


def write_scores(settings: Settings, folder: Path) -> None:
    """Measures the model at `out`; writes scores.json, and the tables of the model card."""
    require(settings.out / "config.cfg", "assemble")
    scores = evaluate(spacy.load(settings.out), folder)
    path = settings.out.with_name("scores.json")
    path.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf8", newline="\n")
    log.info("wrote %s", path)
    readme = settings.out.with_name("README.md")
    if readme.is_file():
        cards.embed(readme, card.tables(scores))


def parse_arguments(arguments: Sequence[str] | None = None) -> Settings:
    """The settings that a command line asks for."""
    return Settings(
        **command.parse(
            arguments,
            recipe="models.en_newsroom.train",
            description=(__doc__ or "").split("\n")[0],
            data=f"folder with ud/ and ner/ (or {data.VARIABLE}); else fetched",
            steps="train for so many steps at most",
            stages=STAGES,
            work=WORK,
            out=OUT,
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the recipe; returns the exit code."""
    return exit_code(lambda: run(parse_arguments(arguments)))


if __name__ == "__main__":
    sys.exit(main())
