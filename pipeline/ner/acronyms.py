"""Acronyms that a document defines itself: "Election Commission (EC)", "AU (African Union)"."""

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from pipeline.knowledge.countries import countries, country_names
from pipeline.knowledge.names import fold, words_of_names
from pipeline.ner.spans import Candidate

__all__ = ["defined_acronyms", "initials"]

_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,8}[A-Z.][a-z]?s?")
_PLAIN_ACRONYM = re.compile(r"[A-Z]{3,8}")
_DEFINED = frozenset({"ORG", "NORP", "LOC", "FAC", "GPE", "EVENT"})
_BEFORE_ACRONYM = frozenset({"or", "the", '"', "“", "'", "‘", "known", "as", "formerly"})
_LONGEST = 8  # tokens of a bracket


def initials(name: str) -> set[str]:
    """The acronyms that a name may have, folded: with and without its small words.

    >>> sorted(initials("Federal Bureau of Investigation"))
    ['fbi', 'fboi']
    """
    words = fold(name).removeprefix("the ").split()
    full = "".join(w[0] for w in words)
    short = "".join(w[0] for w in words if w not in words_of_names("unacronymed"))
    return {a for a in (full, short) if len(a) > 1}


def defined_acronyms(doc: Doc, found: list[Candidate]) -> dict[str, Candidate]:
    """Acronyms that stand in brackets after a name, or before it, with the name.

    "Brazilian Development Bank (BNDES)" has the letters of another language: after an
    organization's name any capitals are its acronym, but for the codes of countries.
    """
    result: dict[str, Candidate] = {}
    for c in found:
        if c.label not in _DEFINED or c.end - c.start < 2:
            continue
        text = _acronym_in(doc, _bracket(doc, c.end))
        if text is not None and _stands_for(doc, c, text):
            result.setdefault(text, c)
        before = doc[c.start - 2].text if c.start > 1 and doc[c.start - 1].text == "(" else ""
        if _ACRONYM.fullmatch(before) and fold(before) in initials(c.text(doc)):
            result.setdefault(before, c)
    return result


def _bracket(doc: Doc, at: int) -> range:
    """The tokens inside the bracket that opens at a token; empty where none does."""
    if at < len(doc) and doc[at].text in ("(", "["):
        for i in range(at + 1, min(at + 1 + _LONGEST, len(doc))):
            if doc[i].text in (")", "]"):
                return range(at + 1, i)
    return range(0)


def _acronym_in(doc: Doc, inside: Iterable[int]) -> str | None:
    """The acronym in "(EC)", "(the EC)", '(or "EC")', "(EC, the electoral body)"."""
    for i in inside:
        text = doc[i].text
        if text.lower() in _BEFORE_ACRONYM:
            continue
        return text if _ACRONYM.fullmatch(text) else None
    return None


def _stands_for(doc: Doc, c: Candidate, acronym: str) -> bool:
    folded = fold(acronym)
    options = initials(c.text(doc))
    if folded in options or folded.removesuffix("s") in options:
        return True
    if c.label != "ORG" or acronym in country_names():
        return False
    same_letter = folded[0] in {i[0] for i in options}
    return same_letter or (_PLAIN_ACRONYM.fullmatch(acronym) is not None and not _is_code(acronym))


def _is_code(text: str) -> bool:
    """Whether letters are a country's code, as after the name of a team: "(GER)"."""
    return text in countries() or any(c.name[:3].upper() == text for c in countries().values())
