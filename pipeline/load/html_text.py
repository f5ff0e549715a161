"""The text of HTML: pages through trafilatura, passages of a record as a whole."""

import re
from dataclasses import dataclass, field
from typing import Any

import trafilatura

from pipeline.load.characters import repair, squeeze
from pipeline.load.outcome import Refused
from pipeline.load.paragraphs import Block

__all__ = ["Page", "has_tags", "passage_paragraphs", "read_page"]

_TAGS = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|article|body|html|figure|table)\s{0,5}>"
    r"|<(?:p|br|div|img|li|h[1-6])(?:\s[^<>]{0,500})?/?>",
    re.I,
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure "
    "footer form graphic h1 h2 h3 h4 h5 h6 head header hr item lb li list main nav ol p pre quote row "
    "section summary table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset({"td", "th", "cell"})
_HIDDEN = frozenset("script style template noscript iframe svg math select button input title".split())
_AROUND = frozenset("nav footer aside form".split())
_HEADING = re.compile(r"h([1-6])")
_DATE_NAMES = (
    "article:published_time",
    "datePublished",
    "og:published_time",
    "parsely-pub-date",
    "DC.date.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "date",
)
_JSON_DATE = re.compile(r"\"datePublished\"\s{0,5}:\s{0,5}\"([^\"]{6,60})\"")
_MIN_KEPT = 0.8
_DATE_OPTIONS = {"original_date": True, "extensive_search": False}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about its article, as written there, and the blocks of its text."""

    blocks: tuple[Block, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    dates: tuple[str, ...] = field(default=())
    url: str | None = None
    language: str | None = None


def has_tags(text: str) -> bool:
    """Tell whether a text is marked up with HTML."""
    return "<" in text and _TAGS.search(text) is not None


def read_page(text: str) -> Page:
    """Read a page: the article without navigation and advertisements, and what its head tells.

    Raises:
        Refused: With the reason ``no_text`` if the page has no text.
    """
    tree = trafilatura.load_html(text)
    if tree is None:
        raise Refused("no_text", "no HTML element was found in the page")
    found = _extract(text)
    blocks = _blocks(found.body) if found is not None else []
    blocks = blocks or _blocks(tree, leave_out=_HIDDEN | _AROUND) or _blocks(tree)
    if not blocks:
        raise Refused("no_text", "the page has no text")
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if found is None:
        title = next((squeeze(node.text_content()) for node in tree.iter("title")), None)
        return Page(tuple(blocks), title=title, dates=_dates(tree), language=language)
    return Page(
        tuple(blocks),
        title=found.title,
        authors=tuple((found.author or "").split(";")),
        publisher=found.sitename,
        dates=(*_dates(tree), *filter(None, [found.date])),
        url=found.url,
        language=language,
    )


def passage_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that is marked up, but no page of its own.

    What trafilatura would leave out of it counts as text if it is more than a fifth.
    """
    tree = trafilatura.load_html(f"<html><body><article>{text}</article></body></html>")
    if tree is None:
        return []
    whole = _lines(_blocks(tree))
    found = _extract(f"<html><body><article>{text}</article></body></html>")
    chosen = _lines(_blocks(found.body)) if found is not None else []
    return chosen if _size(chosen) >= _MIN_KEPT * _size(whole) else whole


def _extract(text: str) -> Any:
    try:
        found = trafilatura.bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            date_extraction_params=_DATE_OPTIONS,
        )
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        return None  # markup that it cannot take; the text is read without it
    return found if found is not None and getattr(found, "body", None) is not None else None


def _dates(tree: Any) -> tuple[str, ...]:
    """Dates of publication in the head, in the order of their worth."""
    named: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        named.setdefault(name.lower(), node.get("content") or "")
    found = [named.get(name.lower(), "") for name in _DATE_NAMES]
    scripts = [node.text or "" for node in tree.iter("script") if "ld+json" in (node.get("type") or "")]
    found += [match[1] for match in map(_JSON_DATE.search, scripts) if match]
    found += [node.get("datetime") or "" for node in tree.iter("time")][:1]
    return tuple(filter(None, found))


def _blocks(root: Any, *, leave_out: frozenset[str] = _HIDDEN) -> list[Block]:
    """The text of an element in blocks; works on any depth, and on trafilatura's tags as on HTML's."""
    blocks: list[Block] = []
    buffer: list[str] = []
    level = 0

    def flush() -> None:
        line = squeeze(repair("".join(buffer)).replace("\n", " "))
        buffer.clear()
        if line:
            blocks.append(Block((line,), heading=level))

    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCKS:
            flush()
            level = 0 if closing else _level(node)
        if closing or not tag or tag in leave_out:
            buffer.append(" " if tag in _CELLS else "")
            buffer.append((node.tail or "") if node is not root else "")
        else:
            buffer.append(node.text or "")
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
    flush()
    return blocks


def _level(node: Any) -> int:
    if node.tag == "head":
        found = _HEADING.fullmatch(node.get("rend") or "")
        return int(found[1]) if found else 0
    found = _HEADING.fullmatch(node.tag)
    return int(found[1]) if found else 0


def _lines(blocks: list[Block]) -> list[str]:
    return [line for block in blocks for line in block.lines]


def _size(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))
