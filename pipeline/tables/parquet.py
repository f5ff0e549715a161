"""Read and write the tables as parquet: a file ``NAME.parquet``, or a folder of part files."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import TableError
from pipeline.tables.contract import check, concat
from pipeline.tables.registry import spec_of

__all__ = [
    "count_rows",
    "part_names",
    "read_part",
    "read_parts",
    "read_table",
    "write_table",
]


def read_table(folder: Path, name: str) -> pa.Table:
    """Read a table from a folder and check it.

    Args:
        folder: Folder that holds ``NAME.parquet``, a file or a folder of part files.
        name: Name of the table.

    Raises:
        TableError: If the table is not there, is no parquet, or breaks its contract.
    """
    return concat(name, read_parts(folder, name))


def read_parts(folder: Path, name: str) -> list[pa.Table]:
    """Read the parts of a table in the order of their names, unchecked; a single file is one part.

    Raises:
        TableError: If the table is not there, or is no parquet.
    """
    return [read_part(folder, name, part) for part in part_names(folder, name)]


def part_names(folder: Path, name: str) -> list[str]:
    """The names of the part files of a table, in their order; empty for a single file.

    Returns:
        The names, or one empty name for a table that is a file.

    Raises:
        TableError: If the table is not there.
    """
    path = folder / f"{name}.parquet"
    if path.is_dir():
        parts = sorted(file.name for file in path.iterdir() if file.name.endswith(".parquet"))
        if not parts:
            raise TableError(f"the folder {path} holds no part files; {_again(name)}", table=name)
        return parts
    if not path.exists():
        raise TableError(f"there is no table {name} in {folder}; {_again(name)}", table=name)
    return [""]


def read_part(folder: Path, name: str, part: str, columns: list[str] | None = None) -> pa.Table:
    """Read a part of a table, unchecked.

    Args:
        folder: Folder of the tables, of this machine or of another.
        name: Name of the table.
        part: One of `part_names`.
        columns: The columns; None for all.

    Raises:
        TableError: If it is no parquet, or lacks one of the columns.
    """
    file = folder / f"{name}.parquet"
    file = file / part if part else file
    try:
        with file.open("rb") as stream, pq.ParquetFile(stream, pre_buffer=False) as opened:
            return opened.read(columns=columns)
    except (pa.ArrowException, OSError) as error:
        raise TableError(
            f"{file} is not a parquet file: {error}; {_again(name)}", table=name
        ) from error


def count_rows(folder: Path, name: str) -> int:
    """Number of rows of a table, told by the ends of its files.

    Raises:
        TableError: If the table is not there, or is no parquet.
    """
    return sum(read_part(folder, name, part, []).num_rows for part in part_names(folder, name))


def _again(name: str) -> str:
    return f"make it with `pipeline {spec_of(name).stage}`, or with `pipeline run`"


def write_table(folder: Path, name: str, table: pa.Table | pd.DataFrame) -> Path:
    """Check a table and write it to ``NAME.parquet`` in a folder, in place of what stood there.

    The file is written under a temporary name and then moved, so that nobody reads half a table.

    Returns:
        Path of the file.

    Raises:
        TableError: As `pipeline.tables.check` does.
    """
    checked = check(name, table)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.parquet"
    temporary = folder / f".{name}.{os.getpid()}.parquet"
    try:
        pq.write_table(checked, temporary, compression="zstd")
        if path.is_dir():
            shutil.rmtree(path)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path
