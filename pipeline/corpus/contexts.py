"""What a document says around an entity, and how well two such contexts go together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

import pyarrow as pa

from pipeline.corpus.acting import countries_of_bodies, countries_of_people
from pipeline.corpus.entities import LocalEntity, rows
from pipeline.knowledge.fields import field_of_title
from pipeline.knowledge.names import slug
from pipeline.knowledge.titles import same_title

__all__ = [
    "NOTHING",
    "Context",
    "Contexts",
    "Profile",
    "add_evidence",
    "collect_contexts",
    "profile_of",
]

_MASCULINE = frozenset(("he", "him", "his", "himself"))
_FEMININE = frozenset(("she", "her", "hers", "herself"))
# So many mentions of a country make it what a document speaks of.
_SOME = 3
# Small profiles say little about what is usual: they count as if they had more documents.
_UNSEEN = 2


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


@dataclass(slots=True)
class Profile:
    """What documents say about and around one person.

    Attributes:
        documents: Their number.
        titles: Titles in lower case, by documents.
        fields: Fields of those titles: sport, arts, clergy, public.
        countries: Countries that the person acts for, by documents.
        genders: m and f, by the documents whose titles and pronouns say so.
        names: Other names in the documents.
        places: Countries in the documents.
    """

    documents: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)

    def add(self, known: LocalEntity, context: Context) -> None:
        """Count an entity of a document."""
        self.documents += 1
        self.titles.update(known.titles)
        self.fields.update({f for title in known.titles if (f := field_of_title(title))})
        self.countries.update(known.countries)
        if known.gender is not None:
            self.genders[known.gender] += 1
        own = {slug(surface) for surface in (known.name, *known.surfaces)}
        self.names.update(context.names - own)
        self.places.update(context.countries)

    def merge(self, other: "Profile") -> None:
        """Count what another profile counts."""
        self.documents += other.documents
        for name in ("titles", "fields", "countries", "genders", "names", "places"):
            getattr(self, name).update(getattr(other, name))

    def contradiction(self, other: "Profile") -> int:
        """How strongly two profiles speak against one person; from 3 on they are of two.

        Gender, field and country count 2 each where both know them and agree in nothing, the
        countries around them 1.
        """
        return (
            2 * _disjoint(self.genders, other.genders)
            + 2 * _disjoint(self.fields, other.fields)
            + 2 * _disjoint(self.countries, other.countries)
            + _disjoint(self.places, other.places)
        )

    def likeness(self, other: "Profile") -> float:
        """How well a profile fits this one: the share of its titles, names and places found here.

        A title that is the same counts up to 2, the names together up to 2, the places up to 1.
        """
        titled = sum(self.titles.values())
        same = sum(
            count
            for title, count in self.titles.items()
            if any(_same_title(title, wanted) for wanted in other.titles)
        )
        usual = self.documents + _UNSEEN
        names = sum(self.names[name] for name in other.names) / usual
        places = sum(self.places[place] for place in other.places) / usual
        agreement = min(2.0, 4 * same / titled) if titled else 0.0
        return agreement + min(2.0, names) + min(1.0, places / max(1, len(other.places)))


_same_title = lru_cache(maxsize=100_000)(same_title)


def _disjoint(one: Counter[str], other: Counter[str]) -> bool:
    return bool(one) and bool(other) and not one.keys() & other.keys()


def profile_of(entities: Iterable[LocalEntity], contexts: Contexts) -> Profile:
    """The profile of entities of documents that are one person."""
    profile = Profile()
    for known in entities:
        profile.add(known, contexts.get(known.doc_id, NOTHING))
    return profile
