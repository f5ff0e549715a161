"""Titles of persons: honorifics, offices, ranks, occupations, and what goes before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.names import Gender

__all__ = [
    "RoleStatus",
    "Title",
    "count_modifiers",
    "is_title_modifier",
    "longest_title",
    "same_title",
    "split_status",
    "titles",
]

RoleStatus = Literal["current", "acting", "outgoing", "elect", "former"]
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
# From what is held now to what is not: of several words the last tells most.
_STATUSES: tuple[RoleStatus, ...] = ("current", "outgoing", "acting", "elect", "former")
_BEFORE = re.compile(r"(\S+?)(?:\s*[‐‑–-]\s*|\s+)(?=\S)")
_AFTER = re.compile(r"(?<=\S)\s{0,3}[‐‑–-]?\s{0,3}\b(\w+)$")


_DASHES = frozenset("-‐‑–")


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
        status: For a word that tells when a title is held ("former"), what it tells.
    """

    title: str
    canonical: str
    kind: TitleKind
    gender: Gender | None
    nominal: bool
    modifier: bool
    status: RoleStatus | None = None


@cache
def titles() -> MappingProxyType[str, Title]:
    """All titles by their lower-case form."""
    genders: dict[str, Gender] = {"m": "m", "f": "f"}
    statuses: dict[str, RoleStatus] = {status: status for status in _STATUSES}
    columns = ["title", "canonical", "kind", "gender", "nominal", "modifier", "status"]
    return MappingProxyType(
        {
            r["title"]: Title(
                r["title"],
                r["canonical"],
                _KINDS[r["kind"]],
                genders.get(r["gender"]),
                r["nominal"] == "yes",
                r["modifier"] == "yes",
                statuses.get(r["status"]),
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


def count_modifiers(words: Sequence[str]) -> int:
    """How many of the last words go before the title that follows them; hyphens count as words.

    >>> count_modifiers(["Serbian", "former", "deputy"]), count_modifiers(["the", "ex", "-"])
    (2, 2)
    """
    first = len(words)
    while first:
        if is_title_modifier(words[first - 1]):
            first -= 1
        elif first > 1 and words[first - 1] in _DASHES and is_title_modifier(words[first - 2]):
            first -= 2
        else:
            break
    return len(words) - first


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
    if len(words) > 2 and words[-2] == "-" and _follows_title(words[-1]):
        bare = longest_title(words[:-2])
        return (bare[0], bare[1] + 2) if bare is not None else None
    return None


def _follows_title(word: str) -> bool:
    """Whether a word stands after titles: "-elect", "-designate"."""
    found = titles().get(word.lower())
    return found is not None and found.status == "elect" and not found.modifier


def split_status(title: str) -> tuple[str, RoleStatus]:
    """A title without the words that tell when it is held, and what these tell.

    >>> split_status("former deputy foreign minister"), split_status("ex-President")
    (('deputy foreign minister', 'former'), ('President', 'former'))
    >>> split_status("Prime Minister-designate"), split_status("then-acting director")
    (('Prime Minister', 'elect'), ('director', 'former'))
    """
    told: list[RoleStatus] = ["current"]
    while (before := _BEFORE.match(title)) and (status := _status_of(before[1])):
        told.append(status)
        title = title[before.end() :]
    while (after := _AFTER.search(title)) and _follows_title(after[1]):
        told.append("elect")
        title = title[: after.start()]
    return title, max(told, key=_STATUSES.index)


def _status_of(word: str) -> RoleStatus | None:
    found = titles().get(word.lower())
    return found.status if found is not None else None


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
    distinct = {"vice", "deputy", "prime", "assistant"}
    return longer[-len(shorter) :] == shorter and not distinct & set(longer[: -len(shorter)])


def _core(title: str) -> tuple[str, ...]:
    lowered = split_status(title)[0].lower()
    found = titles().get(lowered)
    words = (found.canonical or lowered).lower() if found else lowered
    return tuple(words.replace("defense", "defence").replace("-", " ").split())
