"""The tables: the contract between the stages and with whoever reads what they make.

Offsets count characters of ``documents.text``, half open, and ``text[start:end]`` is the stored
surface. A missing value is null, never an empty string or -1. Each table is declared once, in
`TABLES`.
"""

import pyarrow as pa

from pipeline.tables.contract import check, concat, empty, from_rows
from pipeline.tables.markdown import describe
from pipeline.tables.parquet import read_table, write_table
from pipeline.tables.registry import TABLES
from pipeline.tables.schema import Column, Reference, Span, TableSpec

__all__ = [
    "TABLES",
    "Column",
    "Reference",
    "Span",
    "Table",
    "TableSpec",
    "check",
    "concat",
    "describe",
    "empty",
    "from_rows",
    "read_table",
    "write_table",
]

Table = pa.Table
