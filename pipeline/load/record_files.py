"""Read files that hold records: JSON, lines of JSON, and tables."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO

from pipeline.load.characters import squeeze
from pipeline.load.columns import holds_text, parse_columns
from pipeline.load.decode import decode, utf16_or_32
from pipeline.load.outcome import Item, Refused
from pipeline.load.records import draft_of, record_id
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole, rewindable
from pipeline.load.table_files import read_csv, read_parquet

__all__ = ["read_json", "read_json_lines", "read_table"]

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
    "response",
    "posts",
    "@graph",
)
_MAX_WRAPPED = 3


def read_json(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    """Read a file of JSON: a record, a list of records, or an object around such a list.

    Raises:
        Refused: If it is no JSON, or too large.
    """
    value = _parse(decode(read_whole(stream, settings.max_json_bytes)))
    records = _records_in(value, parse_columns(settings.columns))
    if records is None:
        yield _record_item(value, None, None, settings)
        return
    for number, record in enumerate(records, 1):
        yield _record_item(record, f"item-{number}", None, settings)


def read_json_lines(
    stream: BinaryIO, settings: LoadSettings, *, first_line: int = 1, length: int | None = None
) -> Iterator[Item]:
    """Read lines that are records; each line for itself.

    Args:
        stream: The lines.
        settings: The limits.
        first_line: The number of the first of them.
        length: Read the lines that begin within so many bytes; None for all.
    """
    head, stream = rewindable(stream, _HEAD)
    if length is None and utf16_or_32(head):
        whole = decode(read_whole(stream, settings.max_json_bytes))
        stream = io.BytesIO(whole.encode("utf-8", "surrogatepass"))
    limit = settings.max_bytes
    number = first_line
    position = 0
    while (length is None or position < length) and (line := stream.readline(limit + 1)):
        size = len(line)
        if size > limit and not line.endswith(b"\n"):
            size += _skip_line(stream)
            refused = Refused("too_large", f"a line of {size:,} bytes; the limit is {limit:,}")
            yield Item(refused, f"line-{number}", size)
        elif line.strip():
            yield _line_item(line, f"line-{number}", settings)
        number += 1
        position += size


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
        part = record_id(record, settings) or part
    return Item(partial(draft_of, record, settings), part, size)


def _parse(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise Refused("damaged", f"no valid JSON: {error}") from None
    except RecursionError:
        raise Refused("damaged", "JSON that is too deeply nested") from None
    except ValueError as error:
        raise Refused("damaged", squeeze(f"no valid JSON: {error}")) from None


def _records_in(value: Any, given: Mapping[str, str], depth: int = 0) -> Sequence[Any] | None:
    """The records of a list, or of an object around it; None for an object that is a record."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth >= _MAX_WRAPPED:
        return None
    if _has_text(value, given):
        return None
    for name in _WRAPPERS:
        inner = value.get(name)
        found = _records_in(inner, given, depth + 1) if isinstance(inner, list | dict) else None
        if found is None:
            continue
        with_text = [record for record in found if _has_text(record, given)]
        return (with_text or found) if name == "@graph" else found
    return None


def _has_text(record: Any, given: Mapping[str, str]) -> bool:
    return isinstance(record, dict) and any(holds_text(key, given) for key in record)


def read_table(stream: BinaryIO, settings: LoadSettings, *, kind: str) -> Iterator[Item]:
    """Read the rows of a table.

    Args:
        stream: The file.
        settings: The limits.
        kind: "csv", "tsv" or "parquet".

    Raises:
        Refused: If no column holds a text, or the table is damaged.
    """
    if kind == "parquet":
        yield from _rows(read_parquet(stream, settings), settings)
    else:
        yield from _rows(read_csv(stream, settings, tabs=kind == "tsv"), settings)


def _rows(rows: Iterator[Mapping[str, Any] | Refused], settings: LoadSettings) -> Iterator[Item]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, Refused):
            yield Item(row, f"row-{number}")
        else:
            yield _record_item(row, f"row-{number}", None, settings)
