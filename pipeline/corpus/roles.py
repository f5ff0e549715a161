"""The roles of people over the corpus: what they are called, of what, and from when to when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from pipeline.corpus.entities import rows
from pipeline.corpus.names import by_frequency
from pipeline.knowledge.titles import split_status, titles

__all__ = ["HeldRole", "collect_roles", "is_asserted"]

Key = tuple[str, str | None, str]
"""Title in lower case, the country or organization it is held in, and its status."""


@dataclass(slots=True)
class HeldRole:
    """The evidence of a role of a person.

    Attributes:
        of: Names of the country or organization, with how often.
        documents: The documents that tell it.
    """

    of: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)


def collect_roles(
    people: Iterable[str], documents: pa.Table, mentions: pa.Table, relations: pa.Table
) -> dict[str, list[dict[str, Any]]]:
    """The roles of each person, those that most documents tell first.

    A title that stands with the name alone is held where the same title of that person is known to
    be held, at whatever time, if that is one place. The date of a document is evidence of when a
    role has its status; a repeated document counts once, with its own date.

    Returns:
        For each person, rows of the column `roles` of the table `people`.
    """
    wanted = set(people)
    found: defaultdict[str, defaultdict[Key, HeldRole]]
    found = defaultdict(lambda: defaultdict(HeldRole))
    written: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    told: set[tuple[str, str, str]] = set()
    for doc_id, person, title, of_id, of, status in _told(relations):
        if person in wanted:
            role = found[person][title.lower(), of_id, status]
            role.of[of] += 1
            role.documents.add(doc_id)
            written[person, title.lower()][title] += 1
            told.add((doc_id, person, title.lower()))
    for doc_id, person, surface in rows(mentions, "doc_id", "entity_id", "title"):
        if person not in wanted or not surface or _is_courtesy(surface):
            continue
        title, status = split_status(surface)
        written[person, title.lower()][title] += 1
        if (doc_id, person, title.lower()) not in told:
            found[person][title.lower(), None, status].documents.add(doc_id)
    titles_of = {key: by_frequency(cases)[0] for key, cases in written.items()}
    published = dict(rows(documents, "doc_id", "published"))
    original = {d: first or d for d, first in rows(documents, "doc_id", "duplicate_of")}
    return {
        person: sorted(
            (
                {"title": titles_of[person, key[0]], **_row(key, role, published, original)}
                for key, role in _placed(held).items()
            ),
            key=lambda row: (-row["documents"], row["title"], row["of"] or "", row["status"]),
        )
        for person, held in found.items()
    }


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
            into.documents |= role.documents
    return placed


def _row(
    key: Key, role: HeldRole, published: dict[str, datetime | None], original: dict[str, str]
) -> dict[str, Any]:
    dates = [date for doc_id in role.documents if (date := published[doc_id])]
    return {
        "of_id": key[1],
        "of": by_frequency(role.of)[0] if role.of else None,
        "status": key[2],
        "first_seen": min(dates, default=None),
        "last_seen": max(dates, default=None),
        "documents": len({original[doc_id] for doc_id in role.documents}),
    }
