"""How sure an attribution is, fitted on annotated articles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.en_quotes.recipe.evaluate import attributions, judge
from models.en_quotes.recipe.examples import Article
from pipeline.quotes.learned.network import QuoteNetwork

Floats = NDArray[np.float64]

#: Where the fit begins.
NEUTRAL = {"bias": 0.0, "cue": 0.0, "roles": 0.0}
#: Keeps the fit from running away where a few articles are all right.
RIDGE = 1e-3
STEPS = 25


def tune(network: QuoteNetwork, articles: Sequence[Article]) -> dict[str, float]:
    """The weights of the score: the probability that content (by half) and source are right."""
    before = dict(network.weights)
    network.weights.update(NEUTRAL)
    evidence, right = [], []
    for article in articles:
        found = attributions(network, network.read(article.text))
        evidence += [f.evidence for f, _ in found]
        right += judge([a for _, a in found], article.attributions, article.text)
    network.weights.update(before)
    fitted = fit(np.array(evidence), np.array(right, dtype=np.float64))
    return {name: round(weight, 4) for name, weight in zip(NEUTRAL, fitted, strict=True)}


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
