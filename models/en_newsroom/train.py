"""Trains the bundled model: prepare, train the parser and the recogniser, assemble, evaluate.

Run from the root of the repository, with the extra `train` installed:

    python -m models.en_newsroom.train

A part that is finished, with the same inputs and settings, is not done again.
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
from models.en_newsroom.recipe import card, data
from models.en_newsroom.recipe.assemble import assemble
from models.en_newsroom.recipe.evaluate import evaluate
from models.en_newsroom.recipe.prepare import prepare
from models.stages import exit_code, fingerprint, require, with_marker
from pipeline.errors import InputError, MissingExtraError

log = logging.getLogger("models.en_newsroom.train")

HERE = Path(__file__).resolve().parent
RECIPE = HERE / "recipe"
WORK = HERE / "work"
OUT = HERE / "model"
#: A few invented documents in the formats of the public repositories.
TINY = HERE.parents[1] / "tests" / "models" / "native"
STAGES = ("prepare", "parser", "ner", "assemble", "evaluate")
#: What the files made by `prepare` depend on, besides the data.
CONVERSION = (
    "clearnlp.py",
    "labels.py",
    "names.py",
    "prepare.py",
    "quantities.py",
    "relations.csv",
    "tree.py",
    "treebank.py",
)


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
        MissingExtraError: the tables of the lemmatizer are not installed.
    """
    lookups = importlib.util.find_spec("spacy_lookups_data")
    if "assemble" in settings.stages and lookups is None:
        raise MissingExtraError(extra="train", package="spacy-lookups-data")
    work = settings.work
    if {"prepare", "evaluate"} & set(settings.stages):
        folder = find_data(settings)
    if "prepare" in settings.stages:
        inputs = [RECIPE / name for name in CONVERSION] + data.files(folder)
        key = fingerprint(inputs, settings.steps, settings.tiny)
        with_marker("prepare", work, key, lambda: prepare(folder, work), force=settings.force)
    for part in ("parser", "ner"):
        if part in settings.stages:
            train_part(part, settings)
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


def train_part(part: str, settings: Settings) -> None:
    """Trains the parser or the recogniser with spaCy; the result is `work / part / model-best`."""
    config, folder = RECIPE / f"{part}.cfg", settings.work / part
    sets = {name: settings.work / f"{part}-{name}.spacy" for name in ("train", "dev")}
    overrides: dict[str, Any] = {f"paths.{name}": str(path) for name, path in sets.items()}
    if settings.steps is not None:
        overrides["training.max_steps"] = settings.steps
    if settings.tiny and part == "parser":
        overrides["components.parser.min_action_freq"] = 1
    for path in sets.values():
        require(path, "prepare")
    with_marker(
        part,
        settings.work,
        fingerprint([config, *sets.values()], settings.steps, settings.tiny),
        lambda: train_spacy(config, folder, overrides=overrides),
        force=settings.force,
    )


def save_model(settings: Settings) -> None:
    """Writes the assembled pipeline to `out`, in place of what was there."""
    meta = json.loads((RECIPE / "meta.json").read_text(encoding="utf8"))
    parser, ner = (settings.work / part / "model-best" for part in ("parser", "ner"))
    for path, stage in ((parser, "parser"), (ner, "ner")):
        require(path / "config.cfg", stage)
    if settings.out.exists() and not (settings.out / "config.cfg").is_file():
        raise InputError(f"{settings.out} is there and holds no model; name another --out")
    nlp = assemble(parser, ner, version=meta.pop("version"), meta=meta)
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
