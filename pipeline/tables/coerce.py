"""Bring the columns of a table to the types and the order of its contract."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.errors import TableError
from pipeline.tables.rules import EXAMPLES
from pipeline.tables.schema import Column, TableSpec

__all__ = ["coerce", "from_values"]


def coerce(spec: TableSpec, table: pa.Table | pd.DataFrame) -> pa.Table:
    """Bring the columns of a table to the types and the order of its contract.

    Columns that the contract does not name stay, after the others. The index of a DataFrame is
    dropped.

    Raises:
        TableError: If columns are missing or repeat, or a value does not fit its column.
    """
    arrays = _arrays(spec, table)
    missing = [name for name in spec.names if name not in arrays]
    if missing:
        raise TableError(
            f"table {spec.name} lacks {_columns(missing)}; "
            f"add {'it' if len(missing) == 1 else 'them'}, with nulls where a value may be missing",
            table=spec.name,
            column=", ".join(missing),
            count=len(missing),
        )
    typed = {column.name: _cast(spec, column, arrays[column.name]) for column in spec.columns}
    extra = {name: array for name, array in arrays.items() if name not in typed}
    fields = [*spec.schema, *(pa.field(name, array.type) for name, array in extra.items())]
    return pa.Table.from_arrays([*typed.values(), *extra.values()], schema=pa.schema(fields))


def _arrays(spec: TableSpec, table: pa.Table | pd.DataFrame) -> dict[str, Any]:
    names = [
        str(name)
        for name in (table.columns if isinstance(table, pd.DataFrame) else table.column_names)
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise TableError(
            f"table {spec.name} has {_columns(twice)} more than once; keep one or rename them",
            table=spec.name,
            column=", ".join(twice),
            count=len(twice),
        )
    if isinstance(table, pa.Table):
        return dict(zip(names, table.columns, strict=True))
    types = {column.name: column.type for column in spec.columns}
    return {
        name: _from_series(spec, name, types.get(name), table[column])
        for name, column in zip(names, table.columns, strict=True)
    }


def _from_series(spec: TableSpec, name: str, type_: pa.DataType | None, series: Any) -> Any:
    try:
        return pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return from_values(spec, name, type_, series.tolist())


def from_values(
    spec: TableSpec, name: str, type_: pa.DataType | None, values: Sequence[Any]
) -> Any:
    """Make an array of Python values; None and NaN become null, no type means one they share.

    Raises:
        TableError: If a value does not fit the type.
    """

    def convert(items: Sequence[Any]) -> Any:
        return pa.array(items, type=type_, from_pandas=True)

    return _convert(spec, name, type_, convert, values)


def _cast(spec: TableSpec, column: Column, array: Any) -> Any:
    if array.type == column.type:
        return array

    def convert(items: Any) -> Any:
        if pa.types.is_timestamp(column.type):
            return _to_time(items, column.type)
        return items.cast(column.type)

    return _convert(spec, column.name, column.type, convert, array)


def _to_time(array: Any, type_: pa.DataType) -> Any:
    """Cast to UTC; a time without a zone is read as UTC, and nanoseconds are cut."""
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        try:
            return array.cast(type_)
        except pa.ArrowInvalid:
            return array.cast(pa.timestamp("us")).cast(type_)
    if pa.types.is_date(array.type):
        array = array.cast(pa.timestamp("us"))
    return array.cast(type_, safe=False) if pa.types.is_timestamp(array.type) else array.cast(type_)


def _convert(
    spec: TableSpec,
    name: str,
    type_: pa.DataType | None,
    convert: Callable[[Any], Any],
    values: Any,
) -> Any:
    """Convert all values at once; where that fails, find the rows that do not fit and name them."""
    try:
        return convert(values)
    except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
        wanted = "one type" if type_ is None else f"the type {type_}"
        rows = [row for row in range(len(values)) if not _fits(convert, values[row : row + 1])]
        shown = ", ".join(f"row {row} holds {_written(values[row])}" for row in rows[:EXAMPLES])
        more = f" and {len(rows) - EXAMPLES} more" if len(rows) > EXAMPLES else ""
        what = f"{len(rows)} of {len(values)} rows do" if rows else "the column does"
        raise TableError(
            f"table {spec.name}, {name}: {what} not fit {wanted}"
            f"{': ' if shown else ''}{shown}{more}; convert the values or set them to null",
            table=spec.name,
            column=name,
            count=len(rows) or len(values),
        ) from error


def _fits(convert: Callable[[Any], Any], values: Any) -> bool:
    try:
        convert(values)
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return False
    return True


def _written(value: Any) -> str:
    plain = value.as_py() if isinstance(value, pa.Scalar) else value
    return repr(plain)[:60]


def _columns(names: Sequence[str]) -> str:
    return f"the column{'' if len(names) == 1 else 's'} {', '.join(names)}"
