"""Countries, their names, people and capitals, and the houses of their governments."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pipeline.knowledge.data_files import read_rows, split_cell
from pipeline.knowledge.sources import us_states

__all__ = [
    "Country",
    "CountryName",
    "House",
    "Reading",
    "ambiguous_names",
    "combining_forms",
    "countries",
    "country_names",
    "houses",
    "other_names",
]

_US_STATES = "@us_states"


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166 code, or Kosovo (XKX).

    Attributes:
        iso3: ISO 3166-1 alpha-3 code.
        iso2: ISO 3166-1 alpha-2 code.
        name: The name that news uses ("South Korea").
        region: UN M49 region, empty for Antarctica.
        aliases: Official, former and short names, without "the".
        adjectives: "Serbian".
        people: Nouns for its people: "Serbs", "Serb".
        capitals: Capital and seat of government, in every spelling.
        combining: What stands for it before a hyphen: "Sino" in "Sino-Indian".
    """

    iso3: str
    iso2: str
    name: str
    region: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    combining: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryName:
    """What a surface form says about a country: its name, its people's name, or its capital."""

    iso3: str
    by: Literal["name", "demonym", "capital"]


@dataclass(frozen=True, slots=True)
class House:
    """A house that stands for a government ("Kremlin"), or a city for a body ("Brussels").

    Attributes:
        canonical: Name of the organization that is meant.
        iso3: The country whose government it is, or None.
        needs_context: Whether the name is a mere place as well, so that context must decide.
    """

    canonical: str
    iso3: str | None
    needs_context: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the meanings of an ambiguous name, and what speaks for it.

    Attributes:
        iso3: The country that is meant; None where it is none (a person, a state, a bird).
        prior: Weight before anything else of the document is seen.
        evidence: Words and names of the document that go with it.
        beside: Words that decide where they stand next to the name.
    """

    iso3: str | None
    prior: float
    evidence: frozenset[str]
    beside: frozenset[str]


@cache
def countries() -> MappingProxyType[str, Country]:
    """All countries by ISO alpha-3 code."""
    columns = ["iso3", "iso2", "name", "region", "aliases", "adjectives", "people"]
    columns += ["capitals", "combining"]
    return MappingProxyType(
        {
            r["iso3"]: Country(
                r["iso3"],
                r["iso2"],
                r["name"],
                r["region"],
                *(split_cell(r[c]) for c in columns[4:]),
            )
            for r in read_rows("countries", columns)
        }
    )


@cache
def country_names() -> MappingProxyType[str, CountryName]:
    """Every surface form that may mean a country; a name goes before a demonym or a capital."""
    found: dict[str, CountryName] = {}
    for country in countries().values():
        for name in (country.name, *country.aliases):
            found.setdefault(name, CountryName(country.iso3, "name"))
    for country in countries().values():
        for name in (*country.adjectives, *country.people):
            found.setdefault(name, CountryName(country.iso3, "demonym"))
    for country in countries().values():
        for name in country.capitals:
            found.setdefault(name, CountryName(country.iso3, "capital"))
    return MappingProxyType(found)


@cache
def houses() -> MappingProxyType[str, House]:
    """Houses of government by every name they have."""
    found: dict[str, House] = {}
    for r in read_rows("houses", ["name", "canonical", "iso3", "kind", "aliases"]):
        house = House(r["canonical"], r["iso3"] or None, r["kind"] == "city")
        for name in (r["name"], *split_cell(r["aliases"])):
            found[name] = house
    return MappingProxyType(found)


@cache
def combining_forms() -> MappingProxyType[str, str]:
    """Countries by what stands for them before a hyphen: "Sino", "Franco"."""
    return MappingProxyType({form: c.iso3 for c in countries().values() for form in c.combining})


@cache
def ambiguous_names() -> MappingProxyType[str, tuple[Reading, ...]]:
    """Names of countries, their people and capitals that mean something else as well.

    Georgia is a country or a state, Congo one of two countries, Chad a country or somebody's name.
    "@us_states" among the evidence stands for the names of the other states.
    """
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for r in read_rows("ambiguous_names", ["name", "iso3", "prior", "evidence", "beside"]):
        evidence = set(split_cell(r["evidence"]))
        if _US_STATES in evidence:
            evidence = evidence - {_US_STATES} | set(us_states().values()) - {r["name"]}
        beside = frozenset(split_cell(r["beside"]))
        reading = Reading(r["iso3"] or None, float(r["prior"]), frozenset(evidence), beside)
        found[r["name"]].append(reading)
    return MappingProxyType({name: tuple(readings) for name, readings in found.items()})


@cache
def other_names() -> MappingProxyType[str, str]:
    """Names of regions, peoples, seas, states and events with their label.

    They are no countries; many hold a country's name ("New Mexico", "Latin American").
    """
    return MappingProxyType(
        {r["name"]: r["label"] for r in read_rows("other_names", ["name", "label"])}
    )
