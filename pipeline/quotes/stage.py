"""The stage: the tables of documents, sentences and mentions to the table of quotes."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from pipeline import tables
from pipeline.language import LanguageModel, Quotation
from pipeline.quotes.attribution import TRUST, Attribution, Span
from pipeline.quotes.clauses import clause_attributions
from pipeline.quotes.ends import trimmed
from pipeline.quotes.floating import (
    according_attributions,
    floating_attributions,
    headline_attribution,
)
from pipeline.quotes.page import Page
from pipeline.quotes.settings import QuoteSettings
from pipeline.quotes.speakers import BY_FLOATING, FLOATING_REACH, Mentions, Speaker, resolve
from pipeline.quotes.tags import (
    announced_attributions,
    signed_attributions,
    tag_attributions,
)

__all__ = ["attribute_quotes"]

Row = dict[str, Any]

#: Two attributions of the same content stand this close in the order of their beginnings.
NEIGHBOURS = 20


def attribute_quotes(
    documents: tables.Table,
    sentences: tables.Table,
    mentions: tables.Table,
    *,
    model: LanguageModel,
    settings: QuoteSettings | None = None,
) -> tables.Table:
    """Finds what was said, by whom.

    Rules over quotation marks and dependency parses: speech tags beside quotations, clauses and
    infinitives under verbs of attribution, `according to`, quotations without a tag.

    Args:
        documents: the table `documents`.
        sentences: the table `sentences` of these documents.
        mentions: the table `mentions`; speakers are its entities.
        model: parses the documents.
        settings: what is kept, by default all.

    Returns:
        The table `quotes`, a row for each attribution, by document and offset.

    Raises:
        TableError: a table breaks its contract.
    """
    settings = settings or QuoteSettings()
    documents = tables.check("documents", documents)
    sentences = tables.check("sentences", sentences)
    mentions = tables.check("mentions", mentions)
    by_document: dict[str, list[Row]] = {}
    for mention in mentions.to_pylist():
        by_document.setdefault(mention["doc_id"], []).append(mention)
    rows: list[Row] = []
    for document, doc in model.docs(documents, sentences):
        page = Page(doc)
        known = Mentions(by_document.get(document["doc_id"], []))
        found = find_attributions(page, known, title=document["title"])
        found = [a for a in found if a.act in settings.acts]
        for quote_id, row in enumerate(_rows(page, known, found, settings.least_score)):
            rows.append({"doc_id": document["doc_id"], "quote_id": quote_id, **row})
    return tables.from_rows("quotes", rows)


def find_attributions(page: Page, mentions: Mentions, *, title: str | None) -> list[Attribution]:
    """All attributions of a document, in their order, no two with the same content."""
    used: set[Quotation] = set()
    taken: set[int] = set()
    found = list(tag_attributions(page, used, taken))
    found += list(announced_attributions(page, used))
    found += list(signed_attributions(page, used))
    clauses = list(clause_attributions(page, taken))
    found += [a for a in according_attributions(page) if not _reports_tag(a, clauses)]
    found += clauses
    headline = len(title) if title and page.text.startswith(title) else 0
    if headline:
        names = {(m["start"], m["end"]) for m in mentions.rows if m["entity_id"]}
        head = headline_attribution(page, headline, names)
        found += [head] if head else []
    covered = [span for a in found for span in a.content]
    used.update(q for q in page.quotations if any(s <= q.start and q.end <= e for s, e in covered))
    found += list(floating_attributions(page, used))
    found = [a for a in found if any(_words(page, span) for span in a.content)]
    for attribution in found:
        attribution.source = _words(page, attribution.source)
        attribution.addressee = _words(page, attribution.addressee)
    found.sort(key=lambda a: (a.start, a.content[-1][1]))
    return _distinct(found)


def _words(page: Page, words: Span | None) -> Span | None:
    """A span without white space at its edges; None where no letter or digit is left."""
    span = trimmed(page, *words) if words else None
    return span if span and any(c.isalnum() for c in page.text[slice(*span)]) else None


def _reports_tag(according: Attribution, clauses: list[Attribution]) -> bool:
    """`…, X said, according to Y`: the words are X's, Y only passes them on."""
    start, end = according.content[0]
    return any(
        a.cue is not None and a.content[0][1] <= a.cue[0] and start <= a.start and a.cue[1] <= end
        for a in clauses
    )


