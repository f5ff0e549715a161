"""The files in archives, read one after the other; none is ever written to disk."""

import io
import re
import shutil
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Self, cast

from pipeline.load.broken_zip import find_files
from pipeline.load.compression import Exhausted, Unpacking
from pipeline.load.formats import format_of_name, is_office
from pipeline.load.outcome import Refused
from pipeline.load.streams import buffered

__all__ = ["Member", "archive_of", "read_members"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE = (
    b"[Content_Types].xml",
    b"word/",
    b"mimetypeapplication/vnd.oasis",
    b"mimetypeapplication/epub",
)
_FIRST_NAMES = 200
_USTAR = slice(257, 262)
_SEPARATOR = re.compile(r"[/\\]")
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_LOCAL_HEADER = 30
_ENCRYPTED = 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MAX_TAR_HEADER = 1 << 20
_TAR_BLOCK = 1 << 17
_ERRORS = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error),
    *(EOFError, ValueError, OverflowError, NotImplementedError, LookupError),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, to be read before the next one is asked for.

    Attributes:
        path: Its path in the archive, with "/" between its parts.
        content: The stream of its bytes, or why it is not read.
        size: Its size in bytes, as the archive tells it.
    """

    path: str
    content: BinaryIO | Refused
    size: int | None = None


def archive_of(head: bytes, name: str) -> str | None:
    """Return "zip" or "tar" for a file that is such an archive; None for any other.

    Args:
        head: Its first bytes.
        name: Its name. Of one that tells another format, such as .docx, that is believed.
    """
    lowered = name.lower()
    if lowered.endswith((".zip", ".tar")):
        return lowered[-3:]
    if format_of_name(name) or is_office(name):
        return None
    if head.startswith(_ZIP):
        return None if any(sign in head[:_FIRST_NAMES] for sign in _OFFICE) else "zip"
    return "tar" if head[_USTAR] == b"ustar" else None


def read_members(stream: BinaryIO, kind: str, unpacking: Unpacking) -> Iterator[Member]:
    """Read the files of an archive; folders, hidden files and those of macOS are passed over.

    Args:
        stream: The archive.
        kind: What `archive_of` says.
        unpacking: Counts what is unpacked.

    Raises:
        Refused: If the archive cannot be read, or not any further.
    """
    members = _zip_members if kind == "zip" else _tar_members
    try:
        yield from members(stream, unpacking)
    except _ERRORS as error:
        raise Refused("damaged", f"the {kind} archive is damaged: {error}") from error


def _zip_members(stream: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    with tempfile.SpooledTemporaryFile(max_size=unpacking.settings.max_json_bytes) as spool:
        if not stream.seekable():
            shutil.copyfileobj(stream, _Limited(cast(BinaryIO, spool), unpacking))
            spool.seek(0)
            stream = cast(BinaryIO, spool)
        try:
            archive = zipfile.ZipFile(stream)
        except zipfile.BadZipFile:
            yield from _without_directory(stream, unpacking)
            raise
        with archive:
            _check_overlaps(archive)
            for info in archive.infolist():
                path = _path_of(info.orig_filename)
                if info.is_dir() or _is_hidden(path):
                    continue
                unpacking.add_member()
                yield Member(_shown(path), _open_zipped(archive, info, unpacking), info.file_size)


def _without_directory(stream: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    for name, content in find_files(stream, unpacking):
        path = _path_of(name)
        if not _is_hidden(path):
            unpacking.add_member()
            unsafe = _unsafe_name(name)
            yield Member(_shown(path), unsafe or buffered(_Content(content, None, None)))


def _check_overlaps(archive: zipfile.ZipFile) -> None:
    """Refuse an archive in which one piece of data is that of several files."""
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused("unsafe", "files in the zip archive overlap, as they do in attacks")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
    if end > archive.start_dir:
        raise zipfile.BadZipFile("the last file reaches into the directory")


def _open_zipped(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, unpacking: Unpacking
) -> BinaryIO | Refused:
    mode = info.external_attr >> 16
    unsafe = _unsafe_name(info.orig_filename)
    if unsafe:
        return unsafe
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Refused("unsafe", "a link or a device in an archive")
    if info.flag_bits & _ENCRYPTED:
        return Refused("unsupported", "encrypted; unpack it with its password")
    if info.compress_type not in _METHODS:
        return Refused("unsupported", f"compressed by method {info.compress_type} of zip")
    if unpacking.size + info.file_size > (limit := unpacking.settings.max_unpacked_bytes):
        raise Exhausted("too_large", f"unpacks to more than {limit:,} bytes")
    try:
        unpacking.check_ratio(info.compress_size, info.file_size)
        source = archive.open(info)
    except Refused as refused:
        return refused
    except _ERRORS as error:
        return Refused("damaged", f"damaged in the zip archive: {error}")
    return buffered(_Content(source, info.compress_size, unpacking))


def _tar_members(stream: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    with tarfile.open(
        fileobj=stream, mode="r|", bufsize=_TAR_BLOCK, tarinfo=_TarInfo, encoding="utf-8"
    ) as archive:
        while (info := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # else all of them are kept
            path = _path_of(info.name)
            if info.isdir() or _is_hidden(path):
                continue
            unpacking.add_member()
            yield Member(_shown(path), _open_tarred(archive, info), info.size)


def _open_tarred(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO | Refused:
    unsafe = _unsafe_name(info.name)
    if unsafe:
        return unsafe
    if not info.isfile():
        return Refused("unsafe", "a link or a device in an archive")
    if info.issparse():
        return Refused("unsupported", "a file with holes in a tar archive")
    source = archive.extractfile(info)
    return buffered(_Content(source, None, None)) if source else Refused("damaged", "no data")


class _TarInfo(tarfile.TarInfo):
    """The header of a file in a tar archive.

    The class it is made from takes a broken header for the end of the archive, and reads headers
    of any size.
    """

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a header."""
        try:
            return super().frombuf(buf, encoding, errors)
        except (tarfile.TruncatedHeaderError, tarfile.InvalidHeaderError) as error:  # type: ignore[attr-defined]
            raise Refused("damaged", f"the tar archive is damaged: {error}") from error

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        if not self.isfile() and self.size > _MAX_TAR_HEADER and self.type in _TAR_HEADERS:
            raise Refused("unsafe", f"a header of {self.size:,} bytes in a tar archive")
        return super()._proc_member(archive)  # type: ignore[misc]


