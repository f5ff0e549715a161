"""Personal names: folding to ASCII, ids, parts, and the gender of first names."""

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from anyascii import anyascii

from pipeline.knowledge.data_files import read_rows, split_cell

__all__ = [
    "Gender",
    "NameParts",
    "first_name_genders",
    "fold",
    "gender_of_name",
    "is_family_first",
    "is_particle",
    "is_short_for",
    "name_parts",
    "name_words",
    "nicknames",
    "slug",
    "surname_text",
    "words_of_names",
]

Gender = Literal["m", "f"]

NameWordRole = Literal[
    "article",
    "calendar",
    "corporate",
    "family",
    "family_name",
    "generic",
    "particle",
    "regnal",
    "suffix",
    "unacronymed",
]


@cache
def words_of_names(role: NameWordRole) -> frozenset[str]:
    """Small words with a part in names, in lower case.

    Args:
        role: ``particle`` (inside personal names: "van"), ``article`` (a particle that spellings
            leave out: "al"), ``suffix`` ("jr"), ``corporate`` ("inc"), ``unacronymed`` (left out
            of acronyms: "of"), ``calendar`` (months and weekdays, which are no names), ``family``
            (after a surname: "brothers"), ``family_name`` (surnames that stand first: "kim"),
            ``generic`` (alone no name of an organization: "national"), ``regnal`` (titles before
            a first name: "pope").
    """
    rows = read_rows("name_words", ["word", "role"])
    return frozenset(r["word"] for r in rows if r["role"] == role)


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """The name in lower-case ASCII, with single spaces in place of punctuation.

    >>> fold("Aleksandar Vučić")
    'aleksandar vucic'
    >>> fold("U.S. Senate")
    'us senate'
    """
    plain = anyascii(name).lower().replace(".", "").replace("'", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def slug(name: str) -> str:
    """The name as part of an id: folded, without a leading "the", joined by hyphens.

    >>> slug("the European Union")
    'european-union'
    """
    folded = fold(name)
    return "-".join(folded.removeprefix("the ").split())


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a personal name, folded.

    Attributes:
        given: Everything before the surname.
        surname: The surname with its particles ("van der bellen", "al assad").
        suffix: A generation's mark ("jr"), or empty.
    """

    given: tuple[str, ...]
    surname: str
    suffix: str


def is_particle(word: str) -> bool:
    """Whether a word may stand uncapitalised inside a personal name ("van", "bin", "al")."""
    return word.lower() in words_of_names("particle")


def name_parts(name: str) -> NameParts:
    """Divides a personal name written in the western order.

    >>> name_parts("Alexander Van der Bellen").surname
    'van der bellen'
    >>> name_parts("Robert F. Kennedy Jr.").suffix
    'jr'
    """
    words = fold(name).split()
    suffix = words.pop() if len(words) > 1 and words[-1] in words_of_names("suffix") else ""
    first = len(words) - 1
    while first > 1 and words[first - 1] in words_of_names("particle"):
        first -= 1
    return NameParts(tuple(words[:first]), " ".join(words[first:]), suffix)


@lru_cache(maxsize=100_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words that tell one name from another: folded, without "al-", "Jr." and the like.

    >>> name_words("Bashar al-Assad")
    ('bashar', 'assad')
    >>> name_words("Al Gore")
    ('al', 'gore')
    """
    words = fold(name).split()
    dropped = words_of_names("article") | words_of_names("suffix")
    if len(words) == 2 and name.startswith("Al "):
        # "Al Gore" has a first name, "Al-Assad" and "al Assad" have none.
        return tuple(words)
    return tuple(w for w in words if w not in dropped) or tuple(words)


def surname_text(name: str) -> str:
    """The surname as it is written, with its particles, without "Jr.".

    >>> surname_text("Alexander Van der Bellen"), surname_text("Donald Trump Jr.")
    ('Van der Bellen', 'Trump')
    """
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in words_of_names("suffix"):
        words.pop()
    first = len(words) - 1
    while first > 1 and is_particle(words[first - 1]):
        first -= 1
    return " ".join(words[first:]).rstrip(",")


def is_family_first(words: tuple[str, ...]) -> bool:
    """Whether the surname of a folded name stands first, as in China, Korea and Vietnam.

    >>> is_family_first(("xi", "jinping")), is_family_first(("sung", "kim"))
    (True, False)
    """
    known = words_of_names("family_name")
    return len(words) > 1 and words[0] in known and (len(words) > 2 or words[-1] not in known)


@cache
def nicknames() -> MappingProxyType[str, frozenset[str]]:
    """For each short first name the names that it is short for, folded."""
    rows = read_rows("nicknames", ["nickname", "names"])
    return MappingProxyType(
        {fold(r["nickname"]): frozenset(map(fold, split_cell(r["names"]))) for r in rows}
    )


def is_short_for(one: str, other: str) -> bool:
    """Whether one of two folded first names is an initial or a nickname of the other.

    >>> is_short_for("bill", "william"), is_short_for("j", "john"), is_short_for("jo", "john")
    (True, True, False)
    """
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    known = nicknames()
    return other in known.get(one, ()) or one in known.get(other, ())


@cache
def first_name_genders() -> MappingProxyType[str, Gender]:
    """First names of international news, folded, with the gender most of their bearers have."""
    rows = read_rows("first_names", ["name", "gender"])
    return MappingProxyType({fold(r["name"]): "f" if r["gender"] == "f" else "m" for r in rows})


def gender_of_name(name: str) -> Gender | None:
    """The gender that a full name's first name tells, if it is known.

    >>> gender_of_name("Mary Louise Kelly")
    'f'
    """
    words = fold(name).split()
    if len(words) < 2:
        return None
    genders = first_name_genders()
    return genders.get(" ".join(words[:2])) or genders.get(words[0])
