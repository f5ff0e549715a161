"""Personal names as linking sees them, and when two of them may be one person's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.corpus.spelling import same_spelling, skeleton, sound
from pipeline.knowledge.names import (
    first_name_genders,
    fold,
    is_family_first,
    is_particle,
    is_short_for,
    name_parts,
    nicknames,
    words_of_names,
)
from pipeline.knowledge.national_forms import usual_form

__all__ = ["PersonName", "given_keys", "may_be_one", "parse_name", "same_given_name"]

_RUN_TOGETHER = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,3}")
_SERVANTS = frozenset(("abd", "abdal", "abdel", "abdul", "abdur", "abder"))
_INITIAL = "(?:[cstz]h|ts|tz|hs|[hkgmn]y|[kg]w|[bpmfdtnlgkhjqxrzcsyw])?"
_SYLLABLE = re.compile(rf"{_INITIAL}[aeiouy]{{1,3}}(?:ng|[nklmpth])?")
_PINYIN = re.compile(rf"(?:{_INITIAL}[aeiou]{{1,3}}(?:ng|n)?){{1,2}}")
# Wade and Giles's spelling against pinyin, both brought to one: Mao Tse-tung, Mao Zedong.
_WADE_GILES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"hs|sh|x", "s"),
        (r"ch|zh|j|q", "c"),
        (r"t[sz]|z", "z"),
        (r"t", "d"),
        (r"p", "b"),
        (r"k", "g"),
        (r"ung", "ong"),
        (r"(?<=z)u(?=[dbgcsz]|$)", "e"),
    )
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name, folded.

    Attributes:
        given: First and middle names, or initials; empty where the name is a surname alone.
        surname: The surname whatever its spelling, with its particles but without articles ("al").
        suffix: The mark of a generation ("jr"), or empty.
        words: All words as they are written.
        family_first: Whether the surname stands first, as in China and Korea.
    """

    given: tuple[str, ...]
    surname: str
    suffix: str
    words: tuple[str, ...]
    family_first: bool = False

    @property
    def specificity(self) -> tuple[int, int]:
        """How much the given names tell: the number of those written out, and of all."""
        return sum(len(name) > 1 for name in self.given), len(self.given)


@lru_cache(maxsize=500_000)
def parse_name(name: str) -> PersonName:
    """Divide a name, in the western order or with the surname first.

    >>> parse_name("Abdel Fattah al-Sisi").surname, parse_name("Bashar Asad").surname
    ('sisi', 'asad')
    >>> parse_name("J.D. Vance").given
    ('j', 'd')
    >>> parse_name("Van der Bellen").given
    ()
    >>> parse_name("Kim Jong-un").surname, parse_name("Kim Clijsters").given
    ('kim', ('kim',))
    """
    words = tuple(fold(name).split())
    if _is_east_asian(words):
        return PersonName(("".join(words[1:]),), skeleton(words[0]), "", words, True)
    parts = name_parts(name)
    given, surname = list(parts.given), parts.surname.split()
    if len(given) == 1 and is_particle(given[0]) and given[0] not in first_name_genders():
        surname = [*given, *surname]
        given = []
    articles = words_of_names("article")
    kept = [word for word in surname[:-1] if word not in articles] + surname[-1:]
    written = _joined([word for word in given if word not in articles])
    return PersonName(
        tuple(initial for word in written for initial in _initials(word)),
        " ".join(map(skeleton, kept)),
        parts.suffix,
        words,
    )


def _is_east_asian(words: Sequence[str]) -> bool:
    """Whether a name begins with a surname and goes on in syllables of China or Korea."""
    if not is_family_first(tuple(words)) or len(words) > 4:
        return False
    pattern = _PINYIN if len(words) == 2 else _SYLLABLE
    return all(pattern.fullmatch(word) for word in words[1:])


def _joined(given: list[str]) -> list[str]:
    """Given names with "Abdel" and what it goes with as one: "Abdel Fattah", "Abdelfattah"."""
    joined: list[str] = []
    for word in given:
        if joined and joined[-1] in _SERVANTS:
            joined[-1] = f"abdul{word}"
        else:
            joined.append(word)
    return joined


def _initials(word: str) -> tuple[str, ...]:
    """The initials that a word without vowels stands for ("jd"), else the word."""
    return tuple(word) if _RUN_TOGETHER.fullmatch(word) else (word,)


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """Whether two names with the same surname may be one person's.

    First names must agree; middle names may be missing, but none may contradict.

    >>> kerry = parse_name("John Kerry")
    >>> may_be_one(kerry, parse_name("John F. Kerry")), may_be_one(kerry, parse_name("Jim Kerry"))
    (True, False)
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    if not one.given or not other.given:
        return False
    if one.family_first and other.family_first:
        return _same_syllables(one.given[0], other.given[0])
    if not same_given_name(one.given[0], other.given[0]):
        return False
    shorter, longer = sorted((one.given[1:], other.given[1:]), key=len)
    return _same_middle_names(shorter, longer)


def _same_middle_names(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether middle names agree one by one; a name written out may stand further on as well."""
    if all(same_given_name(name, found) for name, found in zip(shorter, longer, strict=False)):
        return True
    rest = iter(longer)
    return all(
        len(name) > 1 and any(len(found) > 1 and same_given_name(name, found) for found in rest)
        for name in shorter
    )


def _same_syllables(one: str, other: str) -> bool:
    one, other = (given.replace("ung", "ong") for given in (one, other))
    if one == other or len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if _PINYIN.fullmatch(one) and _PINYIN.fullmatch(other) and "ts" not in one + other:
        # Xiaoming and Xiaoning are two names.
        return False
    return same_spelling(skeleton(one), skeleton(other)) or _from_chinese(one) == _from_chinese(
        other
    )


def _from_chinese(given: str) -> str:
    for pattern, replacement in _WADE_GILES:
        given = pattern.sub(replacement, given)
    return given


@lru_cache(maxsize=500_000)
def same_given_name(one: str, other: str) -> bool:
    """Whether two folded first or middle names may be one: initials, nicknames, spellings.

    A spelling that makes the name of a man that of a woman is another name.

    >>> same_given_name("j", "john"), same_given_name("aleksander", "aleksandar")
    (True, True)
    >>> same_given_name("bill", "william"), same_given_name("joan", "john")
    (True, False)
    >>> same_given_name("daniel", "daniela"), same_given_name("antonio", "antonia")
    (False, False)
    """
    if usual_form(one) == usual_form(other) or is_short_for(usual_form(one), usual_form(other)):
        return True
    if len(one) == 1 or len(other) == 1:
        return False
    if one[:-1] == other or other[:-1] == one or {one[-1], other[-1]} == {"a", "o"}:
        # Daniel and Daniela, Mario and Maria; "Sara" and "Sarah" have one skeleton.
        return skeleton(one) == skeleton(other)
    genders = first_name_genders()
    if one in genders and other in genders and genders[one] != genders[other]:
        return False
    return same_spelling(skeleton(one), skeleton(other))


@lru_cache(maxsize=500_000)
def given_keys(given: str) -> tuple[str, ...]:
    """Keys by which first names that may be one are found, the name's own first.

    >>> set(given_keys("william")) <= set(given_keys("bill"))
    True
    """
    names = (usual_form(given), *sorted(nicknames().get(given, ())))
    return tuple(dict.fromkeys(sound(skeleton(name)) for name in names))
