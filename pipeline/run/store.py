"""Where the parts of a run lie: small parquet files that are there whole, or not at all."""

import json
import os
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq
from upath import UPath

from pipeline.errors import PipelineError

__all__ = ["Store", "is_local", "open_folder", "store_at", "write_whole"]

_PARTIAL = ".partial"


def open_folder(address: str | Path) -> Path:
    """Return a folder by its path or by its URL, as something that is used like a path.

    Example:
        >>> open_folder("memory://bucket/tables").name
        'tables'
    """
    text = str(address)
    # A UPath is used like a Path throughout, though it is none by its type.
    return cast(Path, UPath(text)) if "://" in text else Path(text)


def is_local(path: Path) -> bool:
    """Whether a path is one of this machine's file system."""
    return getattr(path, "protocol", "") in ("", "file", "local")


@contextmanager
def write_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name only when all of it is written.

    A process that dies meanwhile leaves a file with the ending ``.partial``, which the next run
    removes. Where the file system is an object store, objects appear whole by themselves.

    Raises:
        PipelineError: If it cannot be written.
    """
    local = is_local(path)
    into = path.with_name(f".{path.name}.{uuid.uuid4().hex}{_PARTIAL}") if local else path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with into.open("wb") as stream:
            yield stream
        if local:
            os.replace(into, path)  # noqa: PTH105  a UPath of a local file has no atomic replace
    except OSError as error:
        raise PipelineError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        if local:
            Path(str(into)).unlink(missing_ok=True)


class Store:
    """Parts by kind, key and name: ``root/KIND/KEY/NAME.parquet``.

    Args:
        root: The folder, which may be a URL of any file system that fsspec knows.
    """

    def __init__(self, root: str | Path) -> None:
        self.root = open_folder(root)

    def path(self, kind: str, key: str, name: str) -> Path:
        """Where a part lies or would lie."""
        return self.root / kind / key / f"{name}.parquet"

    def names(self, kind: str, key: str) -> set[str]:
        """The names of the parts of a kind and key."""
        folder = self.root / kind / key
        try:
            found = {path.name for path in folder.iterdir()}
        except (FileNotFoundError, NotADirectoryError):
            return set()
        return {name.removesuffix(".parquet") for name in found if name.endswith(".parquet")}

    def read(self, kind: str, key: str, name: str, columns: list[str] | None = None) -> pa.Table:
        """Read a part.

        Raises:
            PipelineError: If it is not there or no parquet: somebody else has changed the folder.
        """
        path = self.path(kind, key, name)
        try:
            with path.open("rb") as stream:
                # In this thread alone: parts are small, and many are read at a time.
                file = pq.ParquetFile(stream, pre_buffer=False)
                return file.read(columns=columns, use_threads=False)
        except (OSError, pa.ArrowException) as error:
            raise PipelineError(f"{path} cannot be read: {error}; run with --force") from error

    def write(self, kind: str, key: str, name: str, table: pa.Table) -> None:
        """Write a part, in place of what stands there.

        Raises:
            PipelineError: If it cannot be written.
        """
        with write_whole(self.path(kind, key, name)) as stream:
            pq.write_table(table, stream, compression="zstd")

    def read_json(self, name: str) -> dict[str, Any] | None:
        """Read a note; None where there is none that can be read."""
        try:
            value = json.loads((self.root / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def write_json(self, name: str, value: Mapping[str, Any]) -> None:
        """Write a note.

        Raises:
            PipelineError: If it cannot be written.
        """
        with write_whole(self.root / name) as stream:
            stream.write((json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode())

    def remove(self, kind: str, key: str, name: str) -> None:
        """Remove a part if it is there."""
        self.path(kind, key, name).unlink(missing_ok=True)

    def keep(self, wanted: Mapping[tuple[str, str], Collection[str]]) -> None:
        """Remove all parts but these, by kind and key."""
        for kind in [path for path in self.root.iterdir() if path.is_dir()]:
            for key in [path for path in kind.iterdir() if path.is_dir()]:
                names = wanted.get((kind.name, key.name), ())
                for path in list(key.iterdir()):
                    if path.name.removesuffix(".parquet") not in names:
                        path.unlink()

    def sweep(self) -> None:
        """Remove what processes that died left half-written."""
        if is_local(self.root) and self.root.is_dir():
            for path in self.root.rglob(f".*{_PARTIAL}"):
                path.unlink(missing_ok=True)


@cache
def store_at(root: str) -> Store:
    """The store of a folder, one for each process."""
    return Store(root)