def _distinct(found: list[Attribution]) -> list[Attribution]:
    """Leaves out an attribution whose content another one has that is as sure; in their order."""
    kept: list[Attribution] = []
    for attribution in found:
        near = range(max(0, len(kept) - NEIGHBOURS), len(kept))
        rivals = [i for i in near if _same(attribution.content, kept[i].content)]
        if any(TRUST[kept[i].found_by] >= TRUST[attribution.found_by] for i in rivals):
            continue
        for i in reversed(rivals):
            del kept[i]
        kept.append(attribution)
    return kept


def _same(a: list[Span], b: list[Span]) -> bool:
    """Whether two contents share more than half of their characters."""
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return 2 * common > max(sum(e - s for s, e in a), sum(e - s for s, e in b))


def _rows(page: Page, mentions: Mentions, found: list[Attribution], least: float) -> list[Row]:
    rows: list[Row] = []
    last: tuple[int, Speaker] | None = None
    for attribution in found:
        speaker = _speaker(page, mentions, attribution, last)
        if attribution.act in ("speech", "writing") and speaker.kind != "unknown":
            last = attribution.content[-1][1], speaker
        row = _row(page, attribution, speaker)
        if row["score"] >= least:
            rows.append(row)
    return rows


def _speaker(
    page: Page, mentions: Mentions, attribution: Attribution, last: tuple[int, Speaker] | None
) -> Speaker:
    if attribution.source is not None:
        head = _head_offset(page, attribution.source)
        return resolve(page.text, attribution.source, mentions, head=head)
    if attribution.found_by == "floating" and last is not None:
        end, speaker = last
        if attribution.start - end < FLOATING_REACH and speaker.entity_id:
            return replace(speaker, resolved_by="floating", score=round(BY_FLOATING, 3))
    return Speaker()


def _head_offset(page: Page, source: Span) -> int | None:
    first, last = page.token_at(source[0]), page.token_at(source[1] - 1)
    for token in page.doc[first : last + 1]:
        if not first <= token.head.i <= last or token.head is token:
            return int(token.idx)
    return None


def _row(page: Page, attribution: Attribution, speaker: Speaker) -> Row:
    text = page.text
    start, end = attribution.start, attribution.content[-1][1]
    cue, source, antecedent = attribution.cue, attribution.source, speaker.antecedent
    score = TRUST[attribution.found_by]
    addressee = attribution.addressee
    return {
        "sentence_id": page.sentence_of[page.token_at(start)],
        "kind": _kind(page, attribution.content),
        "act": attribution.act,
        "content": " ".join(text[s:e] for s, e in attribution.content),
        "content_start": start,
        "content_end": end,
        "content_spans": [{"start": s, "end": e} for s, e in attribution.content],
        "cue": text[cue[0] : cue[1]] if cue else None,
        "cue_lemma": attribution.lemma,
        "cue_start": cue[0] if cue else None,
        "cue_end": cue[1] if cue else None,
        "source": text[source[0] : source[1]] if source else None,
        "source_start": source[0] if source else None,
        "source_end": source[1] if source else None,
        "speaker_id": speaker.entity_id,
        "speaker": speaker.name,
        "speaker_type": speaker.kind,
        "resolved_by": speaker.resolved_by,
        "antecedent_start": antecedent[0] if antecedent else None,
        "antecedent_end": antecedent[1] if antecedent else None,
        "speaks_for": speaker.speaks_for,
        "addressee": text[addressee[0] : addressee[1]] if addressee else None,
        "score": score,
        "speaker_score": speaker.score if speaker.entity_id else None,
    }


def _kind(page: Page, content: list[Span]) -> str:
    """direct, mixed or indirect: how much of the content lies between quotation marks."""
    quoted = 0
    for start, end in content:
        first = page.quotation_at(start)
        inside = [first] if first is not None and first.start < start else []
        for q in [*inside, *page.quotations_between(start, end)]:
            quoted += min(q.end, end) - max(q.start, start)
    total = sum(e - s for s, e in content)
    gaps = sum(max(0, b[0] - a[1]) for a, b in pairwise(content))
    if quoted == 0:
        return "indirect"
    return "direct" if quoted + 2 >= total or quoted >= total + gaps else "mixed"
