"""Writes the ids and names of the corpus into the tables of a part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pipeline.corpus.appearances import Corpus
from pipeline.corpus.entities import Canonical, rows
from pipeline.corpus.evidence import collect_evidence
from pipeline.corpus.who_said_what import list_quotes

__all__ = ["CorpusPart", "apply_links"]

_Links = Mapping[tuple[str, str], Canonical]
"""From a document and an entity id in it to the entity of the corpus."""


@dataclass(frozen=True, slots=True)
class CorpusPart:
    """The tables of some documents with linked entities.

    Attributes:
        mentions: Their rows of that table.
        quotes: Their rows of that table.
        relations: Their rows of that table.
        who_said_what: Their rows of that table.
        evidence: What they tell of the entities of the corpus, for a `Gatherer`.
    """

    mentions: pa.Table
    quotes: pa.Table
    relations: pa.Table
    who_said_what: pa.Table
    evidence: pa.Table


def apply_links(
    documents: pa.Table,
    mentions: pa.Table,
    quotes: pa.Table,
    relations: pa.Table,
    links: pa.Table,
    *,
    quote_groups: pa.Table | None = None,
) -> CorpusPart:
    """Put the ids and names of the corpus in place of those of the documents.

    Args:
        documents: The documents of a part of the corpus.
        mentions: Their rows of the table `mentions`.
        quotes: Their rows of the table `quotes`.
        relations: Their rows of the table `relations`.
        links: What a `Linker` gives for these documents.
        quote_groups: The groups of quotes that are the same, with the columns doc_id, quote_id and
            quote_group; a quote that is not there is in none.

    Returns:
        The tables with linked entities, and what follows from them.
    """
    linked = {
        (doc_id, entity_id): Canonical(linked_id, linked_name)
        for doc_id, entity_id, linked_id, linked_name in rows(
            links, "doc_id", "entity_id", "linked_id", "linked_name"
        )
    }
    names = {
        (doc_id, name): linked_name
        for doc_id, name, linked_name in rows(links, "doc_id", "name", "linked_name")
    }
    mentions = _rewrite(mentions, linked, id_column="entity_id", name_column="entity_name")
    mentions = _rewrite_members(mentions, linked)
    quotes = _rewrite(quotes, linked, id_column="speaker_id", name_column="speaker")
    quotes = _rewrite_names(quotes, names, name_column="speaks_for")
    for end in ("subject", "object"):
        relations = _rewrite(relations, linked, id_column=f"{end}_id", name_column=end)
    corpus = Corpus(documents, quotes)
    return CorpusPart(
        mentions=mentions,
        quotes=quotes,
        relations=relations,
        who_said_what=list_quotes(corpus, documents, mentions, quotes, quote_groups),
        evidence=collect_evidence(corpus, documents, mentions, quotes, relations),
    )


def _rewrite(table: pa.Table, links: _Links, *, id_column: str, name_column: str) -> pa.Table:
    """Put the ids and names of the corpus in place of those of the documents.

    Rows without an id keep their name.
    """
    ids: list[Any] = []
    names: list[Any] = []
    for doc_id, entity_id, name in rows(table, "doc_id", id_column, name_column):
        linked = links.get((doc_id, entity_id)) if entity_id is not None else None
        ids.append(linked.entity_id if linked else entity_id)
        names.append(linked.name if linked else name)
    return _replace(_replace(table, id_column, ids), name_column, names)


def _rewrite_names(
    table: pa.Table, names: dict[tuple[str, str], str], *, name_column: str
) -> pa.Table:
    """Put canonical names of the corpus in place of those of the documents where they are known."""
    renamed = [
        names.get((doc_id, name), name) for doc_id, name in rows(table, "doc_id", name_column)
    ]
    return _replace(table, name_column, renamed)


def _rewrite_members(table: pa.Table, links: _Links) -> pa.Table:
    """Put the ids of the corpus in place of those of the documents in the members of groups.

    Members that turn out to be one entity are one.
    """
    found: list[list[str] | None] = []
    for doc_id, members in rows(table, "doc_id", "members"):
        linked = [links[doc_id, m].entity_id if (doc_id, m) in links else m for m in members or ()]
        found.append(list(dict.fromkeys(linked)) if members else None)
    return _replace(table, "members", found)


def _replace(table: pa.Table, column: str, values: list[Any]) -> pa.Table:
    place = table.schema.get_field_index(column)
    field = table.schema.field(place)
    return table.set_column(place, field, pa.array(values, field.type))
