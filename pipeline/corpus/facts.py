"""What linking has to know of a few documents, gathered without knowing of any other."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pyarrow as pa

from pipeline.corpus.contexts import NOTHING, Context, add_evidence, collect_contexts
from pipeline.corpus.entities import LocalEntity, collect_entities, rows
from pipeline.knowledge.names import slug

__all__ = ["FACTS", "collect_facts", "facts_of"]

_slug = lru_cache(maxsize=100_000)(slug)
_STRINGS = pa.list_(pa.string())

FACTS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("entity_id", pa.string()),
        ("type", pa.string()),
        ("name", pa.string()),
        ("surfaces", _STRINGS),
        ("slugs", _STRINGS),
        ("titles", _STRINGS),
        ("countries", _STRINGS),
        ("masculine", pa.int32()),
        ("feminine", pa.int32()),
        ("mentions", pa.int32()),
        ("names", _STRINGS),
        ("home", pa.string()),
    ]
)
"""A row for each document and entity, and one without an entity for each document.

The latter has the keys of the names in the document, the countries in it, and its home; the others
what `LocalEntity` has.
"""


def collect_facts(
    documents: pa.Table, mentions: pa.Table, quotes: pa.Table, relations: pa.Table
) -> pa.Table:
    """Gather what linking has to know of documents and their entities.

    What is found in a document depends on nothing outside of it.

    Args:
        documents: Rows of the table `documents`; each gives a row at least.
        mentions: Their rows of the table `mentions`.
        quotes: Their rows of the table `quotes`.
        relations: Their rows of the table `relations`.

    Returns:
        Rows of `FACTS`, sorted by document and entity.
    """
    local = collect_entities(mentions, quotes, relations)
    add_evidence(local, documents, mentions, relations)
    contexts = collect_contexts(mentions)
    known = {doc_id: contexts.get(doc_id, NOTHING) for (doc_id,) in rows(documents, "doc_id")}
    return facts_of(local, known)


def facts_of(entities: Iterable[LocalEntity], contexts: Mapping[str, Context]) -> pa.Table:
    """Make facts of entities, and of what the documents name; all of these are there."""
    found = [_of_entity(known) for known in entities]
    for doc_id, context in contexts.items():
        found.append(
            {
                "doc_id": doc_id,
                "names": sorted(context.names),
                "countries": sorted(context.countries),
                "home": context.home,
            }
        )
    found.sort(key=lambda row: (row["doc_id"], row.get("entity_id") or ""))
    return pa.table({name: [row.get(name) for row in found] for name in FACTS.names}, FACTS)


def _of_entity(known: LocalEntity) -> dict[str, Any]:
    return {
        "doc_id": known.doc_id,
        "entity_id": known.entity_id,
        "type": known.type,
        "name": known.name,
        # Linking people asks only for what the spellings of their names share.
        "surfaces": sorted(known.surfaces) if known.type == "organization" else [],
        "slugs": sorted(set(map(_slug, known.surfaces))),
        "titles": sorted(known.titles),
        "countries": sorted(known.countries),
        "masculine": known.masculine,
        "feminine": known.feminine,
        "mentions": known.mentions,
    }
