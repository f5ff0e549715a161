"""Titles of persons: honorifics, offices, ranks, occupations, and what goes before them."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.names import Gender

__all__ = ["Title", "is_title_modifier", "longest_title", "same_title", "titles"]

TitleKind = Literal["honorific", "office", "rank", "occupation", "person", "relative", "modifier"]

_KINDS: dict[str, TitleKind] = {
    "honorific": "honorific",
    "office": "office",
    "rank": "rank",
    "occupation": "occupation",
    "person": "person",
    "relative": "relative",
    "modifier": "modifier",
}


@dataclass(frozen=True, slots=True)
class Title:
    """A word or phrase that names what somebody is.

    Attributes:
        title: In lower case: "sen.", "secretary of state".
        canonical: What an abbreviation stands for ("Senator"), or empty.
        kind: honorific (Mr), office (president), rank (general), occupation (singer), person
            (gunman), relative (wife), modifier (only ever part of another: former).
        gender: The gender it tells, or None.
        nominal: Whether "the ..." with it refers to somebody ("the president").
        modifier: Whether it goes before another title as well ("deputy", "chief").
    """

    title: str
    canonical: str
    kind: TitleKind
    gender: Gender | None
    nominal: bool
    modifier: bool


@cache
def titles() -> MappingProxyType[str, Title]:
    """All titles by their lower-case form."""
    genders: dict[str, Gender] = {"m": "m", "f": "f"}
    columns = ["title", "canonical", "kind", "gender", "nominal", "modifier"]
    return MappingProxyType(
        {
            r["title"]: Title(
                r["title"],
                r["canonical"],
                _KINDS[r["kind"]],
                genders.get(r["gender"]),
                r["nominal"] == "yes",
                r["modifier"] == "yes",
            )
            for r in read_rows("titles", columns)
        }
    )


def is_title_modifier(word: str) -> bool:
    """Whether a word goes before titles: "former", "deputy", "foreign", "ex-".

    >>> is_title_modifier("Former")
    True
    """
    found = titles().get(word.lower().rstrip("-"))
    return found is not None and found.modifier


def longest_title(words: list[str]) -> tuple[Title, int] | None:
    """The longest title at the end of some words, and how many of the words it takes.

    >>> title, n = longest_title(["U.S.", "Secretary", "of", "State"])
    >>> title.title, n
    ('secretary of state', 3)
    """
    known = titles()
    for n in range(min(5, len(words)), 0, -1):
        phrase = " ".join(words[-n:]).lower().replace(" - ", "-")
        found = known.get(phrase)
        if found is not None and found.kind != "modifier":
            return found, n
    return None


def same_title(one: str, other: str) -> bool:
    """Whether two titles may be one person's: abbreviations, "ex-" and modifiers aside.

    >>> same_title("PM", "prime minister")
    True
    >>> same_title("Foreign Minister", "minister")
    True
    >>> same_title("Vice President", "president")
    False
    """
    a, b = _core(one), _core(other)
    if a == b:
        return True
    longer, shorter = sorted((a, b), key=len, reverse=True)
    distinct = {"vice", "deputy", "prime", "ex", "former", "assistant"}
    return longer[-len(shorter) :] == shorter and not distinct & set(longer[: -len(shorter)])


def _core(title: str) -> tuple[str, ...]:
    lowered = title.lower().replace("ex-", "").replace("former ", "")
    found = titles().get(lowered)
    words = (found.canonical or lowered).lower() if found else lowered
    return tuple(words.replace("defense", "defence").replace("-", " ").split())
