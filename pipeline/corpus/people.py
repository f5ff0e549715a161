"""The table of people: names, titles, the countries they act for, and where they appear."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.corpus.acting import countries_of_people
from pipeline.corpus.appearances import Corpus
from pipeline.corpus.entities import rows
from pipeline.corpus.identifiers import OwnIdentifiers, identify
from pipeline.corpus.names import EntityNames, by_frequency
from pipeline.corpus.roles import collect_roles

__all__ = ["list_people"]

# A country that is found so many times less often than another is taken for an error.
_RARE = 10


def list_people(
    corpus: Corpus,
    named: dict[str, EntityNames],
    documents: pa.Table,
    mentions: pa.Table,
    relations: pa.Table,
    own: OwnIdentifiers,
) -> pa.Table:
    """Make the table of people, the most mentioned first."""
    people = {id_: known for id_, known in named.items() if known.type == "person"}
    roles = collect_roles(people, documents, mentions, relations)
    countries = _countries(people, documents, mentions, relations)
    seen = corpus.appearances(_mentions(people, mentions))
    empty: Counter[str] = Counter()
    listed: list[dict[str, Any]] = []
    for entity_id, known in people.items():
        where = seen.get(entity_id)
        listed.append(
            {
                "entity_id": entity_id,
                "name": known.name,
                "aliases": known.aliases,
                "titles": _titles(roles.get(entity_id, [])),
                "countries": _frequent(countries.get(entity_id, empty)),
                **(where or corpus.nowhere(entity_id)).columns(),
                "roles": roles.get(entity_id, []),
                **identify(entity_id, known.type, known.names, own),
            }
        )
    listed.sort(key=lambda row: (-row["mentions"], row["entity_id"]))
    return tables.from_rows("people", listed)


def _mentions(people: Iterable[str], mentions: pa.Table) -> Iterator[tuple[str, str]]:
    wanted = set(people)
    for entity_id, doc_id in rows(mentions, "entity_id", "doc_id"):
        if entity_id in wanted:
            yield entity_id, doc_id


def _titles(roles: Iterable[dict[str, Any]]) -> list[str]:
    """The titles of a person's roles, each once in its most frequent writing."""
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for role in roles:
        counted[written.setdefault(role["title"].lower(), role["title"])] += role["documents"]
    return by_frequency(counted)


def _countries(
    people: Iterable[str], documents: pa.Table, mentions: pa.Table, relations: pa.Table
) -> dict[str, Counter[str]]:
    wanted = set(people)
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, entity_id, country in countries_of_people(documents, mentions, relations):
        if entity_id in wanted:
            found[entity_id][country] += 1
    return found


def _frequent(counted: Counter[str]) -> list[str]:
    """What was counted often enough beside the most frequent to be more than an error."""
    most = max(counted.values(), default=0)
    return [name for name in by_frequency(counted) if counted[name] * _RARE > most]
