"""Databases of what a run has to know of the corpus as a whole, which may be more than memory."""

from pathlib import Path

import duckdb

__all__ = ["open_database"]


def open_database(path: Path, *, memory: int) -> duckdb.DuckDBPyConnection:
    """Open a database in a file of its own; one that is there is replaced.

    Args:
        path: The file.
        memory: Memory in megabytes; what needs more goes to the disk beside the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory}MB",
        "temp_directory": str(path.with_suffix(".spill")),
        # One thread gives rows the same order each time, and leaves the cores to the workers.
        "threads": 1,
    }
    return duckdb.connect(str(path), config=config)
