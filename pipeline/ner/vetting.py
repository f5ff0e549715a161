"""Which candidates are names of another kind or extent, and which cannot be names."""

import re

from spacy.tokens import Doc, Token

from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.titles import longest_title, titles
from pipeline.ner.people import is_calendar_word, skip_titles
from pipeline.ner.spans import Candidate, Origin, is_capitalised

__all__ = ["corrected", "is_organization_like", "is_plausible"]

_NO_NAME_SIGNS = ("@", "://", "$", "%", "#")
_PARTY_TAG = re.compile(r"[RDI][-–][A-Z].{0,12}")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})


def is_organization_like(doc: Doc, start: int, end: int) -> bool:
    """Whether a capitalised run ends in a noun for organizations ("Constitutional Court")."""
    nouns = organization_nouns()
    last = doc[end - 1].lower_
    return last in nouns or last.rstrip("s") in nouns or last == "department"


def corrected(doc: Doc, c: Candidate) -> Candidate:
    """An honorific makes a person of what follows; a court "in Bangui" ends before the "in"."""
    if c.label == "PERSON":
        return c
    start, phrases = skip_titles(doc, c.start, c.end)
    if start < c.end and any(phrase.title.kind == "honorific" for phrase in phrases):
        return Candidate(start, c.end, "PERSON", c.origin)
    if c.label == "ORG":
        for i in range(c.start + 1, c.end - 1):
            if doc[i].lower_ == "in" and is_organization_like(doc, c.start, i):
                return Candidate(c.start, i, c.label, c.origin)
    return c


def is_plausible(doc: Doc, c: Candidate) -> bool:
    """Whether a candidate may be a name: no month is a person, no bare title anybody."""
    if c.known is not None or c.label not in _NAMES:
        return True
    tokens = doc[c.start : c.end]
    if not any(is_capitalised(t) for t in tokens) or any(t.is_space for t in tokens):
        return False
    if len(tokens) == 1 and c.origin is Origin.MODEL and _is_no_name(tokens[0]):
        return False
    if any(sign in tokens.text for sign in _NO_NAME_SIGNS) or _PARTY_TAG.fullmatch(tokens.text):
        return False
    if c.end - c.start == 1 and (
        is_calendar_word(tokens[0])
        or (tokens[0].is_stop and not tokens[0].is_upper)
        or len(tokens[0].text.strip(".")) < 2
    ):
        return False
    if c.label == "PERSON":
        return not _is_bare_title(tokens.text)
    if c.label == "ORG":
        return not _is_bare_title(tokens.text) and not _is_bare_noun(tokens.text)
    return True


def _is_no_name(token: Token) -> bool:
    """Whether the tagger sees a word of another kind: "Unionized employees", "Mangoes are"."""
    return token.is_sent_start is True and token.tag_ not in ("NNP", "NNPS", "")


def _is_bare_title(text: str) -> bool:
    words = text.split()
    if text.lower() in titles() or f"{text.lower()}." in titles():
        return True
    found = longest_title(words)
    return found is not None and found[1] == len(words)


def _is_bare_noun(text: str) -> bool:
    """A capitalised common noun is no name: "Parliament", "Cabinet", "Government"."""
    return " " not in text and text.lower() in organization_nouns()
