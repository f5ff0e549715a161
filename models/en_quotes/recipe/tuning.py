"""Thresholds of the decoding, chosen on annotated articles."""

import logging
from collections.abc import Sequence
from itertools import product

from models.en_quotes.recipe.evaluate import evaluate
from models.en_quotes.recipe.examples import Article
from pipeline.quotes.learned.network import QuoteNetwork

log = logging.getLogger(__name__)

#: What is tried: every value of one with every value of the other.
TRIED = {"cue_bias": (0.0, 0.5, 1.0, 1.5, 2.0), "least_margin": (0.0, 0.5, 1.0, 2.0)}
#: The figure whose F1 decides.
DECIDES = "attributed"


def tune(network: QuoteNetwork, articles: Sequence[Article]) -> dict[str, float]:
    """The thresholds with the best F1; the first tried of equally good ones."""
    read = [network.read(article.text) for article in articles]
    before, best = dict(network.thresholds), (-1.0, {"": 0.0})
    for values in product(*TRIED.values()):
        thresholds = dict(zip(TRIED, values, strict=True))
        network.thresholds.update(thresholds)
        score = evaluate(network, articles, read)[DECIDES]["f"]
        log.info("%s: %.4f", thresholds, score)
        if score > best[0]:
            best = score, thresholds
    network.thresholds.update(before)
    return best[1]
