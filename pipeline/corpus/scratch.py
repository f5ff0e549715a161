"""A database on disk for what would not fit in memory, thrown away after use."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.errors import PipelineError

__all__ = ["Scratch"]

_MEMORY = "512MB"
_FETCHED = 2048  # rows at a time


class Scratch:
    """A DuckDB database, in one thread and little memory.

    Args:
        folder: Where its file is made, and where DuckDB puts what does not fit in memory. Without
            one everything is kept in memory, which suits a small corpus.
        name: Name of the file; one that is there is replaced.

    Raises:
        PipelineError: Here and in all methods, if there is no room for it.
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        self._folder = folder
        self._name = name
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": "1",
            "autoload_known_extensions": "false",
        }
        if folder is not None:
            settings["memory_limit"] = _MEMORY
            settings["temp_directory"] = str(folder / f"{name}.tmp")
        with self._room():
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                self._remove()
            file = folder / f"{name}.duckdb" if folder is not None else ":memory:"
            self._database = duckdb.connect(str(file), config=settings)

    def close(self) -> None:
        """Close the database, and remove its files."""
        self._database.close()
        self._remove()

    def _remove(self) -> None:
        if self._folder is not None:
            for ending in ("duckdb", "duckdb.wal"):
                (self._folder / f"{self._name}.{ending}").unlink(missing_ok=True)
            shutil.rmtree(self._folder / f"{self._name}.tmp", ignore_errors=True)

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise PipelineError(
                f"{self._folder or 'memory'}: no room for the database {self._name}: {error}; "
                "make room there, and run again"
            ) from error

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement that gives no rows."""
        with self._room():
            self._database.execute(statement, list(parameters))

    def insert(self, into: str, table: pa.Table) -> None:
        """Append the rows of a table to one of the database with the same columns."""
        with self._room():
            self._database.register("incoming", table)
            self._database.execute(f"INSERT INTO {into} BY NAME SELECT * FROM incoming")
            self._database.unregister("incoming")

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, read as they are asked for; other statements may run meanwhile."""
        cursor = self._database.cursor()
        try:
            with self._room():
                cursor.execute(query, list(parameters))
                fetched = cursor.fetchmany(_FETCHED)
            while fetched:
                yield from fetched
                with self._room():
                    fetched = cursor.fetchmany(_FETCHED)
        finally:
            cursor.close()

    def table(self, query: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The rows of a query as a table."""
        with self._room():
            found: pa.Table = self._database.sql(query, params=list(parameters)).to_arrow_table()
        return found
