"""The entities that the documents know, each within its document: what linking works on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.knowledge.countries import countries

__all__ = ["Canonical", "LocalEntity", "collect_entities", "rows"]


@dataclass(frozen=True, slots=True)
class Canonical:
    """An entity of the corpus: its id, and its canonical name."""

    entity_id: str
    name: str


@dataclass(slots=True)
class LocalEntity:
    """An entity as one document knows it.

    Attributes:
        doc_id: The document.
        entity_id: Its id there.
        type: person, organization or country.
        name: Its canonical name there.
        surfaces: Its names in the text.
        titles: The titles that stand with them, in lower case.
        countries: The countries that a person acts for there.
        masculine: Number of its pronouns there that are a man's.
        feminine: Number of those that are a woman's.
        mentions: Number of its mentions.
    """

    doc_id: str
    entity_id: str
    type: str
    name: str
    surfaces: set[str] = field(default_factory=set)
    titles: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    masculine: int = 0
    feminine: int = 0
    mentions: int = 0


def rows(table: pa.Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, as tuples of these columns."""
    return zip(*(table[column].to_pylist() for column in columns), strict=True)


def collect_entities(
    mentions: pa.Table, quotes: pa.Table, relations: pa.Table
) -> list[LocalEntity]:
    """Gather what the tables say about the entities of each document, sorted by document and id."""
    found: dict[tuple[str, str], LocalEntity] = {}
    names: dict[tuple[str, str], Counter[str]] = {}

    def entity(doc_id: str, entity_id: str, type_: str | None, name: str | None) -> LocalEntity:
        key = (doc_id, entity_id)
        if key not in found:
            found[key] = LocalEntity(doc_id, entity_id, type_ or _type_of(entity_id), "")
            names[key] = Counter()
        if name:
            names[key][name] += 1
        return found[key]

    columns = ("doc_id", "entity_id", "entity_type", "entity_name", "text", "kind", "title")
    for doc_id, entity_id, type_, name, text, kind, title in rows(mentions, *columns):
        if entity_id is None:
            continue
        known = entity(doc_id, entity_id, type_, name)
        known.mentions += 1
        if kind == "name":
            known.surfaces.add(text)
        if title:
            known.titles |= {title.lower()}
    for table, id_, type_column, name_column in (
        (quotes, "speaker_id", "speaker_type", "speaker"),
        (relations, "subject_id", "subject_type", "subject"),
        (relations, "object_id", "object_type", "object"),
    ):
        for doc_id, entity_id, type_, name in rows(table, "doc_id", id_, type_column, name_column):
            if entity_id is not None:
                entity(doc_id, entity_id, type_ if type_ in _TYPES else None, name)
    for key, known in found.items():
        known.name = _name_of(known, names[key])
    return [found[key] for key in sorted(found)]


_TYPES = ("person", "organization", "country")


def _type_of(entity_id: str) -> str:
    if entity_id in countries():
        return "country"
    return "organization" if entity_id.startswith("org:") else "person"


def _name_of(entity: LocalEntity, names: Counter[str]) -> str:
    """Its name in the document; where the tables give none, its longest surface."""
    if names:
        return min(names, key=lambda name: (-names[name], name))
    if entity.surfaces:
        return min(entity.surfaces, key=lambda name: (-len(name), name))
    return entity.entity_id.rpartition(":")[2].replace("-", " ")
