import pytest

from pipeline.corpus.entities import LocalEntity
from pipeline.corpus.organizations_linking import link_organizations
from pipeline.knowledge.names import slug


def organization(doc_id: str, name: str, *surfaces: str) -> LocalEntity:
    return LocalEntity(
        doc_id, f"org:{slug(name)}", "organization", name, surfaces={name, *surfaces}, mentions=1
    )


def names(organizations: list[LocalEntity]) -> list[str]:
    links = link_organizations(organizations)
    return [links[o.doc_id, o.entity_id].name for o in organizations]


def corpus(*named: str) -> list[LocalEntity]:
    return [organization(f"d{i}", name) for i, name in enumerate(named)]


@pytest.mark.parametrize(
    ("often", "once"),
    [
        ("Acme Mining", "Acme Mining Inc."),
        ("Acme Mining", "the Acme Mining"),
        ("Green Labour Party", "Green Labor Party"),
        ("Organization of Potters", "Organisation of Potters"),
        ("European Union", "EU"),
        ("European Union", "the European Union"),
    ],
)
def test_names_of_one_organization(often: str, once: str) -> None:
    assert names(corpus(often, often, once)) == [often] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme Mining", "Acme Motors"), ("Green Party", "Greens"), ("Acme Inc.", "Acme Mining")],
)
def test_other_names_are_other_organizations(one: str, other: str) -> None:
    assert names(corpus(one, one, other)) == [one, one, other]


def test_an_acronym_joins_the_name_for_which_documents_use_it() -> None:
    found = [
        organization("a", "Pan Potters League", "PPL"),
        organization("b", "Pan Potters League", "PPL"),
        organization("c", "Port Police Labour", "PPL"),
        organization("d", "PPL"),
        organization("e", "PQL"),
    ]
    assert names(found)[-2:] == ["Pan Potters League", "PQL"]


def test_an_acronym_is_not_taken_for_a_name_with_other_initials() -> None:
    found = [organization("a", "Workers Front", "ZZQ"), organization("b", "ZZQ")]
    assert names(found) == ["Workers Front", "ZZQ"]


def test_the_article_is_no_part_of_the_name() -> None:
    links = link_organizations(corpus("The Potters"))
    assert [(link.entity_id, link.name) for link in links.values()] == [("org:potters", "Potters")]


def test_a_name_without_letters_stays_as_it_is() -> None:
    found = [LocalEntity("a", "org:x", "organization", "!!!", surfaces={"!!!"})]
    assert names(found) == ["!!!"]
