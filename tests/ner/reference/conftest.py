"""Scorers made by hand, and documents whose sentences are whole trees."""

from collections.abc import Callable

import numpy as np
import pytest
from spacy.tokens import Doc, Span

from pipeline.ner.reference.features import FEATURES
from pipeline.ner.reference.scorer import PairScorer

Weights = dict[str, dict[int, float]]
MakeScorer = Callable[..., PairScorer]
STARTS = dict(zip(FEATURES, np.cumsum([0, *FEATURES.values()]).tolist(), strict=False))
#: Added so that the unit is far on its straight side, and taken off again in the score.
LIFT = 100.0


@pytest.fixture
def make_scorer() -> MakeScorer:
    """Builds a scorer that sees features alone: ``{feature: {value: weight}}`` and a bias."""

    def make(weights: Weights | None = None, *, bias: float = 0.0) -> PairScorer:
        rows = np.zeros((sum(FEATURES.values()), 2), np.float32)
        for name, values in (weights or {}).items():
            for value, weight in values.items():
                assert value < FEATURES[name]
                rows[STARTS[name] + value, 0] = weight
        nothing = np.zeros((0, 2), np.float32)
        lifted = np.array([bias + LIFT, LIFT], np.float32)
        out = np.array([1.0, -1.0], np.float32)
        return PairScorer(rows, nothing, nothing, nothing, lifted, out)

    return make


@pytest.fixture
def make_trees(make_doc) -> Callable[..., Doc]:
    """Builds a `Doc` of sentences; words that `arcs` does not attach hang on the verb.

    `arcs` gives ``word: (dep, head)`` for all occurrences, inside their sentences; `tags` is as
    for `make_doc`, and every sentence has a word with the tag VBD.
    """

    def make(text: str, *, arcs: dict[str, tuple[str, str]] | None = None, **parts) -> Doc:
        plain = make_doc(text, **parts)
        heads, deps = list(range(len(plain))), ["punct"] * len(plain)
        for sentence in plain.sents:
            verb = next(t for t in sentence if t.tag_ == "VBD" and t.text not in (arcs or {}))
            places = {t.text: t.i for t in reversed(list(sentence))}
            for token in sentence:
                heads[token.i] = verb.i
                dep, head = (arcs or {}).get(token.text, ("", ""))
                if dep and head in places:
                    heads[token.i], deps[token.i] = places[head], dep
            deps[verb.i] = "ROOT"
        doc = Doc(
            plain.vocab,
            words=[t.text for t in plain],
            spaces=[bool(t.whitespace_) for t in plain],
            tags=[t.tag_ for t in plain],
            pos=[t.pos_ for t in plain],
            lemmas=[t.lemma_ for t in plain],
            deps=deps,
            heads=heads,
        )
        doc.set_ents([Span(doc, e.start, e.end, e.label) for e in plain.ents])
        return doc

    return make
