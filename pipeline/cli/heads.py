"""Draws the first rows of a table for people to read."""

from datetime import datetime
from typing import Any

import pyarrow as pa
from rich import box
from rich.table import Table
from rich.text import Text

__all__ = ["head_of"]

# The columns that tell most; of other tables all columns are shown.
_COLUMNS = {
    "documents": ("doc_id", "published", "publisher", "agency", "title", "n_words"),
    "sentences": ("doc_id", "sentence_id", "paragraph_id", "text"),
    "mentions": ("doc_id", "text", "label", "kind", "entity_name", "country", "country_by"),
    "quotes": ("doc_id", "kind", "act", "speaker", "source", "cue", "content"),
    "relations": ("doc_id", "subject", "relation", "object", "plover", "negated", "text"),
    "people": ("name", "titles", "countries", "aliases", "mentions", "documents", "quotes"),
    "countries": (
        *("name", "iso3", "region", "mentions", "by_name", "by_demonym", "by_metonym"),
        *("documents", "quotes"),
    ),
    "organizations": ("name", "acronym", "aliases", "mentions", "documents", "quotes"),
    "who_said_what": ("published", "speaker", "speaker_title", "cue_lemma", "quote", "about"),
}
_LONG = {"text", "content", "quote", "title", "detail"}
_WIDEST = 28


def head_of(name: str, table: pa.Table, *, rows: int, of: int) -> Table:
    """Draw the first rows of a table, which has so many; long texts are cut at the edge."""
    columns = [c for c in _COLUMNS.get(name, table.column_names) if c in table.column_names]
    drawn = Table(
        title=f"{name} ({of:,} {'row' if of == 1 else 'rows'})",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for column in columns:
        numeric = pa.types.is_integer(table.schema.field(column).type)
        # Where the terminal is narrow, the long texts give way first.
        drawn.add_column(
            column,
            justify="right" if numeric else "left",
            no_wrap=column not in _LONG,
            overflow="ellipsis",
            max_width=None if column in _LONG else _WIDEST,
        )
    for row in table.select(columns).slice(0, rows).to_pylist():
        cells = (_written(row[column]) for column in columns)
        drawn.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in cells))
    return drawn


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list):
        return ", ".join(map(_written, value))
    return " ".join(str(value).split())
