"""Find the files: single ones, folders, globs, addresses, and standard input."""

import glob
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from upath import UPath

from pipeline.errors import InputError
from pipeline.load.outcome import Refused
from pipeline.load.remote import expand_address, is_url, local_path

__all__ = ["STDIN", "InputFile", "Inputs", "find_inputs", "open_file", "size_of"]

Inputs = str | Path | UPath | BinaryIO | Sequence[str | Path | UPath]

STDIN = "stdin"
"""How standard input is called in ``source``."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, or a piece of a file of lines.

    Attributes:
        source: Its path relative to the root of the corpus, with "/" between its parts.
        path: Where it is; None for a stream.
        stream: The open stream; None for a file, which is opened when it is read.
        start: Where the piece begins, in bytes.
        end: Where it ends: what is read are the lines that begin before; None for the whole file.
        first_line: Number of its first line, from 1.
    """

    source: str
    path: Path | UPath | None = None
    stream: BinaryIO | None = None
    start: int = 0
    end: int | None = None
    first_line: int = 1

    @property
    def name(self) -> str:
        """Its name, which may tell the format; of a stream there is none."""
        return "" if self.stream is not None else PurePosixPath(self.source).name

    def piece(self, start: int, end: int, first_line: int) -> "InputFile":
        """Return a piece of the file."""
        return replace(self, start=start, end=end, first_line=first_line)


def open_file(file: InputFile) -> BinaryIO:
    """Open a file; a stream is given as it is.

    Raises:
        Refused: With the reason ``unreadable`` if it cannot be opened.
    """
    if file.stream is not None:
        return file.stream
    path = file.path
    if path is None:
        raise Refused("unreadable", "neither a path nor a stream")
    try:
        if isinstance(path, Path) and not path.is_file():
            raise Refused("unreadable", "no regular file, or a link to nothing")
        return path.open("rb")
    except OSError as error:
        raise Refused("unreadable", error.strerror or str(error)) from error
    except (Refused, MemoryError):
        raise
    except Exception as error:  # each file system has errors of its own
        raise Refused("unreadable", f"{type(error).__name__}: {error}") from error


def size_of(file: InputFile) -> int | None:
    """Size of a file in bytes; None where it cannot be known."""
    try:
        return file.path.stat().st_size if file.path is not None else None
    except Exception:  # each file system has errors of its own
        return None


def find_inputs(inputs: Inputs) -> list[InputFile]:
    """List the files, each once, those of a folder or a glob in the order of their paths.

    Args:
        inputs: A path, a glob, an address such as "s3://bucket/folder", "-" for standard input, an
            open binary stream, or several paths, globs and addresses. Hidden files and folders
            inside a folder are left out.

    Raises:
        InputError: If there is no such path, nothing matches a glob, or a folder holds no file.
        MissingExtraError: If the package for an address is not installed.
    """
    if not isinstance(inputs, str | Path | UPath | Sequence):
        return [InputFile(STDIN, stream=inputs)]
    specs = [inputs] if isinstance(inputs, str | Path | UPath) else list(inputs)
    if not specs:
        raise InputError("no input given; give a file, a folder, a glob, or - for standard input")
    if len(specs) == 1 and str(specs[0]) == "-":
        return [InputFile(STDIN, stream=sys.stdin.buffer)]
    found = [(root, path) for spec in specs for root, path in _expand(spec)]
    root = _common_root([root for root, _ in found])
    files = dict.fromkeys(path for _, path in found)
    return [InputFile(_relative(path, root), path=path) for path in files]


def _expand(spec: str | Path | UPath) -> list[tuple[str, Path | UPath]]:
    """The files of one argument, absolute, each with the folder that its source is relative to."""
    if str(spec) == "-":
        raise InputError("- (standard input) cannot be combined with other inputs")
    if not is_url(spec):
        return [(str(root), path) for root, path in _expand_path(str(spec))]
    local = local_path(spec)
    if local is not None:
        return [(str(root), path) for root, path in _expand_path(local)]
    return list(expand_address(str(spec) if isinstance(spec, Path) else spec))


def _expand_path(spec: str) -> list[tuple[Path, Path]]:
    path = Path(spec)
    if path.is_dir():
        root = _absolute(path)
        files = [(root, file) for file in _walk(root)]
        if not files:
            raise InputError(f"{path}: no files in this folder; hidden ones are not read")
        return files
    if os.path.lexists(path):
        return [(_absolute(path).parent, _absolute(path))]
    if glob.has_magic(spec):
        return _expand_glob(spec)
    raise InputError(f"{path}: no such file or folder")


def _expand_glob(pattern: str) -> list[tuple[Path, Path]]:
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    root = _absolute(Path(*parts[:fixed]))
    matches = sorted(_absolute(Path(match)) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207
    files = [file for match in matches for file in (_walk(match) if match.is_dir() else [match])]
    if not files:
        raise InputError(f"{pattern}: no file matches")
    return [(root, file) for file in files]


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, in the order of their paths; links to folders are not followed."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        _logger.warning("%s: cannot be listed: %s", folder, error.strerror)
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif not entry.is_dir():
            yield entry


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  resolve() would replace links by their targets


def _common_root(roots: list[str]) -> str | None:
    """The innermost folder around all; None for paths beside addresses, or on different drives."""
    addresses = [root for root in roots if is_url(root)]
    if not addresses:
        try:
            return os.path.commonpath(roots)
        except ValueError:
            return None
    levels = zip(*(root.split("/") for root in roots), strict=False)
    parts = [level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels)]
    return "/".join(parts) if len(parts) > 1 else None


def _relative(path: Path | UPath, root: str | None) -> str:
    if isinstance(path, Path):
        relative = path.relative_to(root) if root else path
        name = relative.as_posix() if relative.parts else path.name
        return os.fsencode(name).decode("utf-8", "replace")
    address = str(path)
    if address.startswith("http"):
        address = address.partition("?")[0]  # which may hold what nobody else should know
    return (address.removeprefix(f"{root}/") if root else address).strip("/") or address
