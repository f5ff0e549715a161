"""Resolves he and she to persons, and it to the organization or country spoken of."""

import math
from itertools import chain

from spacy.tokens import Doc, Token

from pipeline.knowledge.cues import speech_forms
from pipeline.knowledge.names import Gender
from pipeline.ner.antecedents import Context
from pipeline.ner.entities import Entity, Mention
from pipeline.ner.reference.referents import PRONOUN_CASES, PRONOUN_GENDERS

__all__ = ["find_body", "find_pronouns", "person_scores", "resolve_pronoun"]

_NEUTER = frozenset({"it", "its", "itself"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})

_DISTANCE = -1.0  # for each sentence back
_SUBJECT = 0.8
_PARALLEL = 0.6  # a subject pronoun and a subject
_GENDER_KNOWN = 0.7
_INSIDE_QUOTE = -0.8
_OWN_SPEAKER = -3.0
_REPEATED = 0.3  # an entity of several recent mentions
_NEARER = 0.01  # of two in one sentence the nearer is a little likelier
_REPORTED = 2.0  # "Ziguele announced he had": who says it
_SAME_CLAUSE = -1.5  # "Putin met him": subject and object of one verb are two people


def find_pronouns(doc: Doc) -> list[Token]:
    """The third-person pronouns of a document."""
    return [
        t for t in doc if t.lower_ in PRONOUN_CASES and (t.tag_.startswith("PRP") or t.tag_ == "")
    ]


def resolve_pronoun(pronoun: Token, context: Context) -> Entity | None:
    """The entity that a pronoun stands for, or None where that is unclear."""
    gender = PRONOUN_GENDERS.get(pronoun.lower_)
    if gender is not None:
        scores = person_scores(pronoun, gender, context)
        best = max(scores, key=lambda entity: scores[entity], default=None)
        return best if best is not None and scores[best] > -context.window else None
    return find_body(pronoun, context) if pronoun.lower_ in _NEUTER else None


def person_scores(pronoun: Token, gender: Gender, context: Context) -> dict[Entity, float]:
    """How well the persons before a pronoun fit it, as far as rules tell; higher is better.

    Args:
        pronoun: He or she, in any case.
        gender: Its gender; persons of the other are left out.
        context: What it is resolved against.
    """
    scores: dict[Entity, float] = {}
    counts: dict[Entity, int] = {}
    own = context.quote_of(pronoun.i)
    for m in context.before(pronoun.i):
        entity = m.entity
        if entity is None or entity.type != "person":
            continue
        if entity.gender is not None and entity.gender != gender:
            continue
        counts[entity] = counts.get(entity, 0) + 1
        score = _score(pronoun, m, context, own) + _GENDER_KNOWN * (entity.gender == gender)
        scores[entity] = max(score, scores.get(entity, score))
    if own is not None:
        for speaker in _speakers(context, own):
            if speaker in scores:
                scores[speaker] += _OWN_SPEAKER
    for entity, count in counts.items():
        scores[entity] += _REPEATED * min(count - 1, 2)
    return scores


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
    if pronoun.dep_ in _SUBJECTS and head.dep_ in _SUBJECTS and _reports(head.head, pronoun.head):
        score += _REPORTED
    if own is None and context.quote_of(m.start) is not None:
        score += _INSIDE_QUOTE
    return score - _NEARER * math.sqrt(pronoun.i - m.end)


def _reports(verb: Token, reported: Token) -> bool:
    """Whether a clause is the content of a verb, at most over one other: "said, adding that"."""
    for _ in range(2):
        if reported.dep_ not in ("ccomp", "advcl") or reported.head == reported:
            return False
        reported = reported.head
        if reported == verb:
            return verb.lower_ in speech_forms()
    return False


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


def find_body(pronoun: Token, context: Context) -> Entity | None:
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
