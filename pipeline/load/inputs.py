"""Find the files: single ones, folders, globs, and standard input."""

import glob
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import InputError

__all__ = ["STDIN", "InputFile", "Inputs", "find_inputs"]

Inputs = str | Path | BinaryIO | Sequence[str | Path]

STDIN = "stdin"
"""How standard input is called in ``source``."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        source: Its path relative to the root of the corpus, with "/" between its parts.
        path: Where it is; None for a stream.
        stream: The open stream; None for a file, which is opened when it is read.
    """

    source: str
    path: Path | None = None
    stream: BinaryIO | None = None


def find_inputs(inputs: Inputs) -> list[InputFile]:
    """List the files, each once, those of a folder or a glob in the order of their paths.

    Args:
        inputs: A path, a glob, "-" for standard input, an open binary stream, or several paths and
            globs. Hidden files and folders inside a folder are left out.

    Raises:
        InputError: If there is no such path, nothing matches a glob, or a folder holds no file.
    """
    if not isinstance(inputs, str | Path | Sequence):
        return [InputFile(STDIN, stream=inputs)]
    specs = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    if not specs:
        raise InputError("no input given; give a file, a folder, a glob, or - for standard input")
    if len(specs) == 1 and str(specs[0]) == "-":
        return [InputFile(STDIN, stream=sys.stdin.buffer)]
    found = [(root, path) for spec in specs for root, path in _expand(spec)]
    root = _common_root([root for root, _ in found])
    files = dict.fromkeys(path for _, path in found)
    return [InputFile(_relative(path, root), path=path) for path in files]


def _expand(spec: str | Path) -> list[tuple[Path, Path]]:
    """The files of one argument, absolute, each with the folder that its source is relative to."""
    path = Path(spec)
    if str(spec) == "-":
        raise InputError("- (standard input) cannot be combined with other inputs")
    if path.is_dir():
        root = _absolute(path)
        files = [(root, file) for file in _walk(root)]
        if not files:
            raise InputError(f"{path}: no files in this folder; hidden ones are not read")
        return files
    if os.path.lexists(path):
        return [(_absolute(path).parent, _absolute(path))]
    if glob.has_magic(str(spec)):
        return _expand_glob(str(spec))
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


def _common_root(roots: list[Path]) -> Path | None:
    try:
        return Path(os.path.commonpath(roots))
    except ValueError:  # on different drives
        return None


def _relative(path: Path, root: Path | None) -> str:
    relative = path.relative_to(root) if root else path
    name = relative.as_posix() if relative.parts else path.name
    return os.fsencode(name).decode("utf-8", "replace")
