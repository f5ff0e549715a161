"""Check a finished output: every table, its rules, and how the tables hang together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.errors import TableError
from pipeline.tables import TABLES, Reference, Span, TableSpec
from pipeline.tables.parquet import read_parts
from pipeline.tables.rules import describe_rows, violations

__all__ = ["Problem", "validate"]

_WRITE_AGAIN = "write it with pipeline.tables.write_table, which brings it to its types"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an output.

    Attributes:
        table: Name of the table.
        check: What was checked: ``present``, ``schema``, ``null``, ``empty``, ``vocabulary``,
            ``key``, ``reference``, ``order``, ``span``, ``surface`` or ``content``.
        count: Number of rows (for ``schema``, of columns) at fault.
        detail: The columns, what is wrong with them, and a few of the rows.
    """

    table: str
    check: str
    count: int
    detail: str


class _Output:
    """The tables of an output, each without the columns whose type is wrong."""

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        self.tables = tables

    def has(self, table: str, *columns: str) -> bool:
        return table in self.tables and set(columns) <= set(self.tables[table].column_names)

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        read = self.tables[table]
        return zip(*(read[column].to_pylist() for column in columns), strict=True)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Texts of the documents, in the order of the documents."""
        if not self.has("documents", "doc_id", "text"):
            return {}
        rows = self.rows("documents", "doc_id", "text")
        return {doc_id: text for doc_id, text in rows if text is not None}

    @cached_property
    def positions(self) -> dict[str, int]:
        """Place of each document in the order of the documents."""
        return {doc_id: place for place, doc_id in enumerate(self.texts)}


def validate(folder: Path) -> list[Problem]:
    """Check the tables in a folder.

    Every table must be there with the columns and types of its contract, keep the rules of
    `pipeline.tables.check`, be in order, and refer only to rows that exist; and every
    ``text[start:end]`` must equal the surface that is stored with it.

    Args:
        folder: Folder that a run wrote.

    Returns:
        What is wrong, table by table; nothing for a sound output.
    """
    problems: list[Problem] = []
    tables: dict[str, pa.Table] = {}
    for spec in TABLES.values():
        table, found = _read(folder, spec)
        problems += found
        if table is not None:
            tables[spec.name] = table
    output = _Output(tables)
    for spec in TABLES.values():
        if spec.name in tables:
            for check in _CHECKS:
                problems += check(output, spec)
    return problems


def _read(folder: Path, spec: TableSpec) -> tuple[pa.Table | None, list[Problem]]:
    """Read a table and keep the columns of the right type."""
    try:
        parts = read_parts(folder, spec.name)
        whole = pa.concat_tables(parts, promote_options="default")
    except TableError as error:
        return None, [Problem(spec.name, "present", 1, str(error))]
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        detail = f"the part files do not fit together: {error}; {_WRITE_AGAIN}"
        return None, [Problem(spec.name, "schema", len(parts), detail)]
    present = whole.schema.names
    missing = [name for name in spec.names if name not in present]
    repeated = [name for name in spec.names if present.count(name) > 1]
    sound, wrong = [], []
    for column in spec.columns:
        if column.name in missing or column.name in repeated:
            continue
        found = whole.schema.field(column.name).type
        if found == column.type:
            sound.append(column.name)
        else:
            wrong.append(f"{column.name} is {found} in place of {column.type}")
    problems = [
        Problem(spec.name, "schema", len(names), f"{what}: {', '.join(names)}; {_WRITE_AGAIN}")
        for what, names in (
            ("columns are missing", missing),
            ("columns stand more than once", repeated),
            ("columns have another type", wrong),
        )
        if names
    ]
    return whole.select(sound), problems


def _check_rules(output: _Output, spec: TableSpec) -> Iterator[Problem]:
    for broken in violations(spec, output.tables[spec.name]):
        yield Problem(spec.name, broken.check, broken.count, f"{broken.column}: {broken.detail}")


def _check_order(output: _Output, spec: TableSpec) -> Iterator[Problem]:
    """Rows ascend by the columns of `sort`, documents as in the table of documents."""
    if not spec.sort or not output.has(spec.name, *spec.sort):
        return
    rows = []
    before: tuple[Any, ...] = ()
    for row, (doc_id, *offsets) in enumerate(output.rows(spec.name, *spec.sort)):
        if doc_id not in output.positions or None in offsets:
            continue
        place = (output.positions[doc_id], *offsets)
        if place < before:
            rows.append(row)
        before = place
    yield from _problem(output, spec, "order", rows, f"{', '.join(spec.sort)}: out of order")


def _check_references(output: _Output, spec: TableSpec) -> Iterator[Problem]:
    for reference in spec.references:
        if not output.has(spec.name, *reference.columns):
            continue
        if not all(output.has(table, *reference.to) for table in reference.tables):
            continue
        yield from _check_reference(output, spec, reference)


def _check_reference(output: _Output, spec: TableSpec, reference: Reference) -> Iterator[Problem]:
    known = {key for table in reference.tables for key in output.rows(table, *reference.to)}
    rows = [
        row
        for row, key in enumerate(output.rows(spec.name, *reference.columns))
        if None not in key and key not in known
    ]
    tables = " or ".join(reference.tables)
    what = f"{', '.join(reference.columns)}: no such row in {tables}"
    yield from _problem(output, spec, "reference", rows, what, column=reference.columns[-1])


def _check_spans(output: _Output, spec: TableSpec) -> Iterator[Problem]:
    for span in spec.spans:
        columns = ["doc_id", span.start, span.end, *([span.text] if span.text else [])]
        if output.has(spec.name, *columns):
            yield from _check_span(output, spec, span, columns)


def _check_span(
    output: _Output, spec: TableSpec, span: Span, columns: list[str]
) -> Iterator[Problem]:
    halves, outside, differing = [], [], []
    for row, (doc_id, start, end, *surface) in enumerate(output.rows(spec.name, *columns)):
        given = [value is not None for value in (start, end, *surface)]
        if not any(given) or doc_id not in output.texts:
            continue
        text = output.texts[doc_id]
        if not all(given):
            halves.append(row)
        elif not 0 <= start < end <= len(text):
            outside.append(row)
        elif surface and text[start:end] != surface[0]:
            differing.append(row)
    name = ", ".join(columns[1:])
    yield from _problem(output, spec, "span", halves, f"{name}: null in one, a value in another")
    yield from _problem(output, spec, "span", outside, f"{name}: empty or outside of the text")
    what = f"{name}: the text between the offsets is another"
    yield from _problem(output, spec, "surface", differing, what, column=span.text)


def _check_contents(output: _Output, spec: TableSpec) -> Iterator[Problem]:
    """The content of a quote is its spans, in order and apart, joined by a space."""
    columns = ("doc_id", "content", "content_start", "content_end", "content_spans")
    if spec.name != "quotes" or not output.has(spec.name, *columns):
        return
    disordered, differing = [], []
    for row, (doc_id, content, start, end, spans) in enumerate(output.rows(spec.name, *columns)):
        if doc_id not in output.texts or None in (content, start, end) or spans is None:
            continue
        text = output.texts[doc_id]
        bounds = [(span["start"], span["end"]) for span in spans]
        if not _ascend(bounds, start, end):
            disordered.append(row)
        elif " ".join(text[first:last] for first, last in bounds) != content:
            differing.append(row)
    what = "content_spans: not in order from content_start to content_end"
    yield from _problem(output, spec, "content", disordered, what, column="content_spans")
    what = "content: not the texts of content_spans joined by a space"
    yield from _problem(output, spec, "content", differing, what, column="content")


def _ascend(bounds: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the spans are not empty, do not overlap, and reach from start to end."""
    offsets = [offset for span in bounds for offset in span]
    if not offsets or None in offsets or (offsets[0], offsets[-1]) != (start, end):
        return False
    apart = all(first <= last for first, last in zip(offsets[1::2], offsets[2::2], strict=False))
    return apart and all(first < last for first, last in bounds)


def _problem(
    output: _Output,
    spec: TableSpec,
    check: str,
    rows: list[int],
    what: str,
    *,
    column: str | None = None,
) -> Iterator[Problem]:
    if rows:
        where = describe_rows(spec, output.tables[spec.name], rows, column)
        yield Problem(spec.name, check, len(rows), f"{what}: {where}")


_CHECKS: tuple[Callable[[_Output, TableSpec], Iterator[Problem]], ...] = (
    _check_rules,
    _check_order,
    _check_references,
    _check_spans,
    _check_contents,
)
