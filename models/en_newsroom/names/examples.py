"""What the network learns from: windows with possible labels, and texts with references."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.en_newsroom.names.texts import NamedText, possible_labels
from models.encoder.batches import EDGES
from pipeline.encoder.onnx import window_inputs
from pipeline.encoder.words import CORE, Encoded, Tokenizer, encode, windows
from pipeline.ner.learned.labels import LABELS

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Which labels may come first, and which go on.
INSIDE = np.array([label.startswith("I-") for label in LABELS])
BEGINS = ~INSIDE


@dataclass(frozen=True, slots=True)
class Example:
    """One window.

    Attributes:
        pieces: ids with [CLS] and [SEP].
        features: of each piece, (pieces, 3).
        first: index of the first piece of each word.
        core: the words that are decided here.
        allowed: which labels each word may have, (words, labels); None where nothing is known.
    """

    pieces: Ints
    features: Ints
    first: Ints
    core: tuple[int, int]
    allowed: Bools | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """An anaphor and what it may refer to.

    Attributes:
        anaphor: index of its mention.
        candidates: indices of mentions.
        right: which of the candidates it refers to; none where it is none of them.
        features: of the pairs, (candidates, features).
    """

    anaphor: int
    candidates: Ints
    right: Bools
    features: Ints


@dataclass(frozen=True, slots=True)
class References:
    """A text with mentions and queries.

    Attributes:
        parts: its windows.
        mentions: the first and the last word of each mention, (mentions, 2).
        queries: what is asked.
    """

    parts: list[Example]
    mentions: Ints
    queries: list[Query]


def label_examples(text: NamedText, tokenizer: Tokenizer, *, core: int = CORE) -> Iterator[Example]:
    """Yields the windows of a text with names."""
    encoded = encode(text.text, tokenizer)
    allowed = possible_labels(text, encoded)
    for window in windows(encoded, core=core):
        low, high = window.core_start - window.start, window.core_end - window.start
        around = allowed[window.start : window.end].copy()
        if not (around[0] & BEGINS).any():
            # The window begins inside a name.
            around[0, :-1] |= around[0, 1:] & INSIDE[1:]
        yield Example(*window_inputs(encoded, window, EDGES), (low, high), around)


def references_of(record: dict[str, Any], tokenizer: Tokenizer) -> References:
    """A text with queries, of a record that `references.build` wrote."""
    encoded = encode(record["text"], tokenizer)
    parts = []
    for window in windows(encoded):
        low, high = window.core_start - window.start, window.core_end - window.start
        parts.append(Example(*window_inputs(encoded, window, EDGES), (low, high)))
    mentions = [_words(encoded, start, end) for start, end in record["mentions"]]
    queries = [
        Query(
            q["anaphor"],
            np.asarray(q["candidates"], dtype=np.int64),
            np.isin(q["candidates"], q["right"]),
            np.asarray(q["features"], dtype=np.int64),
        )
        for q in record["queries"]
    ]
    return References(parts, np.asarray(mentions, dtype=np.int64), queries)


def read_references(file: Path) -> list[dict[str, Any]]:
    """The records of a file that `references.build` wrote, queries without candidates left out."""
    with file.open(encoding="utf8") as lines:
        records = [json.loads(line) for line in lines]
    for record in records:
        record["queries"] = [q for q in record["queries"] if q["candidates"]]
    return [record for record in records if record["queries"]]


def _words(encoded: Encoded, start: int, end: int) -> tuple[int, int]:
    """The first and the last word of a stretch of characters."""
    first = int(np.searchsorted(encoded.ends, start, side="right"))
    last = int(np.searchsorted(encoded.starts, end)) - 1
    first = min(first, len(encoded) - 1)
    return first, max(first, last)
