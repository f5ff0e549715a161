"""The table of organizations: names, acronym, and where they appear."""

from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.corpus.appearances import Corpus
from pipeline.corpus.entities import rows
from pipeline.corpus.identifiers import OwnIdentifiers, identify
from pipeline.corpus.names import EntityNames
from pipeline.corpus.organization_names import is_acronym, may_shorten
from pipeline.knowledge import organizations as knowledge

__all__ = ["list_organizations"]


def list_organizations(
    corpus: Corpus, named: dict[str, EntityNames], mentions: pa.Table, own: OwnIdentifiers
) -> pa.Table:
    """Make the table of organizations, the most mentioned first."""
    organizations = {id_: known for id_, known in named.items() if known.type == "organization"}
    seen = corpus.appearances(
        (entity_id, doc_id)
        for entity_id, doc_id in rows(mentions, "entity_id", "doc_id")
        if entity_id in organizations
    )
    listed: list[dict[str, Any]] = [
        {
            "entity_id": entity_id,
            "name": known.name,
            "acronym": _acronym(known),
            "aliases": known.aliases,
            **(seen.get(entity_id) or corpus.nowhere(entity_id)).columns(),
            **identify(entity_id, known.type, known.names, own),
        }
        for entity_id, known in organizations.items()
    ]
    listed.sort(key=lambda row: (-row["mentions"], row["entity_id"]))
    return tables.from_rows("organizations", listed)


def _acronym(known: EntityNames) -> str | None:
    """The acronym that is known, else the one that the texts use most beside a name."""
    listed = knowledge.organizations().get(known.name)
    if listed is not None and listed.acronym:
        return listed.acronym
    if is_acronym(known.name):
        return known.name
    shortened = (n for n in known.aliases if is_acronym(n) and may_shorten(n, known.name))
    return next(shortened, None)
