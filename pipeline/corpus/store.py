"""The entities of all documents in a database on disk, and what linking asks of them.

Documents and entities have numbers in the order of their ids, so that no result depends on the
order in which documents come. An entity has a name by its number: the type, id and name that it has
at present. Only these are kept in memory.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.corpus import store_queries as sql
from pipeline.corpus.entities import Canonical
from pipeline.corpus.profiles import Told
from pipeline.corpus.scratch import Scratch
from pipeline.knowledge.names import slug

__all__ = ["Named", "Store", "Use"]

_MERGED = 100_000  # entities at once
_slug = lru_cache(maxsize=100_000)(slug)


Row = tuple[int, int, Told]
"""A place or an owner by which rows are sorted, an owner, and what a document says."""


@dataclass(frozen=True, slots=True)
class Named:
    """What entities of several documents have in common: type, id and name."""

    type: str
    entity_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Use:
    """How often a name is used.

    Attributes:
        no: Number of the name.
        named: The name.
        entities: Number of entities that have it.
        documents: Number of documents of these, repeated ones left out.
        mentions: Number of mentions of these.
        last: Number of the last of them.
    """

    no: int
    named: Named
    entities: int
    documents: int
    mentions: int
    last: int


class Store:
    """The entities of the documents.

    Args:
        scratch: A folder for the database; without one it is kept in memory.
    """

    def __init__(self, scratch: Path | None = None) -> None:
        self.folder = scratch
        self._scratch = Scratch(scratch, "linking")
        self._scratch.run(sql.RAW_DOCUMENTS)
        self._scratch.run(sql.RAW_ENTITIES)
        for statement in sql.DECISIONS:
            self._scratch.run(statement)
        self._named: list[Named] = []
        self._numbers: dict[Named, int] = {}
        self._told_names = 0
        self._parts = 0
        self._documents = 0

    def close(self) -> None:
        """Close the database, and remove it."""
        self._scratch.close()

    def add(self, facts: pa.Table, repeated: Collection[str]) -> None:
        """Enter documents with their entities, as `collect_facts` gives them."""
        of_document = facts["entity_id"].is_null()
        documents = facts.filter(of_document)
        numbers = range(self._documents, self._documents + documents.num_rows)
        doc_ids = documents["doc_id"].to_pylist()
        place = dict(zip(doc_ids, numbers, strict=True))
        counted = [int(doc_id not in repeated) for doc_id in doc_ids]
        entered: dict[str, Any] = {
            "doc": pa.array(numbers, pa.int64()),
            "part": pa.array(repeat(self._parts, len(numbers)), pa.int64()),
            "documents": pa.array(counted, pa.int32()),
            **{name: documents[name] for name in ("doc_id", "names", "home")},
            "places": documents["countries"],
        }
        self._scratch.insert("raw_document", pa.table(entered))
        entities = facts.filter(pc.invert(of_document))
        named = (entities[name].to_pylist() for name in ("type", "entity_id", "name"))
        of = [place[doc_id] for doc_id in entities["doc_id"].to_pylist()]
        entered = {
            "doc": pa.array(of, pa.int64()),
            "no": pa.array([self._number(Named(*row)) for row in zip(*named, strict=True)]),
            **{name: entities[name] for name in sql.TOLD},
        }
        self._scratch.insert("raw_entity", pa.table(entered))
        self._parts += 1
        self._documents += len(numbers)

    def _number(self, named: Named) -> int:
        number = self._numbers.get(named)
        if number is None:
            number = self._numbers[named] = len(self._named)
            self._named.append(named)
        return number

    def number(self, type_: str, canonical: Canonical) -> int:
        """The number of a name."""
        return self._number(Named(type_, canonical.entity_id, canonical.name))

    def order(self) -> None:
        """Number documents and entities; to be called when all are entered."""
        for statement in sql.ORDER:
            self._scratch.run(statement)

    def uses(self) -> list[Use]:
        """How often each name is used, in no particular order."""
        return [Use(no, self._named[no], *numbers) for no, *numbers in self._scratch.rows(sql.USES)]

    def distinct(self, column: str, type_: str) -> Iterator[tuple[int, str, int]]:
        """The values of a column of lists by name (number), with the documents that have them."""
        return self._scratch.rows(sql.DISTINCT.format(column=column), (type_,))

    def genders(self) -> Iterator[tuple[int, str]]:
        """Numbers of names of people with the genders that documents give them."""
        return self._scratch.rows(sql.GENDERS)

    def surfaces(self) -> Iterator[tuple[int, int, str, int]]:
        """Owner, name and surface of organizations, with the documents that have them."""
        return self._scratch.rows(sql.SURFACES)

    def clear_decisions(self) -> None:
        """Forget what was decided before."""
        for table in ("owner_of", "apart", "settled", "decided"):
            self._scratch.run(f"DELETE FROM {table}")

    def write(self, table: str, rows: Iterable[tuple[int, ...]], at_once: int = 100_000) -> None:
        """Append rows of numbers to a table of decisions.

        The tables are owner_of (name, owner), apart (entity, owner), settled (name, owner, name to
        have) and decided (entity, name to have).
        """
        columns = sql.COLUMNS[table]
        buffer: list[tuple[int, ...]] = []
        for row in chain(rows, (None,)):
            if row is not None:
                buffer.append(row)
            if buffer and (row is None or len(buffer) == at_once):
                values = np.array(buffer, dtype=np.int64).T
                self._scratch.insert(table, pa.table(dict(zip(columns, values, strict=True))))
                buffer.clear()

    def write_variants(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Give the owners of bodies that depend on the document; see `variants`."""
        fresh = pa.table(
            dict(zip(sql.VARIANT_COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
        )
        self._scratch.run(sql.VARIANT_TABLE)
        self._scratch.insert("variant", fresh)
        self._scratch.run(sql.APART_BY_VARIANT)

    def variants(self, homes: Iterable[tuple[int, str]]) -> Iterator[tuple[Any, ...]]:
        """What tells the country of national bodies in their documents.

        Args:
            homes: Numbers of names, each with the home of the listed body or "".

        Returns:
            Name, the first country that it acts for or "", whether it acts for its home, what the
            document speaks of most or "", whether the document names its home; documents, last one.
        """
        self._scratch.run(sql.HOME_TABLE)
        listed = list(homes)
        table: dict[str, Any] = {
            "no": [no for no, _ in listed],
            "home": [home for _, home in listed],
        }
        self._scratch.insert("home", pa.table(table))
        return self._scratch.rows(sql.VARIANTS)

    def told(self, chosen: Iterable[tuple[int, int]]) -> Iterator[Row]:
        """What documents say of entities by their names, with the place of these and the owner.

        Args:
            chosen: Numbers of names with the place at which they are wanted.

        Returns:
            In the order of the places.
        """
        self._choose("asked", ("no", "place"), chosen)
        return self._read(sql.TOLD_OF_NAMES)

    def sample(self, shares: Iterable[tuple[int, float]]) -> Iterator[Row]:
        """What a share of the documents says of entities, by owner.

        Args:
            shares: Owners with the share of their documents that is wanted.

        Returns:
            In the order of the owners.
        """
        found = ((owner, round(share * sql.HIGHEST)) for owner, share in shares)
        self._choose("shared", ("owner", "share"), found)
        return self._read(sql.SAMPLE)

    def rest(self, owner: int) -> Iterator[Row]:
        """What the documents outside of the sample say of the entities of an owner."""
        return self._read(sql.REST, (owner,))

    def first(self, owners: Iterable[int], number: int) -> Iterator[Row]:
        """What the first documents say of the entities of each owner, in the order of these."""
        self._choose("wanted", ("owner",), ((owner,) for owner in owners))
        self._scratch.run(sql.CHOSEN.format(number=number))
        return self._read(sql.FIRST)

    def _choose(
        self, table: str, columns: tuple[str, ...], rows: Iterable[tuple[int, ...]]
    ) -> None:
        listed = list(rows)
        self._scratch.run(sql.CHOICES[table])
        if listed:
            values = np.array(listed, dtype=np.int64).T
            self._scratch.insert(table, pa.table(dict(zip(columns, values, strict=True))))

    def _read(self, query: str, parameters: tuple[int, ...] = ()) -> Iterator[Row]:
        """Place, owner (0 where there is none) and what is told of rows of a query."""
        for (
            place,
            owner,
            ent,
            no,
            documents,
            slugs,
            titles,
            countries,
            gender,
            names,
            places,
        ) in self._scratch.rows(query, parameters):
            around = frozenset(names).difference(slugs, (_slug(self._named[no].name),))
            told = Told(ent, no, documents, titles, countries, gender, around, places)
            yield place, owner, told

    def apply(self) -> bool:
        """Give the entities the names that were decided; whether that changes anything."""
        ((changed,),) = self._scratch.rows(sql.CHANGED)
        if not changed:
            return False
        self._tell_names()
        for statement in sql.APPLY:
            self._scratch.run(statement)
        self._merge()
        return True

    def _merge(self) -> None:
        """Make one of the entities of a document that have one id, some at a time."""
        ((twins, last),) = self._scratch.rows(sql.TWINS)
        if not twins:
            return
        step = max(1, last * _MERGED // twins)
        for first in range(0, last + 1, step):
            self._scratch.run(sql.MERGE, (first, first + step))
        for statement in sql.REPLACE:
            self._scratch.run(statement)

    def _tell_names(self) -> None:
        """Enter the names that are new since the last time."""
        start = self._told_names
        fresh = self._named[start:]
        table: dict[str, Any] = {
            "no": pa.array(range(start, start + len(fresh)), pa.int64()),
            "entity_id": [named.entity_id for named in fresh],
            "name": [named.name for named in fresh],
        }
        self._scratch.insert("name", pa.table(table))
        self._told_names = len(self._named)

    def finish(self) -> None:
        """Write down the links, in the order in which documents were entered."""
        self._tell_names()
        for statement in sql.FINISH:
            self._scratch.run(statement)

    def links_of_part(self, part: int) -> pa.Table:
        """The links of the documents that were entered together, and a row for each document."""
        return self._scratch.table(sql.LINKS_OF_PART, (part,))

    def part_of(self, doc_id: str) -> int | None:
        """With which others a document was entered."""
        found = next(self._scratch.rows(sql.PART_OF, (doc_id,)), None)
        return None if found is None else int(found[0])
