"""Events told by verbs, with their objects and prepositions: "imposed sanctions on Russia"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.knowledge.events import VerbFrame, event_governors, verb_frames
from pipeline.relations.actors import Actor, Actors
from pipeline.relations.arguments import is_passive, objects, subjects, subjects_above, verb_lemma
from pipeline.relations.complements import (
    complement,
    prepositional,
    purpose_objects,
    verb_particle,
)
from pipeline.relations.found import Found
from pipeline.relations.settings import RelationScores
from pipeline.relations.status import Status, governing, read_status

__all__ = ["agents_of", "find_verb_events"]

#: Roots of judgements: what is judged stands for whoever it belongs to ("Trump's visit").
JUDGEMENTS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "PROTEST", "REQUEST"})
_BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class _Match:
    frame: VerbFrame
    noun: Token | None
    targets: list[Actor]
    parsed: bool
    preposition: str


_HAVE = frozenset({"have", "has", "had", "having"})


def find_verb_events(
    sentence: Span, actors: Actors, scores: RelationScores
) -> Iterator[tuple[Found, Token | None]]:
    """Finds the events that the verbs of a sentence tell.

    Yields:
        Each event, and the noun that is part of it, so that it is not told twice.
    """
    for verb in sentence:
        lemma = verb_lemma(verb, verb_frames())
        if lemma is None or _is_attribute(verb):
            continue
        match = _match(verb, lemma, actors)
        if match is None:
            match = _unknown_act(verb, actors)
        if match is None:
            continue
        for found in _events(verb, match, actors, scores):
            yield found, match.noun


def _is_attribute(verb: Token) -> bool:
    """Whether a participle only describes a noun: no verb has "has" and "had" before it."""
    return sum(t.lower_ in _HAVE for t in verb.doc[max(0, verb.i - 2) : verb.i]) > 1


def agents_of(verb: Token, actors: Actors) -> tuple[list[Actor], bool]:
    """The actors that do what a verb says, and whether the parse gives them."""
    beside = _beside(verb, actors)
    if beside is not None:
        return [beside], False
    heads = subjects(verb)
    found = {a.entity_id: a for head in heads for a in actors.of_phrase(head)}
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBG":  # "issued a report accusing"
        wider = subjects_above(verb.head)
        found = {a.entity_id: a for head in wider for a in actors.of_phrase(head)}
    if found or is_passive(verb):
        return list(found.values()), True
    return ([], True) if heads else (_nearest_left(verb, actors), False)


def _beside(verb: Token, actors: Actors) -> Actor | None:
    """A name right before a finite verb for which the parse has no subject."""
    if not _may_be_finite(verb) or verb.i == verb.sent.start:
        return None
    if is_passive(verb) or any(c.dep_ in ("nsubj", "csubj") for c in verb.children):
        return None
    actor = actors.at(verb.i - 1)
    return actor if actor is not None and actor.kind == "name" else None


def _may_be_finite(verb: Token) -> bool:
    return verb.tag_ not in ("VB", "VBG")


def _nearest_left(verb: Token, actors: Actors) -> list[Actor]:
    """The actor before a finite verb that nothing but adverbs and auxiliaries divides from it."""
    if not _may_be_finite(verb):
        return []
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        actor = actors.at(token.i)
        if actor is not None:
            return [actor]
        if token.is_quote or token.tag_.startswith(("RB", "MD")):
            continue
        if token.dep_ not in ("aux", "neg"):
            return actors.of_phrase(token) if token.tag_.startswith("NN") else []
    return []


def _match(verb: Token, lemma: str, actors: Actors) -> _Match | None:
    together: _Match | None = None
    for frame in verb_frames().get(lemma, ()):
        if not verb_particle(verb, frame.particle):
            continue
        noun = complement(verb, frame.nouns) if frame.nouns else None
        if frame.nouns and noun is None:
            continue
        match = _targets(verb, frame, noun, actors)
        if match.targets:
            return match
        if frame.symmetric and together is None and (noun is not None or not objects(verb)):
            together = match
    return together


def _targets(verb: Token, frame: VerbFrame, noun: Token | None, actors: Actors) -> _Match:
    owner = frame.root in JUDGEMENTS or frame.root == "SANCTION"
    if not frame.prepositions:
        heads = [o for o in objects(verb) if o is not noun]
        targets = [a for o in heads for a in actors.of_phrase(o, target=True, owner=owner)]
        if owner and not targets:
            targets = [a for o in heads for a in _party_to(o, frame, actors)]
        if (
            noun is not None and noun.tag_.startswith("NN") and not targets
        ):  # "granted the Portuguese government permission"
            before = actors.before(noun)
            targets = [before] if before is not None else []
        return _Match(frame, noun, targets, True, "")
    heads = [verb, *([noun] if noun is not None else [])]
    if noun is not None:
        heads += [o for o in objects(verb) if o is not noun]
    phrases = prepositional(heads, frame.prepositions)
    targets = [a for p, _ in phrases for a in actors.of_phrase(p, target=True, owner=owner)]
    if not phrases and noun is not None:
        heads = [o for o in objects(verb) if o.i < noun.i] or purpose_objects([verb, noun])
        targets = [a for o in heads for a in actors.of_phrase(o, target=True)]
        if not targets and frame.root == "AID":  # "gave Yemen $60m in aid"
            named = [actors.before(o) for o in objects(verb)]
            targets = [a for a in named if a is not None and a.label != "NORP"]
    preposition = _preposition_before(phrases[0][0], frame) if phrases else frame.prepositions[0]
    return _Match(frame, noun, targets, all(sure for _, sure in phrases), preposition)


def _party_to(noun: Token, frame: VerbFrame, actors: Actors) -> list[Actor]:
    """Who did what is judged, or offers what is refused: "the attack by Israel", "talks with"."""
    prepositions = ("by", "with", "from") if frame.root == "REJECT" else ("by",)
    return [
        actor
        for child in noun.children
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions
        for agent in child.children
        if agent.dep_ == "pobj"
        for actor in actors.of_phrase(agent)
    ]


def _preposition_before(token: Token, frame: VerbFrame) -> str:
    for before in reversed(token.doc[token.sent.start : token.i]):
        if before.lower_ in frame.prepositions:
            return before.lower_
    return frame.prepositions[0]


def _unknown_act(verb: Token, actors: Actors) -> _Match | None:
    """What is threatened or agreed on, whatever the act: "threatened to counter the U.S."."""
    governor = governing(verb)
    known = event_governors().get(governor.lemma_.lower()) if governor is not None else None
    if known is None or not known.cooperative or governor is None:
        return None
    hostile = known.cooperative == known.hostile
    root = "ASSAULT" if hostile else "COOPERATE"
    targets = [a for o in objects(verb) for a in actors.of_phrase(o, target=True, owner=True)]
    frame = VerbFrame(verb.lemma_, "", frozenset(), (), root, False)
    return _Match(frame, None, targets, True, "") if targets else None


def _events(verb: Token, match: _Match, actors: Actors, scores: RelationScores) -> Iterator[Found]:
    status = read_status(verb, match.frame.root, noun=match.noun)
    agents, parsed = agents_of(verb, actors)
    name = _name(verb, match, status)
    trigger = status.governor or verb
    score = scores.verb if parsed and match.parsed else scores.order
    symmetric = match.frame.symmetric and status.root == match.frame.root
    for subject, target in _pairs(agents, match.targets, match.frame.symmetric):
        yield Found(
            subject,
            name,
            target,
            "event",
            trigger.i,
            trigger.i + 1,
            score,
            plover=status.root,
            symmetric=symmetric,
            negated=status.negated,
            modality=status.modality,
        )


def _pairs(
    agents: list[Actor], targets: list[Actor], symmetric: bool
) -> Iterator[tuple[Actor, Actor]]:
    if not targets and symmetric:
        yield from ((a, b) for i, a in enumerate(agents) for b in agents[i + 1 :])
    for agent in agents:
        yield from ((agent, target) for target in targets if target.entity_id != agent.entity_id)


def _name(verb: Token, match: _Match, status: Status) -> str:
    parts = [f"{status.governor.lemma_} to"] if status.governor is not None else []
    if not parts and status.root != match.frame.root:
        parts.append("not")
    parts += [verb.lemma_, match.frame.particle]
    if match.noun is not None and match.noun is not verb:
        parts.append(match.noun.lower_)
    parts.append(match.preposition)
    return " ".join(p for p in parts if p).lower()
