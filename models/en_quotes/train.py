"""Trains the bundled model of quotes: prepare, train, export, tune, evaluate.

Run from the root of the repository, with the extra `train` installed:

    python -m models.en_quotes.train

A part that is finished, with the same inputs and settings, is not done again; a training that was
interrupted goes on after its last epoch.
"""

import importlib.util
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models import cards, command
from models.en_newsroom.recipe.data import VARIABLE, names_file
from models.en_quotes.recipe import card, data
from models.en_quotes.recipe.batches import Data
from models.en_quotes.recipe.evaluate import measure
from models.en_quotes.recipe.examples import read_articles, read_records
from models.en_quotes.recipe.people import find_people, name_lists, read_people, write_people
from models.en_quotes.recipe.tuning import tune
from models.encoder.pretrained import find_pretrained, load_tokenizer
from models.stages import exit_code, fingerprint, require, resumable, with_marker
from pipeline.encoder.onnx import CONFIG_FILE, TOKENIZER_FILE
from pipeline.errors import InputError, MissingExtraError
from pipeline.quotes.learned.network import QuoteNetwork

# What needs torch is imported by the stages that use it: the others do without the extra `train`.

log = logging.getLogger("models.en_quotes.train")

HERE = Path(__file__).resolve().parent
RECIPE = HERE / "recipe"
WORK = HERE / "work"
OUT = HERE / "model"
PIPELINE = HERE.parents[1] / "pipeline"
#: A few invented documents in the formats of the public repositories.
TINY = HERE.parents[1] / "tests" / "models" / "native"
#: How a tiny run differs from another.
TINY_SETTINGS = {"epochs": 1, "batch": 600, "name_batch": 2}
STAGES = ("prepare", "train", "export", "tune", "evaluate")
NAME, VERSION = "en_quotes", "0.1.0"
#: What the training needs beyond the package.
PACKAGES = ("torch", "onnx", "safetensors")
#: What the weights depend on, besides the data: modules of the recipe, and of the package.
LEARNING = ("augment", "batches", "examples", "losses", "network", "training")
SHARED = tuple(sorted(HERE.with_name("encoder").glob("*.py")))
READING = (PIPELINE / "encoder" / "words.py", PIPELINE / "quotes" / "learned" / "labels.py")
#: In the folder of the work: names of people, and the weights after the training.
PEOPLE_FILE, WEIGHTS_FILE = "people.json", "network.pt"
#: What the decoding starts from, until `tune` has chosen.
WEIGHTS = {"bias": 0.0, "cue": 0.0, "roles": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run of the recipe does.

    Attributes:
        data: a data folder, None to look for one.
        work: takes what is made on the way.
        out: the folder of the model; scores.json is written beside it, and the tables of scores
            into the README.md there, where there is one.
        steps: of training at most in each epoch, None for as many as there are.
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
    stages = set(settings.stages)
    if {"train", "export"} & stages:
        for package in PACKAGES:
            if importlib.util.find_spec(package) is None:
                raise MissingExtraError(extra="train", package=package)
    if stages != {"export"}:
        folder = find_data(settings)
    if "prepare" in stages:
        prepare(settings, folder)
    if "train" in stages:
        train_network(settings, folder)
    if "export" in stages:
        export_network(settings)
    if "tune" in stages:
        fit_score(settings, folder)
    if "evaluate" in stages:
        write_scores(settings, folder)


def find_data(settings: Settings) -> Path:
    """The data folder; the one of a tiny run is made from what the tests ship."""
    if not settings.tiny:
        return data.find(settings.data, cache=WORK / "data")
    folder = settings.work / "data"
    data.build(TINY, folder, articles=TINY / "worldwide.csv")
    return folder


def prepare(settings: Settings, folder: Path) -> None:
    """Finds the names of people in the training articles; they are kept in people.json."""
    articles, people = data.attributions_file(folder, "train"), settings.work / PEOPLE_FILE
    with_marker(
        "prepare",
        settings.work,
        fingerprint([articles, RECIPE / "people.py"], settings.tiny),
        lambda: write_people(people, find_people(read_articles(articles))),
        force=settings.force,
    )


def train_network(settings: Settings, folder: Path) -> None:
    """Trains the network; its averaged weights are `work / network.pt`."""
    import torch

    from models.en_quotes.recipe.training import TrainingSettings, train
    from models.encoder.training import CHECKPOINT

    require(settings.work / PEOPLE_FILE, "prepare")
    chosen = TrainingSettings(**TINY_SETTINGS) if settings.tiny else TrainingSettings()
    pretrained = find_pretrained()
    inputs = [*data.files(folder), settings.work / PEOPLE_FILE, *READING, *SHARED]
    inputs += [RECIPE / f"{name}.py" for name in LEARNING]
    key = fingerprint(inputs, settings.steps, settings.tiny, asdict(chosen))

    def do() -> None:
        network = train(
            learning_data(settings, folder), load_tokenizer(pretrained), chosen,
            pretrained=pretrained, work=settings.work, steps=settings.steps,
        )  # fmt: skip
        torch.save(network.state_dict(), settings.work / WEIGHTS_FILE)

    with_marker(
        "train",
        settings.work,
        key,
        lambda: resumable("train", settings.work, key, settings.work / CHECKPOINT, do),
        force=settings.force,
    )


def learning_data(settings: Settings, folder: Path) -> Data:
    """What there is to learn from."""
    articles = read_articles(data.attributions_file(folder, "train"))
    return Data(
        articles=articles,
        people=read_people(settings.work / PEOPLE_FILE, articles),
        names=[r for name in data.NAMES for r in read_records(names_file(folder, name))],
        lists=name_lists(read_records(names_file(folder, data.WORLDWIDE))),
    )


def export_network(settings: Settings) -> None:
    """Writes the model to `out` in int8, and in full precision to `work / fp32`."""
    import torch

    from models.en_quotes.recipe.export import export
    from models.en_quotes.recipe.network import Network

    weights = settings.work / WEIGHTS_FILE
    require(weights, "train")
    if settings.out.exists() and not (settings.out / CONFIG_FILE).is_file():
        raise InputError(f"{settings.out} is there and holds no model; name another --out")
    network = Network()
    network.load_state_dict(torch.load(weights, weights_only=True))
    config = {"name": NAME, "version": VERSION, "weights": WEIGHTS}
    tokenizer = find_pretrained() / TOKENIZER_FILE
    for folder, int8 in ((settings.work / "fp32", False), (settings.out, True)):
        export(network, folder, tokenizer=tokenizer, config=config, int8=int8)
        log.info("wrote %s", folder)


def fit_score(settings: Settings, folder: Path) -> None:
    """Fits the weights of the score on the development set, and writes them into both models."""
    articles = read_articles(data.attributions_file(folder, "dev"))
    weights = tune(load(settings.out), articles)
    for model in (settings.out, settings.work / "fp32"):
        path = model / CONFIG_FILE
        if path.is_file():
            config = json.loads(path.read_text(encoding="utf8")) | {"weights": weights}
            write_json(path, config, indent=1)
    log.info("weights of the score: %s", weights)


def write_scores(settings: Settings, folder: Path) -> None:
    """Measures both models; writes scores.json, and the tables of the model card."""
    articles = read_articles(data.attributions_file(folder, "dev"))
    full = settings.work / "fp32"
    scores = {"int8": measure(load(settings.out), articles)}
    if (full / CONFIG_FILE).is_file():
        scores["fp32"] = measure(load(full), articles)
    path = settings.out.with_name("scores.json")
    write_json(path, scores, indent=2)
    log.info("wrote %s\n\n%s", path, card.tables(scores))
    readme = settings.out.with_name("README.md")
    if readme.is_file():
        cards.embed(readme, card.tables(scores))


def load(folder: Path) -> QuoteNetwork:
    """A model that has been exported."""
    require(folder / CONFIG_FILE, "export")
    return QuoteNetwork(folder)


def write_json(path: Path, content: dict[str, Any], *, indent: int) -> None:
    """Writes a JSON file."""
    path.write_text(json.dumps(content, indent=indent) + "\n", encoding="utf8", newline="\n")


def parse_arguments(arguments: Sequence[str] | None = None) -> Settings:
    """The settings that a command line asks for."""
    return Settings(
        **command.parse(
            arguments,
            recipe="models.en_quotes.train",
            description=(__doc__ or "").split("\n")[0],
            data=f"folder with polnear/ and ner/ (or {VARIABLE}); else fetched",
            steps="train for so many steps an epoch at most",
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
