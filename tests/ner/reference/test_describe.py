"""Anaphors resolved by scores."""

import pytest

from pipeline.ner.document import document_mentions
from pipeline.ner.settings import NerSettings

ENTS = [("Kim Lee", "PERSON"), ("Sam Roe", "PERSON"), ("Zorvex", "ORG"), ("Tulmar", "ORG")]
TAGS = {"met": "VBD", "left": "VBD", "said": "VBD", "and": "CC", "A": "DT", "The": "DT"}


@pytest.fixture
def resolve(make_trees, make_scorer):
    """What the anaphors of a text mean, by a scorer with the given weights."""

    def of(text, weights=None, *, bias=0.0, arcs=None, tags=None, settings=None):
        doc = make_trees(text, ents=ENTS, tags={**TAGS, **(tags or {})}, arcs=arcs)
        scorer = make_scorer(weights, bias=bias)
        found = document_mentions(doc, settings=settings or NerSettings(), scorer=scorer)
        return {doc[m.start : m.end].text: m for m in found if m.kind != "name"}

    return of


NEAREST, FARTHER = {"rank": {0: 5.0}}, {"rank": {1: 5.0}}
MET = "Kim Lee met Sam Roe . "


@pytest.mark.parametrize(("weights", "name"), [(NEAREST, "Sam Roe"), (FARTHER, "Kim Lee")])
def test_the_best_score_wins(resolve, weights, name):
    he = resolve(MET + "He left .", weights)["He"]
    assert (he.entity.name, he.label) == (name, "PERSON")
    assert 0.9 < he.score <= 1.0


def test_no_antecedent_may_be_likeliest(resolve):
    he = resolve(MET + "He left .", bias=-5.0)["He"]
    assert (he.entity, he.label, he.score) == (None, "", 0.3)


def test_what_is_not_sure_stays_open(resolve):
    doubtful = NerSettings(pronoun_threshold=0.6, rule_weight=0.0, rule_bonus=0.0)
    assert resolve(MET + "He left .", bias=3.0, settings=doubtful)["He"].entity is None


def test_a_pronoun_tells_a_gender(resolve):
    found = resolve("Kim Lee left . She left . Sam Roe left . He left .", NEAREST)
    assert found["She"].entity.gender == "f"
    assert found["He"].entity.gender == "m"
    # "She" was Kim Lee, who cannot be "He" afterwards, however good the score.
    found = resolve("Sam Roe left . Kim Lee left . She left . He left .", NEAREST)
    assert (found["She"].entity.name, found["He"].entity.name) == ("Kim Lee", "Sam Roe")


def test_a_guess_tells_no_gender(resolve):
    she = resolve("Kim Lee left . She left .", bias=1.0)["She"]
    assert (she.entity.name, she.entity.gender) == ("Kim Lee", None)


def test_somebody_unnamed_may_be_meant(resolve):
    text = "Kim Lee left . A gunman left . He left ."
    arcs = {"gunman": ("nsubj", "left"), "A": ("det", "gunman")}
    tags = {"gunman": "NN"}
    assert resolve(text, NEAREST, tags=tags, arcs=arcs)["He"].entity is None
    assert resolve(text, FARTHER, tags=tags, arcs=arcs)["He"].entity.name == "Kim Lee"


def test_it_is_no_person_and_he_no_body(resolve):
    text = "Kim Lee left . Zorvex left . {} left . "
    assert resolve(text.format("It"), NEAREST)["It"].entity.name == "Zorvex"
    assert resolve(text.format("He"), NEAREST)["He"].entity.name == "Kim Lee"


def test_they_may_be_two_who_are_joined(resolve):
    arcs = {
        "Lee": ("nsubj", "left"),
        "and": ("cc", "Lee"),
        "Roe": ("conj", "Lee"),
        "Kim": ("compound", "Lee"),
        "Sam": ("compound", "Roe"),
    }
    tags = {"slept": "VBD"}
    weights = {"type": {4: 5.0}}
    they = resolve("Kim Lee and Sam Roe left . They slept .", weights, arcs=arcs, tags=tags)["They"]
    assert they.entity is None
    assert [e.name for e in they.members] == ["Kim Lee", "Sam Roe"]


def test_of_several_bodies_the_scores_decide(resolve):
    text = "The Zorvex Company left . The Tulmar Company left . The company left ."
    ents = {"entity_rank": {1: 5.0}}
    assert resolve(text, ents)["The company"].entity is not None


def test_an_office_is_not_another(resolve):
    tags = {"governor": "NN", "minister": "NN"}
    found = resolve("President Kim Lee left . The governor left .", bias=5.0, tags=tags)
    assert found["The governor"].entity is None
    found = resolve("Kim Lee left . The minister left .", bias=5.0, tags=tags)
    assert found["The minister"].entity.name == "Kim Lee"
