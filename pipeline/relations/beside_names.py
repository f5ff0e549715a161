"""Where titles stand next to a name: before it, and where a description after it begins."""

import re

from spacy.tokens import Doc

from pipeline.knowledge.titles import longest_title
from pipeline.relations.actors import Actor, Actors
from pipeline.relations.descriptions import AND, LONGEST, Description, describe, share_holder

__all__ = ["after_name", "titles_before"]

_COPULAS = frozenset(
    {"are", "became", "become", "been", "is", "remain", "remained", "remains", "was", "were"}
)
_APPOINTED = frozenset({"appoint", "choose", "elect", "name", "re-elect", "reappoint"})
_AS = _APPOINTED | {
    *("act", "install", "nominate", "quit", "resign", "retire", "serve", "step", "swear", "work"),
}
_PARTY = re.compile(r"[DIR](-.*)?")


def titles_before(actors: Actors, name: Actor) -> list[Description]:
    """Reads the titles before a name: "Facebook co-founder and CEO Mark Zuckerberg".

    One may stand right before another: "IISc Director Professor Govindan Rangarajan".
    """
    found = _before_name(actors, name)
    if found is None:
        return []
    doc, joined = actors.doc, found.start
    floor = doc[name.first].sent.start
    is_pair = joined - 1 > floor and doc[joined - 1].lower_ in AND
    joined -= is_pair
    known = longest_title([t.text for t in doc[max(floor, joined - LONGEST) : joined]])
    if known is None or (not is_pair and found.of is not None):
        return [found]
    title, n = known
    other = describe(actors, joined - n, joined, title, floor=floor, end=joined)
    # "the foreign minister and President Putin" are two.
    two = is_pair and other.start > floor and doc[other.start - 1].tag_ in ("DT", "PRP$")
    if two or (not is_pair and other.of is None):
        return [found]
    return share_holder([other, found]) if is_pair else [other]


def _before_name(actors: Actors, name: Actor) -> Description | None:
    """Reads the title before a name: "Serbian President" of "Serbian President Vucic"."""
    doc, first = actors.doc, name.first
    floor = max(doc[first].sent.start, first - LONGEST)
    words: list[str] = []
    for token in doc[floor:first]:
        words = [] if token.is_space or token.text == "," else [*words, token.text]
    found = longest_title(words)
    if found is None:
        return None
    title, n = found
    return describe(actors, first - n, first, title, floor=floor, end=first)


def after_name(doc: Doc, name: Actor) -> int | None:
    """Where a description after a name begins: after its comma, copula or "as"."""
    i, end = name.last, doc[name.first].sent.end
    if i < end and doc[i].text == "(":
        while i < end and doc[i].text != ")":
            i += 1
        i += 1
    if i >= end:
        return None
    if doc[i].lower_ == "as" and _appoints(doc, name):
        return i + 1
    if doc[i].text == "," and i + 1 < end:
        i = _after_particulars(doc, i + 1, end)
        if doc[i].lower_ != "who":
            return i if not doc[i].tag_.startswith(("VB", "CC", "IN", "WDT")) else None
        i += 1
    while i < end and doc[i].dep_ in ("aux", "auxpass", "neg", "advmod"):
        i += 1
    if i < end and doc[i].tag_.startswith("VB"):
        if doc[i].lower_ in _COPULAS:
            return i + 1
        if doc[i].lemma_ in _AS:
            appointed = doc[i].tag_ == "VBN" and doc[i].lemma_ in _APPOINTED
            i += 2 if i + 1 < end and doc[i + 1].lower_ in ("down", "in") else 1
            has_as = i < end and doc[i].lower_ == "as"
            return i + 1 if has_as else i if appointed else None
    return None


def _after_particulars(doc: Doc, i: int, end: int) -> int:
    """Where "54," or "R-Ariz.," after the comma of a name ends."""
    particular = doc[i].like_num or _PARTY.fullmatch(doc[i].text) is not None
    for comma in range(i + 1, min(i + 5, end - 1)):
        if doc[comma].text == ",":
            return comma + 1 if particular else i
    return i


def _appoints(doc: Doc, name: Actor) -> bool:
    """Whether a name is the object of "appointed", so that "as" tells the role."""
    before = doc[max(doc[name.first].sent.start, name.first - 4) : name.first]
    return any(token.lemma_ in _AS for token in before)
