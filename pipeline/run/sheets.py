"""The tables of a run as they are being written: the parts of each, and their way into place."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.run.store import Store, is_local, write_whole
from pipeline.tables import TABLES, check, from_rows

__all__ = ["MAKING", "SOURCES", "Sheets", "part_name", "put_in_place", "remove_folder"]

MAKING, SOURCES = "making", "sources"
"""Kind of the parts that are being made, and the name of those that tell where rows come from."""

_REJECTS = 20_000


def part_name(number: int) -> str:
    """The name of a part of a table."""
    return f"part-{number:06}"


class Sheets:
    """Takes the parts of documents and rejects.

    Args:
        store: Where they are made.

    Attributes:
        number: Number of the parts of documents, the sheets, by which all other tables are cut.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rejects: list[dict[str, Any]] = []
        self._reject_parts = 0
        self.number = 0

    def sheet(self, documents: pa.Table, where: Sequence[tuple[str, str]]) -> None:
        """Write a part of the table of documents.

        Args:
            documents: The part.
            where: The partition and the id of each of its documents that is worked on, in order.
        """
        name = part_name(self.number)
        columns = zip(*where, strict=True) if where else ((), ())
        sources = [pa.array(column, pa.string()) for column in columns]
        self._store.write(MAKING, "documents", name, documents)
        self._store.write(MAKING, SOURCES, name, pa.table(sources, ["partition", "doc_id"]))
        self.number += 1

    def reject(self, row: Mapping[str, Any]) -> None:
        """Take a row of the table of rejects."""
        self._rejects.append({name: row[name] for name in TABLES["rejects"].names})
        if len(self._rejects) >= _REJECTS:
            self._write_rejects()

    def _write_rejects(self) -> None:
        table = from_rows("rejects", self._rejects)
        self._store.write(MAKING, "rejects", part_name(self._reject_parts), table)
        self._rejects = []
        self._reject_parts += 1

    def end(self) -> None:
        """Write what is left."""
        if self._rejects or not self._reject_parts:
            self._write_rejects()

    def write_stream(self, name: str, batches: Iterable[pa.Table]) -> int:
        """Write a table that comes in batches as one part.

        Returns:
            Number of rows.
        """
        rows = 0
        schema = TABLES[name].schema
        with (
            write_whole(self._store.path(MAKING, name, part_name(0))) as stream,
            pq.ParquetWriter(stream, schema, compression="zstd") as writer,
        ):
            for batch in batches:
                writer.write_table(check(name, batch))
                rows += batch.num_rows
        return rows


def put_in_place(store: Store, out: Path, names: Iterable[str]) -> None:
    """Move the tables that were made to where they are read.

    A table of one part becomes the file ``NAME.parquet``, of several the folder ``NAME.parquet/``.
    """
    for name in names:
        parts = sorted(store.names(MAKING, name))
        target = out / f"{name}.parquet"
        _remove(target)
        if len(parts) == 1:
            _move(store.path(MAKING, name, parts[0]), target)
        elif parts:
            _move(store.root / MAKING / name, target)


def _remove(path: Path) -> None:
    if path.is_dir():
        remove_folder(path)
    elif path.exists():
        path.unlink()


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if not folder.is_dir():
        return
    for path in list(folder.iterdir()):
        if path.is_dir():
            remove_folder(path)
        else:
            path.unlink(missing_ok=True)
    if is_local(folder):
        folder.rmdir()


def _move(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if is_local(path):
        path.replace(target)
        return
    files = [path] if path.is_file() else sorted(path.iterdir())
    for file in files:
        goal = target if file == path else target / file.name
        goal.write_bytes(file.read_bytes())
        file.unlink()
