"""The list of all documents of a corpus, out of core: ids, repetitions, where each is worked on.

Only this knows the corpus as a whole before it is linked. It lies in a DuckDB database in a scratch
folder, which is made anew by each run from what was loaded.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from pipeline.duplicates import find_duplicates, summarise_reprints
from pipeline.load.outcome import Refused
from pipeline.load.registry import Registry
from pipeline.run.database import open_database

__all__ = ["Catalogue", "Entry"]

_COLUMNS = (
    *("source", "own_id", "sha256", "row_hash", "fingerprint", "signature"),
    *("published", "publisher", "n_words", "reason", "bytes"),
)
_BATCH = 10_000


class Entry(NamedTuple):
    """A document of the corpus, in the order of the input.

    Attributes:
        place: Its number among all that was loaded, documents and rejections.
        doc_id: Its id; None where it is refused because the same is there already.
        detail: Why it is refused.
        duplicate_of: The document that it repeats.
        also_published_by: Other publishers of those that repeat it.
        reprints: Number of these.
        partition: Where it is worked on; None for one that repeats another.
        failed: Whether a stage could not work on it.
    """

    place: int
    doc_id: str | None
    detail: str | None
    duplicate_of: str | None
    also_published_by: list[str] | None
    reprints: int | None
    partition: str | None
    failed: bool


class Catalogue:
    """The documents of a run.

    Args:
        scratch: A folder of this machine.
        memory: Memory for the database in megabytes; what needs more goes to the scratch folder.

    Attributes:
        places: Number of documents and rejections that were entered.
    """

    def __init__(self, scratch: Path, *, memory: int) -> None:
        self._db = open_database(scratch / "catalogue.duckdb", memory=memory)
        self._db.execute(
            "create table loaded (place bigint, source varchar, own_id varchar, sha256 varchar, "
            "row_hash varchar, fingerprint varchar, signature blob, published timestamp, "
            "publisher varchar, n_words integer, reason varchar, bytes bigint)"
        )
        self._db.execute("create table ids (place bigint, doc_id varchar, detail varchar)")
        self._db.execute("create table known (doc_key varchar, partition varchar)")
        self._db.execute("create table failed (doc_id varchar)")
        self._scratch = scratch
        self.places = 0

    def __enter__(self) -> "Catalogue":
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def read(self, batches: Iterable[pa.RecordBatch], *, limit: int | None = None) -> None:
        """Enter what was loaded, in the order of the input.

        Args:
            batches: Rows as `pipeline.run.loading.SCHEMA` has them.
            limit: Stop after so many documents.
        """
        left = limit
        for batch in batches:
            rows = pa.Table.from_batches([batch]).select(list(_COLUMNS))
            if left is not None:
                rows = rows.slice(0, _rows_within(rows["reason"].to_pylist(), left))
                left -= rows["reason"].null_count
            at = rows.schema.get_field_index("published")
            # Without its zone, which is UTC: DuckDB needs an extension to know about zones.
            rows = rows.set_column(at, "published", rows["published"].cast(pa.timestamp("us")))
            places = pa.array(range(self.places, self.places + rows.num_rows), pa.int64())
            entered = rows.add_column(0, "place", places)  # noqa: F841  DuckDB finds it by name
            self._db.execute("insert into loaded select * from entered")
            self.places += rows.num_rows
            if left is not None and left <= 0:
                break

    def give_ids(self) -> None:
        """Give each document its id, as `Registry` does, of which only what collides is held."""
        self._db.execute(
            "create or replace table bases as select place, sha256, own_id, source, "
            "coalesce(own_id, left(sha256, 16)) as base from loaded where reason is null"
        )
        self._db.execute(
            "create or replace table often as select base from bases group by base "
            "having count(*) > 1"
        )
        self._db.execute(
            "insert into ids select place, base, null from bases "
            "where base not in (select base from often)"
        )
        cursor = self._db.cursor()
        found = cursor.execute(
            "select base, place, own_id, source, sha256 from bases "
            "where base in (select base from often) order by base, place"
        )
        batch: list[tuple[int, str | None, str | None]] = []
        for _, rows in groupby(_stream(found), key=lambda row: row[0]):
            registry = Registry()
            for _, place, own_id, source, sha256 in rows:
                try:
                    doc_id, _ = registry.enter(own_id, source=source, sha256=sha256)
                    batch.append((place, doc_id, None))
                except Refused as refused:
                    batch.append((place, None, refused.detail))
            batch = self._enter_ids(batch, at_least=_BATCH)
        self._enter_ids(batch, at_least=1)
        self._separate()

    def _enter_ids(
        self, rows: list[tuple[int, str | None, str | None]], *, at_least: int
    ) -> list[tuple[int, str | None, str | None]]:
        if len(rows) < at_least:
            return rows
        names = ("place", "doc_id", "detail")
        types = (pa.int64(), pa.string(), pa.string())
        columns = [pa.array(c, t) for c, t in zip(zip(*rows, strict=True), types, strict=True)]
        entered = pa.table(columns, names=list(names))  # noqa: F841  DuckDB finds it by name
        self._db.execute("insert into ids select * from entered")
        return []

    def _separate(self) -> None:
        """Number what has the same id nevertheless: one was made of what another brought along."""
        self._db.execute(
            "update ids set doc_id = ids.doc_id || '-' || again.number from ("
            "select place, row_number() over (partition by doc_id order by place) as number "
            "from ids where doc_id is not null) again "
            "where again.place = ids.place and again.number > 1"
        )

    def settle(self, *, similarity: float | None) -> None:
        """Find out which documents repeat which; those that failed count as not there.

        Args:
            similarity: From which similarity on a document repeats another; None for no looking.
        """
        self._db.execute(
            "create or replace table documents as select loaded.place, ids.doc_id, publisher, "
            "left(sha256(row_hash || ids.doc_id), 32) as doc_key, n_words, "
            "published, fingerprint, signature "
            "from loaded join ids using (place) "
            "where ids.doc_id is not null and ids.doc_id not in (select doc_id from failed)"
        )
        if similarity is None:
            self._db.execute("create or replace table duplicates (place bigint, original bigint)")
        else:
            find_duplicates(self._db, "documents", similarity=similarity, scratch=self._scratch)
        summarise_reprints(self._db, documents="documents")

    def know(self, doc_keys: Iterable[str], partition: str) -> None:
        """Enter that documents are worked on in a partition."""
        keys = pa.array(list(doc_keys), pa.string())
        entered = pa.table({"doc_key": keys})  # noqa: F841  DuckDB finds it by name
        self._db.execute("insert into known select doc_key, ? from entered", [partition])

    def forget(self, partition: str) -> None:
        """Enter that a partition is no more."""
        self._db.execute("delete from known where partition = ?", [partition])

    def unassigned(self) -> Iterator[tuple[int, str, str]]:
        """Place, id and key of the documents that are worked on nowhere yet, in their order."""
        return self._rows(
            "select place, doc_id, doc_key from documents "
            "where place not in (select place from duplicates) "
            "and doc_key not in (select doc_key from known) order by place"
        )

    def live(self) -> Iterator[tuple[str, int]]:
        """The partitions that have documents of the corpus, in order, and how many each has."""
        return self._rows(
            "select partition, count(*) from documents join "
            "(select doc_key, min(partition) as partition from known group by doc_key) "
            "using (doc_key) where place not in (select place from duplicates) "
            "group by partition order by min(place)"
        )

    def fail(self, doc_ids: Iterable[str]) -> None:
        """Enter documents that a stage could not work on."""
        ids = pa.array(list(doc_ids), pa.string())
        entered = pa.table({"doc_id": ids})  # noqa: F841  DuckDB finds it by name
        self._db.execute("insert into failed select doc_id from entered")

    def entries(self) -> Iterator[Entry]:
        """The documents in the order of the input."""
        rows = self._rows(
            "select ids.place, ids.doc_id, ids.detail, original.doc_id, "
            "case when d.original is null then coalesce(also_published_by, []) end, "
            "case when d.original is null then coalesce(reprints, 0) end, "
            "case when d.original is null then k.partition end, "
            "ids.doc_id is not null and documents.place is null "
            "from ids left join documents on ids.place = documents.place "
            "left join duplicates d on d.place = ids.place "
            "left join documents original on original.place = d.original "
            "left join reprints r on r.place = ids.place "
            "left join (select doc_key, min(partition) as partition from known group by doc_key) k "
            "on k.doc_key = documents.doc_key "
            "order by ids.place"
        )
        return (Entry(*row) for row in rows)

    def _rows(self, query: str) -> Iterator[Any]:
        return _stream(self._db.cursor().execute(query))


def _stream(cursor: duckdb.DuckDBPyConnection) -> Iterator[Any]:
    while rows := cursor.fetchmany(_BATCH):
        yield from rows


def _rows_within(reasons: list[str | None], documents: int) -> int:
    """How many rows there are up to the last of so many documents."""
    for number, reason in enumerate(reasons):
        if reason is None:
            documents -= 1
            if documents == 0:
                return number + 1
    return len(reasons)
