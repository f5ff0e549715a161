"""The best labels of a sequence, and its spans."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.encoder.chains import Chain, all_spans, spans_of

Floats = NDArray[np.float32]
FREE = Chain(np.zeros((5, 5), np.float32), np.zeros(5, np.float32))

small = st.floats(-5, 5, width=16)


def arrays(*shape: int) -> st.SearchStrategy[Floats]:
    size = int(np.prod(shape))
    return st.lists(small, min_size=size, max_size=size).map(
        lambda values: np.array(values, np.float32).reshape(shape)
    )


def score_of(chain: Chain, row: Floats, path: tuple[int, ...]) -> float:
    """The score of one sequence of labels."""
    steps = sum(chain.steps[a, b] for a, b in pairwise(path))
    return float(chain.begin[path[0]] + steps + sum(row[t, k] for t, k in enumerate(path)))


@given(st.integers(1, 4), st.data())
def test_the_best_labels_are_those_of_all_sequences(length: int, data: st.DataObject) -> None:
    chain = Chain(data.draw(arrays(3, 3)), data.draw(arrays(3)))
    emissions = data.draw(arrays(2, length, 3))
    labels, scores = chain.best(emissions)
    for row, found, best in zip(emissions, labels, scores, strict=True):
        every = [score_of(chain, row, path) for path in product(range(3), repeat=length)]
        assert best == pytest.approx(max(every), abs=1e-3)
        assert score_of(chain, row, tuple(found.tolist())) == pytest.approx(max(every), abs=1e-3)
    none = [score_of(chain, row, (0,) * length) for row in emissions]
    assert chain.score_of_none(emissions) == pytest.approx(none, abs=1e-3)


@given(st.integers(1, 4), st.data())
def test_marginals_are_those_of_all_sequences(length: int, data: st.DataObject) -> None:
    chain = Chain(data.draw(arrays(3, 3)), data.draw(arrays(3)))
    emissions = data.draw(arrays(2, length, 3))
    for row, found in zip(emissions, chain.marginals(emissions), strict=True):
        expected = np.zeros((length, 3))
        for path in product(range(3), repeat=length):
            weight = np.exp(score_of(chain, row, path))
            expected[np.arange(length), path] += weight
        expected /= expected.sum(axis=1, keepdims=True)
        assert found == pytest.approx(expected, abs=1e-4)


def test_marginals_of_extreme_scores_are_probabilities() -> None:
    never = np.array([[0, 0, -1e4], [0, 0, 0], [0, 0, 0]], np.float32)
    chain = Chain(never, np.array([0, 0, -1e4], np.float32))
    emissions = np.array([[[900, -900, 0], [-1e4, -1e4, 900], [0, 0, 0]]], np.float32)
    found = chain.marginals(emissions)
    assert np.isfinite(found).all()
    assert found.sum(axis=2) == pytest.approx(np.ones((1, 3)))
    assert found[0, 0, 2] == 0, "no sequence begins with it"


@pytest.mark.parametrize("shape", [(0, 4, 5), (3, 0, 5), (0, 0, 5)])
def test_nothing_has_no_labels(shape: tuple[int, int, int]) -> None:
    labels, scores = FREE.best(np.zeros(shape, np.float32))
    assert labels.shape == shape[:2]
    assert scores.shape == shape[:1]


def test_spans_begin_at_their_first_label() -> None:
    names = ("O", "B-cue", "I-cue")
    assert spans_of(np.array([1, 2, 0, 1, 1, 2, 2]), "cue", names) == [(0, 2), (3, 4), (4, 7)]
    assert spans_of(np.array([2, 2, 0]), "cue", names) == []
    assert spans_of(np.zeros(0, np.int64), "cue", names) == []


def test_spans_of_all_labels_stand_in_order() -> None:
    names = ("O", "B-x", "I-x", "B-y", "I-y")
    assert all_spans(np.array([3, 1, 2, 4, 0, 3, 4]), names) == [
        (0, 1, "y"),
        (1, 3, "x"),
        (5, 7, "y"),
    ]
    assert all_spans(np.array([0, 2]), names) == []
