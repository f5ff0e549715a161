"""Organizations that news names most: bodies, parties, armed groups, agencies, media."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows, split_cell

__all__ = [
    "Organization",
    "OrganizationNoun",
    "organization_names",
    "organization_nouns",
    "organizations",
    "weak_organization_names",
]


@dataclass(frozen=True, slots=True)
class Organization:
    """A known organization.

    Attributes:
        name: Canonical name, without "the".
        acronym: Its acronym, or empty.
        aliases: Other names that mean it wherever they stand.
        weak: Names that mean it only with support from the context ("Times", "IS").
        kind: igo, party, armed, agency, government, media, news_agency, ngo, company, union,
            sport, think_tank, university.
        home: ISO alpha-3 of the country whose body it is, or empty.
        generic: Whether other countries have a body of this name ("Senate", "Green Party").
    """

    name: str
    acronym: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...]
    kind: str
    home: str
    generic: bool


@cache
def organizations() -> MappingProxyType[str, Organization]:
    """All known organizations by canonical name."""
    columns = ["name", "acronym", "aliases", "weak", "kind", "home", "generic"]
    return MappingProxyType(
        {
            r["name"]: Organization(
                r["name"],
                r["acronym"],
                split_cell(r["aliases"]),
                split_cell(r["weak"]),
                r["kind"],
                r["home"],
                r["generic"] == "yes",
            )
            for r in read_rows("organizations", columns)
        }
    )


@cache
def organization_names() -> MappingProxyType[str, Organization]:
    """Organizations by every name that means them without context."""
    return MappingProxyType(
        {
            name: organization
            for organization in organizations().values()
            for name in (organization.name, organization.acronym, *organization.aliases)
            if name
        }
    )


@cache
def weak_organization_names() -> MappingProxyType[str, tuple[Organization, ...]]:
    """Organizations by the names that mean them only with support from the context."""
    found: dict[str, tuple[Organization, ...]] = {}
    for organization in organizations().values():
        for name in organization.weak:
            found[name] = (*found.get(name, ()), organization)
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class OrganizationNoun:
    """A common noun for an organization.

    Attributes:
        nominal: Whether "the ..." with it refers back to a named one ("the company").
        function: Whether a country has just one, so that "the Iraqi army" names it.
        kinds: Kinds of organizations that it may refer to ("newspaper": media).
        kind: The kind of an organization whose name ends in it, or None.
    """

    nominal: bool
    function: bool
    kinds: frozenset[str]
    kind: str | None


@cache
def organization_nouns() -> MappingProxyType[str, OrganizationNoun]:
    """Common nouns for organizations, in lower case."""
    return MappingProxyType(
        {
            r["noun"]: OrganizationNoun(
                r["nominal"] == "yes",
                r["function"] == "yes",
                frozenset(split_cell(r["kinds"])),
                r["kind"] or None,
            )
            for r in read_rows(
                "organization_nouns", ["noun", "nominal", "function", "kinds", "kind"]
            )
        }
    )
