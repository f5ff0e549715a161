"""Events told by nouns: "Israel's attack on Gaza", "talks between X and Y", "held talks with"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.knowledge.events import EventNoun, event_nouns, light_verbs
from pipeline.relations.actors import Actor, Actors
from pipeline.relations.arguments import is_passive
from pipeline.relations.complements import prepositional
from pipeline.relations.found import Found
from pipeline.relations.settings import RelationScores
from pipeline.relations.status import Status, read_status
from pipeline.relations.verb_events import agents_of

__all__ = ["find_noun_events"]

_TELEPHONE = frozenset({"phone", "telephone", "video", "conference"})
#: Roots of nouns whose agent may be whoever the sentence is about: "after talks with Putin, he".
_CONVERSATIONS = ("CONSULT",)
_TOLD = frozenset({"tell", "ask", "urge", "assure", "inform", "brief"})


@dataclass(frozen=True, slots=True)
class _Agents:
    actors: list[Actor]
    carrier: Token
    score: float


def find_noun_events(
    sentence: Span, actors: Actors, scores: RelationScores, *, told: frozenset[int]
) -> Iterator[Found]:
    """Finds the events that the nouns of a sentence tell.

    Args:
        sentence: The sentence.
        actors: The actors of the document.
        scores: The scores to give.
        told: Tokens of the nouns that are part of an event already.
    """
    for noun in sentence:
        event = event_nouns().get(noun.lemma_.lower())
        if event is None or noun.i in told or not noun.tag_.startswith("NN"):
            continue
        if actors.at(noun.i) is not None or noun.dep_ == "compound":
            continue
        if noun.lemma_ == "call" and not _is_telephone(noun):
            continue
        yield from _between(noun, event, actors, scores)
        yield from _directed(noun, event, actors, scores)


def _is_telephone(noun: Token) -> bool:
    return any(c.lower_ in _TELEPHONE for c in noun.children) or any(
        c.lower_ in ("with", "between") for c in noun.children
    )


def _between(
    noun: Token, event: EventNoun, actors: Actors, scores: RelationScores
) -> Iterator[Found]:
    """Pairs joined by "between X and Y"."""
    if "between" not in event.prepositions:
        return
    phrases = prepositional([noun], ["between"])
    found = {a.entity_id: a for p, _ in phrases for a in actors.of_phrase(p)}
    members = list(found.values())
    sure = all(parsed for _, parsed in phrases)
    status = read_status(noun, event.root)
    for i, one in enumerate(members):
        for other in members[i + 1 :]:
            yield Found(
                one,
                f"{noun.lower_} with",
                other,
                "event",
                noun.i,
                noun.i + 1,
                scores.noun if sure else scores.order,
                plover=event.root,
                symmetric=True,
                negated=status.negated,
                modality=status.modality,
            )


def _directed(
    noun: Token, event: EventNoun, actors: Actors, scores: RelationScores
) -> Iterator[Found]:
    prepositions = [p for p in event.prepositions if p != "between"]
    phrases = prepositional([noun, *_light_verb_heads(noun)], prepositions)
    targets = [a for p, _ in phrases for a in actors.of_phrase(p, target=True)]
    preposition = _preposition(phrases[0][0], prepositions) if phrases else prepositions[0]
    parsed = all(sure for _, sure in phrases)
    if not targets and event.root in _CONVERSATIONS:
        targets = _told_in(noun, actors)
        preposition = "with"
    if not targets:
        return
    agents = _agents(noun, event, actors, scores)
    if agents is None:
        return
    verb = agents.carrier
    status = read_status(verb, event.root, noun=noun)
    governor = status.governor
    for subject in agents.actors:
        for target in targets:
            if subject.entity_id == target.entity_id or _overlap(subject, target):
                continue
            yield Found(
                subject,
                _name(noun, verb, status, event, preposition),
                target,
                "event",
                (governor or noun).i,
                (governor or noun).i + 1,
                agents.score if parsed else min(scores.order, agents.score),
                plover=status.root,
                symmetric=event.symmetric and status.root == event.root,
                negated=status.negated,
                modality=status.modality,
            )


def _overlap(one: Actor, other: Actor) -> bool:
    return one.first < other.last and other.first < one.last


def _name(noun: Token, verb: Token, status: Status, event: EventNoun, preposition: str) -> str:
    parts = [f"{status.governor.lemma_} to"] if status.governor is not None else []
    if not parts and status.root != event.root:
        parts.append("not")
    if verb is not noun and verb.lemma_ in light_verbs() and verb.lemma_ != "be":
        parts.append(verb.lemma_)
    return " ".join([*parts, noun.lower_, preposition]).lower()


def _preposition(token: Token, prepositions: list[str]) -> str:
    for before in reversed(token.doc[token.sent.start : token.i]):
        if before.lower_ in prepositions:
            return before.lower_
    return prepositions[0]


def _agents(
    noun: Token, event: EventNoun, actors: Actors, scores: RelationScores
) -> _Agents | None:
    """Who does what the noun names: its owner, its "by", the subject of its verb."""
    owner = actors.before(noun)
    if owner is not None:
        return _Agents([owner], noun, scores.noun)
    by = [p for child in noun.children if child.lower_ == "by" for p in child.children]
    found = [a for p in by if p.dep_ == "pobj" for a in actors.of_phrase(p)]
    if found:
        return _Agents(found, noun, scores.noun)
    verb = _carrier(noun)
    if verb is not None:
        performed, sure = agents_of(verb, actors)
        return _Agents(performed, verb, scores.noun if sure else scores.order)
    if event.root in _CONVERSATIONS:
        return _met_during(noun, actors, scores)
    return None


def _light_verb_heads(noun: Token) -> list[Token]:
    verb = _carrier(noun)
    return [verb] if verb is not None else []


def _carrier(noun: Token) -> Token | None:
    """The light verb whose object a noun is: "carried out an attack", "engaged in talks"."""
    while noun.dep_ == "conj" and noun.head.tag_.startswith("NN"):
        noun = noun.head
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in ("in", "into", "of"):
        head = head.head
        if head.tag_.startswith("NN") and head.lemma_ in ("series", "round", "wave", "number"):
            head = head.head
    elif noun.dep_ == "nsubjpass" or (noun.dep_ in ("dobj", "attr") and head is not noun):
        pass
    elif head.dep_ == "acomp" and noun.dep_ == "pobj":
        head = head.head
    else:
        return None
    return head if head.tag_.startswith("VB") and head.lemma_.lower() in light_verbs() else None


def _met_during(noun: Token, actors: Actors, scores: RelationScores) -> _Agents | None:
    """Who is in a conversation that the sentence only mentions: "after talks with Putin, he"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "after", "during", "following", "at"):
        return None
    verb = noun.head.head
    if not verb.tag_.startswith("VB") or is_passive(verb):
        return None
    found, _ = agents_of(verb, actors)
    return _Agents(found, noun, scores.order) if found else None


def _told_in(noun: Token, actors: Actors) -> list[Actor]:
    """Whom somebody told something in a conversation: "told Trump in a phone call"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "during"):
        return []
    for verb in noun.head.ancestors:
        if verb.tag_.startswith("VB") and verb.lemma_ in _TOLD:
            return [
                actor
                for child in verb.children
                if child.dep_ in ("dobj", "dative")
                for actor in actors.of_phrase(child)
            ]
    return []
