"""What the linked tables call an entity, and which entities they name at all."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.corpus.entities import collect_entities, rows

__all__ = ["EntityNames", "by_frequency", "name_entities"]


@dataclass(slots=True)
class EntityNames:
    """The names of an entity.

    Attributes:
        name: Canonical name.
        type: person, organization or country.
        surfaces: Its names in the texts, with their number.
    """

    name: str
    type: str
    surfaces: Counter[str] = field(default_factory=Counter)

    @property
    def names(self) -> list[str]:
        """The canonical name and the others."""
        return [self.name, *self.aliases]

    @property
    def aliases(self) -> list[str]:
        """The other names, the most frequent first."""
        return [name for name in by_frequency(self.surfaces) if name != self.name]


def name_entities(
    mentions: pa.Table, quotes: pa.Table, relations: pa.Table
) -> dict[str, EntityNames]:
    """The entities of linked tables by id: all that are mentioned, speak or act."""
    named = {
        known.entity_id: EntityNames(known.name, known.type)
        for known in collect_entities(mentions, quotes, relations)
    }
    surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entity_id, text, kind in rows(mentions, "entity_id", "text", "kind"):
        if entity_id is not None and kind == "name":
            surfaces[entity_id][" ".join(text.split())] += 1
    for entity_id, counted in surfaces.items():
        named[entity_id].surfaces = counted
    return named


def by_frequency(counted: Counter[str]) -> list[str]:
    """What was counted, the most frequent first, equals in the order of the alphabet."""
    return sorted(counted, key=lambda name: (-counted[name], name))
