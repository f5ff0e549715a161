"""Which candidates cannot be names."""

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.titles import longest_title, titles
from pipeline.ner.spans import SURE, Candidate, is_capitalised

__all__ = ["is_plausible", "surnames"]

_NO_NAME_SIGNS = ("@", "://", "$", "%", "#")
_PARTY_TAG = re.compile(r"[RDI][-–][A-Z].{0,12}")
#: Words that have run together: "TrumpGOP".
_RUN_TOGETHER = re.compile(r"[a-z]{2}[A-Z]{2}")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})


def surnames(doc: Doc, found: Iterable[Candidate]) -> frozenset[str]:
    """The last words of the names of persons, as they are written."""
    result: set[str] = set()
    for c in found:
        if c.label == "PERSON" and c.end - c.start > 1:
            capitalised = [t.text for t in doc[c.start : c.end] if is_capitalised(t)]
            result.update(capitalised[-1:])
    return frozenset(s for s in result if len(s) > 1)


def is_plausible(doc: Doc, c: Candidate, people: frozenset[str]) -> bool:
    """Whether a candidate may be a name: it has a capital, and is no bare title or noun.

    Args:
        doc: The document.
        c: The candidate.
        people: The surnames in the document, which may look like titles ("King").
    """
    if c.known is not None or c.label not in _NAMES:
        return True
    tokens = doc[c.start : c.end]
    if not any(is_capitalised(t) for t in tokens):
        return False
    if any(sign in tokens.text for sign in _NO_NAME_SIGNS) or _PARTY_TAG.fullmatch(tokens.text):
        return False
    if c.label == "PERSON" and _RUN_TOGETHER.search(tokens.text):
        return False
    sure = c.score is not None and c.score >= SURE
    if sure and not tokens.text.endswith("."):
        return True
    if c.label == "PERSON" and tokens.text in people:
        return True
    if c.label in ("PERSON", "ORG") and _is_bare_title(tokens.text):
        return False
    return c.label != "ORG" or not _is_bare_noun(tokens.text)


def _is_bare_title(text: str) -> bool:
    words = text.split()
    if text.lower() in titles() or f"{text.lower()}." in titles():
        return True
    found = longest_title(words)
    return found is not None and found[1] == len(words)


def _is_bare_noun(text: str) -> bool:
    """A capitalised common noun is no name: "Parliament", "Cabinet", "Government"."""
    return " " not in text and text.lower() in organization_nouns()
