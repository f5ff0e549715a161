"""The spans that the stage works on, and how they are trimmed."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from spacy.tokens import Doc, Token

__all__ = ["SURE", "Candidate", "Known", "Origin", "entity_scores", "is_capitalised", "trim"]

#: A recogniser as sure as this has read the context: a team, not its city.
SURE = 0.9
_SCORES = "name_scores"
KnownKind = Literal["country", "demonym", "capital", "house", "organization", "other"]


class Origin(Enum):
    """What found a candidate."""

    MODEL = "model"
    KNOWN = "known"
    AGREED = "agreed"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Known:
    """What the knowledge says about a surface form.

    Attributes:
        kind: country, demonym, capital, house, organization, other.
        label: OntoNotes label.
        iso3: The country that it is, or whose government it stands for.
        name: Canonical name of an organization.
    """

    kind: KnownKind
    label: str
    iso3: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of tokens, half-open, that may be a named mention.

    Attributes:
        start: First token.
        end: One after the last token.
        label: OntoNotes label.
        origin: What found it.
        known: What the knowledge says about it.
        score: How likely the recogniser has it right, where it says so.
    """

    start: int
    end: int
    label: str
    origin: Origin
    known: Known | None = None
    score: float | None = None

    def text(self, doc: Doc) -> str:
        """The surface string."""
        return doc[self.start : self.end].text


def entity_scores(doc: Doc) -> list[float | None]:
    """How likely each of `doc.ents` is right, None where the recogniser does not say so."""
    scores = doc._.get(_SCORES) if Doc.has_extension(_SCORES) else None
    if scores is None or len(scores) != len(doc.ents):  # another component has changed them
        return [None] * len(doc.ents)
    return [float(score) for score in scores]


def is_capitalised(token: Token) -> bool:
    """Whether a token begins with a capital letter, or is an initial or acronym."""
    return token.text[:1].isupper()


_OPENING = frozenset({"the", "a", "an"})
_CLOSING = frozenset("in at on for to from by with as that who which".split())
_EDGES = frozenset({"'s", "’s", "'", "’", "s'", "and", "of", "&"})


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The span without articles, possessives, blanks and punctuation at its edges.

    "U.S." keeps its point, for that is part of the token. The result may be empty.
    """
    while start < end and (_is_edge(doc[start]) or doc[start].lower_ in _OPENING):
        start += 1
    while start < end and (_is_edge(doc[end - 1]) or _is_closing(doc[end - 1])):
        end -= 1
    for i in range(start, end):
        # No name goes over the end of a paragraph.
        if "\n" in doc[i].text or "\n" in doc[i].whitespace_:
            return start, i
    return start, end


def _is_closing(token: Token) -> bool:
    # "Moon Jae-in" ends in a name.
    return token.lower_ in _CLOSING and not (token.i and token.nbor(-1).text == "-")


def _is_edge(token: Token) -> bool:
    return token.is_space or token.lower_ in _EDGES or not any(c.isalnum() for c in token.text)
