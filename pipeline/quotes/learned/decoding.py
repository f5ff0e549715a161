"""From the scores of the network to attributions, as spans of words."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder.chains import Chain, spans_of
from pipeline.quotes.learned.labels import REACH, ROLES, TAGS

Floats = NDArray[np.float32]
Span = tuple[int, int]

#: From this Jaccard on a content of the tagger is the same part as one of the reader of roles.
SAME_PART = 0.6
CUE = (TAGS.index("B-cue"), TAGS.index("I-cue"))


@dataclass(slots=True)
class Found:
    """An attribution as spans of words [first, end).

    Attributes:
        cue: the words of the cue.
        source: the words for the speaker, None where there are none.
        content: its parts, in order.
        evidence: what tells for the cue, and for these roles.
        score: how likely it is right, 0 to 1.
    """

    cue: Span
    source: Span | None
    content: list[Span]
    evidence: tuple[float, float]
    score: float


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
    weights: Mapping[str, float],
) -> list[Found]:
    """Finds cues, then the source and the content of each.

    Args:
        tags: emissions of the tagger, (words, tags).
        roles: gives the emissions around cues.
        tag_chain: transitions of tags.
        role_chain: transitions of roles.
        weights: `bias`, `cue` and `roles`, of the score.
    """
    labels, _ = tag_chain.best(tags[None])
    cues = spans_of(labels[0], "cue", TAGS)
    if not cues:
        return []
    contents = spans_of(labels[0], "content", TAGS)
    emissions = roles(cues)
    best, scores = role_chain.best(emissions)
    margins = scores - role_chain.score_of_none(emissions)
    lead = cue_lead(tags)
    found = []
    for cue, own, margin in zip(cues, best, margins.tolist(), strict=True):
        shift = cue[0] - REACH
        content = [(s + shift, e + shift) for s, e in spans_of(own, "content", ROLES)]
        content = snapped(content, contents)
        sources = [(s + shift, e + shift) for s, e in spans_of(own, "source", ROLES)]
        source = min(sources, key=lambda s: abs(s[0] - cue[0]), default=None)
        evidence = float(lead[cue[0] : cue[1]].max()), math.log1p(max(margin, 0.0))
        score = likelihood(evidence, weights)
        if content:
            found.append(Found(cue, source, content, evidence, score))
    return without_overlaps(found)


def snapped(content: Sequence[Span], tagged: Sequence[Span]) -> list[Span]:
    """Parts of a content with the edges that the tagger, which sees all contents, gives them.

    Args:
        content: parts that the reader of roles found, in order.
        tagged: all contents by the tagger, in order.
    """
    parts: list[Span] = []
    for part in content:
        i = bisect_left(tagged, part[0], key=lambda t: t[1])
        near = tagged[i : i + 3]
        best = max(near, key=lambda t: _jaccard(t, part), default=part)
        part = best if _jaccard(best, part) >= SAME_PART else part
        if part not in parts:
            parts.append(part)
    return parts


def _jaccard(a: Span, b: Span) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, common) / (max(a[1], b[1]) - min(a[0], b[0]))


def cue_lead(tags: Floats) -> Floats:
    """By how much each word is rather part of a cue than anything else, in emissions."""
    others = np.delete(tags, CUE, axis=1)
    return np.asarray(tags[:, CUE].max(axis=1) - others.max(axis=1))


def likelihood(evidence: tuple[float, float], weights: Mapping[str, float]) -> float:
    """The probability that an attribution is right, by logistic regression.

    Args:
        evidence: the lead of the cue, and the logarithm of one and the margin of the roles.
        weights: `bias`, `cue` and `roles`.
    """
    cue, margin = evidence
    total = weights["bias"] + weights["cue"] * cue + weights["roles"] * margin
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def without_overlaps(found: list[Found]) -> list[Found]:
    """Gives each word to the content of one cue only: the one that is surer of its roles."""
    kept: list[Found] = []
    taken: set[int] = set()
    for attribution in sorted(found, key=lambda f: -f.score):
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
