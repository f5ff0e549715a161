"""Read a file of each format, giving an `Item` for each record."""

import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from pipeline.load.characters import squeeze
from pipeline.load.decode import decode, utf16_or_32
from pipeline.load.fields import field_of
from pipeline.load.formats import format_of_name, looks_like_page, sniff
from pipeline.load.outcome import Item, Refused
from pipeline.load.pages import page_draft, text_draft
from pipeline.load.records import draft_of, record_id
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole, rewindable
from pipeline.load.table_files import read_csv, read_parquet

__all__ = ["read_items"]

_GZIP = b"\x1f\x8b"
_HEAD = 65_536
_WRAPPERS = (
    "articles",
    "documents",
    "docs",
    "items",
    "records",
    "results",
    "entries",
    "news",
    "data",
    "@graph",
)
_MAX_WRAPPED = 3


def read_items(stream: BinaryIO, name: str, settings: LoadSettings) -> Iterator[Item]:
    """Read an open file.

    Args:
        stream: The file.
        name: Its name, which tells the format; of an unknown one the first bytes tell it.
        settings: The limits.

    Raises:
        Refused: If the file as a whole cannot be read.
        EOFError, zlib.error, OSError: If compressed data or the device end too early.
    """
    head, stream = rewindable(stream, _HEAD)
    if head.startswith(_GZIP):
        head, stream = rewindable(gzip.GzipFile(fileobj=stream), _HEAD)
    elif name.lower().endswith(".gz") and head:
        raise Refused("damaged", "not gzip data, though the name ends in .gz")
    if len(head) < _HEAD and not head.strip():
        raise Refused("empty", "nothing but white space" if head else "no bytes")
    format_ = format_of_name(name) or sniff(head)
    found = False
    for item in _READERS[format_](stream, settings):
        found = True
        yield item
    if not found:
        raise Refused("empty", "a container without records")


def _read_text(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    text = decode(read_whole(stream, settings.max_bytes))
    yield Item(page_draft(text, settings) if looks_like_page(text) else text_draft(text, settings))


def _read_markdown(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    text = decode(read_whole(stream, settings.max_bytes))
    yield Item(text_draft(text, settings, markdown=True))


def _read_html(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    text = decode(read_whole(stream, settings.max_bytes), html=True)
    yield Item(page_draft(text, settings))


def _read_json(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    value = _parse(decode(read_whole(stream, settings.max_json_bytes)))
    records = _records_in(value)
    if records is None:
        yield _record_item(value, None, None, settings)
        return
    for number, record in enumerate(records, 1):
        yield _record_item(record, f"item-{number}", None, settings)


def _read_lines(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    head, stream = rewindable(stream, _HEAD)
    wide = utf16_or_32(head)
    if wide:
        whole = decode(read_whole(stream, settings.max_json_bytes))
        stream = io.BytesIO(whole.encode("utf-8", "surrogatepass"))
    limit = settings.max_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        size = len(line)
        if size > limit and not line.endswith(b"\n"):
            size += _skip_line(stream)
            refused = Refused("too_large", f"a line of {size:,} bytes; the limit is {limit:,}")
            yield Item(refused, f"line-{number}", size)
        elif line.strip():
            yield _line_item(line, f"line-{number}", settings)


def _skip_line(stream: BinaryIO) -> int:
    size = 0
    while chunk := stream.readline(1 << 20):
        size += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return size


def _line_item(line: bytes, part: str, settings: LoadSettings) -> Item:
    try:
        record = _parse(decode(line))
    except Refused as refused:
        return Item(refused, part, len(line))
    return _record_item(record, part, len(line), settings)


def _record_item(record: Any, part: str | None, size: int | None, settings: LoadSettings) -> Item:
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        kind = type(record).__name__
        return Item(Refused("record", f"{kind} {record!r:.50} instead of an object"), part, size)
    if part is not None:
        part = record_id(record) or part
    try:
        return Item(draft_of(record, settings), part, size)
    except Refused as refused:
        return Item(refused, part, size)


def _parse(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise Refused("damaged", f"no valid JSON: {error}") from None
    except RecursionError:
        raise Refused("damaged", "JSON that is too deeply nested") from None
    except ValueError as error:
        raise Refused("damaged", squeeze(f"no valid JSON: {error}")) from None


def _records_in(value: Any, depth: int = 0) -> Sequence[Any] | None:
    """The records of a list, or of an object around it; None for an object that is a record."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth >= _MAX_WRAPPED:
        return None
    if any(field_of(key) == "text" for key in value):
        return None
    for name in _WRAPPERS:
        inner = value.get(name)
        found = _records_in(inner, depth + 1) if isinstance(inner, list | dict) else None
        if found is None:
            continue
        with_text = [record for record in found if _has_text(record)]
        return (with_text or found) if name == "@graph" else found
    return None


def _has_text(record: Any) -> bool:
    return isinstance(record, dict) and any(field_of(key) == "text" for key in record)


def _read_csv(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    yield from _rows(read_csv(stream, settings, tabs=False), settings)


def _read_tsv(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    yield from _rows(read_csv(stream, settings, tabs=True), settings)


def _read_parquet(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    yield from _rows(read_parquet(stream, settings), settings)


def _rows(rows: Iterator[Mapping[str, Any] | Refused], settings: LoadSettings) -> Iterator[Item]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, Refused):
            yield Item(row, f"row-{number}")
        else:
            yield _record_item(row, f"row-{number}", None, settings)


_READERS: Mapping[str, Callable[[BinaryIO, LoadSettings], Iterator[Item]]] = {
    "csv": _read_csv,
    "html": _read_html,
    "json": _read_json,
    "jsonl": _read_lines,
    "markdown": _read_markdown,
    "parquet": _read_parquet,
    "text": _read_text,
    "tsv": _read_tsv,
}
