"""`find_entities`: from parsed documents to the table of mentions."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from pipeline import tables
from pipeline.language import LanguageModel
from pipeline.ner.document import document_mentions
from pipeline.ner.entities import Mention
from pipeline.ner.reference.scorer import find_scorer
from pipeline.ner.settings import NerSettings

__all__ = ["find_entities"]


def find_entities(
    documents: tables.Table,
    sentences: tables.Table,
    *,
    model: LanguageModel,
    settings: NerSettings | None = None,
) -> tables.Table:
    """Finds who and what is mentioned, by name, description or pronoun, and who each one is.

    Args:
        documents: The table ``documents``; ``doc_id`` and ``text`` are read.
        sentences: The table ``sentences`` of the same documents.
        model: The pipeline that parses; its entities are corrected by known names.
        settings: Thresholds and confidences.

    Returns:
        The table ``mentions``. Entity ids are unique within a document; the stage ``tables``
        joins them over documents.

    Raises:
        TableError: If a table breaks the contract.
        ModelError: If the learned scores of references cannot be read.
    """
    documents = tables.check("documents", documents)
    sentences = tables.check("sentences", sentences)
    starts = _sentence_starts(sentences)
    chosen = settings or NerSettings()
    rows: list[dict[str, Any]] = []
    scorer = find_scorer(model.nlp)
    for document, doc in model.docs(documents, sentences):
        doc_id = document["doc_id"]
        mentions = document_mentions(doc, settings=chosen, scorer=scorer)
        rows.extend(_rows(doc_id, doc, mentions, starts.get(doc_id, [])))
    return tables.from_rows("mentions", rows)


def _sentence_starts(sentences: tables.Table) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    columns = (sentences[c].to_pylist() for c in ("doc_id", "start", "sentence_id"))
    for doc_id, start, sentence_id in zip(*columns, strict=True):
        found.setdefault(doc_id, []).append((start, sentence_id))
    return {doc_id: sorted(starts) for doc_id, starts in found.items()}


def _rows(
    doc_id: str, doc: Doc, mentions: list[Mention], starts: list[tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    offsets = [start for start, _ in starts]
    for mention_id, m in enumerate(mentions):
        span = doc[m.start : m.end]
        position = bisect_right(offsets, span.start_char) - 1
        entity = m.entity
        yield {
            "doc_id": doc_id,
            "mention_id": mention_id,
            "sentence_id": starts[max(position, 0)][1],
            "start": span.start_char,
            "end": span.end_char,
            "text": span.text,
            "label": m.label or None,
            "kind": m.kind,
            "entity_id": entity.id if entity else None,
            "country": m.country,
            "country_by": m.country_by,
            "score": m.score,
            "entity_name": entity.name if entity else None,
            "entity_type": entity.type if entity else None,
            "title": m.title,
            "members": [e.id for e in m.members] or None,
        }
