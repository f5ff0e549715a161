"""The table of people: names, titles, roles, and the countries they act for."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline.corpus.gathered import Gathered
from pipeline.corpus.identifiers import OwnIdentifiers, identify
from pipeline.corpus.names import by_frequency
from pipeline.corpus.roles import list_roles

__all__ = ["person_row"]

# A country that is found so many times less often than another is taken for an error.
_RARE = 10


def person_row(
    entity_id: str, name: str, known: Gathered, *, own: OwnIdentifiers
) -> dict[str, Any]:
    """What the table of people says of one, beside where the person appears."""
    aliases = known.aliases(name)
    roles = list_roles(known.roles, known.written)
    return {
        "entity_id": entity_id,
        "name": name,
        "aliases": aliases,
        "titles": _titles(roles),
        "countries": _frequent(known.acts_for),
        "roles": roles,
        **identify(entity_id, "person", [name, *aliases], own),
    }


def _titles(roles: Iterable[dict[str, Any]]) -> list[str]:
    """The titles of a person's roles, each once in its most frequent writing."""
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for role in roles:
        counted[written.setdefault(role["title"].lower(), role["title"])] += role["documents"]
    return by_frequency(counted)


def _frequent(counted: Counter[str]) -> list[str]:
    """What was counted often enough beside the most frequent to be more than an error."""
    most = max(counted.values(), default=0)
    return [name for name in by_frequency(counted) if counted[name] * _RARE > most]
