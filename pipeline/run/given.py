"""The partitions of a run that begins with tables, which may have been changed by hand."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError
from pipeline.run.settings import Settings
from pipeline.run.sheets import Sheets
from pipeline.run.store import Store
from pipeline.run.tasks import Failure
from pipeline.run.work import DOC_KEY, GIVEN
from pipeline.tables import Table, read_table
from pipeline.tables.parquet import part_names, read_part
from pipeline.tables.schema import STRING

__all__ = ["GivenCorpus", "cut_tables"]


class GivenCorpus:
    """The documents of a run that begins with tables.

    Args:
        store: Where the partitions lie.
        out: Folder of the tables.
        reads: Names of the tables; "documents" is the first.
        settings: The settings of the run.
    """

    def __init__(self, store: Store, out: Path, reads: tuple[str, ...], settings: Settings) -> None:
        self._store = store
        self._out = out
        self._reads = reads
        self._size = settings.run.partition_documents
        self._failed: set[str] = set()
        self._split: set[str] = set()

    def divide(self) -> dict[str, int]:
        """Put the rows of the tables into partitions, and count the documents in each.

        Raises:
            TableError: A table breaks its contract, or has rows of a document that is not there.
        """
        found: dict[str, int] = {}
        for tables in self._cut():
            for part in self._parts(tables):
                found[self._write(part)] = part["documents"].num_rows
        return found

    def split(self, partition: str) -> list[str]:
        """Put each document of a partition into one of its own."""
        self._split.add(partition)
        tables = {name: self._store.read(GIVEN, name, partition) for name in self._reads}
        return [self._write(alone) for alone in cut_tables(tables, size=1)]

    def fail(self, failures: Iterable[Failure]) -> None:
        """Leave documents out that a stage could not work on."""
        self._failed |= {failure.doc_id for failure in failures}

    def _cut(self) -> Iterator[dict[str, Table]]:
        """The tables in pieces: by their parts where these go together, else as a whole."""
        parts = {name: part_names(self._out, name) for name in self._reads}
        aligned = len({tuple(found) for found in parts.values()}) == 1
        if aligned and len(parts["documents"]) > 1:
            for part in parts["documents"]:
                tables = {name: read_part(self._out, name, part) for name in self._reads}
                yield from cut_tables(self._released(tables), size=self._size)
        else:
            tables = {name: read_table(self._out, name) for name in self._reads}
            yield from cut_tables(self._released(tables), size=self._size)

    def _released(self, tables: dict[str, Table]) -> dict[str, Table]:
        """Let documents that repeat one that failed be worked on themselves."""
        documents = tables["documents"]
        gone = pc.is_in(documents["duplicate_of"], value_set=pa.array(sorted(self._failed), STRING))
        if not self._failed or not pc.any(gone).as_py():
            return tables
        place = documents.schema.get_field_index("duplicate_of")
        column = pc.if_else(gone, pa.scalar(None, STRING), documents["duplicate_of"])
        changed = documents.set_column(place, documents.schema.field(place), column)
        return tables | {"documents": changed}

    def _write(self, tables: Mapping[str, Table]) -> str:
        name = _name(tables)
        if not self._store.path(GIVEN, self._reads[-1], name).exists():
            for table in self._reads:
                rows = tables[table]
                if table == "documents" and DOC_KEY not in rows.column_names:
                    rows = rows.append_column(DOC_KEY, rows["doc_id"])
                self._store.write(GIVEN, table, name, rows)
        return name

    def write_sheets(self, into: Sheets, failures: Mapping[str, Failure]) -> None:
        """Write the documents that are left, and add those that failed to the rejects."""
        if (self._out / "rejects.parquet").exists():
            for row in read_table(self._out, "rejects").to_pylist():
                into.reject(row)
        for tables in self._cut():
            where: list[tuple[str, str]] = []
            for part in self._parts(tables):
                name = _name(part)
                ids = map(str, part["documents"]["doc_id"].to_pylist())
                where += [(name, doc_id) for doc_id in ids if doc_id not in self._failed]
            for row in tables["documents"].to_pylist():
                if row["doc_id"] in self._failed:
                    into.reject(_rejection(row, failures[row["doc_id"]]))
            into.sheet(_left(tables["documents"], self._failed), where)
        if into.number == 0:
            into.sheet(read_table(self._out, "documents").slice(0, 0), [])
        into.end()

    def _parts(self, tables: Mapping[str, Table]) -> Iterable[Mapping[str, Table]]:
        """What of a piece is worked on, as a whole or each document for itself."""
        at_work = _originals(tables)
        if not at_work["documents"].num_rows:
            return []
        return cut_tables(at_work, size=1) if _name(at_work) in self._split else [at_work]


def cut_tables(tables: Mapping[str, Table], *, size: int) -> Iterator[dict[str, Table]]:
    """Cut the documents into parts, and give each the rows of the other tables that belong to it.

    Raises:
        TableError: If a table has rows of a document that is not there.
    """
    documents = tables["documents"]
    doc_ids = documents["doc_id"].combine_chunks()
    cut: dict[str, tuple[Table, np.ndarray]] = {}
    for name, table in tables.items():
        if name == "documents":
            continue
        places = pc.index_in(table["doc_id"].combine_chunks(), value_set=doc_ids)
        if places.null_count:
            raise TableError(
                f"table {name}, doc_id: {places.null_count} rows are of documents that the table "
                "documents lacks; remove these rows, or add the documents",
                table=name,
                column="doc_id",
                count=places.null_count,
            )
        parts = places.to_numpy(zero_copy_only=False) // size
        order = np.argsort(parts, kind="stable")
        numbers = np.arange(documents.num_rows // size + 2)
        cut[name] = (table.take(order), np.searchsorted(parts[order], numbers))
    for number, start in enumerate(range(0, documents.num_rows, size)):
        part = {"documents": documents.slice(start, size)}
        for name, (table, bounds) in cut.items():
            first, last = int(bounds[number]), int(bounds[number + 1])
            part[name] = table.slice(first, last - first)
        yield part


def _originals(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables without documents that repeat others, which are worked on once."""
    documents = tables["documents"]
    repeated = documents.filter(pc.is_valid(documents["duplicate_of"]))["doc_id"]
    if not len(repeated):
        return dict(tables)
    left = {}
    for name, table in tables.items():
        found = pc.is_in(table["doc_id"], value_set=repeated.combine_chunks())
        left[name] = table.filter(pc.invert(found))
    return left


def _name(tables: Mapping[str, Table]) -> str:
    """A hash of the rows."""
    summed = hashlib.sha256()
    for name in sorted(tables):
        table = tables[name]
        if DOC_KEY in table.column_names:
            table = table.drop_columns([DOC_KEY])
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table.take(np.arange(table.num_rows)).combine_chunks())
        summed.update(name.encode() + sink.getvalue())
    return summed.hexdigest()[:32]


def _left(documents: Table, failed: set[str]) -> Table:
    if not failed:
        return documents
    gone = pa.array(sorted(failed), pa.string())
    return documents.filter(pc.invert(pc.is_in(documents["doc_id"], value_set=gone)))


def _rejection(row: Mapping[str, object], failure: Failure) -> dict[str, object]:
    size = len(str(row["text"]).encode("utf-8", "surrogatepass"))
    detail = f"{failure.stage}: {failure.error}"
    return {"source": row["source"], "reason": failure.reason, "detail": detail, "bytes": size}
