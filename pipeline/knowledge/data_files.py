"""Reads the CSV files that hold the package's knowledge."""

import csv
from collections.abc import Iterator, Sequence
from importlib.resources import files

from pipeline.errors import PipelineError

__all__ = ["read_rows", "split_cell"]


def read_rows(name: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yields the rows of ``pipeline/knowledge/data/NAME.csv``.

    Args:
        name: Name of the file without ``.csv``.
        columns: The columns that its header must have, in this order.

    Raises:
        PipelineError: If the header is another one; the installation is damaged then.
    """
    source = files("pipeline.knowledge") / "data" / f"{name}.csv"
    with source.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if list(reader.fieldnames or []) != list(columns):
            raise PipelineError(
                f"{name}.csv has the columns {reader.fieldnames}, not {list(columns)}. "
                "Install the package again."
            )
        yield from reader


def split_cell(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values.

    >>> split_cell("Serbs|Serb")
    ('Serbs', 'Serb')
    >>> split_cell("")
    ()
    """
    return tuple(part for part in cell.split("|") if part)
