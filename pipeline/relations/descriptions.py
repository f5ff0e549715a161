"""Descriptions next to names: "the leader of the Sadrist movement"."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.knowledge.titles import Title, is_title_modifier, longest_title
from pipeline.relations.actors import Actor, Actors

__all__ = ["Description", "after_name", "before_name", "read_noun", "read_title"]

_LONGEST = 16
_INSIDE = ("JJ", "NN", "POS", "HYPH", "VBN", "VBG", "CD", "DT", "PRP$", "RB")
_PREPOSITIONS = frozenset({"of", "for", "at", "with"})
_DASHES = frozenset("-‐‑–")
_COPULAS = frozenset(
    {"are", "became", "become", "been", "is", "remain", "remained", "remains", "was", "were"}
)
_AS = frozenset({"serve", "work", "appoint", "name", "elect", "act", "choose", "install"})


@dataclass(frozen=True, slots=True)
class Description:
    """What a phrase says that somebody is.

    Attributes:
        start: First token of the title or noun, modifiers included.
        end: One after its last token.
        text: The title: "former deputy foreign minister".
        title: The title as it is known; None for a noun of belonging.
        of: Who it is held with, or None.
        beyond: The body that `of` is part of ("the X Project for the ACLU"), or None.
    """

    start: int
    end: int
    text: str
    title: Title | None
    of: Actor | None
    beyond: Actor | None = None


def read_title(actors: Actors, start: int, end: int) -> Description | None:
    """Reads a description with a title that begins at a token: "the president of Serbia".

    Args:
        actors: The actors of the document.
        start: Its first token.
        end: The token that it must not reach.
    """
    doc = actors.doc
    stop, title, words = None, None, 0
    for i in range(start, min(end, start + _LONGEST)):
        if not doc[i].tag_.startswith(_INSIDE) and not _inside_title(doc, start, i):
            break
        found = longest_title([t.text for t in doc[start : i + 1]])
        if found is not None:
            stop, (title, words) = i + 1, found
        elif stop is not None and not doc[i].tag_.startswith(("NN", "POS", "JJ", "IN")):
            break
    if stop is None or title is None or _is_name(actors.at(stop)):
        return None
    return _describe(actors, stop - words, stop, title, floor=start, end=end)


def _is_name(actor: Actor | None) -> bool:
    """Whether somebody's name begins, whose title it is then."""
    return actor is not None and actor.type == "person" and actor.kind == "name"


def _inside_title(doc: Doc, start: int, i: int) -> bool:
    """Whether "of" stands inside of a title: "secretary of state"."""
    if doc[i].lower_ not in ("of", "in", "the") or i + 1 >= len(doc):
        return False
    return any(
        longest_title([t.text for t in doc[start : j + 1]]) is not None
        and longest_title([t.text for t in doc[i : j + 1]]) is None
        and longest_title([t.text for t in doc[i + 1 : j + 1]]) is None
        for j in range(i + 1, min(len(doc), i + 3))
    )


def read_noun(
    actors: Actors, start: int, end: int, is_wanted: Callable[[Token], bool]
) -> Description | None:
    """Reads a description with a noun of belonging: "a European Union candidate"."""
    doc = actors.doc
    for i in range(start, min(end, start + _LONGEST)):
        following = doc[i + 1].tag_ if i + 1 < len(doc) else ""
        if is_wanted(doc[i]) and not following.startswith(("NN", "POS")):
            found = _describe(actors, i, i + 1, None, floor=start, end=end)
            return found if found.of is not None else None
        if not doc[i].tag_.startswith(_INSIDE):
            return None
    return None


def before_name(actors: Actors, name: Actor) -> Description | None:
    """Reads the title before a name: "Serbian President" of "Serbian President Vucic"."""
    doc, first = actors.doc, name.first
    floor = max(doc[first].sent.start, first - _LONGEST)
    words: list[str] = []
    for token in doc[floor:first]:
        words = [] if token.is_space or token.text == "," else [*words, token.text]
    found = longest_title(words)
    if found is None:
        return None
    title, n = found
    return _describe(actors, first - n, first, title, floor=floor, end=first)


def after_name(doc: Doc, name: Actor) -> int | None:
    """Where a description after a name begins: after its comma, copula or "as"."""
    i, end = name.last, doc[name.first].sent.end
    if i < end and doc[i].text == "(":
        while i < end and doc[i].text != ")":
            i += 1
        i += 1
    if i >= end:
        return None
    if doc[i].text == "," and i + 1 < end:
        i += 1
        if doc[i].lower_ != "who":
            return i if not doc[i].tag_.startswith(("VB", "CC", "IN", "WDT")) else None
        i += 1
    while i < end and doc[i].dep_ in ("aux", "auxpass", "neg", "advmod"):
        i += 1
    if i < end and doc[i].tag_.startswith("VB"):
        if doc[i].lower_ in _COPULAS:
            return i + 1
        if doc[i].lemma_ in _AS and i + 1 < end and doc[i + 1].lower_ == "as":
            return i + 2
    return None


def _describe(
    actors: Actors, start: int, stop: int, title: Title | None, *, floor: int, end: int
) -> Description:
    doc = actors.doc
    first = _modifiers(actors, start, floor)
    owner = actors.before(doc[first])
    owner = owner if owner is not None and owner.first >= floor else None
    text = doc[owner.last if owner is not None else first : stop].text
    if owner is not None:
        earlier = _modifiers(actors, owner.first, floor)
        text = f"{doc[earlier : owner.first].text} {_without_possessive(text)}"
    of, beyond = owner, None
    if owner is None or owner.type == "person":
        of, beyond = _after(actors, stop, end)
    if title is not None and title.canonical and stop - first == 1:
        text = title.canonical
    return Description(first, stop, " ".join(text.split()), title, of, beyond)


def _without_possessive(text: str) -> str:
    for mark in ("'s ", "’s ", "' ", "’ "):
        text = text.removeprefix(mark)
    return text


def _modifiers(actors: Actors, start: int, floor: int) -> int:
    """The first token of a title's modifiers: "former deputy", "ex-"."""
    doc = actors.doc
    while start > floor and actors.at(start - 1) is None:
        if is_title_modifier(doc[start - 1].text):
            start -= 1
        elif (
            doc[start - 1].text in _DASHES
            and start - 1 > floor
            and is_title_modifier(doc[start - 2].text)
        ):
            start -= 2
        else:
            break
    return start


def _after(actors: Actors, stop: int, end: int) -> tuple[Actor | None, Actor | None]:
    """The body of "director of the X Project for the Y", and the body it is part of."""
    first = _complement(actors, stop, end)
    if first is None:
        return None, None
    second = _complement(actors, first.last, end)
    return first, second if second is not None and second.type == "organization" else None


def _complement(actors: Actors, i: int, end: int) -> Actor | None:
    """The last actor of the noun phrase after a preposition."""
    doc = actors.doc
    if i >= min(end, len(doc)) or doc[i].lower_ not in _PREPOSITIONS:
        return None
    found: Actor | None = None
    j = i + 1
    while j < min(end, i + 8):
        actor = actors.at(j)
        if actor is not None and actor.type != "person" and actor.first == j:
            found, j = actor, actor.last
            if actor.type == "organization":
                break
        elif doc[j].tag_.startswith(("DT", "JJ", "NN", "HYPH")) and not (
            found is not None and found.label != "NORP"
        ):
            j += 1
        else:
            break
    return found
