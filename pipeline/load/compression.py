"""Compressed data: recognised by its first bytes, unpacked piece by piece, and not without end."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

import zstandard

from pipeline.load.outcome import Refused
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import buffered

__all__ = [
    "SUFFIXES",
    "Exhausted",
    "Unpacking",
    "compression_of",
    "is_compressed",
    "unpack",
    "unpacked_name",
]

SUFFIXES = {
    ".bz2": "bzip2",
    ".gz": "gzip",
    ".tbz2": "bzip2",
    ".tgz": "gzip",
    ".txz": "xz",
    ".tzst": "zstandard",
    ".xz": "xz",
    ".zst": "zstandard",
}
_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstandard",
}
# A block of bzip2 begins with the digits of pi, the end of empty data with those of its root.
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
_FREE = 10_000_000
_MAX_WINDOW = 1 << 27
_MAX_MEMORY = 1 << 28
# A few bytes of Zstandard may be 128 KiB, and there is no other limit on the size of a piece.
_INPUT = 512
_BLOCK = 1 << 17
_ERRORS = (EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError)


class Exhausted(Refused):
    """What an archive unpacks to is too much as a whole: nothing more of it is read."""


@dataclass(slots=True)
class Unpacking:
    """What was unpacked of one file so far, with all archives inside of it.

    Attributes:
        settings: The limits.
        size: Number of bytes.
        members: Number of files in archives.
    """

    settings: LoadSettings
    size: int = 0
    members: int = 0

    def add_bytes(self, number: int) -> None:
        """Count what was unpacked.

        Raises:
            Exhausted: With the reason ``too_large`` if it is too much as a whole.
        """
        self.size += number
        if self.size > (limit := self.settings.max_unpacked_bytes):
            raise Exhausted("too_large", f"unpacks to more than {limit:,} bytes")

    def add_member(self) -> None:
        """Count a file of an archive.

        Raises:
            Exhausted: With the reason ``too_large`` if there are too many.
        """
        self.members += 1
        if self.members > (limit := self.settings.max_members):
            raise Exhausted("too_large", f"an archive of more than {limit:,} files")

    def check_ratio(self, packed: int, unpacked: int) -> None:
        """Compare the sizes of compressed data before and after.

        Raises:
            Refused: With the reason ``too_large`` if it expands too much, beyond 10 MB.
        """
        ratio = self.settings.max_ratio
        if unpacked > _FREE and unpacked > ratio * packed:
            raise Refused(
                "too_large",
                f"{packed:,} bytes that unpack to {unpacked:,} or more; more than {ratio} times "
                "as much is taken for an attack",
            )

    def check_nesting(self, depth: int) -> None:
        """Check how many archives and compressions lie around something.

        Raises:
            Refused: With the reason ``unsafe`` if these are too many.
        """
        if depth > (limit := self.settings.max_nesting):
            raise Refused("unsafe", f"archives or compression nested more than {limit} deep")


def compression_of(head: bytes) -> str | None:
    """Return how data that begins so is compressed; None if it is not.

    Example:
        >>> compression_of(b"BZh91AY&SY..."), compression_of(b"BZhang said on Friday")
        ('bzip2', None)
    """
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
    if kind == "bzip2" and not head[4:10].startswith(_BZIP2_BLOCKS):
        return None
    return kind


def is_compressed(head: bytes) -> bool:
    """Tell whether data that begins so is compressed."""
    return compression_of(head) is not None


def unpacked_name(name: str) -> str:
    """Return the name that a compressed file has without its compression.

    Example:
        >>> unpacked_name("a.jsonl.gz"), unpacked_name("b.TGZ"), unpacked_name("c.txt")
        ('a.jsonl', 'b.tar', 'c.txt')
    """
    stem, dot, ending = name.rpartition(".")
    if f".{ending.lower()}" not in SUFFIXES or not dot:
        return name
    return f"{stem}.tar" if ending.lower().startswith("t") else stem


def unpack(stream: BinaryIO, kind: str, unpacking: Unpacking) -> BinaryIO:
    """Return what compressed data unpacks to, as a stream.

    Reading it raises `Refused`, with the reason ``damaged`` where the data is broken or cut off,
    and ``too_large`` where it expands without end.

    Args:
        stream: The compressed data.
        kind: What `compression_of` says.
        unpacking: Counts what is unpacked.
    """
    return buffered(_Unpacked(stream, kind, unpacking))


class _Counted(io.RawIOBase):
    """Counts the bytes that are read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        # Whatever goes wrong with the device must not look like damage of the data.
        try:
            data = self._stream.read(size)
        except _ERRORS as error:
            raise _DeviceError(error) from error
        self.count += len(data)
        return data


class _DeviceError(Exception):
    """The data cannot be read, packed as it is."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _Unpacked(io.RawIOBase):
    """The data that a compressed stream unpacks to."""

    def __init__(self, stream: BinaryIO, kind: str, unpacking: Unpacking) -> None:
        self._packed = _Counted(stream)
        self._kind = kind
        self._unpacking = unpacking
        self._size = 0
        self._gzip = gzip.GzipFile(fileobj=self._packed) if kind == "gzip" else None
        self._pieces: Iterator[bytes] = iter(()) if self._gzip else _UNPACKERS[kind](self._packed)
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack the next bytes."""
        try:
            data = self._next(len(buffer))
        except _DeviceError as error:
            raise error.error from None
        except _ERRORS as error:
            what = str(error) or type(error).__name__
            raise Refused(
                "damaged", f"{self._kind} data that is cut off or broken: {what}"
            ) from error
        self._size += len(data)
        self._unpacking.add_bytes(len(data))
        self._unpacking.check_ratio(self._packed.count, self._size)
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes | memoryview:
        if self._gzip is not None:
            return self._gzip.read(size)
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._piece = memoryview(piece)
        data, self._piece = self._piece[:size], self._piece[size:]
        return data


def _unpack_frames(packed: _Counted) -> Iterator[bytes]:
    """The unpacked data of all frames of Zstandard that follow each other."""
    rest = packed.read(_INPUT)
    while rest.strip(b"\0"):  # such padding may follow
        frame = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj()
        while not frame.eof:
            if not rest:
                raise EOFError("the end is missing")
            if piece := frame.decompress(rest):
                yield piece
            rest = b"" if frame.eof else packed.read(_INPUT)
        rest = frame.unused_data or packed.read(_INPUT)


def _unpack_streams(packed: _Counted, start: Callable[[], Any]) -> Iterator[bytes]:
    """The unpacked data of all streams of bzip2 or xz that follow each other."""
    rest = packed.read(_BLOCK)
    while rest.strip(b"\0"):
        part = start()
        while not part.eof:
            if part.needs_input and not rest:
                rest = packed.read(_BLOCK)
                if not rest:
                    raise EOFError("the end is missing")
            if piece := part.decompress(rest, _BLOCK):
                yield piece
            rest = b""
        rest = part.unused_data or packed.read(_BLOCK)


def _start_xz() -> Any:
    return lzma.LZMADecompressor(memlimit=_MAX_MEMORY)


_UNPACKERS: dict[str, Callable[[_Counted], Iterator[bytes]]] = {
    "bzip2": partial(_unpack_streams, start=bz2.BZ2Decompressor),
    "xz": partial(_unpack_streams, start=_start_xz),
    "zstandard": _unpack_frames,
}
