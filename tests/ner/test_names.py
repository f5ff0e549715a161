"""Names: the recogniser's entities, what is known about them, and the rest of the document."""

import numpy as np
import pytest

from pipeline.ner.candidates import find_candidates
from pipeline.ner.consistency import make_consistent
from pipeline.ner.learned import component
from pipeline.ner.spans import trim


def names(doc):
    found = make_consistent(doc, find_candidates(doc))
    return [(c.text(doc), c.label) for c in found]


def with_scores(doc, *scores):
    doc._.set(component.SCORES, np.array(scores, dtype=np.float32))
    return doc


def test_titles_are_trimmed_and_recorded(find):
    found = find(
        "Serbian President Aleksandar Vucic met Gov. Mike Pence .",
        ents=[("President Aleksandar Vucic", "PERSON"), ("Gov. Mike Pence", "PERSON")],
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
        ("Deputy Foreign Minister Tran Dai Quang said so .", "Tran Dai Quang",
         "Deputy Foreign Minister"),
        ("Mr Kim Jong-un said so .", "Kim Jong-un", None),
    ],
)  # fmt: skip
def test_the_title_before_a_name_is_its_title(find, text, name, title):
    assert find(text, ents=[(name, "PERSON")], tags={"said": "VBD"}).one(name).title == title


def test_a_title_in_apposition_is_recorded(find):
    found = find(
        "Muqtada Sadr , the leader of the Sadrist movement , agreed .",
        ents=[("Muqtada Sadr", "PERSON")],
        tags={"leader": "NN", "of": "IN", "the": "DT"},
    )
    assert found.one("Muqtada Sadr").title == "leader"
    assert found.one("the leader").entity is found.one("Muqtada Sadr").entity


def test_a_surname_is_its_person_whatever_the_recogniser_says(find):
    found = find(
        "Mike Pompeo flew off . Pompeo smiled . Then Pompeo 's plane left .",
        ents=[("Mike Pompeo", "PERSON"), ("Pompeo", "ORG")],
    )
    assert [m.label for m in found.all("Pompeo")] == ["PERSON", "PERSON"]
    assert found.names("person") == {"Mike Pompeo"}
    assert found.names("organization") == set()


def test_initials_of_a_person_are_no_organization(find):
    found = find(
        "Andrés Manuel López Obrador left . AMLO smiled .",
        ents=[("Andrés Manuel López Obrador", "PERSON"), ("AMLO", "ORG")],
    )
    assert found.one("AMLO").entity.name == "Andrés Manuel López Obrador"


def test_a_family_is_labelled_as_its_members(find):
    found = find(
        "Barack Obama flew off . The Obamas smiled .",
        ents=[("Barack Obama", "PERSON"), ("Obamas", "ORG")],
    )
    assert (found.one("Obamas").label, found.one("Obamas").entity) == ("PERSON", None)


@pytest.mark.parametrize("title", ["Dato' Sri", "Smt.", "Datuk Seri", "Sen."])
def test_marks_belong_to_titles(find, title):
    found = find(f"Then {title} Anan Zorvan left .", ents=[(f"{title} Anan Zorvan", "PERSON")])
    assert found.names("person") == {"Anan Zorvan"}


@pytest.mark.parametrize(
    ("entity", "name"),
    [("Devin Nunes, R-Calif.", "Devin Nunes"), ("Martin King, Jr.", "Martin King, Jr.")],
)
def test_a_person_ends_before_a_comma(make_doc, entity, name):
    doc = make_doc(f"They saw {entity} there .", ents=[(entity, "PERSON")])
    assert names(doc)[0] == (name, "PERSON")


def test_a_surname_that_was_missed_is_found_again(find):
    found = find(
        "Mike Pompeo flew off . Then Pompeo 's plane left .", ents=[("Mike Pompeo", "PERSON")]
    )
    assert found.one("Pompeo").entity.name == "Mike Pompeo"


