"""Countries: names, demonyms, and capitals that stand for governments."""

import pytest

from pipeline.ner.entities import Mention


def test_names_and_demonyms(find):
    found = find(
        "DPRK troops and N Korea ’s Kim faced the United States , U.S. ships and Britons in Burma ."
    )
    assert found.countries() == {"PRK", "USA", "GBR", "MMR"}
    assert (found.one("N Korea").country_by, found.one("Britons").country_by) == ("name", "demonym")
    assert found.one("Burma").entity.name == "Myanmar"


@pytest.mark.parametrize(
    "text",
    [
        "He lives in New Mexico .",
        "the Gulf of Mexico",
        "European , African and Latin American voters",
        "the Central American route",
        "He said in Arabic and in French .",
        "the Bank of England",
    ],
)
def test_what_is_no_country(find, text):
    found = find(
        text, ents=[("Bank of England", "ORG")], tags={"in": "IN", "and": "CC", "of": "IN"}
    )
    assert found.countries() == set()


def test_a_person_may_be_called_like_a_country(find):
    found = find(
        "Jordan Smith met Israel Katz .",
        ents=[("Jordan Smith", "PERSON"), ("Israel Katz", "PERSON")],
    )
    assert found.countries() == set()
    assert found.names("person") == {"Jordan Smith", "Israel Katz"}


def test_georgia_with_atlanta_is_a_state_and_with_tbilisi_a_country(find):
    assert find("Voters in Georgia lined up in Atlanta .").countries() == set()
    assert find("Police in Georgia lined up in Tbilisi .").countries() == {"GEO"}


def test_a_country_before_an_organization_counts_where_it_owns_it(find):
    found = find(
        "Iran's Ministry of Foreign Affairs and the Czech Senate agreed .",
        ents=[("Iran's Ministry of Foreign Affairs", "ORG")],
    )
    assert found.one("Iran").country == "IRN"
    assert found.names("organization") == {"Ministry of Foreign Affairs", "Czech Senate"}


def metonym(mention: Mention) -> str | None:
    return mention.country if mention.country_by == "metonym" else None


@pytest.mark.parametrize(
    ("text", "capital", "iso3"),
    [
        ("the violation of Kyiv's territorial integrity", "Kyiv", "UKR"),
        ("when Moscow's forces invaded Ukraine", "Moscow", "RUS"),
        ("Serbia remains reliant on Moscow .", "Moscow", "RUS"),
        ("It would not beg for talks with Washington .", "Washington", "USA"),
        ("ties between Moscow and Ankara", "Ankara", "TUR"),
        ("Tehran has agreed to inspections .", "Tehran", "IRN"),
        ("Beijing accused Taiwan of lying .", "Beijing", "CHN"),
        ("a close ally of Tehran", "Tehran", "IRN"),
        ("The urgency for Washington to act is gone .", "Washington", "USA"),
        ("He arrived in Beijing .", "Beijing", None),
        ("She was born in Moscow .", "Moscow", None),
        ("the liberation of Belgrade from occupation", "Belgrade", None),
        ("the Moscow suburbs", "Moscow", None),
        ("Moscow's streets were empty .", "Moscow", None),
        ("WASHINGTON (AP) — The department refused .", "WASHINGTON", None),
        ("TEHRAN — The ministry refused .", "TEHRAN", None),
        ("the mayor of London", "London", None),
        ("a trip to Berlin", "Berlin", None),
    ],
)
def test_a_capital_is_a_government_only_where_it_acts(find, text, capital, iso3):
    found = find(
        text,
        ents=[(capital, "GPE")],
        tags={"has": "VBZ", "agreed": "VBN", "accused": "VBD", "act": "VB", "is": "VBZ"},
        lemmas={"has": "have", "agreed": "agree", "accused": "accuse"},
    )
    mention = found.one(capital)
    assert metonym(mention) == iso3
    assert (mention.entity.id if mention.entity else None) == iso3


def test_houses_are_organizations_that_carry_the_country(find):
    kremlin = find("The Kremlin said so .").one("Kremlin")
    assert (kremlin.label, kremlin.country, kremlin.country_by) == ("ORG", "RUS", "metonym")
    assert (kremlin.entity.id, kremlin.entity.type) == ("org:kremlin", "organization")


def test_brussels_stands_for_the_union_where_it_acts(find):
    found = find("Talks with Brussels failed . He slept in Brussels .", tags={"in": "IN"})
    assert [m.entity.id if m.entity else None for m in found.all("Brussels")] == [
        "org:european-union",
        None,
    ]
