"""The text of HTML: pages through trafilatura, passages of a record as a whole."""

import re
from dataclasses import dataclass
from typing import Any

import trafilatura

from pipeline.load.characters import repair, squeeze
from pipeline.load.html_tags import BLOCK_TAGS, CELL_TAGS, tag_blocks
from pipeline.load.outcome import Refused
from pipeline.load.paragraphs import Block

__all__ = ["Page", "passage_paragraphs", "read_page"]

_HEADING = re.compile(r"h([1-6])")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<>]{1,1000})</title", re.I)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\slang\s{0,3}=\s{0,3}[\"']?([\w-]{2,20})", re.I)
_META = re.compile(r"<meta\s([^<>]{0,1000})>", re.I)
_META_NAME = re.compile(r"\b(?:property|name|itemprop)\s{0,3}=\s{0,3}[\"']?([\w:.-]{1,60})", re.I)
_META_CONTENT = re.compile(r"\bcontent\s{0,3}=\s{0,3}[\"']([^\"']{4,100})[\"']", re.I)
_JSON_DATE = re.compile(r"\"datePublished\"\s{0,5}:\s{0,5}\"([^\"]{6,60})\"")
_TIME = re.compile(r"<time\b[^<>]{0,500}?\sdatetime\s{0,3}=\s{0,3}[\"']([^\"'<>]{6,60})", re.I)
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "date",
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MIN_KEPT = 0.8
_MAX_TAGS = 50_000  # trafilatura takes a minute for the several hundred thousand of a hostile page
_DATE_OPTIONS = {"original_date": True, "extensive_search": False}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about its article, as written there, and the blocks of its text."""

    blocks: tuple[Block, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    dates: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None


def read_page(text: str) -> Page:
    """Read a page: the article without navigation and advertisements, and what its head tells.

    Raises:
        Refused: With the reason ``no_text`` if the page has no text.
    """
    found = _extract(text)
    blocks = (_blocks(found.body) if found is not None else []) or tag_blocks(text)
    if not blocks:
        raise Refused("no_text", "the page has no text")
    language = _LANGUAGE.search(text)
    dates = _dates(text)
    page = Page(tuple(blocks), dates=dates, language=language[1] if language else None)
    if found is None:
        title = _TITLE.search(text)
        return Page(page.blocks, title[1] if title else None, dates=dates, language=page.language)
    return Page(
        page.blocks,
        title=found.title,
        authors=tuple((found.author or "").split(";")),
        publisher=found.sitename,
        dates=(*dates, *filter(None, [found.date])),
        url=found.url,
        language=page.language,
    )


def passage_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that is marked up, but no page of its own.

    Blank lines divide paragraphs as well. What trafilatura would leave out of it counts as text if
    it is more than a fifth.
    """
    marked = _BLANK_LINE.sub("\n<br>\n", text)
    whole = _lines(tag_blocks(marked))
    found = _extract(f"<html><body><article>{marked}</article></body></html>")
    chosen = _lines(_blocks(found.body)) if found is not None else []
    return chosen if _size(chosen) >= _MIN_KEPT * _size(whole) else whole


def _extract(text: str) -> Any:
    """What trafilatura finds in a page; None if that is nothing."""
    if text.count("<") > _MAX_TAGS:
        return None
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
    return found if getattr(found, "body", None) is not None else None


def _dates(text: str) -> tuple[str, ...]:
    """Dates of publication in the head, in the order of their worth."""
    named: dict[str, str] = {}
    for attributes in _META.findall(text):
        name, content = _META_NAME.search(attributes), _META_CONTENT.search(attributes)
        if name and content:
            named.setdefault(name[1].lower(), content[1])
    found = [named[name] for name in _DATE_NAMES if name in named]
    others = [pattern.search(text) for pattern in (_JSON_DATE, _TIME)]
    return (*found, *(match[1] for match in others if match))


def _blocks(root: Any) -> list[Block]:
    """The text of an element of trafilatura in blocks, however deep it is."""
    blocks: list[Block] = []
    pieces: list[str] = []
    level = 0

    def end_block() -> None:
        line = squeeze(repair("".join(pieces)).replace("\n", " "))
        pieces.clear()
        if line:
            blocks.append(Block((line,), heading=level))

    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in BLOCK_TAGS:
            end_block()
            level = 0 if closing else _level(node)
        if closing or not tag:
            pieces.append(" " if tag in CELL_TAGS else "")
            pieces.append((node.tail or "") if node is not root else "")
        else:
            pieces.append(node.text or "")
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
    end_block()
    return blocks


def _level(node: Any) -> int:
    found = _HEADING.fullmatch(node.get("rend") or "") if node.tag == "head" else None
    return int(found[1]) if found else 0


def _lines(blocks: list[Block]) -> list[str]:
    return [line for block in blocks for line in block.lines]


def _size(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))
