"""Text between tags, for markup that no parser takes: broken, nested without end, or endless."""

import re
from html import unescape

from pipeline.load.characters import repair, squeeze
from pipeline.load.paragraphs import Block

__all__ = [
    "BLOCK_TAGS",
    "CELL_TAGS",
    "has_tags",
    "is_seam",
    "link_first",
    "strip_inline_tags",
    "tag_blocks",
]

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
_INLINE = r"(?:a|b|i|u|em|strong|span|font|img|small|sub|sup|cite)"
_INLINE_TAG = re.compile(rf"</?{_INLINE}(?:\s[^<>]{{0,2000}})?/?>", re.I)
_SEAM = re.compile(
    rf"(?<=[a-z.!?;:”])(?:</(?i:{_INLINE})>){{1,9}}(?:<(?i:{_INLINE})(?:\s[^<>]{{0,2000}})?>){{1,9}}"
    r"(?=[A-Z])"
)
_MARKS = frozenset("\"“”‘’«»„'")
_SENTENCE_ENDS = '.!?;:”"'


def has_tags(text: str) -> bool:
    """Tell whether a text has its paragraphs marked by HTML."""
    return "<" in text and _PARAGRAPH_TAG.search(text) is not None


def strip_inline_tags(text: str) -> str:
    """Return a plain text without the tags of links and emphasis that stand in it."""
    return _INLINE_TAG.sub("", _SEAM.sub(" ", text)) if "<" in text else text


def is_seam(before: str, after: str, closed: str, opened: str) -> bool:
    """Tell whether two words would run together where one inline element ends and the next begins.

    Only their look could tell for certain. Two links are two words; of other elements a small
    letter or the end of a sentence before a capital shows it.

    Args:
        before: The last sign of the first.
        after: The first sign of the next.
        closed: The first element: a link with its target, "a /page", another by its name.
        opened: The next element, likewise.

    Example:
        >>> is_seam("p", "G", "a /trump", "a /gop"), is_seam("T", "h", "span", "span")
        (True, False)
    """
    if closed[:2] == opened[:2] == "a ":
        return closed != opened and before.isalnum() and after.isalnum()
    return (before.islower() or before in _SENTENCE_ENDS) and after.isupper()


def link_first(one: str, other: str) -> str:
    """Return, of two elements that meet without a text between them, the link, else the second."""
    return one if one.startswith("a ") else other


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
    closed, opened, link = "", "", ""
    position = 0
    last_comment = text.rfind("-->")
    while found := _TAG.search(text, position):
        if inside is None and position < found.start():
            pieces.append(_joining(pieces, text[position], closed, opened))
            pieces.append(text[position : found.start()])
            closed, opened = "", ""
        position = found.end()
        name = (found["name"] or "").lower()
        if found.group() == "<!--":
            position = text.find("-->", position) + 3 if last_comment >= position else position
        elif inside is not None:
            inside = None if found["end"] and name == inside else inside
        elif name == "q":
            pieces.append(_mark(pieces, text[position : position + 1], end=bool(found["end"])))
        elif name in hidden and not found["end"] and not found.group().endswith("/>"):
            inside = name
        elif name in BLOCK_TAGS:
            pieces.append(_BREAK)
        elif name in CELL_TAGS:
            pieces.append(" ")
        elif found["end"]:
            closed, opened = link_first(closed, f"a {link}" if name == "a" else name), ""
        elif closed:
            opened = link_first(opened, f"a {found.group()}" if name == "a" else name)
        link = found.group() if name == "a" and not found["end"] else link
    if inside is None and position < len(text):
        pieces.append(_joining(pieces, text[position], closed, opened))
        pieces.append(text[position:])
    paragraphs = "".join(pieces).split(_BREAK)
    lines = [squeeze(repair(unescape(part)).replace("\n", " ")) for part in paragraphs]
    return [Block((line,)) for line in lines if line]


def _mark(pieces: list[str], after: str, *, end: bool) -> str:
    """The mark at a tag of <q>, where the text has none."""
    before = next((piece[-1] for piece in reversed(pieces) if piece), "")
    return "" if (before if end else after) in _MARKS else "”" if end else "“"


def _joining(pieces: list[str], after: str, closed: str, opened: str) -> str:
    """The space between two pieces of text, where one is missing."""
    before = next((piece[-1] for piece in reversed(pieces) if piece), " ")
    return " " if closed and opened and is_seam(before, after, closed, opened) else ""
