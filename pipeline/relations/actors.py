"""Who may take part in a relation: the mentions that stand for somebody known, in tokens."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.events import ActorKind, actor_nouns, event_nouns, verb_frames

__all__ = ["Actor", "Actors", "is_nominal", "sentence_of"]

Row = Mapping[str, Any]

_DEPTH = 4  # nouns with "of" within each other
_REACH = 6  # tokens of a noun phrase before its head that are looked through
_PREMODIFIERS = ("JJ", "NN", "VBN", "VBG", "CD", "POS", "HYPH", "RBS")
_QUOTATION_MARKS = frozenset("\"'“”‘’")
_COMPOUND_ENDS = frozenset(
    {"aligned", "backed", "based", "born", "brokered", "controlled", "held", "led", "occupied"}
)
_OF_NOUNS: frozenset[ActorKind] = frozenset({"government", "member", "official", "property"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of a person, organization or country.

    Attributes:
        entity_id: Id of the entity.
        name: Its canonical name.
        type: person, organization or country.
        start: Offset of its first character.
        end: Offset after its last character.
        first: Its first token.
        last: One after its last token.
        kind: name, nominal or pronoun.
        label: OntoNotes label, or empty.
        title: Title that stands with the name, or empty.
        score: How sure the mention is.
    """

    entity_id: str
    name: str
    type: str
    start: int
    end: int
    first: int
    last: int
    kind: str = "name"
    label: str = ""
    title: str = ""
    score: float = 1.0


class Actors:
    """The actors of a document, found by token.

    Attributes:
        doc: The parsed document.
        all: Its actors in the order of the text.
    """

    def __init__(self, doc: Doc, actors: Iterable[Actor]) -> None:
        self.doc = doc
        self.all = sorted(actors, key=lambda a: (a.first, a.last))
        self._firsts = [a.first for a in self.all]
        self._at: dict[int, Actor] = {}
        # The shortest mention that covers a token is the one it belongs to.
        for actor in sorted(self.all, key=lambda a: a.first - a.last):
            self._at.update(dict.fromkeys(range(actor.first, actor.last), actor))

    @classmethod
    def from_mentions(cls, doc: Doc, mentions: Iterable[Row], quotes: Iterable[Row]) -> "Actors":
        """Makes them of the rows of one document; "I" in a quote is its speaker."""
        actors = [a for row in mentions if (a := _actor(doc, row)) is not None]
        taken = {i for a in actors for i in range(a.first, a.last)}
        speakers = {a.entity_id: a for a in reversed(actors)}
        for row in quotes:
            actors.extend(a for a in _first_persons(doc, row, speakers) if a.first not in taken)
        return cls(doc, actors)

    def at(self, i: int) -> Actor | None:
        """The actor that token `i` belongs to."""
        return self._at.get(i)

    def within(self, start: int, end: int) -> Iterator[Actor]:
        """The actors that lie within some tokens."""
        first = bisect_left(self._firsts, start)
        last = bisect_left(self._firsts, end)
        return (a for a in self.all[first:last] if a.last <= end)

    def named(self, actor: Actor) -> Actor:
        """The name of the same entity in the sentence of a pronoun, else the actor itself."""
        if actor.kind != "pronoun":
            return actor
        sentence = self.doc[actor.first].sent
        for other in self.within(sentence.start, sentence.end):
            if other.entity_id == actor.entity_id and other.kind == "name":
                return other
        return actor

    def of_phrase(self, token: Token, *, target: bool = False, owner: bool = False) -> list[Actor]:
        """The actors that a noun phrase and those joined to it by "and" stand for.

        Args:
            token: Head of the phrase.
            target: Whether something is done to it, so that "Syrian airports" stands for Syria.
            owner: Whether any thing stands for whoever it belongs to ("Trump's visit").
        """
        found: dict[str, Actor] = {}
        for head in _conjuncts(token):
            actor = self._of_head(head, target, owner)
            if actor is not None:
                found.setdefault(actor.entity_id, actor)
        return list(found.values())

    def before(self, token: Token) -> Actor | None:
        """The actor that stands before a noun in its phrase: "Moscow's", "US", "their"."""
        doc, sentence = self.doc, token.sent
        for i in range(token.i - 1, max(sentence.start, token.i - _REACH) - 1, -1):
            actor = self.at(i)
            if actor is not None and i == actor.last - 1:
                following = doc[i + 1]
                return None if _is_compound_part(doc, actor, following) else actor
            word = doc[i]
            if _is_headline_verb(word):
                return None
            if not word.tag_.startswith(_PREMODIFIERS) and word.text not in _QUOTATION_MARKS:
                return None
        return None

    def _of_head(self, token: Token, target: bool, owner: bool, depth: int = 0) -> Actor | None:
        actor = self.at(token.i)
        named = self._name_after(token)
        if named is not None and (actor is None or actor.type != "person"):
            return named
        if actor is not None:
            if token.i < actor.last - 1 or not self._is_modifier(token):
                return actor
            return None
        for child in token.children:
            if child.dep_ == "appos" and (actor := self.at(child.i)) is not None:
                return actor
        return self._represented(token, target, owner, depth)

    def _is_modifier(self, token: Token) -> bool:
        """Whether an adjective or possessive was taken for the head of its phrase."""
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        return following is not None and (
            following.tag_ == "POS" or (token.tag_ == "JJ" and following.tag_.startswith("NN"))
        )

    def _name_after(self, token: Token) -> Actor | None:
        """The person whose title the token is: "President Putin", "his counterpart, Putin"."""
        is_office = actor_nouns().get(token.lemma_.lower()) == "official"
        for i in range(token.i + 1, min(token.sent.end, token.i + _REACH)):
            actor = self.at(i)
            if actor is not None and actor.type == "person" and actor.kind == "name":
                return actor
            opens = is_office and (
                self.doc[i].lower_ == "of" or (i == token.i + 1 and self.doc[i].text == ",")
            )
            if not opens and not self.doc[i].tag_.startswith(("NN", "JJ", "HYPH")):
                return None
        return None

    def _represented(self, token: Token, target: bool, owner: bool, depth: int) -> Actor | None:
        kind = actor_nouns().get(token.lemma_.lower())
        if kind == "property" and not target:
            kind = None
        actor = self.before(token)
        if actor is not None:
            after = self.doc[
                actor.last
            ].lemma_.lower()  # "administration" of "Obama's ... officials"
            if owner or _represents(kind, actor) or _represents(actor_nouns().get(after), actor):
                return actor
        if kind in _OF_NOUNS and depth < _DEPTH:
            for of in _complements_of(token):
                return self._of_head(of, target, owner, depth + 1)
        return None


