"""Where mentions stand in a parsed document: clause, role, sentence, paragraph, quotation."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.knowledge.cues import speech_forms
from pipeline.ner.reference.referents import PRONOUN_CASES, Referent

__all__ = ["ROLES", "Place", "Scene"]

#: Syntactic roles, by number; 0 is any other.
ROLES = ("other", "subject", "passive", "object", "dative", "possessive", "agent", "prepositional")
_ROLE_OF = {
    "nsubj": 1,
    "csubj": 1,
    "nsubjpass": 2,
    "csubjpass": 2,
    "dobj": 3,
    "attr": 3,
    "dative": 4,
    "iobj": 4,
    "poss": 5,
    "pobj": 7,
}
_HIGHEST = 40  # steps up a tree, whatever its depth
_BEFORE, _AFTER = 8, 7  # tokens round a quotation in which its speaker stands


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands.

    Attributes:
        head: The token that heads it.
        role: Number of its role in `ROLES`, that of the first of its conjuncts.
        conjunct: Whether it stands behind "and".
        appositive: Whether it is an apposition or the predicate of "be".
        verbs: The verbs above it, the nearest first.
        direct: Whether it is an argument of the nearest of them.
        left: First token of the phrase that it heads.
        right: Last token of that phrase.
        sentence: Number of its sentence.
        paragraph: Number of its paragraph.
        quote: Number of the quotation that it stands in, or -1.
    """

    head: int
    role: int
    conjunct: bool
    appositive: bool
    verbs: tuple[int, ...]
    direct: bool
    left: int
    right: int
    sentence: int
    paragraph: int
    quote: int

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of an active or passive verb."""
        return self.role in (1, 2)


class Scene:
    """A parsed document with its quotations, for the features of pairs.

    Args:
        doc: The parsed document.
        quotes: Its quotations as token spans, in order.
    """

    def __init__(self, doc: Doc, quotes: Iterable[tuple[int, int]]) -> None:
        self.doc = doc
        self.quotes = list(quotes)
        self._quote_starts = [start for start, _ in self.quotes]
        self._sentence_of = [n for n, s in enumerate(doc.sents) for _ in s]
        self._paragraph_of: list[int] = []
        number = 0
        for token in doc:
            self._paragraph_of.append(number)
            number += "\n" in token.text
        self._places: dict[tuple[int, int], Place] = {}
        self._speech = speech_forms()

    def place(self, referent: Referent) -> Place:
        """Where a mention stands."""
        key = referent.start, referent.end
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = self._read(referent)
        return found

    def speaks(self, place: Place) -> bool:
        """Whether a mention is the subject of a verb of speech."""
        return bool(
            place.is_subject and place.verbs and self.doc[place.verbs[0]].lower_ in self._speech
        )

    def speakers(self, quote: int, referents: Iterable[Referent]) -> set[Hashable]:
        """The entities that say a quotation: subjects right before or after it.

        Those of verbs of speech go before others.

        Args:
            quote: Number of the quotation.
            referents: The mentions of the document.
        """
        start, end = self.quotes[quote]
        speaking: set[Hashable] = set()
        other: set[Hashable] = set()
        for r in referents:
            near = start - _BEFORE <= r.start < start or end <= r.start < end + _AFTER
            if near and r.entity is not None:
                place = self.place(r)
                here = place.quote < 0 and place.paragraph == self._paragraph_of[start]
                if here and place.is_subject:
                    (speaking if self.speaks(place) else other).add(r.entity)
        return speaking or other

    def sentence_of(self, i: int) -> int:
        """Number of the sentence that a token stands in."""
        return self._sentence_of[i]

    def clause(self, here: Place, there: Place) -> int:
        """How the clause of a mention stands to that of another.

        Returns:
            0 for two sentences; 1 arguments of one verb; 2 one verb; 3 the other's clause holds
            this one; 4 this one holds the other's; 5 a verb joined to the other's; 6 else.
        """
        if here.sentence != there.sentence:
            return 0
        if not here.verbs or not there.verbs:
            return 6
        mine, other = here.verbs[0], there.verbs[0]
        if mine == other:
            return 1 if here.direct and there.direct else 2
        if self.doc[mine].dep_ == "conj" and self.doc[mine].head.i == other:
            return 5
        if other in here.verbs:
            return 3
        return 4 if mine in there.verbs else 6

    def are_disjoint(self, anaphor: Referent, candidate: Referent) -> bool:
        """Whether two mentions cannot be one: subject and object of one verb, "Putin met him"."""
        here, there = self.place(anaphor), self.place(candidate)
        if here.appositive or there.appositive or self.clause(here, there) != 1:
            return False
        return PRONOUN_CASES.get(self.doc[anaphor.start].lower_) != "reflexive"

    def quote_of(self, i: int) -> int:
        """Number of the quotation that a token stands in, or -1."""
        at = bisect_right(self._quote_starts, i) - 1
        return at if at >= 0 and i < self.quotes[at][1] else -1

    def _read(self, referent: Referent) -> Place:
        head = self.doc[referent.start : referent.end].root
        first, conjunct = head, False
        for _ in range(_HIGHEST):
            if (
                first.dep_ != "conj"
                or first.head.i == first.i
                or first.head.pos_ in ("VERB", "AUX")
            ):
                break
            first, conjunct = first.head, True
        role = _ROLE_OF.get(first.dep_, 0)
        if first.dep_ == "pobj" and first.head.dep_ == "agent":
            role = 6
        verbs = self._verbs(first)
        return Place(
            head=head.i,
            role=role,
            conjunct=conjunct,
            appositive=first.dep_ in ("appos", "attr"),
            verbs=verbs,
            direct=bool(verbs) and role in (1, 2, 3, 4, 6) and _argument_of(first) == verbs[0],
            left=head.left_edge.i,
            right=head.right_edge.i,
            sentence=self._sentence_of[referent.start],
            paragraph=self._paragraph_of[referent.start],
            quote=self.quote_of(referent.start),
        )

    def _verbs(self, token: Token) -> tuple[int, ...]:
        found = []
        for _ in range(_HIGHEST):
            above = token.head
            if above.i == token.i:
                break
            if above.pos_ in ("VERB", "AUX"):
                found.append(above.i)
            token = above
        return tuple(found)


def _argument_of(token: Token) -> int:
    return token.head.head.i if token.dep_ == "pobj" else token.head.i
