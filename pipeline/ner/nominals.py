"""Definite descriptions that refer to somebody: "the Serbian president", "the ministry"."""

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.groups import GroupNoun, group_nouns
from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.titles import Title, longest_title

__all__ = ["Nominal", "find_nominals"]

_DETERMINERS = frozenset({"the", "this", "that", "these", "both"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_LONGEST = 7
_LONGEST_GROUP = 5
_COUNTRY_NOUNS = frozenset({"country", "nation", "republic"})
_GOVERNMENT_NOUNS = frozenset({"government", "administration", "leadership", "authorities"})
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "pair": 2, "duo": 2, "couple": 2}
_NUMBERS |= {"both": 2, "trio": 3}
_AGED = re.compile(r"\d+-year-old$")
NominalKind = Literal["person", "organization", "country", "government", "group"]


@dataclass(frozen=True, slots=True)
class Nominal:
    """A definite description, over tokens, half-open.

    Attributes:
        start: The determiner.
        end: One after the head noun.
        kind: What it may refer to; a group ("the two leaders") refers to nobody alone.
        noun: The title or noun in lower case, modifiers of titles included.
        title: The title, for a person.
        group: The noun of a group.
        count: How many a group has, where it says so: "the two leaders".
    """

    start: int
    end: int
    kind: NominalKind
    noun: str
    title: Title | None = None
    group: GroupNoun | None = None
    count: int | None = None


def find_nominals(doc: Doc, names: set[int]) -> list[Nominal]:
    """All definite descriptions of persons, organizations, countries and governments.

    Args:
        doc: The document.
        names: Tokens of named mentions other than countries; no head stands among them.
    """
    found: list[Nominal] = []
    free_from = 0
    for token in doc:
        if token.i < free_from or not _opens(doc, token):
            continue
        nominal = _nominal_from(doc, token.i, names)
        if nominal is not None:
            found.append(nominal)
            free_from = nominal.end
    return found


def _opens(doc: Doc, token: Token) -> bool:
    if token.lower_ in _DETERMINERS:
        # "said that president ..." has a conjunction, not a determiner.
        return token.lower_ != "that" or token.tag_ == "DT"
    if token.lower_ in ("'s", "’s"):
        return False
    return token.lower_ in _OWNERS


def _nominal_from(doc: Doc, start: int, names: set[int]) -> Nominal | None:
    owned = doc[start].lower_ in _OWNERS
    best: Nominal | None = None
    for end in range(start + 2, min(start + 1 + _LONGEST, len(doc)) + 1):
        last = doc[end - 1]
        if last.is_space or (last.is_punct and last.text != "-"):
            break
        if last.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "PRON") and last.lower_ != "of":
            break
        if end - 1 in names:
            # "the AL general secretary": an organization's name may stand before the head.
            continue
        nominal = _read(doc, start, end)
        if nominal is not None and not (owned and nominal.kind in ("country", "group")):
            best = nominal
    if best is None or _goes_on(doc, best, names):
        return None
    return best


def _goes_on(doc: Doc, nominal: Nominal, names: set[int]) -> bool:
    """Whether the head is no head: "the president Putin", "the police officer", "the party's"."""
    if nominal.end >= len(doc):
        return False
    following = doc[nominal.end]
    if nominal.end in names and nominal.kind == "person":
        return True
    return following.tag_ in ("NN", "NNS") or (
        following.text == "-" and not doc[nominal.end - 1].whitespace_
    )


def _read(doc: Doc, start: int, end: int) -> Nominal | None:
    head = doc[end - 1]
    lower = head.lower_
    if lower in _COUNTRY_NOUNS and end == start + 2:
        return Nominal(start, end, "country", lower)
    if lower in _GOVERNMENT_NOUNS:
        return Nominal(start, end, "government", lower)
    if lower in group_nouns() and end - start <= _LONGEST_GROUP:
        return _group(doc, start, end)
    if _AGED.search(doc[start + 1 : end].text):
        return Nominal(start, end, "person", "person")
    words = [t.text for t in doc[start + 1 : end]]
    found = longest_title(words)
    if found is not None and found[0].nominal and head.tag_ not in ("NNS", "NNPS"):
        title, n = found
        if not _is_modifier(doc[start + 1 : end - n]):
            return None
        return Nominal(start, end, "person", title.title, title)
    nouns = organization_nouns()
    for n in (3, 2, 1):
        if end - n <= start:
            continue
        noun = doc[end - n : end].text.lower()
        if noun in nouns and nouns[noun].nominal and _is_modifier(doc[start + 1 : end - n]):
            return Nominal(start, end, "organization", noun)
    return None


def _group(doc: Doc, start: int, end: int) -> Nominal | None:
    """Two leaders, both sides; of countries and bodies only what says how many they are."""
    words = [t.lower_ for t in doc[start:end]]
    noun = group_nouns()[words[-1]]
    count = next((_NUMBERS[w] for w in words if w in _NUMBERS), None)
    if words[0] == "both" and end == start + 1:
        return None
    if count is None and noun.type != "person" and noun.member != "side":
        return None
    return Nominal(start, end, "group", noun.noun, group=noun, count=count)


def _is_modifier(words: Span) -> bool:
    """Whether words may stand between determiner and head: no "of", no "and", no second article."""
    return not any(
        t.pos_ in ("ADP", "CCONJ", "DET", "PRON") or t.lower_ in ("of", "and", "or") for t in words
    )
