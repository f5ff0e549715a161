"""Make tables, and check them where they enter and leave a stage."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.errors import TableError
from pipeline.tables.coerce import coerce, from_values
from pipeline.tables.registry import spec_of
from pipeline.tables.rules import violations

__all__ = ["check", "concat", "empty", "from_rows"]


def check(name: str, table: pa.Table | pd.DataFrame) -> pa.Table:
    """Check a table against its contract and bring it to its types and its order of columns.

    Args:
        name: Name of the table.
        table: The table, or a DataFrame whose NaN and None are missing values. Times without a zone
            are read as UTC. Columns that the contract does not name are kept, after the others.

    Returns:
        The table with the schema of the contract.

    Raises:
        TableError: If a column is missing or of another type, a value is missing where one must be,
            a string is empty, a value stands outside a closed vocabulary, or a key repeats.

    Example:
        >>> check("rejects", pd.DataFrame([{"source": "a.txt", "reason": "empty"}]))
        Traceback (most recent call last):
        ...
        pipeline.errors.TableError: table rejects lacks the columns detail, bytes; add them, \
with nulls where a value may be missing
    """
    spec = spec_of(name)
    coerced = coerce(spec, table)
    for broken in violations(spec, coerced):
        raise TableError(
            f"table {name}, {broken.column}: {broken.detail}",
            table=name,
            column=broken.column,
            count=broken.count,
        )
    return coerced


def from_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Make a table of rows; a key that a row lacks becomes null.

    Keys that the contract does not name become columns after the others.

    Raises:
        TableError: As `check` does.

    Example:
        >>> from_rows("rejects", [{"source": "a.txt", "reason": "empty", "bytes": 0}]).to_pylist()
        [{'source': 'a.txt', 'reason': 'empty', 'detail': None, 'bytes': 0}]
    """
    spec = spec_of(name)
    listed = list(rows)
    types: dict[str, pa.DataType | None] = {column.name: column.type for column in spec.columns}
    for row in listed:
        for key in row:
            types.setdefault(key, None)
    arrays = [
        from_values(spec, key, type_, [row.get(key) for row in listed])
        for key, type_ in types.items()
    ]
    return check(name, pa.Table.from_arrays(arrays, names=list(types)))


def empty(name: str) -> pa.Table:
    """Make a table without rows.

    Example:
        >>> empty("sentences").column_names
        ['doc_id', 'sentence_id', 'paragraph_id', 'start', 'end', 'text']
    """
    table: pa.Table = spec_of(name).schema.empty_table()
    return table


def concat(name: str, tables: Iterable[pa.Table]) -> pa.Table:
    """Put tables of one name below each other; a column that only some have is null for the others.

    Raises:
        TableError: As `check` does, or if the parts of a column beyond the contract differ in type.
    """
    spec = spec_of(name)
    coerced = [coerce(spec, table) for table in tables]
    if not coerced:
        return empty(name)
    try:
        joined = pa.concat_tables(coerced, promote_options="default")
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise TableError(
            f"the parts of table {name} do not fit together: {error}; "
            "give the columns beyond the contract the same type in every part",
            table=name,
        ) from error
    return check(name, joined)
