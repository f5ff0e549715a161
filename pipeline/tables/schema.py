"""What a table is: its columns, key, order, references to other tables, and spans of text."""

from dataclasses import dataclass

import pyarrow as pa

__all__ = ["INT", "SCORE", "STRING", "STRINGS", "TIME", "Column", "Reference", "Span", "TableSpec"]

STRING = pa.string()
STRINGS = pa.list_(pa.string())
INT = pa.int32()
SCORE = pa.float32()
TIME = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Name of the column.
        type: Its Arrow type.
        description: One sentence on what it holds.
        nullable: Whether a value may be missing.
        values: The values it may hold, for a closed vocabulary; empty for an open one.
    """

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values, where none is null, stand in the columns `to` of one of `tables`."""

    columns: tuple[str, ...]
    tables: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A pair of offset columns into ``documents.text``, half open, and the column of its surface.

    Attributes:
        start: Column of the first character.
        end: Column of the character after the last.
        text: Column that stores ``documents.text[start:end]``, or None where no column does.
    """

    start: str
    end: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """The contract of a table.

    Attributes:
        name: Name of the table, and of its file ``NAME.parquet``.
        description: One sentence on what a row is.
        stage: Name of the stage that makes it.
        columns: The columns, in their order; a table may have others after them.
        key: Columns that together identify a row; empty where nothing does.
        sort: Columns by which rows ascend; ``doc_id`` ascends in the order of ``documents``.
        references: Columns that point into other tables.
        spans: Columns that point into ``documents.text``.
    """

    name: str
    description: str
    stage: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema: types, nullability, and the descriptions as metadata of the fields."""
        return pa.schema(
            pa.field(
                column.name,
                column.type,
                nullable=column.nullable,
                metadata={"description": column.description},
            )
            for column in self.columns
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name.

        Raises:
            KeyError: If the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
