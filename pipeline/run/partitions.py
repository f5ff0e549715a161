"""The partitions of a corpus that was loaded: what is new is cut, what is known is found again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.load.inputs import InputFile
from pipeline.run.catalogue import Catalogue, Entry
from pipeline.run.keys import digest
from pipeline.run.loading import LOADED, describe_inputs, file_key
from pipeline.run.settings import RunSettings, Settings
from pipeline.run.sheets import Sheets
from pipeline.run.store import Store
from pipeline.run.tasks import Failure
from pipeline.run.work import DOC_KEY, GIVEN
from pipeline.tables import TABLES, from_rows

__all__ = ["LoadedCorpus", "find_pieces"]

_BATCH = 256
_LIGHT = [
    *("file", "own_id", "source", "sha256", "row_hash", "fingerprint", "signature"),
    *("published", "publisher", "n_words", "reason", "bytes"),
]
_DOCUMENT = tuple(column.name for column in TABLES["documents"].columns)


@dataclass(frozen=True, slots=True)
class Piece:
    """Files that were read together, and which of them are in the corpus."""

    name: str
    files: frozenset[int]


def find_pieces(store: Store, key: str, files: Sequence[InputFile]) -> tuple[list[Piece], set[str]]:
    """Find what was loaded of these files before.

    Returns:
        The pieces in the order of the files, and the keys of the files that are in them.
    """
    where: dict[str, tuple[str, int]] = {}
    for name in sorted(store.names(LOADED, key)):
        with suppress(OSError, pa.ArrowException):
            for number, file in enumerate(describe_inputs(store.path(LOADED, key, name))):
                where.setdefault(file["key"], (name, number))
    wanted = [(k, where[k]) for k in map(file_key, files) if k in where]
    pieces = []
    before: tuple[str, int] = ("", -1)
    numbers: list[int] = []
    for _, (name, number) in wanted:
        if numbers and (name != before[0] or number <= before[1]):
            pieces.append(Piece(before[0], frozenset(numbers)))
            numbers = []
        numbers.append(number)
        before = name, number
    if numbers:
        pieces.append(Piece(before[0], frozenset(numbers)))
    return pieces, {key for key, _ in wanted}


class LoadedCorpus:
    """The documents of a run that loads.

    Args:
        store: Where the pieces and the partitions lie.
        key: The key of loading.
        pieces: What was loaded, in the order of the input.
        catalogue: An empty catalogue.
        settings: The settings of the run.
    """

    def __init__(
        self,
        store: Store,
        key: str,
        pieces: Sequence[Piece],
        catalogue: Catalogue,
        settings: Settings,
    ) -> None:
        self._store = store
        self._key = key
        self._pieces = pieces
        self._catalogue = catalogue
        self._settings = settings.run
        self._similarity = settings.load.similarity if settings.load.duplicates else None

    def read(self, *, limit: int | None) -> None:
        """Enter all documents in the catalogue, and the partitions that are there."""
        batches = (b for piece in self._pieces for b in self._batches(piece, columns=_LIGHT))
        self._catalogue.read(batches, limit=limit)
        self._catalogue.give_ids()
        for partition in sorted(self._store.names(GIVEN, "documents")):
            part = self._store.read(GIVEN, "documents", partition, columns=[DOC_KEY])
            self._catalogue.know(map(str, part[DOC_KEY].to_pylist()), partition)

    def divide(self) -> dict[str, int]:
        """Settle which documents are worked on, and put those that are new into partitions.

        Returns:
            The partitions that have documents of the corpus, with their number.
        """
        self._catalogue.settle(similarity=self._similarity)
        self._cut(self._catalogue.unassigned())
        return dict(self._catalogue.live())

    def split(self, partition: str) -> list[str]:
        """Put each document of a partition into one of its own."""
        documents = self._store.read(GIVEN, "documents", partition)
        self._catalogue.forget(partition)
        names = [
            self._write_partition(documents.slice(row, 1).to_pylist())
            for row in range(documents.num_rows)
        ]
        self._store.remove(GIVEN, "documents", partition)
        return names

    def fail(self, failures: Iterable[Failure]) -> None:
        """Leave documents out that a stage could not work on."""
        self._catalogue.fail(failure.doc_id for failure in failures)

    def _batches(self, piece: Piece, *, columns: list[str] | None) -> Iterator[pa.RecordBatch]:
        with self._store.path(LOADED, self._key, piece.name).open("rb") as stream:
            file = pq.ParquetFile(stream, pre_buffer=False)
            wanted = pa.array(sorted(piece.files), pa.int32())
            for batch in file.iter_batches(_BATCH, columns=columns, use_threads=False):
                rows = pa.Table.from_batches([batch])
                rows = rows.filter(pc.is_in(rows["file"], value_set=wanted))
                yield from rows.combine_chunks().to_batches()

    def _rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """All that was loaded with its place, one row after the other."""
        place = 0
        for piece in self._pieces:
            for batch in self._batches(piece, columns=None):
                for row in batch.to_pylist():
                    yield place, row
                    place += 1

    def _cut(self, new: Iterator[tuple[int, str, str]]) -> None:
        wanted = next(new, None)
        if wanted is None:
            return
        part = _Growing(self._settings)
        for place, row in self._rows():
            if wanted is None:
                break
            if place != wanted[0]:
                continue
            document = {name: row.get(name) for name in _DOCUMENT}
            if part.is_full(document):
                self._write_partition(part.take())
            part.add(document | {"doc_id": wanted[1], DOC_KEY: wanted[2]})
            wanted = next(new, None)
        self._write_partition(part.take())

    def _write_partition(self, rows: list[dict[str, Any]]) -> str:
        keys = [row[DOC_KEY] for row in rows]
        name = digest(keys)
        self._store.write(GIVEN, "documents", name, from_rows("documents", rows))
        self._catalogue.know(keys, name)
        return name

    def write_sheets(self, into: Sheets, failures: Mapping[str, Failure]) -> None:
        """Write the documents and the rejections of the corpus in the order of the input.

        Args:
            into: Takes the parts.
            failures: What failed, by document.
        """
        entries = iter(self._catalogue.entries())
        entry = next(entries, None)
        part = _Growing(self._settings)
        where: list[tuple[str, str]] = []
        for place, row in self._rows():
            if place >= self._catalogue.places:
                break  # the limit of documents is reached
            if row["reason"] is not None:
                into.reject(row)
                continue
            if entry is None or entry.place != place:
                raise PipelineError("what was loaded has changed meanwhile; run again")
            if entry.doc_id is None or entry.failed:
                into.reject(_rejection(row, entry, failures))
            else:
                document = _document(row, entry)
                if part.is_full(document):
                    into.sheet(from_rows("documents", part.take()), where)
                    where = []
                part.add(document)
                if entry.partition is not None:
                    where.append((entry.partition, entry.doc_id))
            entry = next(entries, None)
        if part.rows or into.number == 0:
            into.sheet(from_rows("documents", part.take()), where)
        into.end()


class _Growing:
    """Documents that are put together until they are enough."""

    def __init__(self, settings: RunSettings) -> None:
        self._settings = settings
        self.rows: list[dict[str, Any]] = []
        self._size = 0

    def is_full(self, document: Mapping[str, Any]) -> bool:
        """Whether another document would be too much."""
        longer = self._size + len(document["text"]) > self._settings.partition_chars
        return bool(self.rows) and (len(self.rows) >= self._settings.partition_documents or longer)

    def add(self, document: dict[str, Any]) -> None:
        """Put a document to the others."""
        self.rows.append(document)
        self._size += len(document["text"])

    def take(self) -> list[dict[str, Any]]:
        """The documents; after that there are none."""
        rows, self.rows, self._size = self.rows, [], 0
        return rows


def _document(row: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    document = {name: row.get(name) for name in _DOCUMENT}
    return document | {
        "doc_id": entry.doc_id,
        "duplicate_of": entry.duplicate_of,
        "also_published_by": entry.also_published_by,
        "reprints": entry.reprints,
    }


def _rejection(
    row: Mapping[str, Any], entry: Entry, failures: Mapping[str, Failure]
) -> dict[str, Any]:
    failure = failures.get(entry.doc_id or "")
    reason, detail = "record", entry.detail
    if failure is not None:
        reason, detail = failure.reason, f"{failure.stage}: {failure.error}"
    size = len(row["text"].encode("utf-8", "surrogatepass"))
    return {"source": row["source"], "reason": reason, "detail": detail, "bytes": size}
