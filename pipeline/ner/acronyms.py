"""Acronyms that a document defines itself: "Election Commission (EC)"."""

import re

from spacy.tokens import Doc

from pipeline.knowledge.names import fold, words_of_names
from pipeline.ner.spans import Candidate

__all__ = ["defined_acronyms", "initials"]

_ACRONYM = re.compile(r"[A-Z][A-Za-z&.]{0,8}[A-Z.][a-z]?s?")


def initials(name: str) -> set[str]:
    """The acronyms that a name may have, folded: with and without its small words.

    >>> sorted(initials("Federal Bureau of Investigation"))
    ['fbi', 'fboi']
    """
    words = fold(name).split()
    full = "".join(w[0] for w in words)
    short = "".join(w[0] for w in words if w not in words_of_names("unacronymed"))
    return {a for a in (full, short) if len(a) > 1}


def defined_acronyms(doc: Doc, found: list[Candidate]) -> dict[str, Candidate]:
    """Acronyms in brackets right after a name, with the name that they stand for."""
    result: dict[str, Candidate] = {}
    for c in found:
        if c.label not in ("ORG", "NORP", "LOC", "FAC", "GPE") or c.end + 2 >= len(doc):
            continue
        if c.end - c.start < 2 or doc[c.end].text != "(" or doc[c.end + 2].text != ")":
            continue
        text = doc[c.end + 1].text
        if _ACRONYM.fullmatch(text) and fold(text)[0] in {i[0] for i in initials(c.text(doc))}:
            result[text] = c
    return result
