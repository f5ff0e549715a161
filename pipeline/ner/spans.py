"""The spans that the stage works on, and how they are trimmed."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from spacy.tokens import Doc, Token

__all__ = ["Candidate", "Known", "Origin", "is_capitalised", "trim"]

KnownKind = Literal["country", "demonym", "capital", "house", "organization", "other"]


class Origin(Enum):
    """What found a candidate."""

    MODEL = "model"
    KNOWN = "known"
    AGREED = "agreed"
    TITLED = "titled"
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
    """A span of tokens, half-open, that may be a named mention."""

    start: int
    end: int
    label: str
    origin: Origin
    known: Known | None = None

    def text(self, doc: Doc) -> str:
        """The surface string."""
        return doc[self.start : self.end].text


def is_capitalised(token: Token) -> bool:
    """Whether a token begins with a capital letter, or is an initial or acronym."""
    return token.text[:1].isupper()


_EDGE_WORDS = frozenset({"the", "a", "an", "'s", "’s", "'", "’", "s'", "and", "of", "&"})


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The span without articles, possessives, blanks and punctuation at its edges.

    "U.S." keeps its point, for that is part of the token. The result may be empty.
    """
    while start < end and _is_edge(doc[start]):
        start += 1
    while start < end and (_is_edge(doc[end - 1]) or doc[end - 1].lower_ in _TAIL_WORDS):
        end -= 1
    for i in range(start, end):
        # No name goes over the end of a paragraph.
        if "\n" in doc[i].text or "\n" in doc[i].whitespace_:
            return start, i
    return start, end


_TAIL_WORDS = frozenset(
    {"in", "at", "on", "for", "to", "from", "by", "with", "as", "that", "who", "which"}
)


def _is_edge(token: Token) -> bool:
    return token.is_space or token.lower_ in _EDGE_WORDS or not any(c.isalnum() for c in token.text)
