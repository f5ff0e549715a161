"""Known organizations, nouns for organizations and places."""

from pipeline.knowledge.countries import countries
from pipeline.knowledge.organizations import (
    organization_names,
    organization_nouns,
    organizations,
    weak_organization_names,
)


def test_every_name_means_one_organization():
    owners: dict[str, set[str]] = {}
    for o in organizations().values():
        for name in {o.name, o.acronym, *o.aliases} - {""}:
            owners.setdefault(name, set()).add(o.name)
    assert {name: sorted(o) for name, o in owners.items() if len(o) > 1} == {}


def test_acronyms_and_aliases():
    names = organization_names()
    assert names["EU"].name == "European Union"
    assert names["U.N."].name == "United Nations"
    assert names["ISIL"].name == names["Daesh"].name == "Islamic State"
    assert names["BRICS group"].name == "BRICS"
    assert "the" not in {name.split()[0] for name in names}


def test_words_that_mean_other_things_are_weak():
    assert not {"IS", "Times", "Post", "Labour", "AL"} & set(organization_names())
    assert [o.name for o in weak_organization_names()["IS"]] == ["Islamic State"]


def test_generic_bodies_name_their_home():
    assert organizations()["Senate"].generic
    assert {o.home for o in organizations().values() if o.home} <= set(countries())


def test_nouns():
    nouns = organization_nouns()
    assert nouns["foreign ministry"].function
    assert nouns["newspaper"].kinds == {"media", "news_agency"}
    kinds = {o.kind for o in organizations().values()}
    assert {k for n in nouns.values() for k in n.kinds} <= kinds
