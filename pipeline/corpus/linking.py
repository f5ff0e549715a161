"""Links the entities of a corpus of any size."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.corpus.entities import Canonical
from pipeline.corpus.organizations_linking import link_organizations
from pipeline.corpus.people_linking import link_people
from pipeline.corpus.store import Store, Use
from pipeline.knowledge.countries import countries

__all__ = ["LINKS", "Linker", "link_once"]

_logger = logging.getLogger(__name__)

_MOST_STEPS = 20

LINKS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("entity_id", pa.string()),
        ("name", pa.string()),
        ("linked_id", pa.string()),
        ("linked_name", pa.string()),
    ]
)
"""An entity of a document with its name there, and its id and name in the corpus."""


class Linker:
    """Links the people, countries and organizations of documents; used as a context.

    Enter the facts of all documents, link once, then ask for the links. What is kept in memory
    grows with the number of distinct names, not with that of documents. The result is the same for
    any order of documents.

    Args:
        scratch: A folder for its database; without one that is kept in memory, which suits a
            corpus whose tables are.
    """

    def __init__(self, scratch: Path | None = None) -> None:
        self._store = Store(scratch)
        self._next = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def add(self, facts: pa.Table, *, repeated: Collection[str] = ()) -> None:
        """Enter the facts of documents that were not entered before.

        Args:
            facts: From `collect_facts`.
            repeated: Those of the documents that repeat others: they decide no spelling.
        """
        self._store.add(facts, repeated)

    def link(self) -> None:
        """Link what was entered, again and again until nothing changes.

        So tables that were linked before stay as they are.
        """
        self._store.order()
        for _ in range(_MOST_STEPS):
            link_once(self._store)
            if not self._store.apply():
                break
        else:
            _logger.warning("linking still changed names after %d rounds", _MOST_STEPS)
        self._store.finish()

    def links(self, doc_ids: Sequence[str]) -> pa.Table:
        """The links of documents: fastest for those entered together, in the order of entering.

        Returns:
            Rows of `LINKS`, sorted by document and entity; none for a document without entities.
        """
        parts: dict[int, pa.Table] = {}
        missing = set(doc_ids)
        part: int | None = self._next
        while missing and part is not None:
            found = self._store.links_of_part(part)
            known = missing.intersection(found["doc_id"].to_pylist())
            missing -= known
            if known:
                parts[part] = found
                self._next = part + 1
            part = self._search(missing)
        return _select([parts[part] for part in sorted(parts)], doc_ids)

    def _search(self, missing: set[str]) -> int | None:
        """With which others one of the documents was entered; those never entered are left out."""
        while missing:
            part = self._store.part_of(next(iter(missing)))
            if part is not None:
                return part
            missing.pop()
        return None


def _select(parts: Sequence[pa.Table], doc_ids: Sequence[str]) -> pa.Table:
    if not parts:
        return LINKS.empty_table()
    found = pa.concat_tables(parts).cast(LINKS)
    wanted = pc.is_in(found["doc_id"], pa.array(list(doc_ids), pa.string()))
    return found.filter(pc.and_(wanted, pc.is_valid(found["entity_id"])))


def link_once(store: Store) -> None:
    """Decide for the entities as they are named now which of them are one."""
    store.clear_decisions()
    by_type: dict[str, list[Use]] = {"person": [], "organization": [], "country": []}
    for use in store.uses():
        by_type[use.named.type].append(use)
    numbers = count(1)
    link_people(store, by_type["person"], numbers)
    link_organizations(store, by_type["organization"], numbers)
    _link_countries(store, by_type["country"], numbers)


def _link_countries(store: Store, uses: Iterable[Use], numbers: Iterator[int]) -> None:
    known = countries()
    settled: list[tuple[int, int, int]] = []
    for use in uses:
        iso3 = use.named.entity_id
        name = known[iso3].name if iso3 in known else use.named.name
        settled.append((use.no, next(numbers), store.number("country", Canonical(iso3, name))))
    store.write("owner_of", ((no, owner) for no, owner, _ in settled))
    store.write("settled", settled)
