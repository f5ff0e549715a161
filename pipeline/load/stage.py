"""The stage: every input becomes a document or a rejection."""

import gzip
import hashlib
import logging
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pipeline.load.fields import one_line
from pipeline.load.inputs import InputFile, Inputs, find_inputs
from pipeline.load.outcome import Draft, Item, Loaded, Refused, Rejection
from pipeline.load.readers import read_items
from pipeline.load.registry import Registry
from pipeline.load.settings import LoadSettings
from pipeline.tables import from_rows

__all__ = ["iter_documents", "load_documents"]

_logger = logging.getLogger(__name__)
_DEFAULTS = LoadSettings()
_MAX_DETAIL = 300


def load_documents(
    inputs: Inputs, *, settings: LoadSettings = _DEFAULTS, limit: int | None = None
) -> Loaded:
    """Read articles from files, folders, globs or standard input.

    Args:
        inputs: A path, a glob, "-" for standard input, an open binary stream, or several paths and
            globs. Known are .txt, .md, .html, .json, .jsonl, .csv, .tsv and .parquet, also with .gz
            behind.
        settings: Limits and conventions.
        limit: Stop after so many documents.

    Returns:
        The tables ``documents`` and ``rejects``: every input is in one of them, in the order of the
        input.

    Raises:
        InputError: If there is no such path, nothing matches a glob, or a folder holds no file.
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
    return Loaded(from_rows("documents", documents), from_rows("rejects", rejects))


def iter_documents(
    inputs: Inputs, *, settings: LoadSettings = _DEFAULTS, limit: int | None = None
) -> Iterator[dict[str, Any] | Rejection]:
    """Read articles one by one; only ids and hashes of those already read are kept in memory.

    Args:
        inputs: As for `load_documents`.
        settings: As for `load_documents`.
        limit: Stop after so many documents.

    Returns:
        Rows of the table ``documents``, and a `Rejection` for each input that gave none.

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
        for item in _items(file, settings):
            if left is not None and left <= 0:
                return
            row = _row(item, file, registry, settings)
            left = left - 1 if left is not None and isinstance(row, dict) else left
            yield row


def _items(file: InputFile, settings: LoadSettings) -> Iterator[Item]:
    """The items of a file; what is wrong with the file as a whole is an item as well."""
    try:
        if file.stream is not None:
            yield from read_items(file.stream, "", settings)
        elif file.path is not None and not file.path.is_file():
            yield Item(Refused("unreadable", "no regular file, or a link to nothing"))
        elif file.path is not None:
            with file.path.open("rb") as stream:
                yield from read_items(stream, file.path.name, settings)
    except Refused as refused:
        yield Item(refused)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Item(Refused("damaged", f"gzip data that is cut off or broken: {error}"))
    except OSError as error:
        yield Item(Refused("unreadable", error.strerror or str(error)))


def _row(
    item: Item, file: InputFile, registry: Registry, settings: LoadSettings
) -> dict[str, Any] | Rejection:
    source = f"{file.source}#{item.part}" if item.part else file.source
    try:
        if isinstance(item.content, Refused):
            raise item.content
        return _document(item.content, source, registry, settings)
    except Refused as refused:
        size = item.bytes
        if size is None and item.part is None and file.path is not None:
            size = _size(file)
        detail = one_line(refused.detail[:_MAX_DETAIL]) or refused.reason
        _logger.info("%s refused (%s): %s", source, refused.reason, detail)
        return Rejection(source, refused.reason, detail, size)


def _document(
    draft: Draft, source: str, registry: Registry, settings: LoadSettings
) -> dict[str, Any]:
    """The row of the table ``documents``."""
    paragraphs = [draft.title, *draft.paragraphs] if draft.title else draft.paragraphs
    text = "\n\n".join(paragraphs)
    if len(text) > settings.max_chars:
        raise Refused(
            "too_large", f"a text of {len(text):,} characters; the limit is {settings.max_chars:,}"
        )
    if next(islice(filter(str.isalnum, text), settings.min_chars - 1, None), None) is None:
        least = settings.min_chars
        few = f"fewer than {least} letters and digits" if least > 1 else "no letter and no digit"
        raise Refused("no_text", few)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    doc_id, duplicate_of = registry.enter(draft.doc_id, source=source, sha256=sha256)
    return {
        "doc_id": doc_id,
        "source": source,
        "title": draft.title,
        "authors": draft.authors,
        "agency": draft.agency,
        "publisher": draft.publisher,
        "published": draft.published,
        "url": draft.url,
        "language": draft.language,
        "text": text,
        "n_words": len(text.split()),
        "sha256": sha256,
        "duplicate_of": duplicate_of,
    }


def _size(file: InputFile) -> int | None:
    try:
        return file.path.stat().st_size if file.path is not None else None
    except OSError:
        return None
