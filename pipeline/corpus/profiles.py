"""What documents say about and around people and organizations, and how well two of them agree."""

import pickle
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from tempfile import SpooledTemporaryFile

from pipeline.knowledge.fields import field_of_title
from pipeline.knowledge.titles import same_title

__all__ = ["Profile", "Profiles", "Told", "profile_of"]

# Small profiles say little about what is usual: they count as if they had more documents.
_UNSEEN = 2
_IN_MEMORY = 2**25  # bytes of profiles, before they go to disk
_KEPT = 256  # profiles at hand


@dataclass(slots=True, eq=False)
class Told:
    """What one document says of an entity, and around it.

    Attributes:
        ent: Number of the entity; those of an earlier document have a lower one.
        no: Number of its name.
        documents: 1, or 0 where the document repeats another.
        titles: Its titles, in lower case.
        countries: The countries that it acts for.
        gender: m or f, if its pronouns say so.
        names: Keys of the other names in the document.
        places: Countries in the document.
    """

    ent: int
    no: int
    documents: int
    titles: Sequence[str]
    countries: Sequence[str]
    gender: str | None
    names: frozenset[str]
    places: Sequence[str]

    @property
    def fields(self) -> set[str]:
        """Fields of the titles: sport, arts, clergy, public."""
        return {f for title in self.titles if (f := field_of_title(title))}


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

    def add(self, told: Told) -> None:
        """Count what a document says."""
        self.documents += 1
        self.titles.update(told.titles)
        self.fields.update(told.fields)
        self.countries.update(told.countries)
        if told.gender is not None:
            self.genders[told.gender] += 1
        self.names.update(told.names)
        self.places.update(told.places)

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


def profile_of(found: Iterable[Told]) -> Profile:
    """The profile of entities of documents that are one."""
    profile = Profile()
    for told in found:
        profile.add(told)
    return profile


class Profiles:
    """Profiles by number, kept on disk where they are many.

    Args:
        found: Numbers with what documents say, those of one number together.
        folder: Where the file is made.
    """

    def __init__(self, found: Iterable[tuple[int, int, Told]], folder: Path | None) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115
        self._places: dict[int, int] = {}
        for number, told in groupby(found, key=lambda row: row[0]):
            self._places[number] = self._file.tell()
            pickle.dump(profile_of(known for _, _, known in told), self._file)
        self.of = lru_cache(maxsize=_KEPT)(self._load)

    def _load(self, number: int) -> Profile:
        self._file.seek(self._places[number])
        profile: Profile = pickle.load(self._file)
        return profile

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
