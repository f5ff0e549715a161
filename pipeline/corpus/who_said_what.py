"""The table that the package is named after: each quote with its speaker and its article."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.corpus.appearances import Corpus
from pipeline.corpus.entities import rows
from pipeline.corpus.names import by_frequency

__all__ = ["list_quotes"]

_SPOKEN = ("speech", "writing")
_FROM_QUOTE = (
    *("speaker", "speaker_id", "speaker_type", "source"),
    *("cue_lemma", "kind", "quote_id", "score"),
)

_Named = list[tuple[int, int, str, str]]


def list_quotes(
    corpus: Corpus,
    documents: pa.Table,
    mentions: pa.Table,
    quotes: pa.Table,
    groups: pa.Table | None = None,
) -> pa.Table:
    """Make the table of what was said and written, in the order of the quotes.

    A quote that a repeated article has from the first one is there once.

    Args:
        corpus: The documents with what repeats what.
        documents: The documents.
        mentions: Their mentions, linked.
        quotes: Their quotes, linked.
        groups: The columns doc_id, quote_id and quote_group of quotes that are in a group.
    """
    articles = {document["doc_id"]: document for document in _articles(documents)}
    named = _named(mentions)
    titles = _titles(mentions)
    grouped = _groups(groups)
    said: list[dict[str, Any]] = []
    for quote in quotes.to_pylist():
        doc_id, speaker_id = quote["doc_id"], quote["speaker_id"]
        if quote["act"] not in _SPOKEN or (doc_id, quote["quote_id"]) in corpus.repeated_quotes:
            continue
        said.append(
            {
                **articles[doc_id],
                **{column: quote[column] for column in _FROM_QUOTE},
                "quote": quote["content"],
                "speaker_title": titles.get((doc_id, speaker_id)),
                "quote_group": grouped.get((doc_id, quote["quote_id"])),
                "about": _about(named.get(doc_id, []), quote["content_spans"], speaker_id),
            }
        )
    return tables.from_rows("who_said_what", said)


def _articles(documents: pa.Table) -> list[dict[str, Any]]:
    columns = ["doc_id", "published", "publisher", "title", "url"]
    reprints = ["also_published_by", "reprints"]
    found: list[dict[str, Any]] = documents.select(columns + reprints).to_pylist()
    for document in found:
        # Null says that nothing was looked for, or that the document repeats another itself.
        document["also_published_by"] = document["also_published_by"] or []
        document["reprints"] = document["reprints"] or 0
    return found


def _groups(groups: pa.Table | None) -> dict[tuple[str, int], str]:
    if groups is None:
        return {}
    told = rows(groups, "doc_id", "quote_id", "quote_group")
    return {(doc_id, quote_id): group for doc_id, quote_id, group in told if group is not None}


def _named(mentions: pa.Table) -> dict[str, _Named]:
    """Start, end, entity and canonical name of the names in each document."""
    found: defaultdict[str, _Named] = defaultdict(list)
    columns = ("doc_id", "start", "end", "entity_id", "entity_name", "kind")
    for doc_id, start, end, entity_id, name, kind in rows(mentions, *columns):
        if entity_id is not None and name is not None and kind == "name":
            found[doc_id].append((start, end, entity_id, name))
    return found


def _titles(mentions: pa.Table) -> dict[tuple[str, str], str]:
    """The title that a document uses most for an entity."""
    counted: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc_id, entity_id, title in rows(mentions, "doc_id", "entity_id", "title"):
        if entity_id is not None and title is not None:
            counted[doc_id, entity_id][title] += 1
    return {key: by_frequency(found)[0] for key, found in counted.items()}


def _about(named: _Named, spans: Iterable[dict[str, int]], speaker_id: str | None) -> list[str]:
    """The entities named in the spans, the speaker excepted, in the order of their names."""
    return list(dict.fromkeys(_names_within(named, spans, speaker_id)))


def _names_within(
    named: _Named, spans: Iterable[dict[str, int]], speaker_id: str | None
) -> Iterator[str]:
    for span in spans:
        for start, end, entity_id, name in named:
            if span["start"] <= start and end <= span["end"] and entity_id != speaker_id:
                yield name
