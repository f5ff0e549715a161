"""Resolves he and she to persons, and it to the organization or country spoken of."""

import math
from itertools import chain

from spacy.tokens import Doc, Token

from pipeline.knowledge.names import Gender
from pipeline.ner.antecedents import Context
from pipeline.ner.entities import Entity, Mention

__all__ = ["PRONOUNS", "find_pronouns", "resolve_pronoun"]

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = _MASCULINE | _FEMININE | _NEUTER | _PLURAL
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})

_DISTANCE = -1.0  # for each sentence back
_SUBJECT = 0.8
_PARALLEL = 0.6  # a subject pronoun and a subject
_GENDER_KNOWN = 0.7
_INSIDE_QUOTE = -0.8
_OWN_SPEAKER = -3.0
_REPEATED = 0.3  # an entity of several recent mentions
_NEARER = 0.01  # of two in one sentence the nearer is a little likelier
_SAME_CLAUSE = -1.5  # "Putin met him": subject and object of one verb are two people


def find_pronouns(doc: Doc) -> list[Token]:
    """The third-person pronouns of a document."""
    return [t for t in doc if t.lower_ in PRONOUNS and (t.tag_.startswith("PRP") or t.tag_ == "")]


def resolve_pronoun(pronoun: Token, context: Context) -> Entity | None:
    """The entity that a pronoun stands for, or None where that is unclear."""
    lower = pronoun.lower_
    if lower in _MASCULINE:
        return _person(pronoun, "m", context)
    if lower in _FEMININE:
        return _person(pronoun, "f", context)
    if lower in _NEUTER:
        return _body(pronoun, context)
    return None


def _person(pronoun: Token, gender: Gender, context: Context) -> Entity | None:
    scores: dict[str, float] = {}
    entities: dict[str, Entity] = {}
    counts: dict[str, int] = {}
    own = context.quote_of(pronoun.i)
    for m in context.before(pronoun.i):
        entity = m.entity
        if entity is None or entity.type != "person":
            continue
        if entity.gender is not None and entity.gender != gender:
            continue
        entities[entity.id] = entity
        counts[entity.id] = counts.get(entity.id, 0) + 1
        score = _score(pronoun, m, context, own) + _GENDER_KNOWN * (entity.gender == gender)
        scores[entity.id] = max(score, scores.get(entity.id, score))
    if own is not None:
        for speaker in _speakers(context, own):
            if speaker.id in scores:
                scores[speaker.id] += _OWN_SPEAKER
    for key, count in counts.items():
        scores[key] += _REPEATED * min(count - 1, 2)
    if not scores:
        return None
    best = max(scores, key=lambda key: scores[key])
    return entities[best] if scores[best] > -context.window else None


def _score(
    pronoun: Token,
    m: Mention,
    context: Context,
    own: tuple[int, int] | None,
) -> float:
    doc = context.doc
    score = _DISTANCE * (context.sentence_of[pronoun.i] - context.sentence_of[m.start])
    head = doc[m.start : m.end].root
    if head.dep_ in _SUBJECTS:
        score += _SUBJECT
        if pronoun.dep_ in _SUBJECTS:
            score += _PARALLEL
    if head.dep_ in _SUBJECTS and head.head == pronoun.head and pronoun.tag_ == "PRP":
        score += _SAME_CLAUSE if not pronoun.lower_.endswith("self") else _PARALLEL
    if own is None and context.quote_of(m.start) is not None:
        score += _INSIDE_QUOTE
    return score - _NEARER * math.sqrt(pronoun.i - m.end)


def _speakers(context: Context, quote: tuple[int, int]) -> list[Entity]:
    """Who says a quotation: the persons that stand right before or after it as subjects."""
    start, end = quote
    doc = context.doc
    found = []
    edges = chain(context.between(max(0, start - 8), start), context.between(end, end + 7))
    for m in edges:
        if m.entity is None or m.entity.type != "person":
            continue
        near_after = end <= m.start <= end + 6
        near_before = start - 6 <= m.start < start and "\n" not in doc[m.end : start].text
        if near_after or near_before:
            found.append(m.entity)
    return found


def _body(pronoun: Token, context: Context) -> Entity | None:
    """An organization or country for "it": the subject of this or the last clause, else nothing."""
    if _is_expletive(pronoun):
        return None
    here = context.sentence_of[pronoun.i]
    own = context.quote_of(pronoun.i)
    for m in context.before(pronoun.i):
        if context.quote_of(m.start) != own:
            # What "it" means in a quotation, the quotation says.
            continue
        distance = here - context.sentence_of[m.start]
        if distance > 1:
            return None
        head = context.doc[m.start : m.end].root
        if m.entity is None or m.entity.type == "person" or head.dep_ not in _SUBJECTS:
            continue
        if m.country_by == "demonym":
            continue
        return m.entity
    return None


def _is_expletive(pronoun: Token) -> bool:
    # "it was stated that", "it is the job of": no antecedent.
    if pronoun.dep_ == "expl":
        return True
    verb = pronoun.head
    return (
        pronoun.lower_ == "it"
        and verb.lemma_ in ("be", "seem", "appear", "become", "remain", "take")
        and any(
            c.dep_ in ("ccomp", "xcomp", "acomp", "attr", "csubj", "advcl") for c in verb.children
        )
    )
