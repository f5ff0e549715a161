"""Text between tags, for markup that no parser takes: broken, nested without end, or endless."""

import re
from html import unescape

from pipeline.load.characters import repair, squeeze
from pipeline.load.paragraphs import Block

__all__ = ["BLOCK_TAGS", "CELL_TAGS", "has_tags", "strip_inline_tags", "tag_blocks"]

BLOCK_TAGS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption dd details div dl dt fieldset figcaption "
        "figure footer form graphic h1 h2 h3 h4 h5 h6 head header hr html item lb li list main nav "
        "ol p pre quote row section summary table tbody tfoot thead tr ul",
    )
)
"""Tags of HTML, and of what trafilatura makes of it, that begin and end a paragraph."""

CELL_TAGS = frozenset({"td", "th", "cell"})
"""Tags of the cells of a table, which are set apart by a space."""

_HIDDEN = frozenset(
    {"script", "style", "template", "noscript", "iframe", "svg", "math", "title"}
    | {"select", "button", "textarea"}
)
_AROUND = frozenset({"nav", "header", "footer", "aside", "form"})
_BREAK = "\0"
_TAG = re.compile(r"<(?:(?P<end>/?)(?P<name>[a-zA-Z][\w-]{0,30})[^<>]*>?|!--|[!?][^<>]*>)")
_PARAGRAPH_TAG = re.compile(
    r"</(?:p|div|ul|ol|li|h[1-6]|blockquote|article|body|html|figure|table)\s{0,5}>"
    r"|<(?:p|br|div|li|h[1-6])(?:\s[^<>]{0,500})?/?>",
    re.I,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|img|small|sub|sup|cite)(?:\s[^<>]{0,2000})?/?>", re.I
)


def has_tags(text: str) -> bool:
    """Tell whether a text has its paragraphs marked by HTML."""
    return "<" in text and _PARAGRAPH_TAG.search(text) is not None


def strip_inline_tags(text: str) -> str:
    """Return a plain text without the tags of links and emphasis that stand in it."""
    return _INLINE_TAG.sub("", text) if "<" in text else text


def tag_blocks(text: str) -> list[Block]:
    """Return what stands between the tags of a page or passage, in time linear in its length.

    Scripts and the like are left out; navigation, header and footer too, unless there is nothing
    else.
    """
    return _between_tags(text, _HIDDEN | _AROUND) or _between_tags(text, _HIDDEN)


def _between_tags(text: str, hidden: frozenset[str]) -> list[Block]:
    text = text.replace(_BREAK, "")
    pieces: list[str] = []
    inside: str | None = None
    position = 0
    last_comment = text.rfind("-->")
    while found := _TAG.search(text, position):
        if inside is None:
            pieces.append(text[position : found.start()])
        position = found.end()
        name = (found["name"] or "").lower()
        if found.group() == "<!--":
            position = text.find("-->", position) + 3 if last_comment >= position else position
        elif inside is not None:
            inside = None if found["end"] and name == inside else inside
        elif name in hidden and not found["end"] and not found.group().endswith("/>"):
            inside = name
        elif name in BLOCK_TAGS:
            pieces.append(_BREAK)
        elif name in CELL_TAGS:
            pieces.append(" ")
    if inside is None:
        pieces.append(text[position:])
    paragraphs = "".join(pieces).split(_BREAK)
    lines = [squeeze(repair(unescape(part)).replace("\n", " ")) for part in paragraphs]
    return [Block((line,)) for line in lines if line]
