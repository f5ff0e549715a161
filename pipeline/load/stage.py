"""The stage: every input becomes a document or a rejection."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any

from pipeline.duplicates import mark_duplicates
from pipeline.load.conversion import convert, refusal_of, rejection
from pipeline.load.inputs import InputFile, Inputs, find_inputs, open_file, size_of
from pipeline.load.outcome import Item, Loaded, Refused, Rejection
from pipeline.load.readers import read_items, read_piece
from pipeline.load.registry import Registry
from pipeline.load.settings import LoadSettings
from pipeline.tables import from_rows

__all__ = ["iter_documents", "load_documents", "read_rows"]

_DEFAULTS = LoadSettings()


def load_documents(
    inputs: Inputs, *, settings: LoadSettings = _DEFAULTS, limit: int | None = None
) -> Loaded:
    """Read articles from files, folders, globs, addresses or standard input.

    Args:
        inputs: A path, a glob, an address such as "s3://bucket/folder", "-" for standard input, an
            open binary stream, or several paths, globs and addresses. Known are .txt, .md, .html,
            .json, .jsonl, .csv, .tsv, .parquet, .warc, .pdf, .docx, mail, feeds and NewsML, alone,
            compressed, and in .zip and .tar.
        settings: Limits and conventions.
        limit: Stop after so many documents.

    Returns:
        The tables ``documents`` and ``rejects``: every input is in one of them, in the order of the
        input. Documents that repeat another one are marked.

    Raises:
        InputError: If there is no such path, nothing matches a glob, or a folder holds no file.
        MissingExtraError: If the package for an address is not installed.
    """
    documents: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for row in iter_documents(inputs, settings=settings, limit=limit):
        if isinstance(row, Rejection):
            rejects.append(
                {
                    "source": row.source,
                    "reason": row.reason,
                    "detail": row.detail,
                    "bytes": row.bytes,
                }
            )
        else:
            documents.append(row)
    table = mark_duplicates(
        from_rows("documents", documents),
        similarity=settings.similarity if settings.duplicates else None,
    )
    return Loaded(table, from_rows("rejects", rejects))


def iter_documents(
    inputs: Inputs, *, settings: LoadSettings = _DEFAULTS, limit: int | None = None
) -> Iterator[dict[str, Any] | Rejection]:
    """Read articles one by one; only ids and hashes of those already read are kept in memory.

    Args:
        inputs: As for `load_documents`.
        settings: As for `load_documents`.
        limit: Stop after so many documents.

    Returns:
        Rows of the table ``documents``, and a `Rejection` for each input that gave none. Of those
        that repeat another document, the ones with exactly the same text are marked.

    Raises:
        InputError: At the call, as `load_documents` does.
    """
    return _iter_files(find_inputs(inputs), settings, limit)


def _iter_files(
    files: list[InputFile], settings: LoadSettings, limit: int | None
) -> Iterator[dict[str, Any] | Rejection]:
    registry = Registry()
    left = limit
    for file in files:
        if left is not None and left <= 0:
            return
        for row in read_rows(file, settings):
            entered = row if isinstance(row, Rejection) else _enter(row, registry)
            yield entered
            if left is not None and isinstance(entered, dict):
                left -= 1
                if left <= 0:
                    return


def _enter(row: dict[str, Any], registry: Registry) -> dict[str, Any] | Rejection:
    """Give a row the id of its document."""
    source = row["source"]
    try:
        doc_id, duplicate_of = registry.enter(row["doc_id"], source=source, sha256=row["sha256"])
    except Refused as refused:
        return rejection(source, refused, None)
    return {**row, "doc_id": doc_id, "duplicate_of": duplicate_of}


def read_rows(
    file: InputFile,
    settings: LoadSettings = _DEFAULTS,
    *,
    skip: Collection[int] = (),
    stop_at: int | None = None,
    on_record: Callable[[int], None] | None = None,
) -> Iterator[dict[str, Any] | Rejection]:
    """Read the articles of one file, or of a piece of it, whatever stands in others.

    A process that dies over a record does not take the others with it: read again, the record can
    be skipped, or, where it dies while reading on, all that follows.

    Args:
        file: The file.
        settings: Limits and conventions.
        skip: Numbers of the records, from 0, that are not converted.
        stop_at: Number of a record that is not read, nor anything after it.
        on_record: Told the number of each record before it is read, and before it is converted.

    Yields:
        Rows of the table ``documents`` with the record's own id or None as ``doc_id``, and nothing
        about repetitions; and a `Rejection` for each record that gave none.
    """
    tell = on_record or _tell_nobody
    items = _items(file, settings)
    number = 0
    while True:
        tell(number)
        if number == stop_at:
            died = Refused("crashed", "the process that read it died; nothing after it was read")
            yield rejection(file.source, died, size_of(file))
            return
        item = next(items, None)
        if item is None:
            return
        source = f"{file.source}#{item.part}" if item.part else file.source
        if number in skip:
            died = Refused("crashed", "the process that read it died")
            yield rejection(source, died, item.bytes)
        else:
            tell(number)
            row = convert(item, source, settings)
            if isinstance(row, Rejection) and row.bytes is None and item.part is None:
                row = replace(row, bytes=size_of(file))
            yield row
        number += 1


def _tell_nobody(number: int) -> None:
    """Report nothing."""


def _items(file: InputFile, settings: LoadSettings) -> Iterator[Item]:
    """The items of a file; what is wrong with the file as a whole is an item as well."""
    try:
        stream = open_file(file)
        try:
            if file.end is None:
                yield from read_items(stream, file.name, settings)
            else:
                yield from read_piece(stream, file, settings)
        finally:
            if file.stream is None:
                stream.close()
    except OSError as error:
        yield Item(Refused("unreadable", error.strerror or str(error)))
    except Exception as error:  # whatever the bytes, the next file is read
        yield Item(refusal_of(error))
