"""Nouns for several persons, countries or organizations: "the two leaders", "both sides"."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.names import Gender

__all__ = ["GroupNoun", "group_nouns"]

GroupType = Literal["person", "country", "organization", "any"]


@dataclass(frozen=True, slots=True)
class GroupNoun:
    """A noun for a group.

    Attributes:
        noun: In lower case: "leaders", "pair".
        member: What one of them is called ("leader"), or empty ("pair").
        type: What they are; any for sides and rivals.
        gender: Of men and women.
    """

    noun: str
    member: str
    type: GroupType
    gender: Gender | None


@cache
def group_nouns() -> Mapping[str, GroupNoun]:
    """The nouns by form; the list is our own."""
    types: dict[str, GroupType] = {t: t for t in get_args(GroupType)}
    genders: dict[str, Gender] = {g: g for g in get_args(Gender)}
    rows = read_rows("group_nouns", ["noun", "member", "type", "gender"])
    return MappingProxyType(
        {
            r["noun"]: GroupNoun(r["noun"], r["member"], types[r["type"]], genders.get(r["gender"]))
            for r in rows
        }
    )
