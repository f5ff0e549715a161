"""Mentions as the scorer of pairs sees them, in training and at run time."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

from pipeline.knowledge.names import Gender

__all__ = [
    "PRONOUN_CASES",
    "PRONOUN_GENDERS",
    "Case",
    "Number",
    "Referent",
    "ReferentKind",
    "ReferentType",
]

ReferentKind = Literal["name", "nominal", "pronoun"]
ReferentType = Literal["person", "organization", "country", "place", "group", "other"]
Number = Literal["singular", "plural"]
Case = Literal["subject", "object", "possessive", "reflexive"]

#: Third-person pronouns with their cases; "her" and "his" have two, their tags tell which.
PRONOUN_CASES: dict[str, Case] = {
    "he": "subject",
    "him": "object",
    "his": "possessive",
    "himself": "reflexive",
    "she": "subject",
    "her": "object",
    "hers": "possessive",
    "herself": "reflexive",
    "it": "subject",
    "its": "possessive",
    "itself": "reflexive",
    "they": "subject",
    "them": "object",
    "their": "possessive",
    "theirs": "possessive",
    "themselves": "reflexive",
}
#: Those that tell a gender.
PRONOUN_GENDERS: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


@dataclass(frozen=True, slots=True, eq=False)
class Referent:
    """A mention over tokens, half-open, with what is known of whom it means.

    Attributes:
        start: First token.
        end: One after the last.
        kind: Name, description or pronoun.
        type: What it means; "other" where that is unknown.
        entity: Whose mention it is, as far as known; equal for mentions of one entity.
        gender: m or f where a title, a first name or a pronoun tells.
        number: Singular or plural.
        titles: Titles of the person, or the noun of a description, in lower case.
        countries: Countries of the person or in the description, ISO alpha-3.
        words: The folded words of the entity's name, and its kind.
    """

    start: int
    end: int
    kind: ReferentKind
    type: ReferentType
    entity: Hashable = None
    gender: Gender | None = None
    number: Number = "singular"
    titles: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
