"""Organizations of one document: acronyms, short forms, and what is kept apart."""

import pytest

SMALL = {"of": "IN", "and": "CC", "the": "DT", "The": "DT", "spoke": "VBD", "left": "VBD"}


def bodies(find, text, *names):
    return find(text, ents=[(name, "ORG") for name in names], tags=SMALL)


def who(found, text):
    return [m.entity.name if m.entity else None for m in found.all(text)]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Zorvan Trade Board", "ZTB"),
        ("Monitor of Human Affairs", "MHA"),
        ("Zorvan Steel", "Zorvan"),
        ("Lemhart Brothers Holdings Inc", "Lemhart"),
        ("Goldberg Stacks", "Goldberg"),
        ("Siemers AG", "Siemers"),
        ("Zorvan Media Group", "Zorvan"),
        ("Black Brotherhood", "Brotherhood"),
        ("US Pacific Squadron", "Pacific Squadron"),
        ("Ministry of Zorvan Affairs", "Zorvan Affairs Ministry"),
        ("Zorvan Rights Commission", "Zorvan Rights"),
    ],
)
def test_a_short_form_is_its_full_name(find, full, short):
    found = bodies(find, f"The {full} spoke . Then the {short} left .", full, short)
    assert who(found, short) == [full]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Global Zorvan Bank", "Global"),
        ("Kenya Zorvan Bank", "Kenya Power"),
        ("Zorvan University", "Tavel University"),
        ("Zorvan Bank", "Zorvan Police"),
        ("Zorvan Party of Tavel", "Tavel"),
    ],
)
def test_two_bodies_with_names_alike_are_two(find, one, other):
    assert bodies(find, f"{one} and {other} spoke .", one, other).names("organization") == {
        one, other,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("The Zorvan Union (ZU) spoke . The ZU left .", "Zorvan Union", "ZU"),
        ("The ZU (Zorvan Union) spoke . The ZU left .", "Zorvan Union", "ZU"),
        ("The Zorvan Union (the ZU) spoke . The ZU left .", "Zorvan Union", "ZU"),
        ("Médecins Sans Zones (MSZ) spoke . MSZ left .", "Médecins Sans Zones", "MSZ"),
        ("Zorvan Growth Bank (BNDZ) spoke . BNDZ left .", "Zorvan Growth Bank", "BNDZ"),
        ("Zorvan Growth Bank (or “BNDZ”) spoke . BNDZ left .", "Zorvan Growth Bank", "BNDZ"),
    ],
)
def test_an_acronym_is_what_the_text_says(find, text, full, short):
    found = bodies(find, text, full)
    assert {*who(found, short)} == {full}
    assert len(found.all(short)) == 2


def test_the_code_of_a_country_after_a_team_is_no_acronym(find):
    found = bodies(find, "Borussia Zorvan (GER) left . GER won .", "Borussia Zorvan")
    assert found.names("organization") == {"Borussia Zorvan"}
    assert found.all("GER") == []


def test_a_last_word_is_the_body_named_last(find):
    found = bodies(
        find,
        "The Black Brotherhood spoke . The Brotherhood left . The White Brotherhood spoke . "
        "The Brotherhood left .",
        "Black Brotherhood", "White Brotherhood", "Brotherhood",
    )  # fmt: skip
    assert who(found, "Brotherhood") == ["Black Brotherhood", "White Brotherhood"]


def test_a_first_word_of_two_bodies_is_neither(find):
    found = bodies(
        find, "Tarvo Steel spoke . Tarvo Capital spoke . Tarvo left .",
        "Tarvo Steel", "Tarvo Capital", "Tarvo",
    )  # fmt: skip
    assert who(found, "Tarvo") == ["Tarvo"]


def test_a_company_named_after_a_person_is_not_that_person(find):
    found = find(
        "Donald Trump runs the Trump Organization . Trump left .",
        ents=[("Donald Trump", "PERSON"), ("Trump Organization", "ORG"), ("Trump", "PERSON")],
    )
    assert found.names("person") == {"Donald Trump"}
    assert found.names("organization") == {"Trump Organization"}
