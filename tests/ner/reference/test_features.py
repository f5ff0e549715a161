"""Features of pairs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ner.reference.features import FEATURES, Pairs
from pipeline.ner.reference.referents import Referent
from pipeline.ner.reference.scene import Scene

TEXT = 'John Smith praised Paul Weller . "He lied , " Mary said . The minister left .'
TAGS = {"praised": "VBD", "lied": "VBD", "said": "VBD", "left": "VBD", "The": "DT"}
ARCS = {
    "John": ("compound", "Smith"),
    "Smith": ("nsubj", "praised"),
    "Paul": ("compound", "Weller"),
    "Weller": ("dobj", "praised"),
    "He": ("nsubj", "lied"),
    "lied": ("ccomp", "said"),
    "Mary": ("nsubj", "said"),
    "The": ("det", "minister"),
    "minister": ("nsubj", "left"),
}
JOHN = Referent(0, 2, "name", "person", "john", "m", titles=("foreign minister",))
PAUL = Referent(3, 5, "name", "person", "paul")
HE = Referent(7, 8, "pronoun", "person", gender="m")
MARY = Referent(11, 12, "name", "person", "mary", "f")
MINISTER = Referent(14, 16, "nominal", "person", titles=("minister",))


@pytest.fixture
def scene(make_trees):
    doc = make_trees(TEXT, tags=TAGS, arcs=ARCS)
    words = [t.text for t in doc]
    assert [words[r.start] for r in (JOHN, PAUL, HE, MARY, MINISTER)] == [
        "John", "Paul", "He", "Mary", "The",
    ]  # fmt: skip
    return Scene(doc, [(6, 11)])


@pytest.fixture
def features(scene):
    """The features of a pair by name."""
    pairs = Pairs(scene, [MARY, PAUL, JOHN])

    def of(anaphor, candidate):
        row = pairs.features(anaphor, [candidate])[0]
        return dict(zip(FEATURES, row.tolist(), strict=True))

    return of


def test_agreement(features):
    assert [features(HE, c)["gender"] for c in (JOHN, MARY, PAUL)] == [1, 2, 3]


def test_roles(features):
    assert (features(HE, JOHN)["role"], features(HE, PAUL)["role"]) == (1, 3)
    assert (features(HE, JOHN)["parallel"], features(HE, PAUL)["parallel"]) == (1, 0)


def test_order(features):
    assert [features(HE, c)["rank"] for c in (PAUL, JOHN)] == [0, 1]
    assert features(HE, JOHN)["after"] == 0
    assert features(HE, MARY)["after"] > 0


def test_who_speaks(features):
    assert (features(HE, MARY)["speaker"], features(HE, JOHN)["speaker"]) == (2, 1)
    assert features(MINISTER, MARY)["speaker"] == 0
    assert features(HE, JOHN)["quote"] == 2


def test_titles_of_a_description(features):
    assert [features(MINISTER, c)["title"] for c in (JOHN, PAUL)] == [3, 1]


def test_a_mention_takes_the_place_of_the_same_one(scene):
    pairs = Pairs(scene, [JOHN, PAUL, MARY])
    known = Referent(3, 5, "name", "person", "paul", "m")
    pairs.put(known)
    pairs.put(HE)
    assert pairs.mentions == [JOHN, known, HE, MARY]


def test_subject_and_object_of_a_verb_are_two(scene):
    him = Referent(3, 5, "pronoun", "person", gender="m")
    assert scene.are_disjoint(him, JOHN)
    assert not scene.are_disjoint(HE, MARY)


spans = st.tuples(st.integers(0, 17), st.integers(1, 3))
referents = st.builds(
    lambda span, kind, type_, entity, gender, number: Referent(
        span[0], min(18, sum(span)), kind, type_, entity, gender, number
    ),
    spans,
    st.sampled_from(["name", "nominal"]),
    st.sampled_from(["person", "organization", "country", "place", "group", "other"]),
    st.sampled_from([None, "a", "b", ("a", "b")]),
    st.sampled_from([None, "m", "f"]),
    st.sampled_from(["singular", "plural"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(referents, max_size=6), st.one_of(referents, st.just(HE)))
def test_values_are_within_bounds(scene, mentions, anaphor):
    rows = Pairs(scene, mentions).features(anaphor, mentions)
    assert rows.shape == (len(mentions), len(FEATURES))
    assert (rows >= 0).all() and (rows < list(FEATURES.values())).all()
