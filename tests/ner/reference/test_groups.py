"""Groups and their members."""

import pytest

from pipeline.knowledge.groups import group_nouns
from pipeline.ner.document import document_mentions
from pipeline.ner.settings import NerSettings

MET = "Serbian President Aleksandar Vucic met Emmanuel Macron . "
ENTS = [("Aleksandar Vucic", "PERSON"), ("Emmanuel Macron", "PERSON"), ("Mary Kelly", "PERSON")]
TAGS = {"met": "VBD", "left": "VBD", "and": "CC", "with": "IN", "both": "DT", "Both": "DT"}
PAIR = ["Aleksandar Vucic", "Emmanuel Macron"]


@pytest.fixture
def find_trees(make_trees):
    """The mentions of a document of trees by their words."""

    def find_in(text, **parts):
        doc = make_trees(text, ents=ENTS, **parts)
        return {
            doc[m.start : m.end].text: m for m in document_mentions(doc, settings=NerSettings())
        }

    return find_in


def members(find, text, surface, **parts):
    found = find(text, ents=ENTS, tags={**TAGS, surface.split()[-1]: "NNS"}, **parts)
    mention = found.one(surface)
    assert mention.entity is None
    return [e.name for e in mention.members]


@pytest.mark.parametrize("group", ["The two leaders", "Both men", "The pair", "The leaders"])
def test_two_persons_who_met(find, group):
    assert members(find, MET + f"{group} left .", group) == PAIR


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Mary Kelly and " + MET + "The two leaders left .", "The two leaders"),
        (MET + "The three leaders left .", "The three leaders"),
        ("Aleksandar Vucic left . The two leaders left .", "The two leaders"),
        (MET + "The two women left .", "The two women"),
        (MET + "Nothing moved . " * 9 + "The two leaders left .", "The two leaders"),
    ],
)
def test_unclear_groups_have_no_members(find, text, group):
    assert members(find, text, group) == []


def test_a_title_that_one_does_not_have(find):
    text = "Foreign Minister Emmanuel Macron met President Aleksandar Vucic . The ministers left ."
    assert members(find, text, "The ministers") == []


def test_countries_and_sides(find_trees):
    text = "Turkey and Greece left . The two countries met . Both sides left ."
    arcs = {"Turkey": ("nsubj", "left"), "Greece": ("conj", "Turkey"), "and": ("cc", "Turkey")}
    found = find_trees(text, tags={**TAGS, "countries": "NNS", "sides": "NNS"}, arcs=arcs)
    for surface, label in (("The two countries", "GPE"), ("Both sides", "PERSON")):
        mention = found[surface]
        assert [e.id for e in mention.members] == ["TUR", "GRC"]
        assert mention.label == label


def test_those_joined_by_and_go_before_the_others_of_the_sentence(find_trees):
    text = "Mary Kelly saw Aleksandar Vucic and Emmanuel Macron . The two leaders left ."
    arcs = {
        "Kelly": ("nsubj", "saw"),
        "Vucic": ("dobj", "saw"),
        "and": ("cc", "Vucic"),
        "Macron": ("conj", "Vucic"),
        "Mary": ("compound", "Kelly"),
        "Aleksandar": ("compound", "Vucic"),
        "Emmanuel": ("compound", "Macron"),
    }
    found = find_trees(text, tags={**TAGS, "saw": "VBD", "leaders": "NNS"}, arcs=arcs)
    assert [e.name for e in found["The two leaders"].members] == PAIR


def test_every_noun_has_a_type():
    assert {n.type for n in group_nouns().values()} == {
        "person", "country", "organization", "any",
    }  # fmt: skip
    assert group_nouns()["men"].gender == "m"
