"""Decides by the scores of pairs what pronouns and descriptions refer to."""

from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from pipeline.knowledge.names import Gender
from pipeline.knowledge.titles import same_title, titles
from pipeline.ner.learned.component import vectors_at
from pipeline.ner.reference.features import Pairs
from pipeline.ner.reference.referents import Referent
from pipeline.ner.reference.scene import Scene
from pipeline.ner.reference.scorer import Floats, PairScorer

__all__ = ["Answer", "Resolver"]

#: Candidates before an anaphor, at most, and names after a pronoun in its sentence.
BEFORE, AFTER = 30, 3
_BODIES = frozenset({"organization", "country", "place", "other"})
_HELD = frozenset({"office", "rank"})
_MANY = frozenset({"group", "organization", "country"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an anaphor refers to.

    Attributes:
        entity: The key of its antecedent's entity; None where that has none, or there is none.
        probability: Of that.
    """

    entity: Hashable
    probability: float


class Resolver:
    """Resolves the anaphors of one document, in the order of the text.

    Args:
        scene: The parsed document.
        mentions: All that is mentioned but pronouns, resolved or not.
        scorer: The scores of pairs.
        numbers: The sentence number of each token by which distance is counted.
    """

    def __init__(
        self,
        scene: Scene,
        mentions: Sequence[Referent],
        *,
        scorer: PairScorer,
        numbers: Sequence[int],
    ) -> None:
        self._scene, self._scorer = scene, scorer
        self._pairs = Pairs(scene, mentions)
        self._numbers = numbers
        self._vectors: dict[tuple[int, int], Floats] = {}

    def put(self, referent: Referent) -> None:
        """Adds a mention that was resolved, in the place of the same one unresolved."""
        self._pairs.put(referent)

    def tell_gender(self, entity: Hashable, gender: Gender) -> None:
        """Lets all mentions of an entity know its gender."""
        for m in self._pairs.mentions:
            if m.entity == entity:
                self._pairs.put(replace(m, gender=gender))

    def answer(
        self, anaphor: Referent, *, window: int, prior: Mapping[Hashable, float] | None = None
    ) -> Answer:
        """The likeliest entity that an anaphor refers to.

        Args:
            anaphor: A pronoun or description.
            window: How many sentences back its antecedent may stand.
            prior: What is added to the scores of entities; 0 to those that are not in it.
        """
        return self.choose(anaphor, self._candidates(anaphor, window), prior)

    def likeliest(self, anaphor: Referent, entities: Collection[Hashable]) -> Hashable:
        """Which of several entities an anaphor refers to, if it is one of them.

        Args:
            anaphor: A description.
            entities: Keys; the first is taken where no mention of any is near.
        """
        near = (c for c in self._before(anaphor, len(self._numbers)) if c.entity in entities)
        candidates = list(islice(near, BEFORE))
        found = self._probabilities(anaphor, candidates, {}) if candidates else {}
        found.pop(None, None)
        return max(found, key=lambda key: found[key]) if found else next(iter(entities))

    def choose(
        self,
        anaphor: Referent,
        candidates: Sequence[Referent],
        prior: Mapping[Hashable, float] | None = None,
    ) -> Answer:
        """The likeliest entity of some candidates, or none of them."""
        if not candidates:
            return Answer(None, 1.0)
        found = self._probabilities(anaphor, candidates, prior or {})
        best = max(found, key=lambda key: found[key])
        return Answer(None if isinstance(best, _Nobody) else best, found[best])

    def _probabilities(
        self,
        anaphor: Referent,
        candidates: Sequence[Referent],
        prior: Mapping[Hashable, float],
    ) -> dict[Hashable, float]:
        """How likely an anaphor is each entity, or has no antecedent (None)."""
        scores = self._scorer.scores(
            self._vector(anaphor),
            np.stack([self._vector(c) for c in candidates]),
            self._pairs.features(anaphor, candidates),
        )
        scores = scores + np.array([prior.get(c.entity, 0.0) for c in candidates], np.float32)
        likely = np.exp(np.append(scores, 0.0) - max(0.0, float(scores.max())))
        likely /= likely.sum()
        found: dict[Hashable, float] = {None: float(likely[-1])}
        for n, (candidate, p) in enumerate(zip(candidates, likely, strict=False)):
            key = candidate.entity if candidate.entity is not None else _Nobody(n)
            found[key] = found.get(key, 0.0) + float(p)
        return found

    def _candidates(self, anaphor: Referent, window: int) -> list[Referent]:
        found = [c for c in self._before(anaphor, window) if self._may_be(anaphor, c)][:BEFORE]
        found.reverse()
        if anaphor.kind == "pronoun":
            after = [c for c in self._after(anaphor) if self._may_be(anaphor, c)]
            found += after[:AFTER]
        return found

    def _before(self, anaphor: Referent, window: int) -> Iterator[Referent]:
        mentions = self._pairs.mentions
        here = self._numbers[anaphor.start]
        for i in range(bisect_left(mentions, anaphor.start, key=_start) - 1, -1, -1):
            if here - self._numbers[mentions[i].start] > window:
                return
            if mentions[i].end <= anaphor.start:
                yield mentions[i]

    def _after(self, anaphor: Referent) -> Iterator[Referent]:
        mentions = self._pairs.mentions
        end = self._scene.doc[anaphor.start].sent.end
        for i in range(bisect_left(mentions, anaphor.end, key=_start), len(mentions)):
            if mentions[i].start >= end:
                return
            if mentions[i].kind == "name":
                yield mentions[i]

    def _may_be(self, anaphor: Referent, c: Referent) -> bool:
        if anaphor.gender and c.gender and anaphor.gender != c.gender:
            return False
        if c.type not in self._types(anaphor):
            return False
        if anaphor.kind == "nominal" and _contradicts(anaphor, c):
            return False
        return not self._scene.are_disjoint(anaphor, c)

    def _types(self, anaphor: Referent) -> frozenset[str]:
        if anaphor.kind == "nominal" or anaphor.type == "person":
            return frozenset({anaphor.type})
        return _MANY if anaphor.number == "plural" else _BODIES

    def _vector(self, referent: Referent) -> Floats:
        key = referent.start, referent.end
        found = self._vectors.get(key)
        if found is None:
            span = self._scene.doc[referent.start : referent.end]
            vectors = vectors_at(self._scene.doc, span.start_char, span.end_char)
            found = np.zeros(self._scorer.width, np.float32)
            if vectors is not None:
                found = np.concatenate(vectors).astype(np.float32)
            self._vectors[key] = found
        return found


def _contradicts(anaphor: Referent, c: Referent) -> bool:
    """Whether a description calls somebody what they are not: another office, another country."""
    if anaphor.countries and c.countries and not anaphor.countries & c.countries:
        return True
    held = [t for t in anaphor.titles if t in titles() and titles()[t].kind in _HELD]
    return bool(held and c.titles) and not any(same_title(t, o) for t in held for o in c.titles)


@dataclass(frozen=True, slots=True)
class _Nobody:
    """A candidate that is nobody known."""

    number: int


def _start(referent: Referent) -> int:
    return referent.start
