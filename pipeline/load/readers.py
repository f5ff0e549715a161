"""Read an open file: take off what it is wrapped in, tell its format, give an `Item` per record."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO

from pipeline.load.archives import Member, archive_of, read_members
from pipeline.load.compression import (
    SUFFIXES,
    Exhausted,
    Unpacking,
    compression_of,
    unpack,
    unpacked_name,
)
from pipeline.load.conversion import refusal_of
from pipeline.load.decode import decode
from pipeline.load.formats import format_of, looks_like_page
from pipeline.load.inputs import InputFile
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.pages import page_draft, text_draft
from pipeline.load.record_files import read_json, read_json_lines, read_table
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole, rewindable

__all__ = ["read_items", "read_piece"]

_HEAD = 65_536

Reader = Callable[[BinaryIO, LoadSettings], Iterator[Item]]


def read_items(stream: BinaryIO, name: str, settings: LoadSettings) -> Iterator[Item]:
    """Read an open file.

    Args:
        stream: The file.
        name: Its name, which tells the format; of an unknown one the first bytes tell it.
        settings: The limits.

    Raises:
        Refused: If the file as a whole cannot be read, or not any further.
        OSError: If the device cannot be read.
    """
    yield from _read_wrapped(stream, name, Unpacking(settings), 0)


def read_piece(stream: BinaryIO, file: InputFile, settings: LoadSettings) -> Iterator[Item]:
    """Read the lines of a file that begin within a piece of it.

    Args:
        stream: The file.
        file: The piece.
        settings: The limits.

    Raises:
        Refused: With the reason ``empty`` if no line of it is a record.
        OSError: If the device cannot be read.
    """
    position = file.start
    if position:
        position = stream.seek(position - 1)
        while part := stream.readline(_HEAD):  # the rest of a line that begins before the piece
            position += len(part)
            if part.endswith(b"\n"):
                break
    length = max((file.end or 0) - position, 0)
    yield from _or_empty(
        read_json_lines(stream, settings, first_line=file.first_line, length=length)
    )


def _read_wrapped(stream: BinaryIO, name: str, unpacking: Unpacking, depth: int) -> Iterator[Item]:
    """Read a file that may be compressed, or an archive; `depth` is how many lie around it."""
    head, stream = rewindable(stream, _HEAD)
    suffix = PurePath(name.lower()).suffix
    if suffix in SUFFIXES and head and compression_of(head) is None:
        raise Refused("damaged", f"not {SUFFIXES[suffix]} data, though the name ends in {suffix}")
    while kind := compression_of(head):
        depth += 1
        unpacking.check_nesting(depth)
        head, stream = rewindable(unpack(stream, kind, unpacking), _HEAD)
        name = unpacked_name(name)
    if len(head) < _HEAD and not head.strip():
        raise Refused("empty", "nothing but white space" if head else "no bytes")
    archive = archive_of(head, name)
    items: Iterator[Item]
    if archive:
        unpacking.check_nesting(depth + 1)
        members = read_members(stream, archive, unpacking)
        items = (item for member in members for item in _read_member(member, unpacking, depth + 1))
    else:
        items = _READERS[format_of(name, head)](stream, unpacking.settings)
    yield from _or_empty(items)


def _or_empty(items: Iterator[Item]) -> Iterator[Item]:
    found = False
    for item in items:
        found = True
        yield item
    if not found:
        raise Refused("empty", "a container without records")


def _read_member(member: Member, unpacking: Unpacking, depth: int) -> Iterator[Item]:
    """Read a file of an archive; what is wrong with it is no matter of the others."""
    path = member.path
    try:
        if isinstance(member.content, Refused):
            raise member.content
        for item in _read_wrapped(member.content, PurePath(path).name, unpacking, depth):
            if item.part:
                yield replace(item, part=f"{path}#{item.part}")
            else:
                yield replace(item, part=path, bytes=item.bytes or member.size)
    except Exhausted:
        raise
    except Exception as error:  # whatever the bytes, the next file is read
        yield Item(refusal_of(error), path, member.size)


def _read_text(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    yield Item(partial(_draft_of_text, read_whole(stream, settings.max_bytes), settings))


def _draft_of_text(data: bytes, settings: LoadSettings) -> Draft:
    text = decode(data)
    return page_draft(text, settings) if looks_like_page(text) else text_draft(text, settings)


def _read_markdown(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    yield Item(partial(_draft_of_markdown, read_whole(stream, settings.max_bytes), settings))


def _draft_of_markdown(data: bytes, settings: LoadSettings) -> Draft:
    return text_draft(decode(data), settings, markdown=True)


def _read_html(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    yield Item(partial(_draft_of_page, read_whole(stream, settings.max_bytes), settings))


def _draft_of_page(data: bytes, settings: LoadSettings) -> Draft:
    return page_draft(decode(data, html=True), settings)


def _late(module: str, name: str) -> Reader:
    """A reader whose module is loaded when there is something to read, because that takes time."""

    def read(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
        reader: Reader = getattr(import_module(f"pipeline.load.{module}"), name)
        return reader(stream, settings)

    return read


_READERS: Mapping[str, Reader] = {
    "csv": partial(read_table, kind="csv"),
    "docx": _late("office", "read_docx"),
    "feed": _late("feeds", "read_feed"),
    "html": _read_html,
    "json": read_json,
    "jsonl": read_json_lines,
    "mail": _late("mail", "read_mail"),
    "markdown": _read_markdown,
    "newsml": _late("newsml", "read_newsml"),
    "nitf": _late("newsml", "read_newsml"),
    "parquet": partial(read_table, kind="parquet"),
    "pdf": _late("office", "read_pdf"),
    "text": _read_text,
    "tsv": partial(read_table, kind="tsv"),
    "warc": _late("warc", "read_warc"),
}
