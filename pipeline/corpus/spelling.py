"""When two words of names are spellings of one: transliterations and slips of a letter."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

__all__ = ["misspellings", "same_spelling", "skeleton", "sound"]

_V = "[aeiouy]"
# Ways in which transliterations into English differ, applied in this order to folded words. What
# stands for one sound becomes one letter: x is "kh", S "sh", C "ch", T "th".
_RESPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # Endings: Zelenskyy, Romanoff, Gorbachov, Vukovitch, Lukashenka.
        (r"(?:iy|yy|yi|ij|yj|ii)$", "i"),
        (r"(?<=..)[yij]?e(?:v|ff?)$", "ev"),
        (r"(?<=..)off?$", "ov"),
        (r"(?<=ch)ov$", "ev"),
        (r"(?<=..)[iy](?:t?s?ch|c)$", "ic"),
        (r"(?<=.)enka$", "enko"),
        (r"(?<=..)ih$", "eh"),
        (rf"(?<={_V})h$", ""),
        # Arabic names with "Abd": Abdul Rahman, Abderrahmane.
        (r"^abd[aeiou](?:([drnstz])h?\1|l)(?=[aeiou]|.[aeiou])", r"abdl\1"),
        (r"^(abd.+n)e$", r"\1"),
        (r"(?<=o)ye(?=v)", "e"),
        (r"^m[ou]hamm?[ae]d$", "mohamed"),
        (r"^(?:ben|ibn)$", "bin"),
        # Consonants.
        (r"x", "ks"),
        (r"shch|schtsch|chtch|szcz|sch|sh", "S"),
        (r"tsch|tch|ch", "C"),
        (r"dzh|dj|zh", "j"),
        (r"kh", "x"),
        (rf"([dg])h(?={_V})", r"\1"),
        (r"^th|th$", "t"),
        (r"th", "T"),
        (r"ph", "f"),
        (r"q|ck", "k"),
        (r"c(?![eiyzs]|$)", "k"),
        (r"z", "s"),
        # Vowels.
        (r"^ye", "e"),
        (r"^[jiy](?=[aou])", "y"),
        (r"ou(?=[aei])", "w"),
        (r"(?<=..)ee(?=.)", "i"),
        (r"[ae][iy](?![aeiouy])", "ei"),
        (r"(?<=[aou])e(?=[^aeiouyv])", ""),
        (r"ou|oo|u", "o"),
        (r"ow(?=[^aeiouy])", "o"),
        (r"(?<=.)[yj](?![^aeiouyj])|(?<=...)y(?=...)", "i"),
        (r"(?<=[a-zA-Z])y$|(?<=[^aeiou])y(?=[^aeiou])", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_SOUNDS = str.maketrans("kgxhsSCcjvwftTd", "KKKKSSSSSFFFTTT")
_NEAR_SOUNDS = str.maketrans("gxSCcTw", "khsssdv")
_NEAR_VOWELS = (frozenset("ei"), frozenset("ae"))
_VOWELS = frozenset("aeiouy")
_PATRONYMIC = re.compile(r"s[eo]n$")
_SHORTEST = 5
_LONG = 8


@lru_cache(maxsize=500_000)
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


@lru_cache(maxsize=500_000)
def sound(spelt: str) -> str:
    """What skeletons of one name share in any spelling: its consonants by their class.

    >>> sound(skeleton("gaddafi")) == sound(skeleton("khadafy")) == sound(skeleton("qadhafi"))
    True
    """
    classes = spelt.replace("ts", "s").translate(_SOUNDS)
    first = "A" if classes[:1] in _VOWELS else classes[:1]
    kept = [first]
    for letter in classes[1:]:
        if letter not in _VOWELS and letter != kept[-1]:
            kept.append(letter)
    return "".join(kept)


def same_spelling(one: str, other: str) -> bool:
    """Whether two skeletons are spellings of one name, in whatever transliteration.

    Consonants may be others of their class, and a vowel after the first another that is near it. A
    vowel may also be left out between consonants.

    >>> same_spelling(skeleton("gaddafi"), skeleton("khadafy"))
    True
    >>> same_spelling(skeleton("zawahri"), skeleton("zawahiri"))
    True
    >>> same_spelling(skeleton("jensen"), skeleton("jansen"))
    False
    """
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST or sound(one) != sound(other):
        return False
    # A name that begins with "Kh" is written with G, K or Q as well, otherwise "kh" is near to h.
    one, other = (
        word[0].replace("x", "k").translate(_NEAR_SOUNDS) + word[1:].translate(_NEAR_SOUNDS)
        for word in (one, other)
    )
    allowed = 1 if shorter < _LONG else 2
    edits = Levenshtein.editops(one, other)
    return len(edits) <= allowed and all(_is_near(one, other, *edit) for edit in edits.as_list())


def _is_near(one: str, other: str, kind: str, at: int, to: int) -> bool:
    """Whether an edit changes no more than a vowel, in a place where spellings do."""
    if kind == "replace":
        pair = {one[at], other[to]}
        if at == to == 0:
            return pair == {"a", "o"}
        beyond = any(letter in _VOWELS for letter in one[:at])
        return beyond and any(pair <= group for group in _NEAR_VOWELS)
    word, i = (one, at) if kind == "delete" else (other, to)
    inside = 0 < i < len(word) - 1
    return inside and word[i] in "aei" and not {word[i - 1], word[i + 1]} & _VOWELS


def misspellings(words: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of long skeletons that differ by a slip, the first letter excepted, each in order.

    A slip is a letter left out, put in, taken for another, or two that changed places. Words that
    share what is left when a letter is dropped are compared, so that the work grows with the
    number of words and not with its square.

    >>> misspellings(["selenski", "selenksi", "petro"])
    [('selenksi', 'selenski')]
    """
    by_remainder: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) >= _LONG:
            remainders = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
            for remainder in {word, *remainders}:
                by_remainder.setdefault(remainder, []).append(word)
    pairs = {
        (one, other)
        for words_ in by_remainder.values()
        for i, one in enumerate(words_)
        for other in words_[i + 1 :]
        if _is_slip(one, other)
    }
    return sorted(pairs)


def _is_slip(one: str, other: str) -> bool:
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    # Petersen and Peterson, Ivanov and Ivanova are different names.
    ends = {match[0] for word in (one, other) if (match := _PATRONYMIC.search(word))}
    return len(ends) < 2 and one + "a" != other and other + "a" != one
