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

__all__ = ["read_parts", "read_table", "write_table"]


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
    spec = spec_of(name)
    path = folder / f"{name}.parquet"
    again = f"make it with `pipeline {spec.stage}`, or with `pipeline run`"
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not path.exists():
        raise TableError(f"there is no table {name} in {folder}; {again}", table=name)
    if not files:
        raise TableError(f"the folder {path} holds no part files; {again}", table=name)
    parts = []
    for file in files:
        try:
            with pq.ParquetFile(file) as opened:
                parts.append(opened.read())
        except (pa.ArrowException, OSError) as error:
            raise TableError(
                f"{file} is not a parquet file: {error}; {again}", table=name
            ) from error
    return parts


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
