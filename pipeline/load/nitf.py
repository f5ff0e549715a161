"""NITF, the markup of articles of news agencies: what an article says and what is said about it."""

import re
from typing import Any

from lxml import etree

from pipeline.load.characters import squeeze
from pipeline.load.html_text import element_blocks
from pipeline.load.xml_tree import first, local_name, node_text

__all__ = ["body_text", "iso_moment", "line", "nitf_record", "with_dateline"]

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(\S{0,6})")
_NAMES = {"block": "div", "bq": "blockquote", "hl1": "h1", "hl2": "h2", "nitf-table": "table"}
_OMITTED = frozenset(
    {"media", "figure", "figcaption", "script", "style", "note", "head", "object", "iframe"}
    | {"media-caption", "media-producer", "byline", "dateline", "tagline", "credit"}
)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WORDS = re.compile(r"\w+")
_DASH = re.compile(r"[-–—_:]$")


def nitf_record(root: Any) -> dict[str, Any]:
    """Return an article in NITF as a record of fields.

    Args:
        root: The element ``nitf``, or one that has a ``body.content``.
    """
    docdata, head = first(root, "head/docdata"), first(root, "body/body.head")
    pubdata, number = first(root, "head/pubdata"), first(docdata, "doc-id")
    dates = [first(docdata, "date.issue"), first(docdata, "date.release"), pubdata]
    moments = (_attribute(node, "norm") or _attribute(node, "date.publication") for node in dates)
    text = body_text(first(root, "body/body.content"))
    body = first(root, "body")
    return {
        "id": _attribute(number, "id-string") or root.get("uno"),
        "title": _headline(root, head),
        "text": with_dateline(line(first(head, "dateline")), text),
        "authors": _authors(first(head, "byline")),
        "published": iso_moment(next(filter(None, moments), "")),
        "publisher": _attribute(pubdata, "name")
        or line(first(head, "distributor"))
        or _attribute(first(docdata, "doc.copyright"), "holder"),
        "agency": None,
        "url": _attribute(pubdata, "ex-ref"),
        "language": root.get(_LANG) or (body.get(_LANG) if body is not None else None),
    }


def body_text(node: Any) -> str | list[str]:
    """Return the text of a body in NITF or XHTML: its paragraphs, without media and captions.

    A body without elements, or set as lines by ``pre``, is returned as it stands.
    """
    if node is None:
        return ""
    for child in list(node.iter(etree.Element)):
        if local_name(child) in _OMITTED and child is not node:
            _drop(child)
    names = {local_name(child) for child in node.iter(etree.Element)} - {local_name(node)}
    if not names or ("pre" in names and "p" not in names):
        return "".join(node.itertext())
    _keep_full_text(node)
    for child in node.iter(etree.Element):
        name = local_name(child) or "span"
        child.tag = _NAMES.get(name, name)
    return [text for block in element_blocks(node) for text in block.lines]


def with_dateline(dateline: str, text: str | list[str]) -> str | list[str]:
    """Put a dateline that stands apart before the first paragraph, unless this begins with it.

    Example:
        >>> with_dateline("GENEVA", ["Talks resumed.", "Nobody spoke."])
        ['GENEVA - Talks resumed.', 'Nobody spoke.']
    """
    paragraphs = [text] if isinstance(text, str) else list(text)
    place = _WORDS.search(dateline)
    if not paragraphs or place is None:
        return text
    start = _WORDS.search(paragraphs[0])
    if start is None or start.group().casefold() != place.group().casefold():
        dash = "" if _DASH.search(dateline) else " -"
        paragraphs[0] = f"{dateline}{dash} {paragraphs[0].lstrip()}"
    return paragraphs[0] if isinstance(text, str) else paragraphs


def iso_moment(text: str | None) -> str | None:
    """Return a moment such as 20241020T120000Z with its signs; any other text as it is.

    Example:
        >>> iso_moment("20241020T120000+0200")
        '2024-10-20T12:00:00+0200'
    """
    found = _COMPACT.fullmatch((text or "").strip())
    if found is None:
        return text
    year, month, day, hour, minute, second, zone = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"


def line(node: Any) -> str:
    """Return the text of an element as one line."""
    return squeeze(node_text(node).replace("\n", " "))


def _attribute(node: Any, name: str) -> str | None:
    return node.get(name) if node is not None else None


def _headline(root: Any, head: Any) -> str:
    paths = ("hedline/hl1", "headline/hl1", "hedline", "headline")
    found = filter(None, (line(first(head, path)) for path in paths))
    return next(found, "") or line(first(root, "head/title"))


def _authors(byline: Any) -> list[str]:
    """The persons of a byline and their titles apart, else its text."""
    if byline is None:
        return []
    persons = [node for node in byline.iter(etree.Element) if local_name(node) == "person"]
    titles = [node for node in byline.iter(etree.Element) if local_name(node) == "byttl"]
    named = [line(node) for node in persons]
    roles = [line(node) for node in titles]
    for node in titles:
        _drop(node)
    return [*(named or [line(byline)]), *roles]


def _keep_full_text(node: Any) -> None:
    """Drop the block of the lead where another block holds the text with its lead."""
    blocks = {child.get("class"): child for child in node if local_name(child) == "block"}
    if "full_text" in blocks and "lead_paragraph" in blocks:
        _drop(blocks["lead_paragraph"])


def _drop(node: Any) -> None:
    """Remove an element, but not the text behind it."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    parent.remove(node)
