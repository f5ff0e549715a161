"""From scores to attributions."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.encoder.chains import Chain
from pipeline.quotes.learned.decoding import (
    Found,
    cue_lead,
    decode,
    likelihood,
    snapped,
    without_overlaps,
)
from pipeline.quotes.learned.labels import REACH, ROLES, TAGS

Floats = NDArray[np.float32]
Spans = list[tuple[int, int]]
FREE = Chain(np.zeros((len(ROLES), len(ROLES)), np.float32), np.zeros(len(ROLES), np.float32))
FREE_TAGS = Chain(np.zeros((len(TAGS), len(TAGS)), np.float32), np.zeros(len(TAGS), np.float32))
WEIGHTS = {"bias": 0.0, "cue": 1.0, "roles": 1.0}


def test_the_lead_of_a_cue_is_over_the_best_other_label() -> None:
    tags = np.zeros((3, len(TAGS)), np.float32)
    tags[0, TAGS.index("B-cue")] = 4
    tags[1, TAGS.index("I-cue")] = 2
    tags[1, TAGS.index("I-content")] = 3
    assert cue_lead(tags).tolist() == [4, -1, 0]


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_score_is_a_probability(cue: float, roles: float) -> None:
    assert 0 <= likelihood((cue, roles), WEIGHTS) <= 1
    surer = likelihood((cue + 1, roles + 1), WEIGHTS)
    assert surer >= likelihood((cue, roles), WEIGHTS)


def test_without_evidence_the_bias_decides() -> None:
    assert likelihood((0.0, 0.0), WEIGHTS) == 0.5
    assert likelihood((0.0, 0.0), WEIGHTS | {"bias": 2.0}) > 0.8


@pytest.mark.parametrize(
    ("content", "tagged", "expected"),
    [
        ([(2, 10)], [(2, 11)], [(2, 11)]),
        ([(2, 10)], [(1, 9), (12, 20)], [(1, 9)]),
        ([(2, 10)], [(6, 20)], [(2, 10)]),
        ([(2, 10)], [], [(2, 10)]),
        ([(2, 10), (14, 20)], [(2, 9), (13, 20)], [(2, 9), (13, 20)]),
        ([(2, 10)], [(0, 1), (10, 12), (2, 10)], [(2, 10)]),
        ([], [(2, 10)], []),
    ],
)
def test_contents_get_the_edges_of_the_tagger(
    content: Spans, tagged: Spans, expected: Spans
) -> None:
    assert snapped(content, sorted(tagged)) == expected


def emitted(length: int, names: tuple[str, ...], marked: dict[str, Spans]) -> Floats:
    """Emissions that are sure of spans."""
    scores = np.zeros((length, len(names)), np.float32)
    scores[:, 0] = 5
    for name, spans in marked.items():
        for start, end in spans:
            scores[start:end] = 0
            scores[start, names.index(f"B-{name}")] = 5
            scores[start + 1 : end, names.index(f"I-{name}")] = 5
    return scores


def around(cue: int, marked: dict[str, Spans]) -> Floats:
    """Emissions of roles round a cue, for spans of the text."""
    shift = REACH - cue
    moved = {k: [(s + shift, e + shift) for s, e in spans] for k, spans in marked.items()}
    return emitted(2 * REACH + 1, ROLES, moved)


def decoded(
    length: int, cues: dict[tuple[int, int], dict[str, Spans]], **weights: float
) -> list[Found]:
    asked = []

    def roles(found: Spans) -> Floats:
        asked.extend(found)
        return np.stack([around(cue[0], cues[cue]) for cue in found])

    tags = emitted(length, TAGS, {"cue": list(cues)})
    found = decode(tags, roles, tag_chain=FREE_TAGS, role_chain=FREE, weights=WEIGHTS | weights)
    assert asked == list(cues)
    return found


def test_each_cue_has_its_source_and_its_content() -> None:
    cues = {
        (3, 5): {"source": [(2, 3)], "content": [(0, 2), (6, 9)]},
        (20, 21): {"source": [], "content": [(21, 30)]},
    }
    first, second = decoded(40, cues)
    assert (first.cue, first.source, first.content) == ((3, 5), (2, 3), [(0, 2), (6, 9)])
    assert (second.cue, second.source, second.content) == ((20, 21), None, [(21, 30)])
    assert 0.9 < first.score <= 1
    assert all(evidence > 0 for evidence in first.evidence)


def test_the_source_is_the_one_nearest_to_the_cue() -> None:
    (found,) = decoded(40, {(20, 21): {"source": [(2, 4), (18, 20)], "content": [(22, 30)]}})
    assert found.source == (18, 20)


def test_a_cue_without_content_is_none() -> None:
    assert decoded(40, {(20, 21): {"source": [(2, 4)], "content": []}}) == []


def test_the_weights_decide_on_the_score_alone() -> None:
    cues = {(20, 21): {"content": [(22, 24)]}}
    (found,) = decoded(40, cues)
    (doubted,) = decoded(40, cues, bias=-20.0)
    assert doubted.score < 0.01 < found.score
    assert replace(doubted, score=found.score) == found


def test_a_text_without_cues_has_no_attributions() -> None:
    tags = emitted(40, TAGS, {"source": [(1, 3)], "content": [(5, 9)]})
    assert decode(
        tags, lambda _: np.zeros(0), tag_chain=FREE_TAGS, role_chain=FREE, weights=WEIGHTS
    ) == []  # fmt: skip


def made(score: float, *content: tuple[int, int]) -> Found:
    return Found((0, 1), None, list(content), (0.0, 0.0), score)


def test_a_word_goes_to_the_content_that_is_surer() -> None:
    assert [f.content for f in without_overlaps([made(1, (0, 10)), made(2, (8, 12))])] == [
        [(0, 8)],
        [(8, 12)],
    ]
    assert [f.content for f in without_overlaps([made(1, (0, 4)), made(2, (1, 12))])] == [[(1, 12)]]
    assert [f.content for f in without_overlaps([made(1, (0, 10)), made(2, (4, 6))])] == [
        [(0, 4), (6, 10)],
        [(4, 6)],
    ]


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], sum(pair)))
parts = st.lists(spans, min_size=1, max_size=3).map(
    lambda given: [
        s for i, s in enumerate(sorted(given)) if all(s[0] >= t[1] for t in sorted(given)[:i])
    ]
)


@given(st.lists(st.tuples(st.integers(0, 5), parts), max_size=6))
def test_no_word_is_in_two_contents(given_: list[tuple[int, Spans]]) -> None:
    def found() -> list[Found]:
        return [made(score, *content) for score, content in given_]

    kept = without_overlaps(found())
    words = [i for f in kept for start, end in f.content for i in range(start, end)]
    assert len(words) == len(set(words))
    assert all(f.content for f in kept)
    assert kept == sorted(kept, key=lambda f: (f.content[0], f.cue))
    assert kept == without_overlaps(found())
    assert kept == without_overlaps([replace(f) for f in kept])
