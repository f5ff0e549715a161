"""How sure an attribution is, fitted on annotated articles, and how sure it has to be."""

import logging
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.en_quotes.recipe.evaluate import attributions, evaluate, judge
from models.en_quotes.recipe.examples import Article
from pipeline.quotes.learned.network import QuoteNetwork

log = logging.getLogger(__name__)

Floats = NDArray[np.float64]

#: Tried for `least`: the score that an attribution needs.
TRIED = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
#: The figures whose sum decides.
DECIDE = ("content_exact", "content_overlap", "attributed")
#: Where the fit begins; without weights every attribution is kept.
NEUTRAL = {"bias": 0.0, "cue": 0.0, "roles": 0.0, "least": 0.0}
#: Keeps the fit from running away where a few articles are all right.
RIDGE = 1e-3
STEPS = 25


def tune(network: QuoteNetwork, articles: Sequence[Article]) -> dict[str, float]:
    """The weights of the score, and the least score with the best figures.

    The score is the probability that content (by half) and source are right.
    """
    read = [network.read(article.text) for article in articles]
    before = dict(network.thresholds)
    network.thresholds.clear()
    network.thresholds.update(NEUTRAL)
    evidence, right = [], []
    for article, scores in zip(articles, read, strict=True):
        found = attributions(network, scores)
        evidence += [f.evidence for f, _ in found]
        right += judge([a for _, a in found], article.attributions, article.text)
    bias, cue, roles = fit(np.array(evidence), np.array(right, dtype=np.float64))
    best = -1.0, 0.0
    for least in TRIED:
        network.thresholds.update(bias=bias, cue=cue, roles=roles, least=least)
        figures = evaluate(network, articles, read)
        total = sum(figures[name]["f"] for name in DECIDE)
        log.info("least %.2f: %s", least, {name: figures[name]["f"] for name in DECIDE})
        best = max(best, (total, least))
    network.thresholds.clear()
    network.thresholds.update(before)
    rounded = {
        name: round(x, 4)
        for name, x in zip(("bias", "cue", "roles"), (bias, cue, roles), strict=True)
    }
    return {**rounded, "least": best[1]}


def fit(evidence: Floats, right: Floats) -> tuple[float, float, float]:
    """Logistic regression by Newton's method.

    Args:
        evidence: (attributions, 2).
        right: (attributions,), 1 where it is right, else 0.

    Returns:
        The bias and the two weights.
    """
    x = np.column_stack([np.ones(len(evidence)), evidence])
    weights = np.zeros(3)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - right) + RIDGE * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(3)
        weights -= np.linalg.solve(curve, slope)
    bias, cue, roles = weights.tolist()
    return bias, cue, roles
