"""What linked documents tell of the entities of the corpus, in rows that can be added up."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pipeline.corpus.acting import countries_before_titles, governments, posts
from pipeline.corpus.appearances import Appearances, Corpus
from pipeline.corpus.entities import rows
from pipeline.corpus.names import EntityNames, name_entities
from pipeline.corpus.roles import told_roles

__all__ = ["EVIDENCE", "collect_evidence"]

_TIME = pa.timestamp("us", tz="UTC")

_COLUMNS: dict[str, pa.DataType] = {
    **dict.fromkeys(("kind", "entity_id", "type", "text", "title", "of_id", "status"), pa.string()),
    **dict.fromkeys(("n", "documents", "quotes"), pa.int64()),
    **dict.fromkeys(("first_seen", "last_seen"), _TIME),
}
EVIDENCE = pa.schema(_COLUMNS)
"""Numbers to be added up, and dates of which the first and the last count, by all other columns.

Each row is of one kind:

- entity: its type and canonical name (`text`), and where it appears.
- surface: one of its names in the texts (`text`).
- country: where a country appears, by name, people or government (`entity_id`).
- way: how a country is named (`text`): name, demonym, metonym.
- government: the country (`text`) that an entity stands for.
- post: the country or organization (`of_id`) in which a person holds a role.
- acts_for: the country (`text`) that stands before a person's title.
- role: a title of a person (`title`, in lower case), where it is held (`of_id`) and its status.
- of: what the texts call the place of a role (`text`).
- written: how a title is written (`text`).
"""

_WAYS = ("name", "demonym", "metonym")


def collect_evidence(
    corpus: Corpus,
    documents: pa.Table,
    mentions: pa.Table,
    quotes: pa.Table,
    relations: pa.Table,
) -> pa.Table:
    """Gather what linked tables tell of each entity; a repeated article counts once."""
    named = name_entities(mentions, quotes, relations)
    people = {entity_id for entity_id, known in named.items() if known.type == "person"}
    found = [
        *_entities(corpus, named, mentions),
        *_countries(corpus, named, mentions),
        *_acting(people, documents, mentions, relations),
        *told_roles(people, corpus, mentions, relations),
    ]
    return pa.Table.from_pylist(found, EVIDENCE)


def _entities(
    corpus: Corpus, named: dict[str, EntityNames], mentions: pa.Table
) -> Iterator[dict[str, Any]]:
    seen = corpus.appearances(
        (entity_id, doc_id)
        for entity_id, doc_id in rows(mentions, "entity_id", "doc_id")
        if entity_id is not None
    )
    for entity_id, known in named.items():
        row = {"kind": "entity", "entity_id": entity_id, "type": known.type, "text": known.name}
        yield row | _numbers(seen.get(entity_id) or corpus.nowhere(entity_id))
        for surface, n in known.surfaces.items():
            yield {"kind": "surface", "entity_id": entity_id, "text": surface, "n": n}


def _countries(
    corpus: Corpus, named: dict[str, EntityNames], mentions: pa.Table
) -> Iterator[dict[str, Any]]:
    """Where countries appear: a mention counts for the country it names, else it stands for."""
    countries = {entity_id for entity_id, known in named.items() if known.type == "country"}
    found: list[tuple[str, str, str | None]] = []
    for doc_id, entity_id, country, way in rows(
        mentions, "doc_id", "entity_id", "country", "country_by"
    ):
        iso3 = country or (entity_id if entity_id in countries else None)
        if iso3 is not None:
            found.append((iso3, doc_id, way if country else None))
    seen = corpus.appearances((iso3, doc_id) for iso3, doc_id, _ in found)
    ways = Counter((iso3, way) for iso3, doc_id, way in found if doc_id in seen[iso3].counted)
    for iso3 in sorted({*countries, *seen}):
        row = {"kind": "country", "entity_id": iso3}
        yield row | _numbers(seen.get(iso3) or corpus.nowhere(iso3))
        for way in _WAYS:
            yield {"kind": "way", "entity_id": iso3, "text": way, "n": ways[iso3, way]}


def _numbers(where: Appearances) -> dict[str, Any]:
    numbers = where.columns()
    return numbers | {"n": numbers.pop("mentions")}


def _acting(
    people: set[str], documents: pa.Table, mentions: pa.Table, relations: pa.Table
) -> Iterator[dict[str, Any]]:
    """For which countries people act, as far as the documents tell."""
    stand_for = Counter(
        (entity_id, country) for (_, entity_id), country in governments(mentions).items()
    )
    for (entity_id, country), n in stand_for.items():
        yield {"kind": "government", "entity_id": entity_id, "text": country, "n": n}
    held = Counter((person, of_id) for _, person, of_id in posts(relations))
    for (person, of_id), n in held.items():
        yield {"kind": "post", "entity_id": person, "of_id": of_id, "n": n}
    acts_for: defaultdict[tuple[str, str], int] = defaultdict(int)
    for _, person, country in countries_before_titles(documents, mentions):
        if person in people:
            acts_for[person, country] += 1
    for (person, country), n in acts_for.items():
        yield {"kind": "acts_for", "entity_id": person, "text": country, "n": n}
