"""The rules that a single table must keep, whatever the other tables hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.schema import Column, TableSpec

__all__ = ["Violation", "describe_rows", "locate", "violations"]

EXAMPLES = 3
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a table breaks.

    Attributes:
        table: Name of the table.
        column: Name of the column, or names joined by a comma.
        check: Name of the rule: ``null``, ``empty``, ``vocabulary`` or ``key``.
        count: Number of rows that break it.
        detail: What is wrong, a few of the rows, and the way out.
    """

    table: str
    column: str
    check: str
    count: int
    detail: str


def violations(spec: TableSpec, table: pa.Table) -> Iterator[Violation]:
    """Yield what breaks the rules, column by column.

    The rules are: no null where a value must be, no empty string, no value outside a closed
    vocabulary, no key twice. Columns that the table lacks are passed over.
    """
    for column in spec.columns:
        if column.name not in table.column_names:
            continue
        yield from _nulls(spec, column, table)
        yield from _empty_strings(spec, column, table)
        yield from _outside_vocabulary(spec, column, table)
    if spec.key and set(spec.key) <= set(table.column_names):
        yield from _repeated_keys(spec, table)


def _nulls(spec: TableSpec, column: Column, table: pa.Table) -> Iterator[Violation]:
    values = table[column.name]
    if column.nullable or not values.null_count:
        return
    rows = _true_rows(pc.is_null(values))
    detail = (
        f"{_count(len(rows))} no value: {describe_rows(spec, table, rows)}; "
        "give it a value or leave the row out"
    )
    yield Violation(spec.name, column.name, "null", len(rows), detail)


def _empty_strings(spec: TableSpec, column: Column, table: pa.Table) -> Iterator[Violation]:
    if not pa.types.is_string(column.type):
        return
    rows = _true_rows(pc.equal(table[column.name], pa.scalar("")))
    if rows:
        where = describe_rows(spec, table, rows)
        detail = f"{_count(len(rows))} an empty string: {where}; a missing value is null"
        yield Violation(spec.name, column.name, "empty", len(rows), detail)


def _outside_vocabulary(spec: TableSpec, column: Column, table: pa.Table) -> Iterator[Violation]:
    if not column.values:
        return
    values = table[column.name]
    allowed = pa.array(column.values, column.type)
    if not pc.any(pc.invert(pc.is_in(values.unique().drop_null(), value_set=allowed))).as_py():
        return
    outside = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=allowed)))
    rows = _true_rows(outside)
    detail = (
        f"{_count(len(rows))} an unknown value: {describe_rows(spec, table, rows, column.name)}; "
        f"use one of {', '.join(column.values)}"
    )
    yield Violation(spec.name, column.name, "vocabulary", len(rows), detail)


def _repeated_keys(spec: TableSpec, table: pa.Table) -> Iterator[Violation]:
    keys = table.select(list(spec.key))
    if keys.group_by(list(spec.key)).aggregate([]).num_rows == table.num_rows:
        return
    seen: set[tuple[Any, ...]] = set()
    rows = []
    for row, key in enumerate(zip(*(keys[name].to_pylist() for name in spec.key), strict=True)):
        if key in seen:
            rows.append(row)
        seen.add(key)
    name = ", ".join(spec.key)
    detail = (
        f"{_count(len(rows))} the key of an earlier row: {describe_rows(spec, table, rows)}; "
        "remove the rows that repeat, or number them anew"
    )
    yield Violation(spec.name, name, "key", len(rows), detail)


def describe_rows(
    spec: TableSpec, table: pa.Table, rows: Sequence[int], column: str | None = None
) -> str:
    """Name the first few of the rows by number and key, with the value of `column` if given."""
    shown = []
    for row in rows[:EXAMPLES]:
        place = locate(spec, table, row)
        shown.append(place if column is None else f"{place} holds {_shorten(table[column][row])}")
    more = len(rows) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def locate(spec: TableSpec, table: pa.Table, row: int) -> str:
    """Name a row by its number from 0 and its key: ``row 3 (doc_id 'a', quote_id 1)``."""
    names = [name for name in spec.key or spec.names[:1] if name in table.column_names]
    key = ", ".join(f"{name} {_shorten(table[name][row])}" for name in names)
    return f"row {row} ({key})" if key else f"row {row}"


def _true_rows(mask: Any) -> list[int]:
    rows: list[int] = pc.indices_nonzero(mask).to_pylist()
    return rows


def _count(rows: int) -> str:
    return "1 row has" if rows == 1 else f"{rows} rows have"


def _shorten(value: Any) -> str:
    written = repr(value.as_py())
    return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 3]}..."
