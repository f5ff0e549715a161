"""When two words of names are spellings of one: transliterations and slips of a letter."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.names import first_name_genders

__all__ = ["near_spellings", "same_given_name", "skeleton"]

# Ways in which transliterations into English differ, applied in this order to folded words.
_RESPELLINGS = (
    (re.compile(r"([dg])h(?=[aeiouy])"), r"\1"),
    (re.compile(r"kh(?=[aeiouy])"), "h"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"q"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z"), "s"),
    (re.compile(r"^ye"), "e"),
    (re.compile(r"(?<=[aou])e(?=[^aeiouy])"), ""),
    (re.compile(r"ou|oo|u"), "o"),
    (re.compile(r"(?<=.)[yj](?![^aeiouyj])|(?<=...)y(?=...)"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SHORTEST_GIVEN = 6
_SHORTEST_SURNAME = 8


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Bring the spellings of a folded word to one form.

    >>> [skeleton(name) for name in ("zelensky", "zelenskyy", "zelenskiy")]
    ['selenski', 'selenski', 'selenski']
    >>> skeleton("volodymyr") == skeleton("vladimir")
    False
    """
    for pattern, replacement in _RESPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def same_given_name(one: str, other: str) -> bool:
    """Whether two folded first or middle names may be one: an initial stands for any such name.

    Long names may differ by a letter, unless that makes the name of a man that of a woman.

    >>> same_given_name("j", "john"), same_given_name("aleksander", "aleksandar")
    (True, True)
    >>> same_given_name("daniel", "daniela"), same_given_name("joan", "john")
    (False, False)
    """
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    first, second = skeleton(one), skeleton(other)
    if first == second:
        return True
    if min(len(one), len(other)) < _SHORTEST_GIVEN or first[0] != second[0]:
        return False
    if one + "a" == other or other + "a" == one:
        return False
    genders = first_name_genders()
    if one in genders and other in genders and genders[one] != genders[other]:
        return False
    return Levenshtein.distance(first, second, score_cutoff=1) <= 1


def near_spellings(words: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of long words that differ by one letter, the first excepted, each pair in order.

    Words that share what is left when a letter is dropped are compared, so that the work grows
    with the number of words and not with its square.

    >>> near_spellings(["lukasenko", "lukasenka", "petro"])
    [('lukasenka', 'lukasenko')]
    """
    by_remainder: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) >= _SHORTEST_SURNAME:
            remainders = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
            for remainder in {word, *remainders}:
                by_remainder.setdefault(remainder, []).append(word)
    pairs = {
        (one, other)
        for words_ in by_remainder.values()
        for i, one in enumerate(words_)
        for other in words_[i + 1 :]
        if Levenshtein.distance(one, other, score_cutoff=1) <= 1
    }
    return sorted(pairs)
