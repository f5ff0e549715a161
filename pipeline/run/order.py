"""The order of the stages, the tables that each needs and makes, and ranges of stages."""

from dataclasses import dataclass

from pipeline.errors import SettingsError

__all__ = ["LINKED", "MAKES", "NEEDS", "STAGES", "StageRange", "parse_stages"]

STAGES = ("load", "sentences", "ner", "quotes", "relations", "tables")

# The stages between the first and the last work on each document for itself.
_BY_DOCUMENT = STAGES[1:-1]

NEEDS: dict[str, tuple[str, ...]] = {
    "load": (),
    "sentences": ("documents",),
    "ner": ("documents", "sentences"),
    "quotes": ("documents", "sentences", "mentions"),
    "relations": ("documents", "sentences", "mentions", "quotes"),
    "tables": ("documents", "mentions", "quotes", "relations"),
    "facts": ("documents", "mentions", "quotes", "relations"),
}

LINKED = ("mentions", "quotes", "relations")
"""The tables into which the last stage writes the ids and names of the corpus."""

MAKES: dict[str, tuple[str, ...]] = {
    "load": ("documents", "rejects"),
    "sentences": ("sentences",),
    "ner": ("mentions",),
    "quotes": ("quotes",),
    "relations": ("relations",),
    "tables": (*LINKED, "people", "countries", "organizations", "who_said_what"),
    "facts": ("facts", "quote_keys"),
}
"""What each stage makes; the last one begins, document by document, with the facts."""


@dataclass(frozen=True, slots=True)
class StageRange:
    """Consecutive stages.

    Attributes:
        names: Their names, in order.
    """

    names: tuple[str, ...] = STAGES

    @property
    def loads(self) -> bool:
        """Whether the inputs are read."""
        return "load" in self.names

    @property
    def links(self) -> bool:
        """Whether the tables of the corpus are made."""
        return "tables" in self.names

    @property
    def by_document(self) -> tuple[str, ...]:
        """The stages that work on each document for itself, and need a language model."""
        return tuple(name for name in self.names if name in _BY_DOCUMENT)

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables that must be there before."""
        needed: dict[str, None] = {}
        made: set[str] = set()
        for name in self.names:
            needed |= dict.fromkeys(table for table in NEEDS[name] if table not in made)
            made |= set(MAKES[name])
        return tuple(needed)

    @property
    def makes(self) -> tuple[str, ...]:
        """The tables that are there afterwards."""
        return tuple(dict.fromkeys(table for name in self.names for table in MAKES[name]))


def parse_stages(text: str | None) -> StageRange:
    """Read a range of stages, ``from:to``; either side may be left out, None means all.

    Raises:
        SettingsError: If a name is unknown, or the range runs backwards.

    Example:
        >>> parse_stages("quotes:tables").names, parse_stages("ner").names
        (('quotes', 'relations', 'tables'), ('ner',))
    """
    if text is None:
        return StageRange()
    first, colon, last = text.partition(":")
    first, last = first.strip(), last.strip()
    first, last = first or STAGES[0], (last or STAGES[-1]) if colon else first
    for name in (first, last):
        if name not in STAGES:
            raise SettingsError(f"there is no stage {name!r}; the stages are {', '.join(STAGES)}")
    if STAGES.index(first) > STAGES.index(last):
        raise SettingsError(
            f"stages {text!r} run backwards; {last} comes before {first}: give {last}:{first}"
        )
    return StageRange(STAGES[STAGES.index(first) : STAGES.index(last) + 1])