def test_titles_and_bare_nouns_are_no_names_unless_the_recogniser_is_sure(make_doc):
    text = "The Parliament met Prime Minister and Bishop ."
    ents = [("Parliament", "ORG"), ("Prime Minister", "PERSON"), ("Bishop", "PERSON")]
    assert names(make_doc(text, ents=ents)) == []
    doc = with_scores(make_doc(text, ents=ents), 0.6, 0.5, 0.97)
    assert names(doc) == [("Bishop", "PERSON")]


@pytest.mark.parametrize("text", ["a@b.org", "R-Ga", "tenants", "陳時中"])
def test_what_has_no_capital_or_the_signs_of_an_address_is_no_name(make_doc, text):
    doc = with_scores(make_doc(f"They saw {text} there .", ents=[(text, "ORG")]), 0.99)
    assert names(doc) == []


def test_articles_possessives_and_prepositions_stay_outside(find):
    found = find("the Zorvan Institute's plan", ents=[("the Zorvan Institute's", "ORG")])
    assert found.one("Zorvan Institute").entity.id == "org:zorvan-institute"


@pytest.mark.parametrize("name", ["Pan Men-an", "Moon Jae-in"])
def test_a_name_may_end_in_what_is_a_small_word_elsewhere(make_doc, name):
    doc = make_doc(f"{name} left .")
    assert trim(doc, 0, 4) == (0, 4)
    assert doc[0:4].text == name


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Jordanian-Palestinian", "NORP", [("Jordanian", "NORP"), ("Palestinian", "NORP")]),
        ("US-Africa", "LOC", [("US", "GPE"), ("Africa", "LOC")]),
        ("Guinea-Bissau", "GPE", [("Guinea-Bissau", "GPE")]),
        ("Zorvan-Tavel", "GPE", [("Zorvan-Tavel", "GPE")]),
        ("US-ASEAN Business Council", "ORG", [("US-ASEAN Business Council", "ORG")]),
        ("Russian-backed", "NORP", [("Russian", "NORP")]),
        ("Kenya, Chad and the Sudan", "ORG",
         [("Kenya", "GPE"), ("Chad", "GPE"), ("Sudan", "GPE")]),
        ("Trinidad and Tobago", "GPE", [("Trinidad and Tobago", "GPE")]),
        ("Iran's Foreign Ministry", "ORG", [("Iran", "GPE"), ("Foreign Ministry", "ORG")]),
    ],
)  # fmt: skip
def test_an_entity_with_several_names_is_parted(make_doc, text, label, expected):
    assert names(make_doc(f"They saw {text} there .", ents=[(text, label)])) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Kenya", "ORG", [("Kenya", "GPE")]),
        ("Houston", "ORG", [("Houston", "ORG")]),
        ("Hanoi", "PERSON", [("Hanoi", "GPE")]),
        ("European Union", "GPE", [("European Union", "ORG")]),
        ("Bank of Japan", "ORG", [("Bank of Japan", "ORG")]),
        ("Union", "ORG", []),
    ],
)
def test_the_recogniser_tells_how_far_a_name_goes_and_the_knowledge_what_it_means(
    make_doc, text, label, expected
):
    assert names(make_doc(f"They saw {text} there .", ents=[(text, label)])) == expected


def test_a_capital_may_be_a_team_where_the_recogniser_is_sure(make_doc):
    doc = with_scores(make_doc("They saw Moscow there .", ents=[("Moscow", "ORG")]), 0.95)
    assert names(doc) == [("Moscow", "ORG")]


def test_known_names_that_the_recogniser_missed_are_added(make_doc):
    doc = make_doc("They left Kenya for the African Union .")
    assert names(doc) == [("Kenya", "GPE"), ("African Union", "ORG")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Prime Minister's Office", [("Prime Minister's Office", "ORG")]),
        ("the Tavel Mayor's Office", [("Tavel Mayor's Office", "ORG")]),
        ("the mayor's Office", []),
        ("the Prime Minister's office", []),
    ],
)
def test_an_office_that_was_missed_is_added(make_doc, text, expected):
    ents = [("Tavel Mayor's Office", "ORG")]
    doc = make_doc(f"They asked {text} there .", ents=ents)
    assert names(doc) == expected


