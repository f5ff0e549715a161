"""What a document says around its entities."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import pyarrow as pa

from pipeline.corpus.acting import countries_of_bodies, countries_of_people
from pipeline.corpus.entities import LocalEntity, rows
from pipeline.knowledge.names import slug

__all__ = ["NOTHING", "Context", "Contexts", "add_evidence", "collect_contexts"]

_MASCULINE = frozenset(("he", "him", "his", "himself"))
_FEMININE = frozenset(("she", "her", "hers", "herself"))
# So many mentions of a country make it what a document speaks of.
_SOME = 3


@dataclass(frozen=True, slots=True)
class Context:
    """What a document names.

    Attributes:
        names: Keys of its names of people and organizations that have several words.
        countries: The countries, as ISO alpha-3 codes.
        home: The country that it speaks of most by far, or None.
    """

    names: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    home: str | None = None


Contexts = Mapping[str, Context]
"""The contexts by document."""

NOTHING = Context()


def collect_contexts(mentions: pa.Table) -> Contexts:
    """Gather what each document names."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    countries: defaultdict[str, Counter[str]] = defaultdict(Counter)
    key = lru_cache(maxsize=100_000)(slug)
    for doc_id, text, kind, type_, country in rows(
        mentions, "doc_id", "text", "kind", "entity_type", "country"
    ):
        if country is not None:
            countries[doc_id][country] += 1
        elif kind == "name" and type_ in ("person", "organization") and " " in text:
            names[doc_id].add(key(text))
    return {
        doc_id: Context(
            frozenset(names[doc_id]), frozenset(countries[doc_id]), _home(countries[doc_id])
        )
        for doc_id in sorted({*names, *countries})
    }


def _home(countries: Counter[str]) -> str | None:
    """The country of most of the mentions, if they are some."""
    country, count = max(countries.items(), key=lambda item: item[1], default=("", 0))
    return country if count >= _SOME and 2 * count > countries.total() else None


def add_evidence(
    entities: Iterable[LocalEntity], documents: pa.Table, mentions: pa.Table, relations: pa.Table
) -> None:
    """Add the countries that people and organizations act for in each document, and pronouns."""
    known = {(e.doc_id, e.entity_id): e for e in entities}
    for doc_id, entity_id, country in chain(
        countries_of_people(documents, mentions, relations),
        countries_of_bodies(documents, mentions),
    ):
        if (doc_id, entity_id) in known:
            known[doc_id, entity_id].countries |= {country}
    for doc_id, entity_id, text, kind in rows(mentions, "doc_id", "entity_id", "text", "kind"):
        if kind == "pronoun" and (doc_id, entity_id) in known:
            known[doc_id, entity_id].masculine += text.lower() in _MASCULINE
            known[doc_id, entity_id].feminine += text.lower() in _FEMININE
