"""The stage: the tables of documents, sentences and mentions to the table of quotes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pipeline import tables
from pipeline.language import LanguageModel
from pipeline.quotes.attribution import TRUST, Attribution, Span
from pipeline.quotes.component import QuoteComponent
from pipeline.quotes.finder import load_finder
from pipeline.quotes.page import Page
from pipeline.quotes.settings import QuoteSettings
from pipeline.quotes.speakers.mentions import Mentions, Speaker
from pipeline.quotes.speakers.resolve import find_speakers

__all__ = ["attribute_quotes"]

Row = dict[str, Any]


def attribute_quotes(
    documents: tables.Table,
    sentences: tables.Table,
    mentions: tables.Table,
    *,
    model: LanguageModel,
    settings: QuoteSettings | None = None,
) -> tables.Table:
    """Finds what was said, by whom.

    A trained network finds cues, their sources and contents (rules do where its files are absent);
    quotations are completed by their marks; sources are resolved to the entities of the mentions.

    Args:
        documents: the table `documents`.
        sentences: the table `sentences` of these documents.
        mentions: the table `mentions`; speakers are its entities.
        model: parses the documents.
        settings: what is kept, by default all, and which quote model is used.

    Returns:
        The table `quotes`, a row for each attribution, by document and offset.

    Raises:
        ModelError: the quote model that the settings name cannot be loaded.
        TableError: a table breaks its contract.
    """
    settings = settings or QuoteSettings()
    documents = tables.check("documents", documents)
    sentences = tables.check("sentences", sentences)
    mentions = tables.check("mentions", mentions)
    by_document: dict[str, list[Row]] = {}
    for mention in mentions.to_pylist():
        by_document.setdefault(mention["doc_id"], []).append(mention)
    component = QuoteComponent(load_finder(settings.model))
    rows: list[Row] = []
    for document, doc in model.docs(documents, sentences):
        page = Page(doc)
        known = Mentions(by_document.get(document["doc_id"], []))
        found = component.predict(page)
        for row in _rows(page, known, found, settings):
            rows.append({"doc_id": document["doc_id"], **row})
    return tables.from_rows("quotes", rows)


def _rows(
    page: Page, mentions: Mentions, found: Sequence[Attribution], settings: QuoteSettings
) -> list[Row]:
    """The rows of a document, of the acts and scores that are kept."""
    speakers = find_speakers(page, mentions, found)
    kept = [
        (attribution, speaker)
        for attribution, speaker in zip(found, speakers, strict=True)
        if attribution.act in settings.acts and _score(attribution) >= settings.least_score
    ]
    ids = {id(attribution): i for i, (attribution, _) in enumerate(kept)}
    return [
        {
            "quote_id": i,
            **_of_attribution(page, attribution),
            **_of_speaker(speaker),
            "within": ids.get(id(attribution.within)),
        }
        for i, (attribution, speaker) in enumerate(kept)
    ]


def _score(attribution: Attribution) -> float:
    return TRUST[attribution.found_by] if attribution.score is None else attribution.score


def _of_attribution(page: Page, attribution: Attribution) -> Row:
    text = page.text
    start, end = attribution.start, attribution.content[-1][1]
    row: Row = {
        "sentence_id": page.sentence_of[page.token_at(start)],
        "kind": _kind(page, attribution),
        "act": attribution.act,
        "content": " ".join(text[s:e] for s, e in attribution.content),
        "content_start": start,
        "content_end": end,
        "content_spans": [{"start": s, "end": e} for s, e in attribution.content],
        "cue_lemma": attribution.lemma,
        "score": _score(attribution),
    }
    for name in ("cue", "source", "addressee", "occasion"):
        span: Span | None = getattr(attribution, name)
        row[name] = text[span[0] : span[1]] if span else None
        row[f"{name}_start"], row[f"{name}_end"] = span or (None, None)
    return row


def _of_speaker(speaker: Speaker) -> Row:
    start, end = speaker.antecedent or (None, None)
    return {
        "speaker_id": speaker.entity_id,
        "speaker": speaker.name,
        "speaker_type": speaker.kind,
        "resolved_by": speaker.resolved_by,
        "antecedent_start": start,
        "antecedent_end": end,
        "speaks_for": speaker.speaks_for,
        "speaker_score": speaker.score if speaker.entity_id else None,
        "unknown_reason": speaker.reason,
    }


def _kind(page: Page, attribution: Attribution) -> str:
    """direct, mixed or indirect: how much of the content lies between quotation marks.

    Of what is quoted inside a quotation, only its own marks count; a block set off behind a colon
    is direct without any.
    """
    content, cue = attribution.content, attribution.cue
    between = page.text[cue[1] - 1 : content[0][0]] if cue is not None else ""
    if between.startswith(":") and "\n" in between:
        return "direct"
    quoted = 0
    for start, end in content:
        first = page.quotation_at(start)
        inside = [first] if first is not None and first.start < start else []
        marks = [*inside, *page.quotations_between(start, end)]
        if attribution.within is not None:
            marks = [q for outer in marks for q in outer.inner]
        quoted += sum(max(0, min(q.end, end) - max(q.start, start)) for q in marks)
    total = sum(e - s for s, e in content)
    gaps = sum(max(0, b[0] - a[1]) for a, b in pairwise(content))
    if quoted == 0:
        return "indirect"
    return "direct" if quoted + 2 >= total or quoted >= total + gaps else "mixed"
