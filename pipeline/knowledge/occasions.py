"""Where and how things are said: occasions, documents, channels, and those who listen.

The lists are our own; which nouns they need was seen from what stands beside the cues of the
training articles of PolNeAR (https://github.com/networkdynamics/PolNeAR).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.cues import s_form
from pipeline.knowledge.data_files import read_rows, split_cell
from pipeline.knowledge.organizations import organizations

__all__ = [
    "Channel",
    "OccasionNoun",
    "audience_nouns",
    "channels",
    "document_nouns",
    "occasion_nouns",
]


@dataclass(frozen=True, slots=True)
class OccasionNoun:
    """A noun for an occasion on which something is said, or for what it is written in.

    Attributes:
        noun: in lower case, singular, of one word or more: rally, news conference.
        act: speech or writing; empty where the noun does not tell.
        prepositions: those it stands with: at a rally.
        partner: the prepositions of its other side: an interview with, a letter to; "of" where
            what follows is the occasion (a series of tweets).
        bare: whether it stands without an article: on television.
    """

    noun: str
    act: str
    prepositions: frozenset[str]
    partner: frozenset[str]
    bare: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A network, station or programme by name.

    Attributes:
        name: as it is written.
        kind: network (Twitter), station (CNN), programme (Meet the Press) or press (the Times).
        act: speech or writing.
    """

    name: str
    kind: str
    act: str


@cache
def occasion_nouns() -> Mapping[str, OccasionNoun]:
    """The nouns of occasions, in the singular and in the plural."""
    found: dict[str, OccasionNoun] = {}
    for row in read_rows("occasion_nouns", ("noun", "act", "prepositions", "partner", "bare")):
        noun, bare = row["noun"], row["bare"] == "yes"
        prepositions = frozenset(split_cell(row["prepositions"]))
        partner = frozenset(split_cell(row["partner"]))
        found[noun] = OccasionNoun(noun, row["act"], prepositions, partner, bare)
        found.setdefault(
            s_form(noun), OccasionNoun(noun, row["act"], prepositions, partner, bare=True)
        )
    return MappingProxyType(found)


@cache
def document_nouns() -> frozenset[str]:
    """Nouns for what is written and speaks: report, statement, polls."""
    singular = [row["noun"] for row in read_rows("document_nouns", ("noun",))]
    return frozenset((*singular, *map(s_form, singular)))


@cache
def audience_nouns() -> frozenset[str]:
    """Nouns for those who are spoken to: reporters, the crowd."""
    singular = [row["noun"] for row in read_rows("audience_nouns", ("noun",))]
    return frozenset((*singular, *map(s_form, singular)))


@cache
def channels() -> Mapping[str, Channel]:
    """Networks, stations, programmes and newspapers by name."""
    found = {}
    for organization in organizations().values():
        if organization.kind in ("media", "news_agency"):
            for name in (organization.name, *organization.aliases):
                found[name] = Channel(name, "press", "writing")
    for row in read_rows("channels", ("name", "kind", "act")):
        found[row["name"]] = Channel(row["name"], row["kind"], row["act"])
    return MappingProxyType(found)