def test_a_known_name_outranks_a_shorter_one_of_the_recogniser(make_doc):
    doc = make_doc("The African Union met .", ents=[("African", "NORP")])
    assert names(doc) == [("African Union", "ORG")]


def test_the_label_is_that_of_most_mentions_unless_the_recogniser_is_sure(make_doc):
    text = "Jumia grew . Jumia sold . Jumia left . Jumia lost ."
    doc = make_doc(text, ents=[("Jumia", "ORG")])
    spans = [doc.char_span(e.start_char, e.end_char, label="ORG") for e in doc.ents]
    spans[3] = doc.char_span(spans[3].start_char, spans[3].end_char, label="PERSON")
    doc.set_ents(spans)
    with_scores(doc, 0.9, 0.8, 0.9, 0.5)
    assert names(doc) == [("Jumia", "ORG")] * 4
    with_scores(doc, 0.9, 0.8, 0.9, 0.95)
    assert names(doc)[3] == ("Jumia", "PERSON")


def test_an_abbreviated_title_is_no_name_however_sure_the_recogniser_is(make_doc):
    doc = with_scores(make_doc("They saw Sen. there .", ents=[("Sen.", "PERSON")]), 0.99)
    assert names(doc) == []


def test_scores_of_other_entities_are_not_used(make_doc):
    doc = with_scores(make_doc("They saw Tavel .", ents=[("Tavel", "PERSON")]), 0.9, 0.8)
    assert find_candidates(doc)[0].score is None


def test_handles_are_no_names(make_doc):
    doc = with_scores(make_doc("They saw @BarackObama .", ents=[("@BarackObama", "PERSON")]), 0.99)
    assert names(doc) == []


def test_the_score_of_a_name_is_the_recognisers(find, make_doc):
    doc = with_scores(make_doc("Then Tavel left .", ents=[("Tavel", "PERSON")]), 0.83)
    assert find_candidates(doc)[0].score == pytest.approx(0.83)
    assert find("Then Tavel left .", ents=[("Tavel", "PERSON")]).one("Tavel").score == 0.7


def test_nothing_and_blanks_have_no_mentions(find):
    assert find("").mentions == []
    assert find(" \n\n ").mentions == []


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("Texas Sen. Ted Cruz spoke .", [("Texas Sen.", "ORG"), ("Ted Cruz", "PERSON")],
         [("Texas", "GPE"), ("Ted Cruz", "PERSON")]),
        ("Senate Republican Ted Cruz spoke .",
         [("Senate Republican", "ORG"), ("Ted Cruz", "PERSON")],
         [("Senate", "ORG"), ("Republican", "NORP"), ("Ted Cruz", "PERSON")]),
        ("the Senate Republicans spoke .", [("Senate Republicans", "ORG")],
         [("Senate Republicans", "ORG")]),
        ("Harry Reid spoke . Reid MORE spoke .",
         [("Harry Reid", "PERSON"), ("Reid MORE", "PERSON")],
         [("Harry Reid", "PERSON"), ("Reid", "PERSON")]),
        ("Emmanuel MACRON spoke .", [("Emmanuel MACRON", "PERSON")],
         [("Emmanuel MACRON", "PERSON")]),
        ("Donald John TrumpGOP spoke .", [("Donald John TrumpGOP", "PERSON")], []),
        ("under the ACA they paid .", [("ACA", "ORG")], [("ACA", "LAW")]),
    ],
)  # fmt: skip
def test_what_stands_round_a_name_is_no_part_of_it(make_doc, text, entities, expected):
    assert names(make_doc(text, ents=entities)) == expected


def test_the_brackets_of_an_editor_are_no_part_of_a_name(find):
    found = find("[ Don ] McGahn left .", ents=[("Don ] McGahn", "PERSON")])
    assert found.mentions[0].entity.name == "Don McGahn"
