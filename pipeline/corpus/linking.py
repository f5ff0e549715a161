"""Links entities across documents, and writes their ids and names into the tables of the stages."""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from pipeline.corpus.contexts import Contexts, add_evidence, collect_contexts
from pipeline.corpus.entities import (
    Canonical,
    Links,
    LocalEntity,
    collect_entities,
    merge_linked,
    rows,
)
from pipeline.corpus.organizations_linking import link_organizations
from pipeline.corpus.people_linking import link_people
from pipeline.knowledge.countries import countries

__all__ = ["link_entities", "rewrite", "rewrite_members", "rewrite_names"]


def link_entities(
    documents: pa.Table, mentions: pa.Table, quotes: pa.Table, relations: pa.Table
) -> tuple[Links, dict[tuple[str, str], str]]:
    """Link the people, countries and organizations of the documents.

    The result is the same for any order of documents. Linking is repeated until it changes nothing,
    so that tables that were linked before stay as they are.

    Returns:
        For each document and entity id the entity of the corpus, and for each document and name
        the canonical name.
    """
    local = collect_entities(documents, mentions, quotes, relations)
    add_evidence(local, documents, mentions, relations)
    contexts = collect_contexts(mentions)
    links = {(e.doc_id, e.entity_id): Canonical(e.entity_id, e.name) for e in local}
    entities: Sequence[LocalEntity] = local
    while True:
        step = _link_once(entities, contexts)
        if all(step[e.doc_id, e.entity_id] == Canonical(e.entity_id, e.name) for e in entities):
            break
        links = {key: step[key[0], known.entity_id] for key, known in links.items()}
        entities = merge_linked(entities, step)
    names = {(e.doc_id, e.name): links[e.doc_id, e.entity_id].name for e in local}
    return links, names


def _link_once(entities: Iterable[LocalEntity], contexts: Contexts) -> Links:
    by_type: dict[str, list[LocalEntity]] = {"person": [], "organization": [], "country": []}
    for known in entities:
        by_type[known.type].append(known)
    return {
        **link_people(by_type["person"], contexts),
        **link_organizations(by_type["organization"], contexts),
        **_link_countries(by_type["country"]),
    }


def _link_countries(entities: Iterable[LocalEntity]) -> Links:
    known = countries()
    return {
        (e.doc_id, e.entity_id): Canonical(
            e.entity_id, known[e.entity_id].name if e.entity_id in known else e.name
        )
        for e in entities
    }


def rewrite(table: pa.Table, links: Links, *, id_column: str, name_column: str) -> pa.Table:
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


def rewrite_names(
    table: pa.Table, names: dict[tuple[str, str], str], *, name_column: str
) -> pa.Table:
    """Put canonical names of the corpus in place of those of the documents where they are known."""
    renamed = [
        names.get((doc_id, name), name) for doc_id, name in rows(table, "doc_id", name_column)
    ]
    return _replace(table, name_column, renamed)


def rewrite_members(table: pa.Table, links: Links) -> pa.Table:
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
