"""Names: the model's entities corrected by known names, titles and the rest of the document."""

import pytest


def test_titles_are_trimmed_and_recorded(find):
    found = find(
        "Serbian President Aleksandar Vucic met Gov. Mike Pence .",
        ents=[("Serbian President Aleksandar Vucic", "PERSON"), ("Gov. Mike Pence", "PERSON")],
    )
    vucic = found.one("Aleksandar Vucic")
    assert (vucic.label, vucic.title, vucic.entity.id) == (
        "PERSON",
        "President",
        "person:aleksandar-vucic",
    )
    assert vucic.entity.countries == {"SRB"}
    assert found.one("Serbian").country_by == "demonym"
    assert found.one("Mike Pence").title == "Governor"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("U.S. Secretary of State John Kerry said so .", "John Kerry", "Secretary of State"),
        ("State Department spokeswoman Heather Nauert said so .", "Heather Nauert", "spokeswoman"),
        ("Ex-President Ange-Félix Patassé said so .", "Ange-Félix Patassé", "Ex-President"),
        ("Deputy Foreign Minister Tran Dai Quang said so .", "Tran Dai Quang", None),
        ("Mr Kim Jong-un said so .", "Kim Jong-un", None),
    ],
)
def test_a_name_after_a_title_is_a_person_though_the_model_missed_it(find, text, name, title):
    mention = find(text, tags={"said": "VBD"}).one(name)
    assert mention.label == "PERSON"
    assert mention.title == (title if "Deputy" not in text else "Deputy Foreign Minister")


def test_a_title_in_apposition_is_recorded(find):
    found = find(
        "Muqtada Sadr , the leader of the Sadrist movement , agreed .",
        ents=[("Muqtada Sadr", "PERSON")],
        tags={"leader": "NN", "of": "IN", "the": "DT"},
    )
    assert found.one("Muqtada Sadr").title == "leader"
    assert found.one("the leader").entity is found.one("Muqtada Sadr").entity


def test_a_surname_is_its_person_whatever_the_model_says(find):
    found = find(
        "Mike Pompeo flew off . Pompeo smiled . Then Pompeo 's plane left .",
        ents=[("Mike Pompeo", "PERSON"), ("Pompeo", "ORG")],
    )
    assert [m.label for m in found.all("Pompeo")] == ["PERSON", "PERSON"]
    assert found.names("person") == {"Mike Pompeo"}
    assert found.names("organization") == set()


def test_months_titles_and_bare_nouns_are_no_names(find):
    found = find(
        "In March the Parliament met Prime Minister .",
        ents=[("March", "PERSON"), ("Parliament", "ORG"), ("Prime Minister", "PERSON")],
    )
    assert [m for m in found.mentions if m.kind == "name"] == []


def test_articles_possessives_and_prepositions_stay_outside(find):
    found = find("the Zorvan Institute's plan", ents=[("the Zorvan Institute's", "ORG")])
    assert found.one("Zorvan Institute").entity.id == "org:zorvan-institute"


def test_entities_run_together_are_parted(find):
    found = find(
        "KMT Legislator Alex Fai and ZDF Robert Weller agreed .",
        ents=[("KMT Legislator Alex Fai", "ORG"), ("ZDF Robert Weller", "ORG")],
        tags={"agreed": "VBD", "and": "CC"},
    )
    assert found.names("person") == {"Alex Fai", "Robert Weller"}
    assert found.names("organization") == {"Kuomintang", "ZDF"}


def test_half_a_title_is_no_part_of_an_organization(find):
    found = find(
        "Latvian Defence Minister Ilze Krastkalne spoke .",
        ents=[("Latvian Defence", "ORG")],
        tags={"spoke": "VBD"},
    )
    assert found.names("organization") == set()
    assert found.one("Ilze Krastkalne").title == "Defence Minister"
    assert found.one("Latvian").country == "LVA"


def test_context_tells_places_and_media_from_people(find):
    found = find(
        "They crossed Padma Bridge to the city of Zarvo and told the newspaper Tavel .",
        ents=[("Padma Bridge", "ORG"), ("Zarvo", "PERSON"), ("Tavel", "PERSON")],
        tags={"of": "IN", "the": "DT"},
    )
    labels = {t: found.one(t).label for t in ("Padma Bridge", "Zarvo", "Tavel")}
    assert labels == {"Padma Bridge": "FAC", "Zarvo": "GPE", "Tavel": "ORG"}


def test_a_headline_in_title_case_makes_no_names_of_verbs(find):
    found = find(
        "Serbian President Speaks to Putin for First Time\n\n"
        "Vladimir Putin called . Putin smiled .",
        ents=[("President Speaks", "PERSON"), ("Vladimir Putin", "PERSON")],
    )
    assert found.names("person") == {"Vladimir Putin"}
    assert len(found.all("Putin")) == 2


def test_names_and_offices_with_commas_and_possessives(find):
    found = find(
        "He leads the Speech, Privacy, and Technology Project at the Prime Minister's Office.",
        ents=[("Technology Project", "ORG")],
        tags={"the": "DT"},
    )
    assert found.names("organization") == {
        "Speech, Privacy, and Technology Project",
        "Prime Minister's Office",
    }


def test_nothing_and_blanks_have_no_mentions(find):
    assert find("").mentions == []
    assert find(" \n\n ").mentions == []


def test_an_honorific_makes_a_person_of_what_the_model_takes_for_something_else(find):
    mention = find("Sir Giles Penhallow left .", ents=[("Sir Giles Penhallow", "ORG")]).one(
        "Giles Penhallow"
    )
    assert mention.label == "PERSON"


def test_an_organization_ends_before_the_place_it_sits_in(find):
    found = find(
        "The Constitutional Court in Bangui agreed .",
        ents=[("Constitutional Court in Bangui", "ORG")],
    )
    assert found.one("Constitutional Court").label == "ORG"
