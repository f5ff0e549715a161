"""Annotated articles as what the network learns from: windows with labels."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder.batches import EDGES
from pipeline.encoder.onnx import window_inputs
from pipeline.encoder.words import Encoded, Tokenizer, Window, encode, windows, words_of
from pipeline.quotes.learned.labels import NAMES, REACH, ROLES, TAGS

Ints = NDArray[np.int64]
Span = tuple[int, int]

TAG = {label: i for i, label in enumerate(TAGS)}
ROLE = {label: i for i, label in enumerate(ROLES)}
NAME = {label: i for i, label in enumerate(NAMES)}
#: Names of the annotated sets, and the label that the network learns for them.
NAME_OF = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "NORP": "NORP",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
}


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its attributions.

    Attributes:
        id: of the article.
        text: of the article.
        attributions: contents, cues and sources, each a list of spans.
    """

    id: str
    text: str
    attributions: list[dict[str, list[Span]]]


@dataclass(slots=True)
class Example:
    """One window.

    Attributes:
        pieces: ids with [CLS] and [SEP].
        features: of each piece, (pieces, 3).
        first: index of the first piece of each word.
        tags: label of each word; None where attributions are not annotated.
        cues: first word, end and labels of the roles around it, for each cue of the core.
        core: the words that are decided here.
        names: label of each word; None where names are not annotated.
        unsure: labels that the words without a name may have as well.
    """

    pieces: Ints
    features: Ints
    first: Ints
    core: Span
    tags: Ints | None = None
    cues: list[tuple[int, int, Ints]] = field(default_factory=list)
    names: Ints | None = None
    unsure: tuple[int, ...] = ()


def read_articles(file: Path) -> list[Article]:
    """Reads records of `id`, `text`, `attributions`."""
    return [
        Article(
            record["id"],
            record["text"],
            [
                {part: [(s, e) for s, e in a[part]] for part in ("content", "cue", "source")}
                for a in record["attributions"]
            ],
        )
        for record in read_records(file)
    ]


def read_records(file: Path) -> Iterator[dict[str, Any]]:
    """Reads a file of JSON lines."""
    with file.open(encoding="utf8") as lines:
        yield from (json.loads(line) for line in lines)


def article_examples(article: Article, tokenizer: Tokenizer, *, core: int) -> Iterator[Example]:
    """Yields the windows of an article."""
    encoded = encode(article.text, tokenizer)
    tags = np.zeros(len(encoded), dtype=np.int64)
    cues = []
    for attribution in article.attributions:
        spans = {
            part: [s for s in (words_of(encoded, span) for span in attribution[part]) if s]
            for part in ("content", "cue", "source")
        }
        for part, found in spans.items():
            _mark(tags, found, part, TAG)
        if spans["cue"]:
            cues.append((spans["cue"][0], spans))
    for window in windows(encoded, core=core):
        example = window_example(encoded, window)
        example.tags = _repaired(tags[window.start : window.end])
        for (start, end), spans in cues:
            if window.core_start <= start < window.core_end:
                roles = np.zeros(len(encoded) + 2 * REACH + 1, dtype=np.int64)
                for part in ("source", "content"):
                    _mark(roles, [(s + REACH, e + REACH) for s, e in spans[part]], part, ROLE)
                roles[: window.start + REACH] = 0
                roles[window.end + REACH :] = 0
                around = _repaired(roles[start : start + 2 * REACH + 1])
                end = min(end, window.end)
                example.cues.append((start - window.start, end - window.start, around))
        yield example


def name_examples(records: Iterable[dict[str, Any]], tokenizer: Tokenizer) -> Iterator[Example]:
    """Yields the windows of texts with annotated names; the labels not annotated stay open."""
    for record in records:
        encoded = encode(record["text"], tokenizer)
        labels = np.zeros(len(encoded), dtype=np.int64)
        for start, end, label in record["entities"]:
            if label in NAME_OF and (span := words_of(encoded, (start, end))):
                _mark(labels, [span], NAME_OF[label], NAME)
        known = {NAME_OF[label] for label in record["annotated"] if label in NAME_OF}
        unsure = tuple(i for label, i in NAME.items() if label != "O" and label[2:] not in known)
        for window in windows(encoded):
            example = window_example(encoded, window)
            example.names = labels[window.start : window.end]
            example.unsure = unsure
            yield example


def window_example(encoded: Encoded, window: Window) -> Example:
    """The input of the network for a window."""
    pieces, features, first = window_inputs(encoded, window, EDGES)
    core = (window.core_start - window.start, window.core_end - window.start)
    return Example(pieces=pieces, features=features, first=first, core=core)


def _mark(labels: Ints, spans: Sequence[Span], name: str, ids: dict[str, int]) -> None:
    for start, end in spans:
        labels[start:end] = ids[f"I-{name}"]
        labels[start] = ids[f"B-{name}"]


def _repaired(labels: Ints) -> Ints:
    """Labels where a span that was cut begins anew: B- and I- labels stand in pairs."""
    inside = (labels > 0) & (labels % 2 == 0)
    before = np.concatenate([[0], labels[:-1]])
    begins = inside & (before != labels) & (before != labels - 1)
    return np.where(begins, labels - 1, labels)
