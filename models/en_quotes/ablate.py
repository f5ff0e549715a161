"""Measures what each part of the network and of its training brings, for the model card.

Run from the root of the repository, with the extra `train` installed, after the training:

    python -m models.en_quotes.ablate

The parts of the decoding are left out of the model as it is. The parts of the training are left out
of short trainings, on every sixth article, which the first row of their table stands for as well.
"""

import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np

from models.cards import embed, percent, table
from models.en_quotes import train as recipe
from models.en_quotes.recipe import batches, data, examples
from models.en_quotes.recipe.evaluate import FIGURES, evaluate
from models.en_quotes.recipe.examples import Article, read_articles
from models.en_quotes.recipe.export import export
from models.en_quotes.recipe.pretrained import TOKENIZER_FILE, find_pretrained, load_tokenizer
from models.en_quotes.recipe.training import TrainingSettings, train
from models.stages import exit_code
from pipeline.quotes.learned import decoding, encoding
from pipeline.quotes.learned.decoding import Found, Span
from pipeline.quotes.learned.labels import TAGS
from pipeline.quotes.learned.network import QuoteNetwork

log = logging.getLogger("models.en_quotes.ablate")

#: Of the training articles, every so manieth; and how long the short trainings are.
EVERY, EPOCHS = 6, 3
MARK = "ablations"


def main() -> int:
    """Measures, prints the tables and puts them into the model card."""
    return exit_code(measure)


def measure() -> None:
    """Measures both kinds of parts."""
    settings = recipe.Settings()
    folder = recipe.find_data(settings)
    dev = read_articles(data.attributions_file(folder, "dev"))
    whole = table(["The model without", *FIGURES], list(decoding_rows(settings.out, dev)))
    rows = list(training_rows(settings, folder, dev))
    short = table(["Short trainings", *FIGURES], rows)
    log.info("\n%s\n%s", whole, short)
    embed(settings.out.with_name("README.md"), f"{whole}\n{short}", mark=MARK)


def decoding_rows(model: Path, dev: Sequence[Article]) -> Iterator[list[str]]:
    """F1 of the model with a part of its decoding left out."""
    changes: dict[str, Callable[[], Any]] = {
        "nothing": lambda: patch.object(decoding, "CUE", decoding.CUE),
        "edges of the tagger": lambda: patch.object(decoding, "SAME_PART", 2.0),
        "surroundings of a window": _no_surroundings,
        "reader of roles (nearest content, nearest source)": lambda: patch(
            "models.en_quotes.recipe.evaluate.decode", _nearest
        ),
    }
    for name, change in changes.items():
        with change():
            yield _row(name, evaluate(QuoteNetwork(model), dev))


def training_rows(
    settings: recipe.Settings, folder: Path, dev: Sequence[Article]
) -> Iterator[list[str]]:
    """F1 of short trainings with a part left out."""
    given = recipe.learning_data(settings, folder)
    some = replace(given, articles=given.articles[::EVERY], people=given.people[::EVERY])
    base = TrainingSettings(epochs=EPOCHS, average=0.98, last=1)
    names = replace(base, name_batch=0)
    plain = replace(base, augment=False)
    none = patch.object(batches, "SNIPPETS", 0.0)
    features = patch.object(examples, "encode", _featureless)
    changes: list[tuple[str, TrainingSettings, Any]] = [
        ("all parts", base, None),
        ("without names of people, places, organizations", names, None),
        ("without changed articles and snippets", plain, None),
        ("without snippets", base, none),
        ("without features of words", base, features),
    ]
    for name, chosen, change in changes:
        with TemporaryDirectory() as work, change or _as_is():
            yield _row(name, _trained(chosen, some, Path(work), dev))


def _trained(
    chosen: TrainingSettings, given: batches.Data, work: Path, dev: Sequence[Article]
) -> dict[str, Any]:
    pretrained = find_pretrained()
    tokenizer = load_tokenizer(pretrained)
    network = train(given, tokenizer, chosen, pretrained=pretrained, work=work)
    config = {"name": "ablation", "version": "", "weights": recipe.WEIGHTS}
    export(network, work / "model", tokenizer=pretrained / TOKENIZER_FILE, config=config)
    with patch("pipeline.quotes.learned.network.encode", examples.encode):
        return evaluate(QuoteNetwork(work / "model"), dev)


def _row(name: str, scores: Mapping[str, Mapping[str, float]]) -> list[str]:
    row = [name, *(percent(scores[figure]["f"]) for figure in FIGURES)]
    log.info(" | ".join(row))
    return row


@contextmanager
def _as_is() -> Iterator[None]:
    yield


@contextmanager
def _no_surroundings() -> Iterator[None]:
    names = ("BEFORE", "AFTER", "BEFORE_INSIDE", "AFTER_INSIDE")
    with patch.multiple(encoding, **dict.fromkeys(names, 0)):
        yield


def _featureless(text: str, tokenizer: encoding.Tokenizer) -> encoding.Encoded:
    """Words without features, but for the beginnings of paragraphs, where windows are cut."""
    encoded = encoding.encode(text, tokenizer)
    lines = encoded.features[:, 1] >= 2
    features = np.zeros_like(encoded.features)
    features[lines, 1] = 2
    return replace(encoded, features=features)


def _nearest(tags: decoding.Floats, roles: Any, **given: Any) -> list[Found]:
    """The spans of the tagger, a content with the nearest cue, a cue with the nearest source."""
    labels, _ = given["tag_chain"].best(tags[None])
    spans = {
        name: decoding.spans_of(labels[0], name, TAGS) for name in ("cue", "source", "content")
    }
    found: dict[Span, Found] = {}
    for content in spans["content"]:
        cue = min(spans["cue"], key=lambda c: _gap(c, content), default=None)
        if cue is not None:
            source = min(spans["source"], key=lambda s: _gap(s, cue), default=None)
            found.setdefault(cue, Found(cue, source, [], (0.0, 0.0), 1.0)).content.append(content)
    return list(found.values())


def _gap(a: Span, b: Span) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


if __name__ == "__main__":
    sys.exit(main())
