"""The head of fields, between lines of three hyphens, that Markdown files may begin with."""

import re
from collections.abc import Mapping

from pipeline.load.columns import field_of

__all__ = ["split_front_matter"]

_FENCE = re.compile(r"---[ \t]*\n(?P<head>(?:[^\n]{0,1000}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):(?:\s+(?P<value>.*))?")
_ITEM = re.compile(r"\s*-\s+(?P<value>\S.*)")


def split_front_matter(text: str) -> tuple[Mapping[str, str | list[str]], str]:
    r"""Divide a text into the fields at its head and what follows.

    Args:
        text: A text with repaired characters.

    Returns:
        The fields, each a text or a list of texts, and the rest; no fields and the whole text where
        the text does not begin with such a head, or none of its fields is known.

    Example:
        >>> split_front_matter("---\ntitle: Talks\ntags: [port, 'sea']\n---\nA text.")
        ({'title': 'Talks', 'tags': ['port', 'sea']}, 'A text.')
    """
    fence = _FENCE.match(text.lstrip())
    fields = _fields(fence["head"].rstrip().split("\n")) if fence else None
    if fence is None or not fields or not any(map(field_of, fields)):
        return {}, text
    return fields, text.lstrip()[fence.end() :]


def _fields(lines: list[str]) -> dict[str, str | list[str]] | None:
    """The fields of the lines; None if a line is neither a field nor an item of one."""
    found: dict[str, str | list[str]] = {}
    key = ""
    for line in lines:
        field, item = _FIELD.fullmatch(line), _ITEM.fullmatch(line)
        if field:
            key = field["key"]
            found[key] = _value(field["value"] or "")
        elif item and key:
            before = found[key]
            found[key] = [*(before if isinstance(before, list) else []), _unquoted(item["value"])]
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return None
    return found


def _value(text: str) -> str | list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part) for part in text[1:-1].split(",") if part.strip()]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text
