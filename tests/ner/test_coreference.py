"""Descriptions and pronouns."""

import pytest

LEADERS = "Serbian President Aleksandar Vucic met Turkish Foreign Minister Mevlut Cavusoglu . "
ENTS = [("Aleksandar Vucic", "PERSON"), ("Mevlut Cavusoglu", "PERSON")]


@pytest.mark.parametrize(
    ("rest", "description", "name"),
    [
        ("Then the Serbian president left .", "the Serbian president", "Aleksandar Vucic"),
        ("Then the president left .", "the president", "Aleksandar Vucic"),
        (
            "Then the Turkish foreign minister left .",
            "the Turkish foreign minister",
            "Mevlut Cavusoglu",
        ),
        ("Then the minister left .", "the minister", "Mevlut Cavusoglu"),
        ("Then the Serbian leader left .", "the Serbian leader", "Aleksandar Vucic"),
        ("Then the Russian president left .", "the Russian president", None),
        ("Then the spokesman left .", "the spokesman", None),
        ("Then the two leaders left .", "the two leaders", None),
    ],
)
def test_descriptions_of_people(find, rest, description, name):
    found = find(LEADERS + rest, ents=ENTS, tags={"met": "VBD", "left": "VBD", "leaders": "NNS"})
    mention = found.one(description)
    assert mention.kind == "nominal"
    assert (mention.entity.name if mention.entity else None) == name


def test_a_description_goes_not_over_of(find):
    found = find(
        "The clear authority of the president stands .",
        tags={"of": "IN", "the": "DT", "stands": "VBZ"},
    )
    assert found.one("the president").kind == "nominal"
    assert [m for m in found.mentions if m.end - m.start > 2] == []


@pytest.mark.parametrize(
    ("text", "description", "name"),
    [
        (
            "The Iraqi foreign ministry spoke . The ministry left .",
            "The ministry",
            "Iraqi foreign ministry",
        ),
        ("Hamas spoke to the Guardian . The newspaper left .", "The newspaper", "Guardian"),
        ("Human Rights Watch spoke . The group left .", "The group", "Human Rights Watch"),
        ("Iraq spoke . The company left .", "The company", None),
        ("The Iraqi government spoke .", "The Iraqi government", "Iraq"),
        ("Turkey struck . The country left .", "The country", "Turkey"),
    ],
)
def test_descriptions_of_bodies(find, text, description, name):
    mention = find(text, tags={"spoke": "VBD", "left": "VBD"}).one(description)
    assert (mention.entity.name if mention.entity else None) == name


def test_pronouns_go_by_gender(find):
    found = find(
        "Mary Kelly met John Smith . She smiled . He left . They slept .",
        ents=[("Mary Kelly", "PERSON"), ("John Smith", "PERSON")],
    )
    assert found.one("She").entity.name == "Mary Kelly"
    assert found.one("He").entity.name == "John Smith"
    they = found.one("They")
    assert (they.entity, they.label) == (None, "")


def test_a_title_tells_the_gender(find):
    found = find(
        "Congresswoman Zorva Tel spoke to Zil Tav . She left .",
        ents=[("Zorva Tel", "PERSON"), ("Zil Tav", "PERSON")],
    )
    assert found.one("She").entity.name == "Zorva Tel"


def test_the_subject_is_preferred(find):
    found = find(
        "John Smith praised Paul Weller . He left .",
        ents=[("John Smith", "PERSON"), ("Paul Weller", "PERSON")],
        tags={"praised": "VBD", "left": "VBD"},
        arcs={
            "John": ("compound", "Smith"),
            "Smith": ("nsubj", "praised"),
            "Paul": ("compound", "Weller"),
            "Weller": ("dobj", "praised"),
            "He": ("nsubj", "left"),
        },
    )
    assert found.one("He").entity.name == "John Smith"


def test_a_speaker_does_not_call_himself_he(find):
    found = find(
        'John Smith and Paul Weller met . "He lied , " John Smith said .',
        ents=[("John Smith", "PERSON"), ("Paul Weller", "PERSON")],
        tags={"and": "CC", "said": "VBD", "met": "VBD"},
    )
    assert found.one("He").entity.name == "Paul Weller"


def test_it_is_a_body_only_where_that_is_clear(find):
    arcs = {"NPR": ("nsubj", "said"), "it": ("nsubj", "stood")}
    tags = {"said": "VBD", "stood": "VBD"}
    found = find("NPR said it stood by Kelly .", arcs=arcs, tags=tags)
    assert found.one("it").entity.name == "National Public Radio"
    assert find("Nothing said it stood by Kelly .", tags=tags).one("it").entity is None


def test_a_far_name_is_no_antecedent_of_a_pronoun(find):
    found = find(
        "John Smith left . " + "Nothing moved . " * 6 + "He slept .",
        ents=[("John Smith", "PERSON")],
    )
    assert found.one("He").entity is None
