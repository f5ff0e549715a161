"""Streams that cannot seek: look at the first bytes, read up to a limit."""

import gzip
import io
from typing import Any, BinaryIO, cast

from pipeline.load.outcome import Refused

__all__ = ["read_whole", "rewindable"]


class _Rewound(io.RawIOBase):
    """A stream with bytes put back before it."""

    def __init__(self, head: bytes, rest: Any) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, first with the bytes put back."""
        if not self._head:
            chunk = self._rest.read(len(buffer))
        else:
            chunk = self._head[: len(buffer)]
            self._head = self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def rewindable(stream: Any, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and a stream that still begins with them.

    A file stays one in which a reader can seek; compressed data, where seeking is slow, does not.
    """
    if not isinstance(stream, gzip.GzipFile) and stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, stream
    head = stream.read(size)
    return head, cast(BinaryIO, io.BufferedReader(_Rewound(head, stream), buffer_size=1 << 17))


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """Read all of a stream.

    Raises:
        Refused: With the reason ``too_large`` if there is more than the limit.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused("too_large", f"more than {limit:,} bytes")
    return data
