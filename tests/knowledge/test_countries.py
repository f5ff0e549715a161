"""Countries and the houses of their governments."""

import pycountry
import pytest

from pipeline.knowledge.countries import (
    ambiguous_names,
    combining_forms,
    countries,
    country_names,
    houses,
    other_names,
)


def test_all_of_iso_3166_and_kosovo():
    assert set(countries()) == {c.alpha_3 for c in pycountry.countries} | {"XKX"}
    for country in pycountry.countries:
        assert countries()[country.alpha_3].iso2 == country.alpha_2


def test_regions_are_those_of_the_united_nations():
    regions = {c.region for c in countries().values() if c.iso3 != "ATA"}
    assert regions == {"Africa", "Americas", "Asia", "Europe", "Oceania"}
    assert countries()["CYP"].region == "Asia"


def spoken_forms(name: str) -> set[str]:
    """A name as the standard has it, and as it is said: "Korea, Republic of"."""
    bare = name.split(" (")[0].removeprefix("the ")
    first, comma, rest = bare.partition(", ")
    if not comma:
        return {bare, name}
    article = rest.removesuffix(" of the").removesuffix(" of").removeprefix("The ")
    return {bare, first, f"{article} of {first}", f"{article} of the {first}", f"{rest} {first}"}


@pytest.mark.parametrize("country", list(pycountry.countries), ids=lambda c: c.alpha_3)
def test_every_name_of_the_standard_is_known(country):
    names = country_names()
    for field in ("name", "official_name", "common_name"):
        name = getattr(country, field, None)
        if name is not None:
            forms = spoken_forms(name)
            meant = {names[form].iso3 for form in forms if form in names}
            meant |= {r.iso3 for form in forms for r in ambiguous_names().get(form, ())}
            assert country.alpha_3 in meant, name


@pytest.mark.parametrize(
    ("name", "iso3", "by"),
    [
        ("Russian Federation", "RUS", "name"),
        ("Burma", "MMR", "name"),
        ("Swaziland", "SWZ", "name"),
        ("Czech Republic", "CZE", "name"),
        ("U.S.", "USA", "name"),
        ("UAE", "ARE", "name"),
        ("DPRK", "PRK", "name"),
        ("Britain", "GBR", "name"),
        ("Ivory Coast", "CIV", "name"),
        ("Congo", "COD", "name"),
        ("Serbs", "SRB", "demonym"),
        ("Britons", "GBR", "demonym"),
        ("N Korean", "PRK", "demonym"),
        ("Kiev", "UKR", "capital"),
        ("Delhi", "IND", "capital"),
        ("Singapore", "SGP", "name"),
        ("Türkiye", "TUR", "name"),
        ("eSwatini", "SWZ", "name"),
        ("Timor-Leste", "TLS", "name"),
        ("Cabo Verde", "CPV", "name"),
        ("Zaire", "COD", "name"),
        ("Upper Volta", "BFA", "name"),
        ("Ceylon", "LKA", "name"),
        ("FYROM", "MKD", "name"),
        ("Holy See", "VAT", "name"),
        ("State of Palestine", "PSE", "name"),
        ("Republic of China", "TWN", "name"),
        ("BiH", "BIH", "name"),
        ("Bissau-Guineans", "GNB", "demonym"),
        ("Nigeriens", "NER", "demonym"),
        ("Emiratis", "ARE", "demonym"),
        ("Filipinas", "PHL", "demonym"),
        ("Monégasque", "MCO", "demonym"),
        ("Nay Pyi Taw", "MMR", "capital"),
        ("Prishtina", "XKX", "capital"),
    ],
)
def test_surface_forms(name, iso3, by):
    found = country_names()[name]
    assert (found.iso3, found.by) == (iso3, by)


def test_no_name_belongs_to_two_countries():
    owners: dict[str, set[str]] = {}
    for country in countries().values():
        for name in (country.name, *country.aliases):
            owners.setdefault(name, set()).add(country.iso3)
    assert {name: sorted(o) for name, o in owners.items() if len(o) > 1} == {}


def test_regions_of_the_world_are_no_countries():
    assert not {"European", "African", "Arab", "Asian", "Western", "Kurdish"} & set(country_names())
    assert other_names()["New Mexico"] == "GPE"


def test_houses():
    assert houses()["Kremlin"].iso3 == "RUS"
    assert houses()["Oval Office"].canonical == "White House"
    assert houses()["Foggy Bottom"].canonical == "State Department"
    assert houses()["Brussels"].needs_context
    elysee = {houses()[name] for name in ("Elysee", "Elysée", "Élysée", "Élysée Palace")}
    assert len(elysee) == 1
    assert {h.iso3 for h in houses().values() if h.iso3} <= set(countries())


def test_what_stands_before_a_hyphen():
    forms = combining_forms()
    assert (forms["Sino"], forms["Franco"], forms["Anglo"]) == ("CHN", "FRA", "GBR")
    assert not set(forms) & set(country_names())


def test_ambiguous_names_are_known_names():
    assert set(ambiguous_names()) <= {*country_names(), *houses()}


@pytest.mark.parametrize("name", list(ambiguous_names()))
def test_an_ambiguous_name_has_readings_that_differ(name):
    readings = ambiguous_names()[name]
    assert len({r.iso3 for r in readings}) == len(readings) > 1
    assert {r.iso3 for r in readings if r.iso3} <= set(countries())
    assert len({r.prior for r in readings}) > 1  # one is taken where nothing speaks for any


def test_states_speak_against_the_country_but_not_the_namesake():
    state = next(r for r in ambiguous_names()["Georgia"] if r.iso3 is None)
    assert {"Texas", "New York"} < state.evidence
    assert "Georgia" not in state.evidence
