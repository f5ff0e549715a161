"""Events that a statement makes: who says that another must, or that another did wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.events import wrongdoing_words
from pipeline.relations.actors import Actor, Actors, sentence_of
from pipeline.relations.found import Found
from pipeline.relations.settings import RelationScores
from pipeline.relations.status import read_status
from pipeline.relations.verb_events import agents_of

__all__ = ["find_statement_events"]

Row = Mapping[str, Any]

_MUST = frozenset({"must", "should", "ought", "need"})
_ACCUSING = frozenset({"accuse", "allege", "complain"})


def find_statement_events(
    quotes: Sequence[Row], actors: Actors, scores: RelationScores
) -> Iterator[Found]:
    """Finds accusations and demands in the quotes of a document whose speaker is known.

    Args:
        quotes: Rows of the table `quotes`.
        actors: The actors of the document.
        scores: The scores to give.
    """
    for quote in quotes:
        speaker = _speaker(quote, actors)
        if speaker is None or quote["act"] not in ("speech", "writing"):
            continue
        sentence = sentence_of(actors.doc[speaker.first])
        for part in _parts(quote, actors.doc, sentence):
            for token in part:
                yield from _in_clause(token, speaker, quote, actors, scores)


def _speaker(quote: Row, actors: Actors) -> Actor | None:
    """The mention that stands for the speaker."""
    if quote["speaker_id"] is None or quote["source_start"] is None:
        return None
    span = actors.doc.char_span(quote["source_start"], quote["source_end"], alignment_mode="expand")
    if span is None:
        return None
    named = (actors.at(token.i) for token in span)
    return next((a for a in named if a and a.entity_id == quote["speaker_id"]), None)


def _parts(quote: Row, doc: Doc, sentence: Span) -> Iterator[Span]:
    for part in quote["content_spans"]:
        span = doc.char_span(part["start"], part["end"], alignment_mode="expand")
        if span is not None:
            start, end = max(span.start, sentence.start), min(span.end, sentence.end)
            if start < end:
                yield doc[start:end]


def _in_clause(
    token: Token, speaker: Actor, quote: Row, actors: Actors, scores: RelationScores
) -> Iterator[Found]:
    if not token.tag_.startswith("VB") and token.dep_ != "acomp":
        return
    clause = token.head if token.dep_ == "acomp" else token
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in clause.children):
        return
    lemma = token.lemma_.lower()
    alleged = quote["cue_lemma"] in _ACCUSING and token.dep_ == "ccomp"
    if alleged or lemma in wrongdoing_words():
        status = read_status(clause, "ACCUSE")
        if status.negated or status.modality == "possible" or _is_condition(token):
            return
        plover = "ACCUSE"
    elif token.dep_ in ("ccomp", "ROOT", "parataxis") and _is_demanded(token):
        plover, lemma = "REQUEST", "must"
    else:
        return
    accused, _ = agents_of(clause, actors)
    for actor in accused:
        if actor.entity_id != speaker.entity_id and actor.kind != "pronoun":
            yield Found(
                speaker,
                f"{quote['cue_lemma'] or 'say'} {lemma}",
                actor,
                "event",
                token.i,
                token.i + 1,
                scores.statement,
                plover=plover,
            )


def _is_demanded(verb: Token) -> bool:
    return any(
        c.dep_ == "aux" and c.lower_ in _MUST and c.i < verb.i for c in verb.children
    ) or _has_to(verb)


def _has_to(verb: Token) -> bool:
    doc, i = verb.doc, verb.i
    return verb.lemma_ == "have" and i + 1 < len(doc) and doc[i + 1].lower_ == "to"


def _is_condition(token: Token) -> bool:
    return any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether")
        for ancestor in token.ancestors
        for c in ancestor.children
    )
