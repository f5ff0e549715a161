"""Which format a file has: by its name, else by how it begins."""

import json
import re
from pathlib import PurePath

from pipeline.load.decode import decode, kind_of_binary, utf16_or_32
from pipeline.load.outcome import Refused

__all__ = ["EXTENSIONS", "format_of_name", "looks_like_page", "sniff"]

EXTENSIONS = {
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".markdown": "markdown",
    ".md": "markdown",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".tsv": "tsv",
    ".txt": "text",
    ".xhtml": "html",
}
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html)\b", re.I
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\[\"\]])")
_TAG = re.compile(r"\s*<(?:head|body|article|main|section|div|p|h1)\b[^<>]{0,500}>", re.I)


def format_of_name(name: str) -> str | None:
    """Return the format that the extension tells, without .gz; None for an unknown one.

    Example:
        >>> format_of_name("2024/october.JSONL.gz")
        'jsonl'
    """
    path = PurePath(name.lower())
    return EXTENSIONS.get((path.with_suffix("") if path.suffix == ".gz" else path).suffix)


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
    if head.startswith(b"PAR1"):
        return "parquet"
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
    return "html" if looks_like_page(text) or _TAG.match(text) else "text"


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
