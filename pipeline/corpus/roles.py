"""The roles of people over the corpus: what they are called, of what, and from when to when."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from pipeline.corpus.appearances import Corpus
from pipeline.corpus.entities import rows
from pipeline.corpus.names import by_frequency
from pipeline.knowledge.titles import split_status, titles

__all__ = ["HeldRole", "Key", "is_asserted", "list_roles", "told_roles"]

Key = tuple[str, str | None, str]
"""Title in lower case, the country or organization it is held in, and its status."""


@dataclass(slots=True)
class HeldRole:
    """The evidence of a role of a person.

    Attributes:
        of: Names of the country or organization, with how often.
        documents: Number of the documents that tell it.
        first_seen: Date of the first of them.
        last_seen: Date of the last one.
    """

    of: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    first_seen: datetime | None = None
    last_seen: datetime | None = None

    def add(self, other: "HeldRole") -> None:
        """Count the documents of another."""
        self.documents += other.documents
        dates = (self.first_seen, self.last_seen, other.first_seen, other.last_seen)
        known = [date for date in dates if date is not None]
        self.first_seen, self.last_seen = min(known, default=None), max(known, default=None)


def told_roles(
    people: set[str], corpus: Corpus, mentions: pa.Table, relations: pa.Table
) -> Iterator[dict[str, Any]]:
    """What documents tell of the roles of people: rows of `EVIDENCE`.

    A title that stands with the name alone tells a role, of which the place is not known, in a
    document that does not tell it otherwise. A repeated document counts once, with its own date.
    """
    documents: defaultdict[tuple[str, Key], set[str]] = defaultdict(set)
    places: Counter[tuple[str, Key, str]] = Counter()
    written: Counter[tuple[str, str, str]] = Counter()
    told: set[tuple[str, str, str]] = set()
    for doc_id, person, title, of_id, of, status in _told(relations):
        if person in people:
            key = (title.lower(), of_id, status)
            documents[person, key].add(doc_id)
            places[person, key, of] += 1
            written[person, title.lower(), title] += 1
            told.add((doc_id, person, title.lower()))
    for doc_id, person, surface in rows(mentions, "doc_id", "entity_id", "title"):
        if person not in people or not surface or _is_courtesy(surface):
            continue
        title, status = split_status(surface)
        written[person, title.lower(), title] += 1
        if (doc_id, person, title.lower()) not in told:
            documents[person, (title.lower(), None, status)].add(doc_id)
    for (person, key), found in documents.items():
        dates = [date for doc_id in found if (date := corpus.published[doc_id])]
        yield {
            **_evidence("role", person, key),
            "documents": len({corpus.original[doc_id] for doc_id in found}),
            "first_seen": min(dates, default=None),
            "last_seen": max(dates, default=None),
        }
    for (person, key, of), n in places.items():
        yield {**_evidence("of", person, key), "text": of, "n": n}
    for (person, title, case), n in written.items():
        row = {"kind": "written", "entity_id": person, "title": title}
        yield {**row, "text": case, "n": n}


def _evidence(kind: str, person: str, key: Key) -> dict[str, Any]:
    title, of_id, status = key
    row = {"kind": kind, "entity_id": person, "title": title, "of_id": of_id, "status": status}
    return dict(row)


def is_asserted(family: str, negated: bool, modality: str) -> bool:
    """Whether a relation is a role that the text says is, was or will be held."""
    return family == "role" and not negated and modality in ("asserted", "reported")


def _told(relations: pa.Table) -> Iterator[tuple[str, str, str, str | None, str, str]]:
    columns = ("doc_id", "subject_id", "value", "object_id", "object", "status")
    for family, negated, modality, *told in rows(
        relations, "family", "negated", "modality", *columns
    ):
        doc_id, person, title, of_id, of, status = told
        if is_asserted(family, negated, modality) and person and title:
            yield doc_id, person, title, of_id, of, status or "current"


def _is_courtesy(title: str) -> bool:
    known = titles().get(title.lower()) or titles().get(f"{title.lower()}.")
    return known is not None and known.kind == "honorific"


def list_roles(held: dict[Key, HeldRole], written: dict[str, Counter[str]]) -> list[dict[str, Any]]:
    """The roles of a person, those that most documents tell first.

    A title alone is held where the same title of that person is known to be held, at whatever time,
    if that is one place.

    Args:
        held: What documents tell of each role.
        written: How each title is written, with how often.

    Returns:
        Rows of the column `roles` of the table `people`.
    """
    listed: list[dict[str, Any]] = [
        {
            "title": by_frequency(written[title])[0],
            "of_id": of_id,
            "of": by_frequency(role.of)[0] if role.of else None,
            "status": status,
            "first_seen": role.first_seen,
            "last_seen": role.last_seen,
            "documents": role.documents,
        }
        for (title, of_id, status), role in _placed(held).items()
    ]
    listed.sort(key=lambda r: (-r["documents"], r["title"], r["of"] or "", r["status"]))
    return listed


def _placed(held: dict[Key, HeldRole]) -> dict[Key, HeldRole]:
    """The roles, a title alone put where the same title is held, whatever its status."""
    placed = {key: role for key, role in held.items() if key[1] is not None}
    places = {title: {k[1] for k in placed if k[0] == title} for title, _, _ in held}
    names = {of_id: role.of for (_, of_id, _), role in placed.items()}
    for (title, of_id, status), role in held.items():
        if of_id is None:
            place = next(iter(places[title])) if len(places[title]) == 1 else None
            into = placed.setdefault((title, place, status), HeldRole())
            into.of = into.of or names.get(place, into.of)
            into.add(role)
    return placed
