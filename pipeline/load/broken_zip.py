"""The files of a zip archive that has lost its directory, as it does when it is cut off."""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from pipeline.load.compression import Unpacking

__all__ = ["FoundFile", "find_files"]

_HEADER = struct.Struct("<4s5H3L2H")
_FILE = b"PK\x03\x04"
_DESCRIPTOR = b"PK\x07\x08"
_ENCRYPTED, _SIZE_FOLLOWS, _UTF8 = 1, 8, 0x800
_DEFLATED = 8
_PIECE = 1 << 14


class FoundFile(NamedTuple):
    """A file that was found by its own header.

    Attributes:
        name: Its path in the archive.
        content: What reads its bytes.
    """

    name: str
    content: "Inflated"


class Inflated:
    """The bytes of a file that is deflated, to its end or that of the archive."""

    def __init__(self, stream: BinaryIO, start: int, unpacking: Unpacking) -> None:
        self._stream = stream
        self._start = self.end = start
        self._unpacking = unpacking
        self._size = 0
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._waiting = b""

    def read(self, size: int) -> bytes:
        """Read the next bytes.

        Raises:
            EOFError: If the archive ends before the file.
            zlib.error: If its data is broken.
        """
        while not self._inflate.eof:
            if not self._waiting:
                self._stream.seek(self.end)
                self._waiting = self._stream.read(_PIECE)
                self.end += len(self._waiting)
                if not self._waiting:
                    raise EOFError("the archive is cut off")
            data = self._inflate.decompress(self._waiting, size)
            self._waiting = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self.end -= len(self._inflate.unused_data)
            self._size += len(data)
            self._unpacking.add_bytes(len(data))
            self._unpacking.check_ratio(self.end - self._start, self._size)
            if data:
                return data
        return b""


def find_files(stream: BinaryIO, unpacking: Unpacking) -> Iterator[FoundFile]:
    """Find files one after the other, up to the first that is encrypted or not deflated.

    Args:
        stream: The archive, in which one can seek.
        unpacking: Counts what is unpacked.

    Raises:
        EOFError: If a file that is passed over has no end.
        zlib.error: If it is broken.
    """
    position = 0
    while True:
        stream.seek(position)
        header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(_FILE):
            return
        _, _, flags, method, *_, named, extra = _HEADER.unpack(header)
        name = stream.read(named).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        if flags & _ENCRYPTED or method != _DEFLATED:
            return
        content = Inflated(stream, position + _HEADER.size + named + extra, unpacking)
        yield FoundFile(name, content)
        while content.read(_PIECE):
            pass  # up to where the next file begins
        position = content.end
        if flags & _SIZE_FOLLOWS:
            stream.seek(position)
            position += 16 if stream.read(4) == _DESCRIPTOR else 12
