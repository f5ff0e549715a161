"""Rows of CSV, TSV and parquet files."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.load.columns import field_of, names_field, parse_columns
from pipeline.load.compression import Unpacking
from pipeline.load.decode import decode, utf16_or_32
from pipeline.load.outcome import Refused
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole, rewindable

__all__ = ["read_csv", "read_parquet"]

_SAMPLE = 262_144
_DELIMITERS = (",", ";", "\t", "|")
_BATCH_ROWS = 128
_BATCH_BYTES = 16_000_000
_LISTED_BYTES = 256_000_000


def read_csv(
    stream: BinaryIO, settings: LoadSettings, *, tabs: bool
) -> Iterator[Mapping[str, Any] | Refused]:
    """Read the rows of a table of separated values, with a header.

    Args:
        stream: The file.
        settings: The limits.
        tabs: Whether tabs separate the values; else it is the sign which divides the header best.
            In a file with tabs, quotation marks that cannot be those of CSV belong to the text.

    Yields:
        The rows by column; a row that cannot be read is `Refused`.

    Raises:
        Refused: If no column holds a text, or the header cannot be read.
    """
    head, stream = rewindable(stream, _SAMPLE)
    lines = _decoded_lines(stream, head, settings)
    whole = utf16_or_32(head) is not None
    sample = decode(head if whole else head[: head.rfind(b"\n") + 1] or head)
    given = parse_columns(settings.columns)
    delimiter = "\t" if tabs else _delimiter(sample, given)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
    if tabs and not _is_quoted(sample):
        quoting = csv.QUOTE_NONE
    # The limit of the csv module is one for all of its readers, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_bytes))
    rows = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
    try:
        header = next(rows)
    except (csv.Error, StopIteration) as error:
        raise Refused("damaged", f"the header cannot be read: {error}") from None
    _check_columns(header, given)
    yield from _csv_rows(rows, header)


def _csv_rows(rows: Any, header: Sequence[str]) -> Iterator[Mapping[str, Any] | Refused]:
    while True:
        first = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            where = (
                f"lines {first} to {rows.line_num}" if rows.line_num > first else f"line {first}"
            )
            yield Refused("damaged", f"{where}: {error}")
            continue
        if len(row) > len(header):
            yield Refused(
                "damaged", f"line {first}: {len(row)} values, the header has {len(header)}"
            )
        elif row:
            yield dict(zip(header, row, strict=False))


def _decoded_lines(stream: BinaryIO, head: bytes, settings: LoadSettings) -> Iterator[str]:
    """The lines as text, each decoded on its own where the file is not UTF-8 throughout."""
    if utf16_or_32(head):
        yield from io.StringIO(decode(read_whole(stream, settings.max_json_bytes)), newline="")
        return
    limit = settings.max_bytes
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            raise Refused(
                "too_large", f"a line of more than {limit:,} bytes; nothing after it was read"
            )
        try:
            yield line.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield decode(line)


def _delimiter(sample: str, given: Mapping[str, str]) -> str:
    """The sign by which the header has a column for the text, and most columns."""
    header = sample.partition("\n")[0].strip("\r")
    columns = {sign: [cell.strip(' "') for cell in header.split(sign)] for sign in _DELIMITERS}
    return max(
        _DELIMITERS,
        key=lambda sign: (
            any(field_of(c, given) == "text" for c in columns[sign]),
            len(columns[sign]),
        ),
    )


def _is_quoted(sample: str) -> bool:
    """Tell whether the quotation marks of a sample can be those of CSV, and not of the text."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter="\t", strict=True)
    widths = set()
    try:
        for row in rows:
            widths.add(len(row))
    except csv.Error as error:
        return "end of data" in str(error) and len(widths) == 1
    return len(widths) == 1 or '"' not in sample


def read_parquet(stream: BinaryIO, settings: LoadSettings) -> Iterator[Mapping[str, Any] | Refused]:
    """Read the rows of a parquet table, of the columns that are known, a few at a time.

    Raises:
        Refused: If no column holds a text, or the table is damaged.
    """
    source: Any = stream
    if not stream.seekable():
        source = io.BytesIO(read_whole(stream, settings.max_json_bytes))
    given = parse_columns(settings.columns)
    try:
        file = pq.ParquetFile(source)
        names = [name for name in file.schema_arrow.names if names_field(name, given)]
        _check_columns(names or list(file.schema_arrow.names), given)
        unpacking = Unpacking(settings)
        packed = 0
        for group in range(file.num_row_groups):
            size, rows = _rows_at_once(file, group, names, settings)
            packed += size
            for batch in file.iter_batches(batch_size=rows, row_groups=[group], columns=names):
                for row in batch.to_pylist():
                    # A text that is listed once can stand in any number of rows.
                    unpacking.add_bytes(sum(len(v) for v in row.values() if isinstance(v, str)))
                    unpacking.check_ratio(packed, unpacking.size)
                    yield row
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise Refused("damaged", f"no parquet table, or broken: {error}") from error


def _rows_at_once(
    file: pq.ParquetFile, number: int, names: Sequence[str], settings: LoadSettings
) -> tuple[int, int]:
    """The size of a group of rows as it is packed, and how many of its rows to read together.

    Raises:
        Refused: With the reason ``too_large`` if the group expands as no text does.
    """
    group = file.metadata.row_group(number)
    size = packed = 0
    listed = False
    for index in range(group.num_columns):
        column = group.column(index)
        if column.path_in_schema in names or column.path_in_schema.partition(".")[0] in names:
            size += max(column.total_uncompressed_size, 0)
            packed += max(column.total_compressed_size, 0)
            listed = listed or column.has_dictionary_page
    Unpacking(settings).check_ratio(packed, size)
    # Where values are listed once, each row may be as large as all of them.
    row = size if listed else size // max(group.num_rows, 1)
    return packed, max(
        1, min(_BATCH_ROWS, (_LISTED_BYTES if listed else _BATCH_BYTES) // max(row, 1))
    )


def _check_columns(names: Sequence[str], given: Mapping[str, str]) -> None:
    """Refuse a table without a text, be it in a column or in a field of one."""
    for name in names:
        field = field_of(name, given)
        if field == "text" or (field is None and names_field(name, given)):
            return
    found = ", ".join(names)[:200]
    raise Refused("no_text", f"no column holds a text (text, body or content); columns: {found}")
