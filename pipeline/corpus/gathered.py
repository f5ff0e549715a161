"""What all documents together tell of an entity."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.corpus.names import by_frequency
from pipeline.corpus.roles import HeldRole, Key

__all__ = ["Gathered"]


@dataclass(slots=True)
class Gathered:
    """What all documents together tell of an entity, beside where it appears.

    Attributes:
        surfaces: Its names in the texts, with their number.
        ways: By what a country is named: name, demonym, metonym.
        acts_for: The countries for which a person acts, by the places that say so.
        roles: The roles of a person.
        written: How each title of a person is written.
    """

    surfaces: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    acts_for: Counter[str] = field(default_factory=Counter)
    roles: defaultdict[Key, HeldRole] = field(default_factory=lambda: defaultdict(HeldRole))
    written: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def aliases(self, name: str) -> list[str]:
        """The names other than this one, the most frequent first."""
        return [alias for alias in by_frequency(self.surfaces) if alias != name]
