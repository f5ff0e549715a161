"""Countries and the houses of their governments."""

import pycountry
import pytest

from pipeline.knowledge.countries import (
    ambiguous_names,
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
    assert houses()["Brussels"].needs_context
    assert {h.iso3 for h in houses().values() if h.iso3} <= set(countries())


def test_ambiguous_names_are_names_of_countries_or_capitals():
    assert set(ambiguous_names()) <= set(country_names())
