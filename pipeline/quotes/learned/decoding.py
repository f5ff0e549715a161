"""From the scores of the network to attributions, as spans of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.quotes.learned.labels import REACH, ROLES, TAGS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Span = tuple[int, int]

CUE = (TAGS.index("B-cue"), TAGS.index("I-cue"))


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of the steps between labels, (from, to), and of the first label."""

    steps: Floats
    begin: Floats

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Chain":
        """From the lists of a config."""
        return cls(
            np.asarray(given["steps"], dtype=np.float32),
            np.asarray(given["begin"], dtype=np.float32),
        )

    def best(self, emissions: Floats) -> tuple[Ints, Floats]:
        """The best labels of sequences of one length, by Viterbi's algorithm.

        Args:
            emissions: (sequences, words, labels).

        Returns:
            The labels, (sequences, words), and the scores of the sequences.
        """
        count, length, _ = emissions.shape
        labels = np.zeros((count, length), dtype=np.int64)
        if not count or not length:
            return labels, np.zeros(count, dtype=np.float32)
        back = np.zeros(emissions.shape, dtype=np.int8)
        score = emissions[:, 0] + self.begin
        steps = self.steps[None]
        for t in range(1, length):
            ways = score[:, :, None] + steps
            back[:, t] = ways.argmax(axis=1)
            score = ways.max(axis=1) + emissions[:, t]
        rows = np.arange(count)
        labels[:, -1] = score.argmax(axis=1)
        for t in range(length - 1, 0, -1):
            labels[:, t - 1] = back[rows, t, labels[:, t]]
        return labels, score.max(axis=1)

    def score_of_none(self, emissions: Floats) -> Floats:
        """The score of sequences that are O throughout."""
        words = emissions[:, :, 0].sum(axis=1)
        return np.asarray(words + self.begin[0] + self.steps[0, 0] * (emissions.shape[1] - 1))


@dataclass(slots=True)
class Found:
    """An attribution as spans of words [first, end).

    Attributes:
        cue: the words of the cue.
        source: the words for the speaker, None where there are none.
        content: its parts, in order.
        score: probability of the cue, by the tagger.
        margin: by how much these roles beat having none.
    """

    cue: Span
    source: Span | None
    content: list[Span]
    score: float
    margin: float


class Roles(Protocol):
    """Gives the emissions of the words around cues, (cues, 2 · REACH + 1, roles)."""

    def __call__(self, cues: Sequence[Span], /) -> Floats:
        """The emissions around each cue."""


def decode(
    tags: Floats,
    roles: Roles,
    *,
    tag_chain: Chain,
    role_chain: Chain,
    thresholds: Mapping[str, float],
) -> list[Found]:
    """Finds cues, then the source and the content of each.

    Args:
        tags: emissions of the tagger, (words, tags).
        roles: gives the emissions around cues.
        tag_chain: transitions of tags.
        role_chain: transitions of roles.
        thresholds: `cue_bias` is added to the scores of cues, `least_margin` is what the roles of
            a cue need.
    """
    biased = tags.copy()
    biased[:, CUE] += thresholds["cue_bias"]
    labels, _ = tag_chain.best(biased[None])
    cues = spans_of(labels[0], "cue", TAGS)
    if not cues:
        return []
    emissions = roles(cues)
    best, scores = role_chain.best(emissions)
    margins = scores - role_chain.score_of_none(emissions)
    likely = softmax(tags)[:, CUE].sum(axis=1)
    found = []
    for cue, own, margin in zip(cues, best, margins.tolist(), strict=True):
        shift = cue[0] - REACH
        content = [(s + shift, e + shift) for s, e in spans_of(own, "content", ROLES)]
        sources = [(s + shift, e + shift) for s, e in spans_of(own, "source", ROLES)]
        source = min(sources, key=lambda s: abs(s[0] - cue[0]), default=None)
        if content and margin > thresholds["least_margin"]:
            found.append(Found(cue, source, content, float(likely[cue[0]]), margin))
    return without_overlaps(found)


def without_overlaps(found: list[Found]) -> list[Found]:
    """Gives each word to the content of one cue only: the one that is surer of its roles."""
    kept: list[Found] = []
    taken: set[int] = set()
    for attribution in sorted(found, key=lambda f: -f.margin):
        parts = []
        for start, end in attribution.content:
            free = [i for i in range(start, end) if i not in taken]
            if 2 * len(free) > end - start:
                parts += runs_of(free)
        if not parts:
            continue
        attribution.content = parts
        taken.update(i for s, e in parts for i in range(s, e))
        kept.append(attribution)
    return sorted(kept, key=lambda f: (f.content[0], f.cue))


def runs_of(words: Sequence[int]) -> list[Span]:
    """The spans [first, end) that ascending words make.

    >>> runs_of([3, 4, 5, 8])
    [(3, 6), (8, 9)]
    """
    breaks = [i for i in range(1, len(words)) if words[i] > words[i - 1] + 1]
    cuts = [0, *breaks, len(words)]
    return [(words[a], words[b - 1] + 1) for a, b in pairwise(cuts) if a < b]


def spans_of(labels: Ints, name: str, names: Sequence[str]) -> list[Span]:
    """The spans [first, end) of a label in a sequence of BIO labels."""
    begin, inside = names.index(f"B-{name}"), names.index(f"I-{name}")
    spans = []
    for start in np.flatnonzero(labels == begin).tolist():
        end = start + 1
        while end < len(labels) and labels[end] == inside:
            end += 1
        spans.append((start, end))
    return spans


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
