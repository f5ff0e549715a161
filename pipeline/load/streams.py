"""Streams that cannot seek: look at the first bytes, read up to a limit."""

import io
from typing import Any, BinaryIO, cast

from pipeline.load.outcome import Refused

__all__ = ["buffered", "read_whole", "rewindable"]

_BUFFER = 1 << 17


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
            # As much as is there: what comes before a fault in compressed data is not lost with it.
            chunk = getattr(self._rest, "read1", self._rest.read)(len(buffer))
        else:
            chunk = self._head[: len(buffer)]
            self._head = self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """Return a stream that reads another one in large pieces."""
    return cast(BinaryIO, io.BufferedReader(raw, buffer_size=_BUFFER))


def rewindable(stream: Any, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and a stream that still begins with them.

    A file stays one in which a reader can seek.
    """
    if stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, stream
    head = stream.read(size)
    return head, buffered(_Rewound(head, stream))


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """Read all of a stream.

    Raises:
        Refused: With the reason ``too_large`` if there is more than the limit.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused("too_large", f"more than {limit:,} bytes")
    return data