def _is_headline_verb(word: Token) -> bool:
    """Whether a verb was taken for a noun: "Iran condemns deadly attack"."""
    lemma = word.lower_.removesuffix("s")
    if lemma == word.lower_ or not word.tag_.startswith("NN"):
        return False
    return lemma in verb_frames() and lemma not in event_nouns() and lemma not in actor_nouns()


def _complements_of(noun: Token) -> Iterator[Token]:
    """The noun after "of": "people of Russia"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _represents(kind: ActorKind | None, actor: Actor) -> bool:
    """Whether a noun of that kind stands for the actor named before it."""
    if kind is None:
        return False
    return actor.type != "person" or kind in ("force", "government")


def _is_compound_part(doc: Doc, actor: Actor, following: Token) -> bool:
    """Whether the name is only part of a word: "Russian-backed", "pro-Russian", "US-led"."""
    before = doc[actor.first - 1].lower_ if actor.first else ""
    return (
        (following.text in "-‐‑–" and not following.whitespace_)
        or following.lower_ in _COMPOUND_ENDS
        or before in ("pro", "anti", "non", "ex")
        or (before in "-‐‑" and before != "" and not doc[actor.first - 1].whitespace_)
    )


def _conjuncts(token: Token) -> Iterator[Token]:
    open_ = [token]
    while open_:
        head = open_.pop(0)
        yield head
        open_ += [c for c in head.children if c.dep_ == "conj" and is_nominal(c)]


def is_nominal(token: Token) -> bool:
    """Whether a token is a noun, name or pronoun."""
    return token.tag_.startswith(("NN", "PRP", "DT", "CD", "WP")) or token.pos_ in (
        "NOUN",
        "PROPN",
        "PRON",
    )


def sentence_of(token: Token) -> Span:
    """The sentence of a token without the white space at its edges."""
    sentence = token.sent
    start, end = sentence.start, sentence.end
    while start < end - 1 and token.doc[start].is_space:
        start += 1
    while end - 1 > start and token.doc[end - 1].is_space:
        end -= 1
    return token.doc[start:end]


def _actor(doc: Doc, row: Row) -> Actor | None:
    if row["entity_id"] is None or row.get("entity_type") is None:
        return None
    span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    if span is None:
        return None
    score = row.get("score")
    return Actor(
        entity_id=row["entity_id"],
        name=row.get("entity_name") or row["text"],
        type=row["entity_type"],
        start=row["start"],
        end=row["end"],
        first=span.start,
        last=span.end,
        kind=row["kind"],
        label=row["label"] or "",
        title=row.get("title") or "",
        score=1.0 if score is None else score,
    )


def _first_persons(doc: Doc, quote: Row, speakers: Mapping[str, Actor]) -> Iterator[Actor]:
    """The pronouns "I" and "we" of a direct quote, as its speaker."""
    if quote["speaker_id"] is None or quote["kind"] == "indirect":
        return
    speaker = speakers.get(quote["speaker_id"])
    if speaker is None:
        return
    for part in quote["content_spans"]:
        span = doc.char_span(part["start"], part["end"], alignment_mode="contract")
        for token in span or ():
            if token.lower_ in ("i", "we", "my", "our") and token.tag_.startswith("PRP"):
                yield Actor(
                    entity_id=speaker.entity_id,
                    name=speaker.name,
                    type=speaker.type,
                    start=token.idx,
                    end=token.idx + len(token),
                    first=token.i,
                    last=token.i + 1,
                    kind="pronoun",
                    label=speaker.label,
                    score=quote["speaker_score"] or 0.5,
                )
