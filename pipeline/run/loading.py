"""Stage load in pieces: files are read together up to a size, a large file of lines in parts.

A piece becomes one table in the store: a row for each document, as yet without the id that depends
on what else there is, and for each rejection. The names of the pieces tell what is in them, so that
files that are still the same are not read again.
"""

import hashlib
import json
import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
from upath import UPath

from pipeline.duplicates import body_of, fingerprint_of, signature_of
from pipeline.load import Rejection
from pipeline.load.inputs import InputFile
from pipeline.load.stage import read_rows
from pipeline.run.keys import digest
from pipeline.run.store import is_local, store_at, write_whole
from pipeline.run.tasks import Context, Done
from pipeline.tables import TABLES

__all__ = ["LOADED", "LoadTask", "cut_inputs", "describe_inputs", "file_key", "read_alone"]

LOADED = "loaded"
_ROWS = 128
_HASHED = 1 << 20
_FILES = 512  # so many small files are read together at most
_CRASHES = 10  # so many records of a file may kill the process that reads it

_LATER = ("doc_id", "duplicate_of", "also_published_by", "reprints")
_DOCUMENT: "list[pa.Field[Any]]" = [
    pa.field(column.name, column.type)
    for column in TABLES["documents"].columns
    if column.name not in _LATER
]
_ABOUT: "list[pa.Field[Any]]" = [
    pa.field("file", pa.int32()),
    pa.field("own_id", pa.string()),
    pa.field("row_hash", pa.string()),
    pa.field("fingerprint", pa.string()),
    pa.field("signature", pa.binary()),
    pa.field("reason", pa.string()),
    pa.field("detail", pa.string()),
    pa.field("bytes", pa.int64()),
]
SCHEMA = pa.schema([*_DOCUMENT, *_ABOUT])
"""A row of a piece: of a document where `reason` is null, of a rejection where it is not."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoadTask:
    """Read some files.

    Attributes:
        name: What is in them, as a hash.
        files: The files.
        limit: Stop after so many documents.
    """

    name: str
    files: tuple[InputFile, ...]
    limit: int | None = None

    def perform(self, context: Context) -> Done:
        """Read the files and write the table."""
        started = time.perf_counter()
        store = store_at(context.store)
        notes = store.root / LOADED / f"{self.name}.progress"
        progress = _Progress(Path(str(notes))) if is_local(store.root) else None
        documents = words = rejected = 0
        with write_whole(store.path(LOADED, context.keys["load"], self.name)) as stream:
            described = [_describe(file) for file in self.files]
            schema = with_files(described)
            with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
                for rows in _batches(self._rows(context, progress)):
                    writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                    documents += sum(row["reason"] is None for row in rows)
                    rejected += sum(row["reason"] is not None for row in rows)
                    words += sum(row["n_words"] or 0 for row in rows)
        if progress is not None:
            progress.end()
        seconds = time.perf_counter() - started
        rows_made = {"load": documents, "rejects": rejected}
        return Done(self.name, documents, words, rows_made, {"load": seconds})

    def _rows(self, context: Context, progress: "_Progress | None") -> Iterator[dict[str, Any]]:
        left = self.limit
        for number, file in enumerate(self.files):
            skip, stop_at, on_record = progress.enter(number) if progress else ((), None, None)
            rows = read_rows(
                file, context.settings.load, skip=skip, on_record=on_record, stop_at=stop_at
            )
            for row in rows:
                if left is not None and left <= 0:
                    return
                left = left - 1 if left is not None and isinstance(row, dict) else left
                yield {"file": number, **_as_row(row)}


def read_alone(task: LoadTask) -> list[LoadTask]:
    """The files of a task, each to be read by itself."""
    return [LoadTask(digest([file_key(f)], task.limit), (f,), task.limit) for f in task.files]


def with_files(described: Sequence[Mapping[str, Any]]) -> pa.Schema:
    """The schema of a piece that tells what it was read from."""
    return SCHEMA.with_metadata({"files": json.dumps(described)})


class _Progress:
    """Notes on the disk how far the reading is, so that a record that kills it can be told.

    Args:
        path: The file of the notes; what an earlier attempt left there is read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            before = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            before = {}
        # By file the records that reading died at.
        self._died: dict[str, list[int]] = before.get("died", {})
        if "file" in before:
            self._died.setdefault(str(before["file"]), []).append(before["record"])
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("w", encoding="utf-8")

    def enter(self, number: int) -> tuple[set[int], int | None, Any]:
        """Say for a file which records to leave out, at which to stop, and whom to tell."""
        died = self._died.get(str(number), [])
        again = [record for record in died if died.count(record) > 1]
        stop_at = min(again) if again else (max(died) if len(died) >= _CRASHES else None)

        def on_record(record: int) -> None:
            note = {"file": number, "record": record, "died": self._died}
            self._stream.seek(0)
            self._stream.truncate()
            self._stream.write(json.dumps(note))
            self._stream.flush()

        return set(died), stop_at, on_record

    def end(self) -> None:
        """Remove the notes."""
        self._stream.close()
        self._path.unlink(missing_ok=True)


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row["text"] or "")
        if len(batch) >= _ROWS or size >= 4_000_000:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _as_row(row: dict[str, Any] | Rejection) -> dict[str, Any]:
    if isinstance(row, Rejection):
        told = {"reason": row.reason, "detail": row.detail, "bytes": row.bytes, "n_words": None}
        return {"source": row.source, "text": None, **told}
    body = body_of(row["title"], row["text"])
    fields = {name: value for name, value in row.items() if name != "doc_id"}
    return {
        **fields,
        "own_id": row["doc_id"],
        "row_hash": digest(fields),
        "fingerprint": fingerprint_of(body),
        "signature": signature_of(body),
        "reason": None,
    }


