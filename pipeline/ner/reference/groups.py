"""Groups whose members are named: "Putin and Xi", and "the two leaders" who are they."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.knowledge.groups import GroupNoun
from pipeline.knowledge.titles import same_title
from pipeline.ner.entities import Entity, Mention
from pipeline.ner.reference.scene import Scene

__all__ = ["Group", "find_joined", "members_meant"]

_PARTNERS = frozenset({"with", "and", "between", "to", "against"})
_ANY_TITLE = frozenset({"", "leader", "counterpart", "politician", "statesman"})


@dataclass(frozen=True, slots=True)
class Group:
    """Several entities that are spoken of as one: "Putin and Xi".

    Attributes:
        start: First token.
        end: One after the last.
        members: Each once, in the order of the text; none where one of them is nobody known.
    """

    start: int
    end: int
    members: tuple[Entity, ...]


def find_joined(doc: Doc, mentions: Iterable[Mention]) -> Iterator[Group]:
    """Groups of mentions that "and" joins, in order.

    Args:
        doc: The parsed document.
        mentions: Its named mentions.
    """
    by_head: dict[int, Mention] = {}
    for m in mentions:
        if m.country_by != "demonym":
            by_head.setdefault(doc[m.start : m.end].root.i, m)
    for i, first in sorted(by_head.items()):
        head = doc[i]
        if head.dep_ == "conj" or not _is_and(head):
            continue
        others = [t for t in head.conjuncts if t.i > i]
        joined = [first, *(by_head[t.i] for t in others if t.i in by_head)]
        if not others:
            continue
        entities = dict.fromkeys(m.entity for m in joined if m.entity is not None)
        whole = len(joined) == len(others) + 1 and len(entities) == len(joined)
        last = max(joined[-1].end, others[-1].i + 1)
        yield Group(first.start, last, tuple(entities) if whole else ())


def _is_and(head: Token) -> bool:
    return any(t.dep_ == "cc" and t.lower_ in ("and", "&") for t in _conjunction(head))


def _conjunction(head: Token) -> Iterator[Token]:
    for token in (head, *head.conjuncts):
        yield from token.children


def members_meant(
    scene: Scene,
    start: int,
    noun: GroupNoun,
    count: int | None,
    mentions: Sequence[Mention],
    *,
    window: int,
) -> tuple[Entity, ...]:
    """Who "the two leaders" or "both sides" are: those who were last joined, or nobody.

    They are joined by "and", as arguments of one verb, or as the only ones in a sentence.

    Args:
        scene: The parsed document.
        start: First token of the description.
        noun: Its noun.
        count: How many it says that they are; None where it does not say.
        mentions: The mentions before it, in order, pronouns that were resolved included.
        window: How many sentences back they may stand.
    """
    here = scene.sentence_of(start)
    by_sentence: dict[int, list[Mention]] = {}
    for m in reversed(mentions):
        number = scene.sentence_of(m.start)
        if here - number > window:
            break
        if m.end <= start:
            by_sentence.setdefault(number, []).insert(0, m)
    for number in sorted(by_sentence, reverse=True):
        there = by_sentence[number]
        joined = [g.members for g in find_joined(scene.doc, there)][::-1]
        named = [m for m in there if m.members]
        joined = [tuple(m.members) for m in reversed(named)] + joined
        joined += _arguments(scene, there)
        fitting = _fitting(there, noun)
        joined.append(tuple(fitting))
        for members in joined:
            if _is_group(members, noun, count) and set(members) <= set(fitting):
                return members
        if len(fitting) > (count or 2):
            return ()
    return ()


def _is_group(members: tuple[Entity, ...], noun: GroupNoun, count: int | None) -> bool:
    if len(members) != (count or 2) and not (count is None and len(members) > 2):
        return False
    return noun.type != "any" or len({e.type for e in members}) == 1


def _arguments(scene: Scene, mentions: Sequence[Mention]) -> Iterator[tuple[Entity, ...]]:
    """Entities that are subject and object of one verb, the last verb first."""
    of_verb: dict[int, dict[Entity, None]] = {}
    for m in mentions:
        token = scene.doc[m.start : m.end].root
        if m.entity is None or m.country_by == "demonym":
            continue
        verb = token.head
        if token.dep_ == "pobj" and token.head.lower_ in _PARTNERS:
            verb = token.head.head
        elif token.dep_ not in ("nsubj", "nsubjpass", "dobj", "dative"):
            continue
        if verb.pos_ not in ("VERB", "AUX"):
            verb = verb.head  # "held talks with"
        of_verb.setdefault(verb.i, {})[m.entity] = None
    for i in sorted(of_verb, reverse=True):
        yield tuple(of_verb[i])


def _fitting(mentions: Sequence[Mention], noun: GroupNoun) -> list[Entity]:
    """The entities of a sentence, each once, that a noun may mean."""
    found = dict.fromkeys(
        m.entity for m in mentions if m.entity is not None and m.country_by != "demonym"
    )
    return [e for e in found if _fits(e, noun)]


def _fits(entity: Entity, noun: GroupNoun) -> bool:
    if noun.type not in ("any", entity.type):
        return False
    if noun.gender is not None:
        return entity.gender in (None, noun.gender)
    if noun.type != "person" or noun.member in _ANY_TITLE or not entity.titles:
        return True
    return any(same_title(noun.member, t) for t in entity.titles)
