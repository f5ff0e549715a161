"""Measures what each part of the decoding brings, for the model card.

Run from the root of the repository, after the training:

    python -m models.en_quotes.ablate

Each row is the model as it is with one part left out, on the development set.
"""

import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from models.cards import embed, percent, table
from models.en_quotes import train as recipe
from models.en_quotes.recipe import data
from models.en_quotes.recipe.evaluate import FIGURES, evaluate
from models.en_quotes.recipe.examples import Article, read_articles
from models.stages import exit_code
from pipeline.encoder import words
from pipeline.encoder.chains import Span, spans_of
from pipeline.quotes.learned import decoding
from pipeline.quotes.learned.decoding import Found
from pipeline.quotes.learned.labels import TAGS
from pipeline.quotes.learned.network import QuoteNetwork

log = logging.getLogger("models.en_quotes.ablate")

#: The place of the table in the card.
MARK = "ablations"


def main() -> int:
    """Measures, prints the tables and puts them into the model card."""
    return exit_code(measure)


def measure() -> None:
    """Measures every part."""
    settings = recipe.Settings()
    folder = recipe.find_data(settings)
    dev = read_articles(data.attributions_file(folder, "dev"))
    tables = table(["The model without", *FIGURES], list(decoding_rows(settings.out, dev)))
    embed(settings.out.with_name("README.md"), tables, mark=MARK)


def decoding_rows(model: Path, dev: Sequence[Article]) -> Iterator[list[str]]:
    """F1 of the model with a part of its decoding left out."""
    changes: dict[str, Callable[[], Any]] = {
        "nothing": lambda: patch.object(decoding, "CUE", decoding.CUE),
        "edges of the tagger": lambda: patch.object(decoding, "SAME_PART", 2.0),
        "surroundings of a window": _no_surroundings,
        "reader of roles (nearest content, nearest source)": lambda: patch(
            "pipeline.quotes.learned.network.decode", _nearest
        ),
    }
    for name, change in changes.items():
        with change():
            yield _row(name, evaluate(QuoteNetwork(model), dev))


def _row(name: str, scores: Mapping[str, Mapping[str, float]]) -> list[str]:
    row = [name, *(percent(scores[figure]["f"]) for figure in FIGURES)]
    log.info(" | ".join(row))
    return row


@contextmanager
def _no_surroundings() -> Iterator[None]:
    names = ("BEFORE", "AFTER", "BEFORE_INSIDE", "AFTER_INSIDE")
    with patch.multiple(words, **dict.fromkeys(names, 0)):
        yield


def _nearest(tags: decoding.Floats, roles: Any, **given: Any) -> list[Found]:
    """The spans of the tagger, a content with the nearest cue, a cue with the nearest source."""
    labels, _ = given["tag_chain"].best(tags[None])
    spans = {name: spans_of(labels[0], name, TAGS) for name in ("cue", "source", "content")}
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
