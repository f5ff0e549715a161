"""Personal names as linking sees them, and when two of them may be one person's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.corpus.spelling import same_given_name, skeleton
from pipeline.knowledge.names import first_name_genders, fold, is_particle, name_parts

__all__ = ["PersonName", "may_be_one", "parse_name"]

_ARTICLES = frozenset(("al", "el", "ul", "ad", "as", "ash"))
_RUN_TOGETHER = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,3}")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name, folded.

    Attributes:
        given: First and middle names, or initials; empty where the name is a surname alone.
        surname: The surname whatever its spelling, with its particles but without articles ("al").
        suffix: The mark of a generation ("jr"), or empty.
        words: All words as they are written.
    """

    given: tuple[str, ...]
    surname: str
    suffix: str
    words: tuple[str, ...]

    @property
    def specificity(self) -> tuple[int, int]:
        """How much the given names tell: the number of those written out, and of all."""
        return sum(len(name) > 1 for name in self.given), len(self.given)


@lru_cache(maxsize=200_000)
def parse_name(name: str) -> PersonName:
    """Divide a name in the western order.

    >>> parse_name("Abdel Fattah al-Sisi").surname, parse_name("Bashar Asad").surname
    ('sisi', 'asad')
    >>> parse_name("J.D. Vance").given
    ('j', 'd')
    >>> parse_name("Van der Bellen").given
    ()
    """
    parts = name_parts(name)
    words = tuple(fold(name).split())
    given, surname = list(parts.given), parts.surname.split()
    if len(given) == 1 and is_particle(given[0]) and given[0] not in first_name_genders():
        surname = [*given, *surname]
        given = []
    kept = [word for word in surname[:-1] if word not in _ARTICLES] + surname[-1:]
    return PersonName(
        tuple(initial for word in given if word not in _ARTICLES for initial in _initials(word)),
        " ".join(skeleton(word) for word in kept),
        parts.suffix,
        words,
    )


def _initials(word: str) -> tuple[str, ...]:
    """The initials that a word without vowels stands for ("jd"), else the word."""
    return tuple(word) if _RUN_TOGETHER.fullmatch(word) else (word,)


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """Whether two names with the same surname may be one person's.

    First names must agree; the last of the middle names may be missing, but none may contradict.

    >>> kerry = parse_name("John Kerry")
    >>> may_be_one(kerry, parse_name("John F. Kerry")), may_be_one(kerry, parse_name("Jim Kerry"))
    (True, False)
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    if not one.given or not other.given or not same_given_name(one.given[0], other.given[0]):
        return False
    middle = zip(one.given[1:], other.given[1:], strict=False)
    return all(same_given_name(name, found) for name, found in middle)
