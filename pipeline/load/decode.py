"""From bytes to text, whatever the encoding."""

import codecs
import re

import charset_normalizer
import ftfy.bad_codecs  # noqa: F401  registers sloppy-windows-1252

from pipeline.load.outcome import Refused

__all__ = ["MAGIC", "decode", "is_charset", "kind_of_binary", "utf16_or_32"]

MAGIC = {
    b"%PDF-": "a PDF file",
    b"{\\rtf": "an RTF document",
    b"PK\x03\x04": "a zip archive, or a document of an office program",
    b"\xd0\xcf\x11\xe0": "a document of an office program",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"BZh": "bzip2 data",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xfd7zXZ": "xz data",
    b"\x28\xb5\x2f\xfd": "zstandard data",
    b"\x1f\x8b": "gzip data",
    b"PAR1": "a parquet table",
}
_SAMPLE = 65_536
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
_MAX_CONTROLS = 0.05
_MAX_ACCENTED = 0.10
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,30})", re.I)
_NOT_GUESSED = ["utf_7", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"]
# UTF-7 hides markup in letters; the others are notations of Python or of names of hosts.
_NO_CHARSETS = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"})
_NO_CHARSETS |= {name.replace("_", "-") for name in _NO_CHARSETS}
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]+")


def decode(data: bytes, *, html: bool = False, charset: str | None = None) -> str:
    """Decode by byte order mark, declaration, UTF-8, and at last by what the bytes look like.

    Args:
        data: The bytes.
        html: Whether a ``<meta charset=...>`` tells the encoding.
        charset: The encoding that a head of HTTP or of a mail names.

    Raises:
        Refused: With the reason ``binary`` if the bytes are no text, ``encoding`` if none fits.
    """
    wide = utf16_or_32(data)
    if wide:
        try:
            return data.decode(wide)
        except UnicodeDecodeError as error:
            raise Refused("encoding", f"not {wide} as it seemed: {error.reason}") from error
    found = kind_of_binary(data)
    if found:
        raise Refused("binary", f"{found}, not text")
    declared = _META_CHARSET.search(data[:4096]) if html else None
    named = [charset, declared.group(1).decode("ascii") if declared else None]
    names = [name for name in named if name and is_charset(name)]
    for name in [*names, "utf-8-sig"]:
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return _guess(data)


def is_charset(name: str) -> bool:
    """Tell whether a name is that of an encoding that texts are written in.

    Example:
        >>> is_charset("cp1252"), is_charset("unicode-escape"), is_charset("klingon")
        (True, False, False)
    """
    try:
        return codecs.lookup(name).name not in _NO_CHARSETS
    except (LookupError, ValueError):
        return False


def kind_of_binary(data: bytes) -> str | None:
    """Say what kind of binary data this is; None for text."""
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            return name
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if controls > _MAX_CONTROLS * len(sample) else None


def utf16_or_32(data: bytes) -> str | None:
    """Name the encoding of text in UTF-16 or UTF-32; None for any other."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if low > 0.7 * half and high < 0.05 * half:
        return "utf-16-le"
    if high > 0.7 * half and low < 0.05 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    escaped = data.decode("utf-8", "surrogateescape")
    broken = sum(len(run) for run in _ESCAPED_BYTES.findall(escaped))
    other = sum(ch > "\x7f" for ch in escaped) - broken
    accented = sum(byte > 127 for byte in data[:_SAMPLE])
    if other >= broken or accented < _MAX_ACCENTED * min(len(data), _SAMPLE):
        return _ESCAPED_BYTES.sub(_western, escaped)
    best = charset_normalizer.from_bytes(data[: 4 * _SAMPLE], cp_exclusion=_NOT_GUESSED).best()
    if best is None:
        raise Refused("encoding", "in no encoding that is known; convert it to UTF-8")
    return data.decode(best.encoding, "replace")


def _western(run: re.Match[str]) -> str:
    """Bytes that are not UTF-8 in a text that is, or that has few of them: Windows-1252."""
    return run.group().encode("utf-8", "surrogateescape").decode("sloppy-windows-1252")
