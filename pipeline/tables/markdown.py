"""Describe the tables in Markdown, for ``docs/tables.md``."""

from collections.abc import Iterator

from pipeline.tables.registry import TABLES
from pipeline.tables.schema import Column, Reference, TableSpec

__all__ = ["describe"]

_OPENING = """\
# The tables

Made from the declarations in `pipeline/tables` by `make docs`; change them there.

Every table is a parquet file `NAME.parquet` with zstd compression, or a folder `NAME.parquet/` of
part files; `pandas.read_parquet` reads both. Offsets count characters (Python `str` indices) of
`documents.text`, half open: `text[start:end]` is the stored surface, in every table. Ids are the
same for the same input, whatever the number of workers. A missing value is null, never an empty
string or -1. A table may have columns beyond these.
"""


def describe() -> str:
    """Return the description of all tables, in Markdown."""
    return "\n".join([_OPENING, *(_describe_table(spec) for spec in TABLES.values())])


def _describe_table(spec: TableSpec) -> str:
    return "\n".join(
        [f"## {spec.name}", "", spec.description, "", *_facts(spec), "", *_columns(spec), ""]
    )


def _facts(spec: TableSpec) -> Iterator[str]:
    yield f"- made by the stage `{spec.stage}`"
    if spec.key:
        yield f"- key: {_code(spec.key)}"
    if spec.sort:
        yield f"- sorted by {_code(spec.sort)}, documents in the order of the input"
    for span in spec.spans:
        surface = f" of `{span.text}`" if span.text else ""
        yield f"- `{span.start}` to `{span.end}`: offsets{surface}"
    for reference in spec.references:
        yield f"- {_describe_reference(reference)}"


def _describe_reference(reference: Reference) -> str:
    targets = " or ".join(
        f"`{table}` ({_code(reference.to)})"
        if len(reference.to) > 1
        else f"`{table}.{reference.to[0]}`"
        for table in reference.tables
    )
    return f"{_code(reference.columns)} → {targets}"


def _columns(spec: TableSpec) -> Iterator[str]:
    yield "| column | type | null | what it holds |"
    yield "|---|---|---|---|"
    for column in spec.columns:
        null = "yes" if column.nullable else ""
        yield f"| `{column.name}` | {_type(column)} | {null} | {_meaning(column)} |"


def _type(column: Column) -> str:
    return (
        str(column.type).replace("item: ", "").replace("start: ", "start ").replace("end: ", "end ")
    )


def _meaning(column: Column) -> str:
    if not column.values:
        return column.description
    return f"{column.description} One of {', '.join(f'`{value}`' for value in column.values)}."


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
