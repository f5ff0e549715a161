"""The text of HTML: pages through trafilatura, passages of a record as a whole."""

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import trafilatura

from pipeline.load.characters import repair, same_words, squeeze
from pipeline.load.html_metadata import Metadata, read_metadata
from pipeline.load.html_tags import (
    BLOCK_TAGS,
    CELL_TAGS,
    has_tags,
    strip_inline_tags,
    tag_blocks,
)
from pipeline.load.html_tree import drop_repeated_quotes, head_tree, mend, page_tree
from pipeline.load.outcome import Refused
from pipeline.load.paragraphs import Block, plain_blocks

__all__ = ["Page", "element_blocks", "passage_paragraphs", "read_page"]

_HEADING = re.compile(r"h([1-6])")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MIN_KEPT = 0.8
_MIN_OF_BODY = 0.5
_MAX_TAGS = 50_000  # trafilatura takes a minute for the several hundred thousand of a hostile page
_DATE_OPTIONS = {"original_date": True, "extensive_search": False}


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of an article's text, and what its page says about it, as written there."""

    blocks: tuple[Block, ...]
    metadata: Metadata


def read_page(text: str) -> Page:
    """Read a page: the article without navigation and advertisements, and what its head tells.

    The text that JSON-LD holds is taken where the page shows less than half of it.

    Raises:
        Refused: With the reason ``no_text`` if the page has no text.
    """
    root = page_tree(text) if text.count("<") <= _MAX_TAGS else None
    head = root if root is not None else head_tree(text)
    metadata = read_metadata(head) if head is not None else Metadata()
    found = _extract(root)
    blocks = (element_blocks(found.body) if found is not None else []) or tag_blocks(text)
    whole = _body_blocks(metadata.body or "")
    if _size(_lines(blocks)) < _MIN_OF_BODY * _size(_lines(whole)):
        blocks = whole
    if not blocks:
        raise Refused("no_text", "the page has no text")
    return Page(tuple(blocks), metadata if found is None else _with_guesses(metadata, found))


def _body_blocks(text: str) -> list[Block]:
    if has_tags(text):
        return [Block((line,)) for line in passage_paragraphs(text)]
    return plain_blocks(repair(strip_inline_tags(unescape(text))))


def _with_guesses(metadata: Metadata, found: Any) -> Metadata:
    """The candidates with what trafilatura has found, which is trusted least."""
    authors = tuple(filter(None, (found.author or "").split(";")))
    return replace(
        metadata,
        titles=(*metadata.titles, *filter(None, [found.title])),
        authors=(*metadata.authors, *filter(None, [authors])),
        publishers=(*metadata.publishers, *filter(None, [found.sitename])),
        dates=(*metadata.dates, *filter(None, [found.date])),
        urls=(*metadata.urls, *filter(None, [found.url])),
    )


def passage_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that is marked up, but no page of its own.

    Blank lines divide paragraphs as well. What trafilatura would leave out of it counts as text if
    it is more than a fifth.
    """
    marked = _BLANK_LINE.sub("\n<br>\n", text)
    whole = _lines(tag_blocks(marked))
    found = None
    if marked.count("<") <= _MAX_TAGS:
        found = _extract(page_tree(f"<html><body><article>{marked}</article></body></html>"))
    chosen = _lines(element_blocks(found.body)) if found is not None else []
    if same_words("".join(chosen), "".join(whole)):
        return whole  # trafilatura makes one paragraph of all the paragraphs of a short text
    return chosen if _size(chosen) >= _MIN_KEPT * _size(whole) else whole


def _extract(root: Any) -> Any:
    """What trafilatura finds in a tree; None if that is nothing."""
    if root is None:
        return None
    try:
        mend(root)
        found: Any = trafilatura.bare_extraction(
            root,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            date_extraction_params=_DATE_OPTIONS,
        )
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        return None  # markup that it cannot take; the text is read without it
    if getattr(found, "body", None) is None:
        return None
    drop_repeated_quotes(found.body, lambda element: _lines(element_blocks(element)))
    return found


def element_blocks(root: Any) -> list[Block]:
    """Return the text of an element in blocks, however deep it is.

    Args:
        root: An element of lxml, with names of HTML or of trafilatura and without namespaces.
    """
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