def cut_inputs(
    files: Sequence[InputFile], known: Iterable[str], *, size: int, limit: int | None
) -> Iterator[LoadTask]:
    """Put files together that are read together.

    Args:
        files: The files in their order.
        known: Keys of the files that were read before; they are left out.
        size: Number of bytes up to which files are read together.
        limit: For each piece, the number of documents to stop at.
    """
    there = set(known)
    together: list[InputFile] = []
    keys: list[str] = []
    bytes_ = 0
    for file in files:
        key = file_key(file)
        if key in there:
            continue
        amount = _size(file)
        if together and (bytes_ + amount > size or len(together) >= _FILES):
            yield LoadTask(digest(keys, limit), tuple(together), limit)
            together, keys, bytes_ = [], [], 0
        together.append(file)
        keys.append(key)
        bytes_ += amount
    if together:
        yield LoadTask(digest(keys, limit), tuple(together), limit)


def file_key(file: InputFile) -> str:
    """What tells a file from what it was before: where it is, its size and when it was changed."""
    return digest(file.source, *_state(file), file.start, file.end)


def _state(file: InputFile) -> tuple[Any, ...]:
    if file.path is None:
        return ()
    try:
        if isinstance(file.path, UPath) and not is_local(cast(Path, file.path)):
            return (str(file.path.fs.ukey(file.path.path)),)
        found = file.path.stat()
    except (OSError, NotImplementedError, ValueError):
        return ()
    return found.st_size, found.st_mtime_ns


def _size(file: InputFile) -> int:
    if file.end is not None:
        return file.end - file.start
    try:
        return int(file.path.stat().st_size) if file.path is not None else 0
    except (OSError, NotImplementedError, ValueError, TypeError):
        return 0


def _describe(file: InputFile) -> dict[str, Any]:
    """Path, size and SHA-256 of a file, for the manifest; of one elsewhere the path alone."""
    told: dict[str, Any] = {"key": file_key(file), "path": file.source, "bytes": None}
    told["sha256"] = None
    if file.path is None or not is_local(cast(Path, file.path)) or not file.path.is_file():
        return told
    told["bytes"] = file.path.stat().st_size
    if file.start == 0:  # of a file that is read in pieces the first tells it
        summed = hashlib.sha256()
        try:
            with file.path.open("rb") as stream:
                while block := stream.read(_HASHED):
                    summed.update(block)
        except OSError:
            return told
        told["sha256"] = summed.hexdigest()
    return told


def describe_inputs(path: Path) -> list[dict[str, Any]]:
    """The files of a piece, as they were when they were read."""
    with path.open("rb") as stream:
        metadata = pq.read_schema(stream).metadata
    listed: list[dict[str, Any]] = json.loads(metadata[b"files"])
    return listed
