import pytest

from pipeline.corpus.contexts import Context
from pipeline.corpus.entities import LocalEntity
from pipeline.knowledge.names import slug
from tests.corpus.linked import link


def organization(doc_id: str, name: str, *surfaces: str) -> LocalEntity:
    return LocalEntity(
        doc_id, f"org:{slug(name)}", "organization", name, surfaces={name, *surfaces}, mentions=1
    )


def names(organizations: list[LocalEntity]) -> list[str]:
    links = link(organizations)
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


def ids(organizations: list[LocalEntity], contexts: dict[str, Context] | None = None) -> list[str]:
    links = link(organizations, contexts)
    return [links[o.doc_id, o.entity_id].entity_id.removeprefix("org:") for o in organizations]


def test_a_ministry_is_that_of_the_country_that_its_document_is_about() -> None:
    found = [
        organization("a", "Ministry of Health"),
        organization("b", "Health Ministry"),
        organization("c", "Ministry of Health"),
        organization("d", "Ugandan Ministry of Health"),
    ]
    found[2].countries = frozenset({"UGA"})
    contexts = {"a": Context(home="KEN"), "b": Context(home="KEN")}
    assert ids(found, contexts) == [
        *["health-ministry-ken"] * 2,
        *["ministry-of-health-uga"] * 2,
    ]


def test_a_listed_body_is_its_homes_unless_the_document_speaks_of_another() -> None:
    found = [organization(doc_id, "Senate") for doc_id in "abc"]
    found[1].countries = frozenset({"NGA"})
    contexts = {"c": Context(countries=frozenset({"KEN"}), home="KEN")}
    assert ids([*found, organization("d", "US Senate")], contexts) == [
        *("senate", "senate-nga", "senate-ken", "senate"),
    ]


def test_a_body_of_no_known_country_joins_the_one_that_is_known_best_by_far() -> None:
    found = [
        organization("a", "Kenyan Supreme Court"),
        organization("b", "Supreme Court of Kenya"),
        organization("c", "Supreme Court of India"),
        organization("d", "Supreme Court"),
    ]
    assert ids(found) == [
        *["kenyan-supreme-court"] * 2,
        *("supreme-court-of-india", "kenyan-supreme-court"),
    ]


def test_an_acronym_of_two_organizations_is_that_of_its_document() -> None:
    found = [
        organization("a", "Pan Potters League", "PPL"),
        organization("b", "Pan Potters League", "PPL"),
        organization("c", "Port Police Labour", "PPL"),
        organization("d", "PPL"),
    ]
    names_ = frozenset({"ann-lee", "joe-dahl"})
    contexts = {"c": Context(names_, frozenset({"KEN"})), "d": Context(names_, frozenset({"KEN"}))}
    assert ids(found)[-1] == "pan-potters-league"
    assert ids(found, contexts)[-1] == "port-police-labour"


def test_a_weak_name_means_the_listed_body_where_its_country_is() -> None:
    found = [
        organization("a", "Federal Reserve"),
        organization("b", "Fed"),
        organization("c", "Fed"),
    ]
    contexts = {"b": Context(countries=frozenset({"USA"}))}
    assert ids(found, contexts) == ["federal-reserve", "federal-reserve", "fed"]


def test_the_order_of_documents_is_of_no_account() -> None:
    named = ["PPL", "Pan Potters League", "Senate", "Kenyan Senate", "Ministry of Health", "Fed"]
    found = [organization(f"d{i}", name) for i, name in enumerate(named * 3)]
    contexts = {f"d{i}": Context(home="KEN" if i % 2 else "NGA") for i in range(len(found))}
    links = link(found, contexts)
    assert link(found[::-1], contexts) == links


def test_the_article_is_no_part_of_the_name() -> None:
    links = link(corpus("The Potters"))
    assert [(link.entity_id, link.name) for link in links.values()] == [("org:potters", "Potters")]


def test_a_name_without_letters_stays_as_it_is() -> None:
    found = [LocalEntity("a", "org:x", "organization", "!!!", surfaces={"!!!"})]
    assert names(found) == ["!!!"]
