"""The table of organizations: their names and acronyms."""

from collections.abc import Iterable
from typing import Any

from pipeline.corpus.gathered import Gathered
from pipeline.corpus.identifiers import OwnIdentifiers, identify
from pipeline.corpus.organization_names import is_acronym, may_shorten
from pipeline.knowledge import organizations as knowledge

__all__ = ["organization_row"]


def organization_row(
    entity_id: str, name: str, known: Gathered, *, own: OwnIdentifiers
) -> dict[str, Any]:
    """What the table of organizations says of one, beside where it appears."""
    aliases = known.aliases(name)
    return {
        "entity_id": entity_id,
        "name": name,
        "acronym": _acronym(name, aliases),
        "aliases": aliases,
        **identify(entity_id, "organization", [name, *aliases], own),
    }


def _acronym(name: str, aliases: Iterable[str]) -> str | None:
    """The acronym that is known, else the one that the texts use most beside a name."""
    listed = knowledge.organizations().get(name)
    if listed is not None and listed.acronym:
        return listed.acronym
    if is_acronym(name):
        return name
    shortened = (n for n in aliases if is_acronym(n) and may_shorten(n, name))
    return next(shortened, None)
