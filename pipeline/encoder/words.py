"""Texts as the network reads them: word pieces, features of words, overlapping windows.

The unit of all labels is the word: a stretch of letters and digits, or one punctuation mark, as
BERT's tokenizer splits them. The network reads the pieces of the words, and each word is stood for
by its first piece.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.language import quotation_state

Ints = NDArray[np.int64]

#: Quotation marks and dashes of all kinds look the same to the network; offsets stay the same.
#: Halves of surrogate pairs, which no tokenizer takes, become what is no character.
ALIKE = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›`´′", "'"),
        **dict.fromkeys("–—―−", "-"),
        "…": ".",
        "\u00a0": " ",
    }
)
TEX_MARKS = re.compile(r"``|''")

#: A window holds whole paragraphs of at most this many pieces (a longer paragraph is cut) …
CORE = 288
#: … and what stands around them: so many pieces where it is cut between or within paragraphs.
BEFORE, AFTER = 48, 32
BEFORE_INSIDE, AFTER_INSIDE = 96, 64
#: The most pieces of a window, [CLS] and [SEP] among them.
LONGEST = CORE + BEFORE_INSIDE + AFTER_INSIDE + 2
#: The most pieces of one word; what is left over of longer ones (addresses, hashes) is not read.
PIECES_OF_A_WORD = 12

#: Values of the features of a word, from 0.
SHAPES = ("lower", "title", "upper", "mixed", "digits", "mark")
GAPS = ("none", "space", "line", "text")
PLACES = ("outside", "double", "single")


class Tokenizer(Protocol):
    """What is used of `tokenizers.Tokenizer`."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Any:
        """Splits a text into word pieces."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as words and word pieces.

    Attributes:
        starts: offset of the first character of each word.
        ends: offset after the last character of each word.
        features: of each word its shape, the gap before it, its place: int64 (words, 3).
        pieces: ids of the word pieces.
        first: index of the first piece of each word.
    """

    starts: Ints
    ends: Ints
    features: Ints
    pieces: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def characters(self, words: tuple[int, int]) -> tuple[int, int]:
        """The characters [start, end) of the words [first, end)."""
        return int(self.starts[words[0]]), int(self.ends[words[1] - 1])


@dataclass(frozen=True, slots=True)
class Window:
    """Words that the network reads at once.

    Attributes:
        start: the first word.
        end: after the last word.
        core_start: the first word that is decided in this window.
        core_end: after the last such word.
    """

    start: int
    end: int
    core_start: int
    core_end: int


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Splits a text into words and word pieces."""
    plain_marks = text.translate(ALIKE)
    plain = TEX_MARKS.sub('" ', plain_marks)
    encoding = tokenizer.encode(plain, add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.asarray([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
    begins = np.ones(len(words), dtype=bool)
    begins[1:] = words[1:] != words[:-1]
    first = np.flatnonzero(begins)
    word_of = np.cumsum(begins) - 1
    keep = np.arange(len(words)) - first[word_of] < PIECES_OF_A_WORD
    last = np.append(first[1:], len(words))[: len(first)] - 1
    starts, ends = offsets[first, 0], offsets[last, 1]
    features = _features(text, starts, ends)
    ends = ends + np.isin(starts, [m.start() for m in TEX_MARKS.finditer(plain_marks)])
    return Encoded(
        starts=starts,
        ends=ends,
        features=features,
        pieces=np.asarray(encoding.ids, dtype=np.int64)[keep],
        first=np.flatnonzero(begins[keep]),
    )


def words_of(encoded: Encoded, span: tuple[int, int]) -> tuple[int, int] | None:
    """The words [first, end) that share a character with a span, None where there are none."""
    return words_between(encoded.starts, encoded.ends, span)


def words_between(starts: Ints, ends: Ints, span: tuple[int, int]) -> tuple[int, int] | None:
    """The words [first, end) that share a character with a span, None where there are none.

    Args:
        starts: offset of the first character of each word.
        ends: offset after the last character of each word.
        span: characters [start, end).
    """
    first = int(np.searchsorted(ends, span[0], side="right"))
    end = int(np.searchsorted(starts, span[1]))
    return (first, end) if first < end else None


def _features(text: str, starts: Ints, ends: Ints) -> Ints:
    features = np.zeros((len(starts), 3), dtype=np.int64)
    before = 0
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        features[i, 0] = _shape(text[start:end])
        gap = text[before:start]
        features[i, 1] = 3 if i == 0 else 2 if "\n" in gap else 1 if gap else 0
        before = end
    features[:, 2] = quotation_state(text)[starts]
    return features


def _shape(word: str) -> int:
    if not word[:1].isalnum():
        return 5
    if word[:1].isdigit():
        return 4
    if word.islower():
        return 0
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 3


def windows(encoded: Encoded, *, core: int = CORE) -> Iterator[Window]:
    """Yields windows whose cores cover all words, each once, in order.

    Args:
        encoded: a text.
        core: the most pieces of a core.
    """
    total = len(encoded)
    first = np.append(encoded.first, len(encoded.pieces))
    lines = np.flatnonzero(encoded.features[:, 1] >= 2)
    at = 0
    inside = False
    while at < total:
        end = max(at + 1, int(np.searchsorted(first, first[at] + core, side="right")) - 1)
        end, cut = min(end, total), False
        if end < total:
            line = int(lines[np.searchsorted(lines, end, side="right") - 1])
            cut = line <= at
            end = end if cut else line
        before = BEFORE_INSIDE if inside else BEFORE
        after = AFTER_INSIDE if cut else AFTER
        start = int(np.searchsorted(first, max(0, first[at] - before)))
        stop = int(np.searchsorted(first, min(first[-1], first[end] + after), side="right")) - 1
        yield Window(start, max(stop, end), at, end)
        at, inside = end, cut
