"""Nouns that name a speaker without naming anybody: officials, a spokesman, the government."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows

__all__ = ["SourceNoun", "administrations", "role_families", "source_nouns", "us_states"]


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """A noun for a speaker.

    Attributes:
        noun: in lower case, as it stands in texts.
        kind: anonymous (an unnamed individual, or people who are no more than sources: an aide,
            sources, critics, analysts), group (a class of people that one can tell from others:
            officials, Republicans, voters, police), document (a report, a poll), government
            (speaks for its country), spokesperson, or team (somebody's campaign or office).
    """

    noun: str
    kind: str


@cache
def source_nouns() -> Mapping[str, SourceNoun]:
    """The nouns by form; the list is our own."""
    rows = read_rows("source_nouns", ("noun", "kind"))
    return MappingProxyType({r["noun"]: SourceNoun(r["noun"], r["kind"]) for r in rows})


@cache
def role_families() -> Mapping[str, str]:
    """Nouns for persons that news exchanges for each other, with the name of their family."""
    rows = read_rows("role_families", ("role", "family"))
    return MappingProxyType({r["role"]: r["family"] for r in rows})


@cache
def administrations() -> Mapping[str, str]:
    """Surnames of heads of government, folded, with the country of "the Obama administration"."""
    rows = read_rows("administrations", ("surname", "iso3"))
    return MappingProxyType({r["surname"]: r["iso3"] for r in rows})


@cache
def us_states() -> Mapping[str, str]:
    """States of the US by name, postal code and press abbreviation: "N.Y." is New York."""
    rows = list(read_rows("us_states", ("state", "postal", "press")))
    return MappingProxyType({r[form]: r["state"] for r in rows for form in r})
