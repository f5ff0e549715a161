"""`tag_relations`: from mentions and quotes to the table of relations."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc

from pipeline import tables
from pipeline.language import LanguageModel
from pipeline.relations.actors import Actors, sentence_of
from pipeline.relations.affiliations import find_affiliations
from pipeline.relations.found import Found
from pipeline.relations.noun_events import find_noun_events
from pipeline.relations.roles import find_roles
from pipeline.relations.settings import RelationSettings
from pipeline.relations.statements import find_statement_events
from pipeline.relations.status import OPEN
from pipeline.relations.verb_events import find_verb_events

__all__ = ["document_relations", "tag_relations"]

Row = dict[str, Any]
Key = tuple[Any, ...]


def tag_relations(
    documents: tables.Table,
    sentences: tables.Table,
    mentions: tables.Table,
    quotes: tables.Table,
    *,
    model: LanguageModel,
    settings: RelationSettings | None = None,
) -> tables.Table:
    """Finds roles, affiliations, and events between known actors.

    Events have the roots of PLOVER. They are found by the frames of verbs and nouns (see
    `pipeline.knowledge.events`) over the dependency parse, and by the order of words where the
    parse gives no subject or no complement.

    Args:
        documents: The table ``documents``.
        sentences: The table ``sentences`` of these documents.
        mentions: The table ``mentions``; those with an entity take part in relations.
        quotes: The table ``quotes``; what is told inside one is reported by its speaker.
        model: The pipeline that parses.
        settings: Confidences, and the lowest to keep.

    Returns:
        The table ``relations``: each subject, relation, object and polarity once a sentence.

    Raises:
        TableError: If a table breaks the contract.
    """
    documents = tables.check("documents", documents)
    sentences = tables.check("sentences", sentences)
    chosen = settings or RelationSettings()
    mentioned = _by_document(tables.check("mentions", mentions))
    quoted = _by_document(tables.check("quotes", quotes))
    sentence_rows = _by_document(sentences)
    rows: list[Row] = []
    for document, doc in model.docs(documents, sentences):
        doc_id = document["doc_id"]
        found = document_relations(
            doc_id,
            doc,
            sentence_rows[doc_id],
            mentioned[doc_id],
            quoted[doc_id],
            settings=chosen,
        )
        for row in found:
            row["as_of"] = document["published"] if row["family"] == "role" else None
        rows += found
    return tables.from_rows("relations", rows)


def _by_document(table: tables.Table) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist():
        found[row["doc_id"]].append(row)
    return found


def document_relations(
    doc_id: str,
    doc: Doc,
    sentences: list[Row],
    mentions: list[Row],
    quotes: list[Row],
    *,
    settings: RelationSettings,
) -> list[Row]:
    """Finds the relations of one parsed document, as rows of the table ``relations``."""
    actors = Actors.from_mentions(doc, mentions, quotes)
    scores = settings.scores
    found = list(find_roles(actors, scores))
    events: list[Found] = []
    for sentence in doc.sents:
        found += find_affiliations(sentence, actors, scores)
        told: set[int] = set()
        for event, noun in find_verb_events(sentence, actors, scores):
            events.append(event)
            if noun is not None:
                told.add(noun.i)
        events += find_noun_events(sentence, actors, scores, told=frozenset(told))
    found += events
    found += find_statement_events(quotes, actors, scores)
    starts = sorted((row["start"], row["end"], row["sentence_id"]) for row in sentences)
    around = _quotes_by_token(doc, quotes)
    told_of = (f for f in found if f.modality != OPEN)
    made = [row for f in told_of if (row := _row(f, actors, starts, around)) is not None]
    kept = [row for row in _distinct(made) if row["score"] >= settings.min_score]
    kept.sort(key=lambda r: (r["start"], r["trigger_start"], r["subject_start"], r["object_start"]))
    return [{"doc_id": doc_id, "relation_id": i, **row} for i, row in enumerate(kept)]


def _row(
    found: Found, actors: Actors, sentences: list[tuple[int, int, int]], quotes: dict[int, Row]
) -> Row | None:
    doc = actors.doc
    evidence = sentence_of(doc[found.trigger])
    start, end = evidence.start_char, evidence.end_char
    position = bisect_right(sentences, doc[found.trigger].idx, key=lambda s: s[0]) - 1
    if position < 0 or doc[found.trigger].idx >= sentences[position][1]:
        return None
    trigger = doc[found.trigger : found.trigger_end]
    quote = quotes.get(found.trigger)
    modality = found.modality
    if quote is not None and modality == "asserted" and found.family == "event":
        modality = "reported"
    subject, target = actors.named(found.subject), actors.named(found.object)
    return {
        "sentence_id": sentences[position][2],
        "subject_id": subject.entity_id,
        "subject": subject.name,
        "subject_type": subject.type,
        "subject_start": subject.start,
        "subject_end": subject.end,
        "relation": found.relation,
        "object_id": target.entity_id,
        "object": target.name,
        "object_type": target.type,
        "object_start": target.start,
        "object_end": target.end,
        "family": found.family,
        "plover": found.plover,
        "value": found.value or None,
        "status": found.status,
        "negated": found.negated,
        "modality": modality,
        "trigger_start": trigger.start_char,
        "trigger_end": trigger.end_char,
        "start": start,
        "end": end,
        "text": evidence.text,
        "quote_id": None if quote is None else quote["quote_id"],
        "score": round(found.score * min(subject.score, target.score), 4),
        "_symmetric": found.symmetric,
    }


def _quotes_by_token(doc: Doc, quotes: list[Row]) -> dict[int, Row]:
    """The shortest quote that has a token in its content."""
    parts = [(p["end"] - p["start"], p, quote) for quote in quotes for p in quote["content_spans"]]
    found: dict[int, Row] = {}
    for _, part, quote in sorted(parts, key=lambda p: -p[0]):
        span = doc.char_span(part["start"], part["end"], alignment_mode="expand")
        found.update(dict.fromkeys(range(span.start, span.end), quote) if span else {})
    return found


def _distinct(rows: Iterable[Row]) -> Iterator[Row]:
    """The best row of each pair, kind of relation or title, and polarity in a sentence."""
    best: dict[Key, Row] = {}
    for row in rows:
        ends = (row["subject_id"], row["object_id"])
        if row.pop("_symmetric"):
            ends = (min(ends), max(ends))
        what = row["plover"] or (row["family"], (row["value"] or "").lower())
        key = (row["sentence_id"], *ends, what, row["negated"])
        if key not in best or row["score"] > best[key]["score"]:
            best[key] = row
    yield from best.values()
