"""When a name is a short form of an organization's full name."""

from functools import lru_cache

from pipeline.knowledge.countries import country_names
from pipeline.knowledge.names import fold, words_of_names
from pipeline.knowledge.organizations import organization_nouns
from pipeline.ner.acronyms import initials

__all__ = ["LAST_WORD", "is_same_name", "name_key", "short_form"]

_ACRONYM, _WHOLE, _FIRST_WORD, LAST_WORD = 4, 3, 2, 1
_LOCAL = frozenset({"agency", "armed", "government", "hospital", "university"})
_MIN_ACRONYM = 2
_MIN_WORD = 4  # letters of a single word that stands for a longer name


def name_key(name: str) -> str:
    """What two spellings of one name share: folded, without "the"."""
    return fold(name).removeprefix("the ")


@lru_cache(maxsize=100_000)
def is_same_name(one: str, other: str) -> bool:
    """Whether two names have the same words, small and corporate words aside.

    >>> is_same_name("Ministry of Defence", "Defence Ministry")
    True
    >>> is_same_name("Siemens AG", "Siemens")
    True
    """
    if name_key(one) == name_key(other):
        return True
    first, second = _content(one), _content(other)
    return bool(first) and sorted(first) == sorted(second)


def _content(name: str) -> list[str]:
    small = words_of_names("unacronymed") | words_of_names("corporate")
    return [w for w in name_key(name).split() if w not in small]


@lru_cache(maxsize=100_000)
def short_form(short: str, full: str) -> int:
    """How well a name goes as a short form of a longer one; 0 where it does not.

    4 for an acronym ("HRW"), 3 for the full name without its country or its noun ("Pacific
    Fleet" of the US, "Tarvo" Steel), 2 for a telling first word ("Lehman"), 1 for the last word
    ("Brotherhood").
    """
    a, b = name_key(short).split(), name_key(full).split()
    if not a or len(a) >= len(b):
        return 0
    if len(a) == 1 and len(a[0]) >= _MIN_ACRONYM and short.isupper():
        return _ACRONYM if a[0] in initials(full) else 0
    if b[: len(a)] == a and _may_be_left_out(a, b[len(a) :]):
        return _WHOLE
    if b[-len(a) :] == a and len(a) > 1 and _is_country(full, len(b) - len(a)):
        return _WHOLE
    if len(a[0]) < _MIN_WORD or len(a) > 1:
        return 0
    if b[0] == a[0] and not _is_generic(short) and not _is_local(b[-1]):
        return _FIRST_WORD
    owned = b[-2] in words_of_names("unacronymed")
    return LAST_WORD if b[-1] == a[0] and a[0] not in organization_nouns() and not owned else 0


def _may_be_left_out(kept: list[str], rest: list[str]) -> bool:
    if all(w in words_of_names("corporate") for w in rest):
        return True
    return len(kept) > 1 and len(rest) == 1 and rest[0] in organization_nouns()


def _is_generic(word: str) -> bool:
    """Whether a first word tells nothing without the others: "National", "Kenya", "Health"."""
    return word.lower() in words_of_names("generic") or word in country_names()


def _is_local(last: str) -> bool:
    """Whether a name that ends so begins with a place: "Atlanta Police", "Odessa School Board"."""
    noun = organization_nouns().get(last)
    return noun is not None and noun.kind in _LOCAL


def _is_country(full: str, words: int) -> bool:
    phrase = " ".join(w for w in full.split()[:words] if w.lower() != "the")
    phrase = phrase.removesuffix("'s").removesuffix("’s")
    return not phrase or phrase in country_names()