_TAR_HEADERS = (
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
)


class _Content(io.RawIOBase):
    """The bytes of a file in an archive, which are counted where they are unpacked."""

    def __init__(self, source: Any, packed: int | None, unpacking: Unpacking | None) -> None:
        self._source = source
        self._packed = packed
        self._unpacking = unpacking
        self._size = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read the next bytes."""
        try:
            data = self._source.read(len(buffer))
        except _ERRORS as error:
            raise Refused("damaged", f"damaged in its archive: {error}") from error
        self._size += len(data)
        if self._unpacking is not None:
            self._unpacking.add_bytes(len(data))
            self._unpacking.check_ratio(self._packed or 0, self._size)
        buffer[: len(data)] = data
        return len(data)


class _Limited(io.RawIOBase):
    """Takes as many bytes as an archive may unpack to."""

    def __init__(self, target: BinaryIO, unpacking: Unpacking) -> None:
        self._target = target
        self._left = unpacking.settings.max_unpacked_bytes

    def write(self, data: Any) -> int:
        """Write bytes while there is room."""
        self._left -= len(data)
        if self._left < 0:
            raise Refused("too_large", "a zip archive that is too large to be read from a stream")
        return self._target.write(data)


def _unsafe_name(name: str) -> Refused | None:
    """Refuse a name that may stand for something outside of the archive."""
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in name):
        return Refused("unsafe", "a name with control characters in an archive")
    if _DRIVE.match(name) or name.startswith(("/", "\\")):
        return Refused("unsafe", "an absolute path in an archive")
    if ".." in _SEPARATOR.split(name):
        return Refused("unsafe", "a path that leads out of its archive")
    return None


def _path_of(name: str) -> str:
    return "/".join(part for part in _SEPARATOR.split(name) if part not in ("", "."))


def _is_hidden(path: str) -> bool:
    parts = path.split("/")
    return "__MACOSX" in parts or any(p.startswith(".") and p != ".." for p in parts)


def _shown(path: str) -> str:
    """A path as it can stand in a table."""
    clean = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in clean) or "(no name)"
