"""Which format a file has: by its name, else by how it begins."""

import json
import re
from pathlib import PurePath

from pipeline.load.compression import unpacked_name
from pipeline.load.decode import decode, kind_of_binary, utf16_or_32
from pipeline.load.outcome import Refused
from pipeline.load.xml_tree import xml_format

__all__ = ["EXTENSIONS", "format_of", "format_of_name", "is_office", "looks_like_page", "sniff"]

EXTENSIONS = {
    ".atom": "xml",
    ".csv": "csv",
    ".docx": "docx",
    ".eml": "mail",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".markdown": "markdown",
    ".mbox": "mail",
    ".md": "markdown",
    ".ndjson": "jsonl",
    ".newsml": "xml",
    ".nitf": "xml",
    ".parquet": "parquet",
    ".pdf": "pdf",
    ".rss": "xml",
    ".tsv": "tsv",
    ".txt": "text",
    ".warc": "warc",
    ".xhtml": "html",
    ".xml": "xml",
}
_OFFICE = frozenset(
    {
        *(".doc", ".dot", ".epub", ".key", ".odp", ".ods", ".odt", ".pages", ".ppt", ".pptx"),
        *(".rtf", ".wpd", ".wps", ".xls", ".xlsx"),
    }
)
_MAGIC = {b"PAR1": "parquet", b"%PDF-": "pdf", b"WARC/1.": "warc"}
_OFFICE_MAGIC = (b"{\\rtf", b"\xd0\xcf\x11\xe0", b"PK\x03\x04")
_DOCX = b"word/"
_MAILBOX = re.compile(rb"From \S{1,300} [^\n]{10,100}\n[!-9;-~]{1,80}:")
_HEADERS = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_OF_MAIL = re.compile(rb"^(?:message-id|received|return-path|mime-version):", re.I | re.M)
_SENDER = re.compile(rb"^from:", re.I | re.M)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html)\b", re.I
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\[\"\]])")
_TAG = re.compile(r"\s*<(?:head|body|article|main|section|div|p|h1)\b[^<>]{0,500}>", re.I)


def format_of(name: str, head: bytes) -> str:
    """Return the format of a file.

    Args:
        name: Its name; empty if it has none.
        head: The first bytes, some tens of thousands where there are so many.

    Raises:
        Refused: With the reason ``unsupported`` if it has none that is known.
    """
    ending = PurePath(name.lower()).suffix
    if is_office(name):
        raise _office(f"a {ending} file")
    format_ = format_of_name(name)
    return _xml(head) if format_ == "xml" else format_ or sniff(head)


def is_office(name: str) -> bool:
    """Tell whether an extension is that of an office program whose files are not read."""
    return PurePath(name.lower()).suffix in _OFFICE


def format_of_name(name: str) -> str | None:
    """Return the format that the extension tells, that of compression apart; None for none.

    Example:
        >>> format_of_name("2024/october.JSONL.gz")
        'jsonl'
    """
    return EXTENSIONS.get(PurePath(unpacked_name(name.lower())).suffix)


def looks_like_page(text: str) -> bool:
    """Tell whether a text begins as an HTML page does."""
    return _PAGE.match(text) is not None


def sniff(head: bytes) -> str:
    """Return the format of a file whose name does not tell it.

    Args:
        head: The first bytes, some tens of thousands where there are so many.

    Raises:
        Refused: With the reason ``unsupported`` if this is no text.
    """
    for magic, format_ in _MAGIC.items():
        if head.startswith(magic):
            return format_
    if head.startswith(_OFFICE_MAGIC):
        if head.startswith(b"PK") and _DOCX in head:
            return "docx"
        raise _office("a document of an office program")
    if _MAILBOX.match(head) or _is_message(head):
        return "mail"
    binary = None if utf16_or_32(head) else kind_of_binary(head)
    if binary:
        raise Refused("unsupported", f"{binary}; known are {', '.join(EXTENSIONS)} and .gz of them")
    try:
        text = decode(head)
    except Refused as refused:
        raise Refused(
            "unsupported", f"neither text nor a known format ({refused.detail})"
        ) from None
    if _JSON.match(text):
        return _json_or_lines(text)
    if looks_like_page(text):
        return "html"
    found = xml_format(head) if text.lstrip("\ufeff \t\r\n").startswith("<") else None
    return found or ("html" if _TAG.match(text) else "text")


def _xml(head: bytes) -> str:
    """The format of a file that is called XML."""
    found = xml_format(head)
    if found:
        return found
    if looks_like_page(head.decode("latin-1")):
        return "html"
    raise Refused("unsupported", "XML that is neither a feed nor NewsML nor NITF nor a page")


def _office(what: str) -> Refused:
    return Refused("unsupported", f"{what}; save it as .docx, .pdf or plain text")


def _is_message(head: bytes) -> bool:
    """Tell whether the head of a mail comes first: a sender, and a line that programs write."""
    headers = _HEADERS.match(head.replace(b"\r\n", b"\n"))
    if headers is None:
        return False
    return bool(_SENDER.search(headers[0]) and _OF_MAIL.search(headers[0]))


def _json_or_lines(text: str) -> str:
    lines = text.splitlines()
    if text.lstrip().startswith("[") or (len(lines) == 1 and "\n" in text):
        return "json"
    if len(lines) == 1:
        return "jsonl"  # a single object reads the same as a line
    return "jsonl" if any(_is_object(line) for line in lines[:50]) else "json"


def _is_object(line: str) -> bool:
    if len(line) < 3 or line[0] != "{":
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
