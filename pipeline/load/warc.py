"""WARC files of web crawls: every page that was answered, or kept as text, is a document.

The date of a record is when the crawler came, often years after the article: it is no date of
publication and stays unused.
"""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, NoReturn
from urllib.parse import urlsplit

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipeline.load.decode import decode
from pipeline.load.fields import fill
from pipeline.load.formats import looks_like_page
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.pages import page_draft, text_draft
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import rewindable

__all__ = ["read_warc"]

_START = re.compile(rb"\s*WARC/\d|\x1f\x8b|\x28\xb5\x2f\xfd")
_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_TEXTS = frozenset({"text/plain"})
_UNKNOWN = frozenset({"", "unk", "application/octet-stream", "unknown/unknown"})
_ANSWERED = frozenset({200, 203})
_READERS: dict[str, Callable[[BinaryIO], Any]] = {
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": lambda stream: GzipReader(stream, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}
_HEAD = 64
_MAX_PART = 200


@dataclass(frozen=True, slots=True)
class _Capture:
    """A record as it was kept: its payload, and what its heads say of it."""

    payload: bytes
    url: str
    kind: str
    charset: str | None = None
    language: str | None = None
    encodings: tuple[str, ...] = ()


class _Forward:
    """A stream that is only read on, as fastwarc needs it: it ends where it breaks.

    An error within a call from fastwarc could end the process; it is kept for the reader instead.
    """

    def __init__(self, stream: BinaryIO) -> None:
        # With read, a buffer would lose what it got before an error.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._position = 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Read on; nothing after an error."""
        if self.error is not None:
            return b""
        try:
            data = self._read(size)
        except Exception as error:  # raised again by the reader
            self.error = error
            return b""
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Return how much was read."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stay where it is: compressed data and pipes cannot go back."""
        return self._position

    def close(self) -> None:
        """Leave the stream open to who opened it."""


def read_warc(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    """Read a WARC file record by record, of any size; requests, metadata and revisits are left out.

    Args:
        stream: The file, compressed or not.
        settings: The limits.

    Raises:
        Refused: If this is no WARC file, or nothing more of it can be read.
        OSError: If the device cannot be read.
    """
    head, stream = rewindable(stream, _HEAD)
    if not _START.match(head):
        raise Refused("unsupported", "no WARC file: it does not begin with a record")
    types = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    source = _Forward(stream)
    records = iter(ArchiveIterator(source, record_types=types, parse_http=False, quirks_mode=True))
    number = 0
    while True:
        number += 1
        try:
            record = next(records, None)
            item = _item(record, number, settings) if record is not None else None
        except OSError as error:
            raise Refused("damaged", f"cut off or broken at record {number}: {error}") from None
        if source.error is not None and (item is None or isinstance(item.content, Refused)):
            _raise(source.error, number)
        if record is None or item is None:
            return
        if not (record.headers.get("WARC-Target-URI") or "").startswith("dns:"):
            yield item


def _raise(error: Exception, number: int) -> NoReturn:
    if isinstance(error, EOFError | zlib.error):
        raise Refused("damaged", f"cut off or broken at record {number}: {error}") from None
    raise error


def _item(record: WarcRecord, number: int, settings: LoadSettings) -> Item:
    """The record with its payload, of which the conversion can wait."""
    identity = (record.record_id or "").strip("<>").rpartition(":")[2]
    part, size = (identity or f"record-{number}")[:_MAX_PART], record.content_length
    try:
        return Item(partial(_draft, _captured(record, settings), settings), part, size)
    except Refused as refused:
        return Item(refused, part, size)


def _captured(record: WarcRecord, settings: LoadSettings) -> _Capture:
    """Take the payload out of the stream if it may hold an article.

    Raises:
        Refused: If it is no text, no answer to the question, too large, or not whole.
    """
    headers = record.headers
    url = (headers.get("WARC-Target-URI") or "").strip("<> ")
    kind, charset = _content_type(headers.get("Content-Type") or "")
    encodings: tuple[str, ...] = ()
    if kind == "application/http" or record.is_http:
        kind, charset, encodings = _parse_answer(record)
    elif record.record_type == WarcRecordType.response:
        raise Refused("unsupported", f"an answer of another protocol than HTTP: {url:.100}")
    if kind not in _PAGES | _TEXTS | _UNKNOWN:
        raise Refused("unsupported", f"{kind:.80}, no text")
    if _path(url) == "/robots.txt":
        raise Refused("unsupported", "the rules of a site for crawlers, no article")
    size, limit = record.content_length, settings.max_bytes
    if size > limit:
        raise Refused("too_large", f"a record of {size:,} bytes; the limit is {limit:,}")
    payload = _read_payload(record, size)
    language = headers.get("WARC-Identified-Content-Language")
    single = language if language and "," not in language else None
    return _Capture(payload, url, kind, charset, single, encodings)


def _parse_answer(record: WarcRecord) -> tuple[str, str | None, tuple[str, ...]]:
    """The kind, the charset and the encodings of an answer of HTTP, in the order of decoding."""
    try:
        record.parse_http(quirks_mode=True)
    except OSError as error:
        raise Refused("damaged", f"no answer of HTTP that can be read: {error}") from None
    headers = record.http_headers
    if not record.is_http_parsed or headers is None:
        raise Refused("damaged", "the head of the HTTP answer is missing")
    status = headers.status_code
    if status not in _ANSWERED:
        raise Refused("unsupported", f"HTTP status {status or 'missing'}: no page was given")
    kind, charset = _content_type(headers.get("Content-Type") or "")
    names = [headers.get(name) or "" for name in ("Transfer-Encoding", "Content-Encoding")]
    # Encodings are named in the order in which they were applied.
    steps = [step.strip().lower() for name in names for step in reversed(name.split(","))]
    return kind, charset, tuple(step for step in steps if step and step != "identity")


def _content_type(value: str) -> tuple[str, str | None]:
    """The media type and the charset of a header."""
    kind, _, rest = value.partition(";")
    charset = re.search(r"charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", rest, re.I)
    return kind.strip().lower(), charset[1] if charset else None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _read_payload(record: WarcRecord, size: int) -> bytes:
    pieces: list[bytes] = []
    left = size
    while left > 0 and (piece := record.reader.read(left)):
        pieces.append(piece)
        left -= len(piece)
    if left > 0:
        raise Refused("damaged", f"the file is cut off in this record: {left:,} bytes are missing")
    return b"".join(pieces)


def _draft(capture: _Capture, settings: LoadSettings) -> Draft:
    data = capture.payload
    for encoding in capture.encodings:
        data = _decoded(data, encoding, settings)
    if not data.strip():
        raise Refused("empty", "a record without content")
    text = decode(data, html=True, charset=capture.charset)
    page = capture.kind in _PAGES or (capture.kind in _UNKNOWN and looks_like_page(text))
    draft = page_draft(text, settings) if page else text_draft(text, settings)
    fill(draft, {"url": capture.url, "language": draft.language or capture.language}, settings)
    return draft


def _decoded(data: bytes, encoding: str, settings: LoadSettings) -> bytes:
    """Undo an encoding of HTTP; data that is not so encoded was decoded by the crawler already.

    Raises:
        Refused: With the reason ``too_large`` if it expands beyond the limit, ``damaged`` if it
            is cut off, ``unsupported`` if the encoding is unknown.
    """
    reader = ChunkedReader if encoding == "chunked" else _READERS.get(encoding)
    if reader is None:
        raise Refused("unsupported", f"the content encoding {encoding:.40}")
    decoder = reader(io.BytesIO(data))
    pieces: list[bytes] = []
    left = settings.max_bytes + 1
    try:
        while left > 0 and (piece := decoder.read(min(left, 1 << 16))):
            pieces.append(piece)
            left -= len(piece)
    except OSError as error:
        if not pieces:
            return data
        raise Refused("damaged", f"{encoding} data that is cut off or broken: {error}") from None
    if left <= 0:
        raise Refused("too_large", f"{encoding} data of more than {settings.max_bytes:,} bytes")
    return b"".join(pieces)
