"""Scores of the network alone on annotated articles: spans, and whole attributions.

Whole attributions are compared without the rest of the pipeline: no floating quotations, nothing
closed at quotation marks.
"""

import string
import time
from collections.abc import Iterable, Sequence
from typing import Any

from models.en_quotes.recipe.examples import Article, Span
from pipeline.quotes.learned.decoding import Found
from pipeline.quotes.learned.network import QuoteNetwork, Scores

#: Characters that do not count at the edges of a content.
EDGE = frozenset(string.punctuation + "“”‘’«»„–—…" + string.whitespace)
PARTS = ("source", "cue", "content")
FIGURES = ("content_exact", "content_overlap", "cue_overlap", "attributed")

Attribution = dict[str, list[Span]]
Characters = dict[str, frozenset[int]]


def measure(network: QuoteNetwork, articles: Sequence[Article]) -> dict[str, Any]:
    """Scores of a model, how much they stand on, and how fast it reads."""
    began = time.perf_counter()
    read = [network.read(article.text) for article in articles]
    words, seconds = sum(len(scores.encoded) for scores in read), time.perf_counter() - began
    return {
        "articles": len(articles),
        "words": words,
        "attributions": sum(len(article.attributions) for article in articles),
        "weights": dict(network.weights),
        "figures": evaluate(network, articles, read),
        "words_per_second": round(words / seconds) if seconds else 0,
    }


def evaluate(
    network: QuoteNetwork, articles: Sequence[Article], read: Sequence[Scores] | None = None
) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of spans (exact) and of attributions.

    Args:
        network: the model.
        articles: annotated.
        read: what the network says of these articles, where it has been asked before.

    Returns:
        By figure: `source`, `cue`, `content` for spans; `content_exact`, `content_overlap`
        (Jaccard of at least a half), and of these `cue_overlap` and `attributed`.
    """
    counts = {name: [0, 0, 0] for name in (*PARTS, *FIGURES)}
    for i, article in enumerate(articles):
        scores = read[i] if read else network.read(article.text)
        found = [a for _, a in attributions(network, scores)]
        for part in PARTS:
            ours = {s for a in found for s in a[part]}
            gold = {s for a in article.attributions for s in a[part]}
            _add(counts[part], len(ours & gold), len(ours), len(gold))
        right = compare(found, article.attributions, article.text)
        for name, number in right.items():
            _add(counts[name], number, len(found), len(article.attributions))
    return {name: figures(*numbers) for name, numbers in counts.items()}


def attributions(network: QuoteNetwork, scores: Scores) -> list[tuple[Found, Attribution]]:
    """What the network finds in a text, as spans of words and of characters."""
    return [(f, _spans(scores, f)) for f in network.find(scores)]


def _spans(scores: Scores, found: Found) -> Attribution:
    characters = scores.encoded.characters
    return {
        "content": [characters(part) for part in found.content],
        "cue": [characters(found.cue)],
        "source": [characters(found.source)] if found.source else [],
    }


def compare(found: list[Attribution], gold: list[Attribution], text: str) -> dict[str, int]:
    """How many attributions are right in each of the `FIGURES`."""
    right = dict.fromkeys(FIGURES, 0)
    for a, b, overlap in _pairs(found, gold, text).values():
        right["content_exact"] += a["content"] == b["content"]
        if overlap >= 0.5:
            right["content_overlap"] += 1
            right["cue_overlap"] += bool(a["cue"] & b["cue"]) or not (a["cue"] or b["cue"])
            right["attributed"] += _same(a["source"], b["source"])
    return right


def judge(found: list[Attribution], gold: list[Attribution], text: str) -> list[bool]:
    """Whether each attribution has the content, by half, and the source of an annotated one."""
    pairs = _pairs(found, gold, text)
    judged = []
    for i in range(len(found)):
        a, b, overlap = pairs.get(i, ({}, {}, 0.0))
        judged.append(overlap >= 0.5 and _same(a["source"], b["source"]))
    return judged


def _pairs(
    found: list[Attribution], gold: list[Attribution], text: str
) -> dict[int, tuple[Characters, Characters, float]]:
    """By the index of what was found: itself, its partner and their overlap; the best first."""
    ours = [{p: _characters(a[p], text) for p in PARTS} for a in found]
    theirs = [{p: _characters(a[p], text) for p in PARTS} for a in gold]
    overlaps = []
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            if common := len(a["content"] & b["content"]):
                overlaps.append((common / len(a["content"] | b["content"]), i, j))
    pairs: dict[int, tuple[Characters, Characters, float]] = {}
    used: set[int] = set()
    for overlap, i, j in sorted(overlaps, reverse=True):
        if i not in pairs and j not in used:
            pairs[i] = ours[i], theirs[j], overlap
            used.add(j)
    return pairs


def _same(a: frozenset[int], b: frozenset[int]) -> bool:
    if not a or not b:
        return not a and not b
    return 2 * len(a & b) >= min(len(a), len(b))


def _characters(spans: Iterable[Span], text: str) -> frozenset[int]:
    """The characters of spans, those at the edges that do not count and white space left out."""
    inside = [i for s, e in spans for i in range(s, e) if not text[i].isspace()]
    while inside and text[inside[0]] in EDGE:
        del inside[0]
    while inside and text[inside[-1]] in EDGE:
        del inside[-1]
    return frozenset(inside)


def _add(counts: list[int], right: int, ours: int, gold: int) -> None:
    counts[0] += right
    counts[1] += ours
    counts[2] += gold


def figures(right: int, ours: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1.

    >>> figures(3, 4, 6)
    {'p': 0.75, 'r': 0.5, 'f': 0.6}
    """
    p, r = right / ours if ours else 0.0, right / gold if gold else 0.0
    return {
        "p": round(p, 4),
        "r": round(r, 4),
        "f": round(2 * p * r / (p + r), 4) if p + r else 0.0,
    }
