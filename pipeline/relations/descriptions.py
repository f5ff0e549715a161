"""Descriptions of persons: "the leader of the Sadrist movement"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline.knowledge.titles import (
    RoleStatus,
    Title,
    count_modifiers,
    longest_title,
    split_status,
)
from pipeline.relations.actors import Actor, Actors

__all__ = [
    "AND",
    "LONGEST",
    "Description",
    "describe",
    "read_noun",
    "read_title",
    "read_titles",
    "share_holder",
]

LONGEST = 16  # tokens of a description
_INSIDE = ("JJ", "NN", "POS", "HYPH", "VBN", "VBG", "CD", "DT", "PRP$", "RB")
_PREPOSITIONS = frozenset({"of", "for", "at", "with"})
AND = frozenset({"&", "and"})
_PORTFOLIOS = frozenset({"commissioner", "minister", "secretary", "undersecretary"})
_PORTFOLIO = ("NN", "JJ", "HYPH")
_POSSESSIVE = re.compile(r"^['’]s?\s", re.IGNORECASE)
_MOST = 3  # titles of one person joined by "and"


@dataclass(frozen=True, slots=True)
class Description:
    """What a phrase says that somebody is.

    Attributes:
        start: First token of the title or noun, modifiers included.
        end: One after its last token.
        text: The title: "deputy foreign minister".
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
    status: RoleStatus = "current"

    @property
    def last(self) -> int:
        """One after the last token of the title and of what stands after it for its holder."""
        ends = [a.last for a in (self.of, self.beyond) if a is not None]
        return max(self.end, *ends) if ends else self.end


def read_titles(actors: Actors, start: int, end: int) -> list[Description]:
    """Reads the titles that begin at a token: "co-founder and chief executive of Facebook".

    One that is held with nobody known is held where the one next to it is.
    """
    found: list[Description] = []
    doc, first = actors.doc, start
    while len(found) < _MOST:
        described = read_title(actors, first, end)
        if described is None:
            break
        found.append(described)
        joined = described.last
        if joined + 1 >= end or doc[joined].lower_ not in AND or doc[joined + 1].lower_ == "the":
            break
        first = joined + 1
    return share_holder(found)


def share_holder(found: list[Description]) -> list[Description]:
    """Titles joined by "and", each with the holder of the nearest that has one."""
    held = [d for d in found if d.of is not None]
    if not held:
        return found
    return [
        d if d.of is not None else replace(d, of=near.of, beyond=near.beyond)
        for d in found
        for near in [min(held, key=lambda h: abs(h.start - d.start))]
    ]


def read_title(actors: Actors, start: int, end: int) -> Description | None:
    """Reads a description with a title that begins at a token: "the president of Serbia".

    Args:
        actors: The actors of the document.
        start: Its first token.
        end: The token that it must not reach.
    """
    doc = actors.doc
    stop, title, words = None, None, 0
    for i in range(start, min(end, start + LONGEST)):
        if not doc[i].tag_.startswith(_INSIDE) and not _inside_title(doc, start, i):
            break
        found = longest_title([t.text for t in doc[start : i + 1]])
        if found is not None:
            stop, (title, words) = i + 1, found
        elif stop is not None and not doc[i].tag_.startswith(("NN", "POS", "JJ", "IN")):
            break
    if stop is None or title is None or _is_name(actors.at(stop)):
        return None
    return describe(actors, stop - words, stop, title, floor=start, end=end)


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
    for i in range(start, min(end, start + LONGEST)):
        following = doc[i + 1].tag_ if i + 1 < len(doc) else ""
        if is_wanted(doc[i]) and not following.startswith(("NN", "POS")):
            found = describe(actors, i, i + 1, None, floor=start, end=end)
            return found if found.of is not None else None
        if not doc[i].tag_.startswith(_INSIDE):
            return None
    return None


def describe(
    actors: Actors, start: int, stop: int, title: Title | None, *, floor: int, end: int
) -> Description:
    """Describes a title, given by its tokens, with all that belongs to it.

    Args:
        actors: The actors of the document.
        start: First token of the title itself.
        stop: One after its last token.
        title: The title as it is known; None for a noun of belonging.
        floor: The first token that may belong to it.
        end: The token that it must not reach.
    """
    doc = actors.doc
    first = _modifiers(actors, start, floor)
    owner = actors.before(doc[first])
    if owner is not None and (owner.first < floor or _has_title(doc, owner.last, first)):
        owner = None
    stop = _portfolio_end(actors, stop, end)
    surface = doc[owner.last if owner is not None else first : stop].text
    if owner is not None:
        earlier = doc[_modifiers(actors, owner.first, floor) : owner.first].text
        surface = f"{earlier} {_POSSESSIVE.sub('', surface)}"
    text, status = split_status(" ".join(surface.split()))
    if title is not None and title.canonical:
        core = split_status(" ".join(doc[start:stop].text.split()))[0]
        text = f"{text.removesuffix(core)}{title.canonical}"
    of, beyond = owner, None
    if owner is None or owner.type == "person":
        of, beyond = _after(actors, stop, end)
    return Description(first, stop, text, title, of, beyond, status)


def _has_title(doc: Doc, start: int, end: int) -> bool:
    """Whether tokens hold a title of its own: "Times editor former Texas Governor Perry"."""
    words = [t.text for t in doc[start:end]]
    found = (longest_title(words[: i + 1]) for i in range(len(words)))
    return any(known is not None and not known[0].modifier for known in found)


def _portfolio_end(actors: Actors, stop: int, end: int) -> int:
    """One after the last token of "Minister of Health and Social Services"."""
    doc, last = actors.doc, stop
    if doc[stop - 1].lower_ not in _PORTFOLIOS or stop + 1 >= end:
        return stop
    if doc[stop].lower_ not in ("of", "for"):
        return stop
    first = stop + 1
    if doc[first].lower_ == "the" and first + 1 < end and doc[first + 1].text[:1].isupper():
        first += 1
    for i in range(first, min(end, first + 6)):
        joins = doc[i].lower_ in AND and i > first and doc[i - 1].text[:1].isupper()
        if actors.at(i) is not None or not (joins or doc[i].tag_.startswith(_PORTFOLIO)):
            break
        if doc[i].tag_.startswith("NN"):
            last = i + 1
    return last


def _modifiers(actors: Actors, start: int, floor: int) -> int:
    """The first token of a title's modifiers: "former deputy", "ex-"."""
    first = start
    while first > floor and actors.at(first - 1) is None:
        first -= 1
    return start - count_modifiers([t.text for t in actors.doc[first:start]])


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
    if i >= min(end, len(doc)):
        return None
    if doc[i].text == ",":  # "(co-founder, Ethereum)"
        body = actors.at(i + 1) if i + 1 < end else None
        closes = body is not None and body.last < len(doc) and doc[body.last].text == ")"
        return body if closes and body is not None and body.type == "organization" else None
    if doc[i].lower_ not in _PREPOSITIONS:
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
