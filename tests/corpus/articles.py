"""Builds the tables of small corpora from articles whose names are marked."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from pipeline.corpus import CorpusTables, build_tables
from pipeline.knowledge.names import slug
from pipeline.tables import from_rows

MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


@dataclass
class Article:
    """An article; a name is marked as `[surface|canonical name in the document]`.

    "org:NAME" is an organization, three capitals are a country (with the way of naming it after a
    colon), "=NAME" is a pronoun or description; all else is a person, the title after a colon.
    """

    doc_id: str
    marked: str
    published: datetime | None = None
    duplicate_of: str | None = None
    quotes: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)


def article(doc_id: str, marked: str, day: int | None = None, **columns: Any) -> Article:
    published = datetime(2024, 5, day, tzinfo=UTC) if day else None
    return Article(doc_id, marked, published, **columns)


def entity(target: str) -> dict[str, Any]:
    """Columns of a mention of a target."""
    kind = "nominal" if target.startswith("=") else "name"
    target = target.removeprefix("=")
    if target.startswith("org:"):
        name, _, country = target.removeprefix("org:").partition(":")
        seat = {"country": country, "country_by": "metonym"} if country else {}
        id_ = f"org:{slug(name)}"
        known = {"entity_id": id_, "entity_name": name, "entity_type": "organization"}
        return {"kind": kind, "label": "ORG"} | known | seat
    name, _, more = target.partition(":")
    if re.fullmatch("[A-Z]{3}", name):
        known = {"entity_id": name, "entity_name": name, "entity_type": "country"}
        seen = {"country": name, "country_by": more or "name"} if kind == "name" else {}
        return {"kind": kind, "label": "GPE"} | known | seen
    known = {"entity_id": f"person:{slug(name)}", "entity_name": name, "entity_type": "person"}
    return {"kind": kind, "label": "PERSON", "title": more or None} | known


def tables_of(articles: list[Article]) -> dict[str, pa.Table]:
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": [],
        "mentions": [],
        "quotes": [],
        "relations": [],
    }
    for source in articles:
        text, mentions, shift = "", [], 0
        for match in MARK.finditer(source.marked):
            text += source.marked[shift : match.start()]
            start, surface = len(text), match.group(1)
            text += surface
            span = {"start": start, "end": len(text), "text": surface}
            mentions.append(entity(match.group(2)) | span)
            shift = match.end()
        text += source.marked[shift:]
        in_document = {"doc_id": source.doc_id, "sentence_id": 0}
        rows["documents"].append(
            {
                "doc_id": source.doc_id,
                "source": f"{source.doc_id}.txt",
                "title": f"Title of {source.doc_id}",
                "published": source.published,
                "text": text or "-",
                "n_words": len(text.split()),
                "sha256": "0",
                "duplicate_of": source.duplicate_of,
            }
        )
        rows["mentions"] += [
            in_document | {"mention_id": i} | mention for i, mention in enumerate(mentions)
        ]
        rows["quotes"] += [
            in_document | {"quote_id": i} | quote_row(text, quote)
            for i, quote in enumerate(source.quotes)
        ]
        rows["relations"] += [
            in_document | {"relation_id": i, "start": 0, "end": len(text), "text": text} | relation
            for i, relation in enumerate(source.relations)
        ]
    return {name: from_rows(name, found) for name, found in rows.items()}


def quote_row(text: str, quote: dict[str, Any]) -> dict[str, Any]:
    contents = quote.get("contents") or [quote["content"]]
    spans = [{"start": text.index(part), "end": text.index(part) + len(part)} for part in contents]
    return {
        "kind": "direct",
        "act": "speech",
        "content": " ".join(contents),
        "content_start": spans[0]["start"],
        "content_end": spans[-1]["end"],
        "content_spans": spans,
        "speaker_type": "person",
        "resolved_by": "name",
        "score": 1.0,
    } | {key: value for key, value in quote.items() if key != "contents"}


def spoken(speaker: str | None, *contents: str, **columns: Any) -> dict[str, Any]:
    """A quote of a speaker, who is written as a target of a mark."""
    known = entity(speaker) if speaker else {}
    return {
        "contents": list(contents),
        "speaker_id": known.get("entity_id"),
        "speaker": known.get("entity_name"),
        "speaker_type": known.get("entity_type", "unknown"),
    } | columns


def related(subject: str, object_: str, **columns: Any) -> dict[str, Any]:
    """A relation of two actors, written as targets of marks."""
    acting, acted = entity(subject), entity(object_)
    return {
        "subject_id": acting["entity_id"],
        "subject": acting["entity_name"],
        "subject_type": acting["entity_type"],
        "subject_start": 0,
        "subject_end": 1,
        "relation": "holds office in",
        "object_id": acted["entity_id"],
        "object": acted["entity_name"],
        "object_type": acted["entity_type"],
        "family": "role",
        "negated": False,
        "modality": "asserted",
        "score": 1.0,
    } | columns


def build(*articles: Article) -> CorpusTables:
    """Builds the corpus tables of articles."""
    return build_tables(**tables_of(list(articles)))
