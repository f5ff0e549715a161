"""Categorical features of an anaphor and a candidate for its antecedent.

They tell what the vectors of the network see badly: agreement, syntax, order, distance, who
speaks. Every feature is a number below that which `FEATURES` gives for it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.knowledge.names import fold
from pipeline.knowledge.titles import same_title
from pipeline.ner.reference.referents import PRONOUN_CASES, Referent
from pipeline.ner.reference.scene import ROLES, Place, Scene

__all__ = ["FEATURES", "Pairs"]

#: Features in the order of the columns, with the number of their values.
FEATURES: dict[str, int] = {
    "anaphor": 9,  # he, she, it, they, description by type
    "case": 5,
    "gender": 5,
    "number": 4,
    "type": 6,
    "kind": 3,
    "form": 3,  # of a name: one word, several, its first mention
    "anaphor_role": len(ROLES),
    "role": len(ROLES),
    "conjunct": 2,
    "parallel": 4,
    "clause": 7,
    "phrase": 4,
    "sentences": 8,
    "paragraphs": 3,
    "tokens": 7,
    "rank": 9,
    "entity_rank": 6,
    "order": 8,
    "after": 3,
    "count": 6,
    "topic": 4,
    "root": 4,
    "quote": 5,
    "speaker": 3,
    "speech": 4,
    "head": 4,
    "title": 5,
    "country": 3,
}

_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), 0),
    **dict.fromkeys(("she", "her", "hers", "herself"), 1),
    **dict.fromkeys(("it", "its", "itself"), 2),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), 3),
}
_DESCRIPTIONS = {
    "person": 4,
    "organization": 5,
    "country": 6,
    "place": 6,
    "group": 7,
    "other": 8,
}
_TYPES = ("person", "organization", "country", "place", "group", "other")
_KINDS = ("name", "nominal", "pronoun")
_CASES = {"subject": 0, "object": 1, "possessive": 2, "reflexive": 3}
_SENTENCES = (1, 2, 3, 4, 6, 11, 21)
_TOKENS = (4, 8, 16, 32, 64, 128)
_RANKS = (1, 2, 3, 4, 5, 7, 10, 15)
_ENTITY_RANKS = (1, 2, 3, 4, 6)
_COUNTS = (2, 3, 4, 6, 10)


class Pairs:
    """The features of pairs among the mentions of one document.

    Args:
        scene: The parsed document.
        mentions: Its mentions, those without an entity as well.

    Attributes:
        mentions: In the order of the text, of one place the longest first.
    """

    def __init__(self, scene: Scene, mentions: Sequence[Referent]) -> None:
        self._scene = scene
        self.mentions = sorted(mentions, key=_place)
        self._read()

    def put(self, referent: Referent) -> None:
        """Adds a mention, in the place of one over the same tokens."""
        at = bisect_left(self.mentions, _place(referent), key=_place)
        same = at < len(self.mentions) and _place(self.mentions[at]) == _place(referent)
        self.mentions[at : at + same] = [referent]

    def _read(self) -> None:
        self._counts: Counter[Hashable] = Counter()
        self._first: dict[Hashable, int] = {}
        self._opens: dict[int, int] = {}
        seen: set[tuple[str, int]] = set()
        for m in self.mentions:
            if m.kind == "name" and m.entity is not None:
                self._counts[m.entity] += 1
                self._first.setdefault(m.entity, m.start)
            place = self._scene.place(m)
            for unit, number, bit in (("s", place.sentence, 2), ("p", place.paragraph, 4)):
                if m.kind != "pronoun" and (unit, number) not in seen:
                    seen.add((unit, number))
                    self._opens[m.start] = self._opens.get(m.start, 0) | bit
        people = [m.entity for m in self.mentions if m.type == "person" and m.kind == "name"]
        self._opening = next((e for e in people if e is not None), None)
        often = Counter(e for e in people if e is not None).most_common(1)
        self._most_named = often[0][0] if often and often[0][1] > 1 else None

    def features(self, anaphor: Referent, candidates: Sequence[Referent]) -> npt.NDArray[np.int16]:
        """The features of an anaphor with each candidate.

        Args:
            anaphor: The pronoun or description.
            candidates: Mentions of the document, before it or after it.

        Returns:
            One row a candidate, one column for each of `FEATURES`.
        """
        ranks, entity_ranks = self._ranks(anaphor)
        speakers = self._speakers(anaphor)
        first = self._of_anaphor(anaphor)
        rows = [
            first
            + self._of_candidate(anaphor, c)
            + self._of_places(anaphor, c)
            + self._of_order(anaphor, c, ranks, entity_ranks)
            + self._of_speech(anaphor, c, speakers)
            + _of_description(self._scene, anaphor, c)
            for c in candidates
        ]
        return np.array(rows, dtype=np.int16).reshape(len(rows), len(FEATURES))

    def _ranks(self, anaphor: Referent) -> tuple[dict[int, int], dict[Hashable, int]]:
        """How many mentions, and how many other entities, of a fitting type stand nearer."""
        ranks: dict[int, int] = {}
        entity_ranks: dict[Hashable, int] = {}
        wanted = _wanted(anaphor)
        n = 0
        last = bisect_right(self.mentions, anaphor.start, key=_start)
        for m in reversed(self.mentions[max(0, last - 80) : last]):
            if m.start >= anaphor.start or m.end > anaphor.start:
                continue
            if m.type in wanted and not _clash(anaphor, m):
                ranks[m.start] = n
                n += 1
                if m.entity is not None:
                    entity_ranks.setdefault(m.entity, len(entity_ranks))
        return ranks, entity_ranks

    def _speakers(self, anaphor: Referent) -> set[Hashable] | None:
        quote = self._scene.place(anaphor).quote
        return None if quote < 0 else self._scene.speakers(quote, self.mentions)

    def _of_anaphor(self, anaphor: Referent) -> tuple[int, ...]:
        if anaphor.kind != "pronoun":
            return _DESCRIPTIONS[anaphor.type], 4
        token = self._scene.doc[anaphor.start]
        case = PRONOUN_CASES.get(token.lower_, "subject")
        if token.tag_ == "PRP$":
            case = "possessive"
        elif token.lower_ in ("it", "her") and case != "possessive":
            subject = self._scene.place(anaphor).is_subject
            case = "subject" if subject else "object"
        return _PRONOUNS[token.lower_], _CASES[case]

    def _of_candidate(self, anaphor: Referent, c: Referent) -> tuple[int, ...]:
        if anaphor.gender and c.gender:
            gender = 1 if anaphor.gender == c.gender else 2
        else:
            gender = 3 if anaphor.gender else 4 if c.gender else 0
        number = (anaphor.number == "plural") * 2 + (c.number == "plural")
        form = 0
        if c.kind == "name" and c.end - c.start > 1:
            form = 2 if self._first.get(c.entity) == c.start else 1
        return gender, number, _TYPES.index(c.type), _KINDS.index(c.kind), form

    def _of_places(self, anaphor: Referent, c: Referent) -> tuple[int, ...]:
        here, there = self._scene.place(anaphor), self._scene.place(c)
        parallel = 0
        if here.role == there.role and here.role:
            parallel = 1 if here.role == 1 else 2 if here.role in (3, 4, 7) else 3
        phrase = 0
        if c.end <= anaphor.start and there.left <= anaphor.start <= there.right:
            phrase = 1
        elif here.left <= c.start and c.end - 1 <= here.right:
            phrase = 2
        elif here.head in self._appositions(there) or there.head in self._appositions(here):
            phrase = 3
        return (
            here.role,
            there.role,
            int(there.conjunct),
            parallel,
            self._scene.clause(here, there),
            phrase,
        )

    def _appositions(self, place: Place) -> set[int]:
        doc = self._scene.doc
        head = doc[place.head]
        if not place.appositive or head.head.i == head.i:
            return set()
        if head.dep_ == "attr":
            return {t.i for t in head.head.lefts if t.dep_ in ("nsubj", "nsubjpass")}
        return {head.head.i}

    def _of_order(
        self,
        anaphor: Referent,
        c: Referent,
        ranks: dict[int, int],
        entity_ranks: dict[Hashable, int],
    ) -> tuple[int, ...]:
        here, there = self._scene.place(anaphor), self._scene.place(c)
        after = 0
        if c.start > anaphor.start:
            after = 1 if here.sentence == there.sentence else 2
        sentences = abs(here.sentence - there.sentence)
        tokens = anaphor.start - c.end if not after else c.start - anaphor.end
        rank = ranks.get(c.start, 99)
        order = self._opens.get(c.start, 0) | (rank == 0)
        topic = (c.entity is not None) * (
            (c.entity == self._opening) + 2 * (c.entity == self._most_named)
        )
        return (
            _bucket(sentences, _SENTENCES),
            min(abs(here.paragraph - there.paragraph), 2),
            _bucket(tokens, _TOKENS),
            _bucket(rank, _RANKS),
            _bucket(entity_ranks.get(c.entity, 99), _ENTITY_RANKS),
            order,
            after,
            _bucket(self._counts[c.entity], _COUNTS),
            topic,
            _at_root(here) * 2 + _at_root(there),
        )

    def _of_speech(
        self, anaphor: Referent, c: Referent, speakers: set[Hashable] | None
    ) -> tuple[int, ...]:
        here, there = self._scene.place(anaphor), self._scene.place(c)
        if here.quote < 0:
            quote = 3 if there.quote >= 0 else 0
        elif there.quote < 0:
            quote = 2
        else:
            quote = 1 if here.quote == there.quote else 4
        speaker = 0 if speakers is None else 1 + (c.entity is not None and c.entity in speakers)
        speech = self._scene.speaks(here) * 2 + self._scene.speaks(there)
        return quote, speaker, speech


def _place(referent: Referent) -> tuple[int, int]:
    return referent.start, -referent.end


def _start(referent: Referent) -> int:
    return referent.start


def _bucket(value: int, borders: Sequence[int]) -> int:
    return bisect_right(borders, value)


def _wanted(anaphor: Referent) -> frozenset[str]:
    """The types that an anaphor may mean."""
    if anaphor.gender or anaphor.type == "person":
        return frozenset({"person"})
    if anaphor.type in ("organization", "country", "place"):
        return frozenset({anaphor.type})
    if anaphor.number == "plural":
        return frozenset(_TYPES)
    return frozenset({"organization", "country", "place", "group", "other"})


def _clash(anaphor: Referent, c: Referent) -> bool:
    return bool(anaphor.gender and c.gender and anaphor.gender != c.gender)


def _at_root(place: Place) -> bool:
    return place.is_subject and len(place.verbs) == 1


def _of_description(scene: Scene, anaphor: Referent, c: Referent) -> tuple[int, ...]:
    """Head noun, title and country of a description against the candidate's."""
    if anaphor.kind != "nominal":
        return 0, 0, 0
    doc = scene.doc
    noun = doc[scene.place(anaphor).head].lower_
    head = 1
    if noun == doc[scene.place(c).head].lower_:
        mine = {t.lower_ for t in doc[anaphor.start : anaphor.end]}
        theirs = {t.lower_ for t in doc[c.start : c.end]}
        head = 3 if mine <= theirs or theirs <= mine else 2
    elif fold(noun) in c.words:
        head = 2
    title = 0
    if anaphor.type == "person":
        title = _titles(anaphor, c)
    country = 0
    if anaphor.countries and c.countries:
        country = 1 if anaphor.countries & c.countries else 2
    return head, title, country


def _titles(anaphor: Referent, c: Referent) -> int:
    if not c.titles or not anaphor.titles:
        return 1
    if any(t in c.titles for t in anaphor.titles):
        return 4
    if any(same_title(t, other) for t in anaphor.titles for other in c.titles):
        return 3
    return 2
