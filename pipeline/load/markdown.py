"""Markdown: headings, emphasis, links and lists become the text that a reader sees."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.load.characters import squeeze
from pipeline.load.paragraphs import Block, plain_blocks

__all__ = ["looks_like_markdown", "markdown_blocks"]

# Code by indentation and reference definitions are left out: in news they are indented paragraphs,
# and lines such as "[Image]: the port", that would be lost.
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).disable(
    ["code", "reference"]
)
_SIGNS = re.compile(
    r"^#{1,6} \S|\*\*[^*\s][^*\n]{0,300}\*\*|\]\([^()\s]{0,500}\)|^<https?://[^\s<>]{1,2000}>$",
    re.M,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--[^<>]{0,500}-->")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CHUNK = 50_000  # the parser takes more than linear time for hostile text


def looks_like_markdown(text: str) -> bool:
    """Tell whether a text has headings, bold passages or links as Markdown writes them."""
    return _SIGNS.search(text) is not None


def markdown_blocks(text: str, *, flowing: bool) -> list[Block]:
    """Divide a Markdown text into the blocks that it marks.

    Args:
        text: A text with repaired characters.
        flowing: Whether the lines of a paragraph are joined, as Markdown has it; else they may
            stand for themselves, as in text files that only use its signs.

    Returns:
        The blocks without their marks; with them, where a paragraph is too long or too deeply
        nested for the parser.
    """
    blocks: list[Block] = []
    for chunk in _chunks(text):
        parsed = _parse(chunk, flowing=flowing) if len(chunk) <= 2 * _CHUNK else []
        blocks.extend(parsed or plain_blocks(chunk))
    return blocks


def _chunks(text: str) -> Iterator[str]:
    """The text in parts that end at blank lines."""
    start = 0
    while start < len(text):
        blank = _BLANK_LINE.search(text, start + _CHUNK)
        end = blank.end() if blank else len(text)
        yield text[start:end]
        start = end


def _parse(text: str, *, flowing: bool) -> list[Block]:
    blocks: list[Block] = []
    heading, marker = 0, ""
    for token in _PARSER.parse(text):
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "list_item_open":
            # A year that starts a paragraph reads as the number of an item: keep it.
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline":
            blocks.extend(_inline(token, heading=heading, marker=marker, flowing=flowing))
            marker = ""
        elif token.type in ("fence", "code_block"):
            blocks.extend(_block([*token.content.split("\n")]))
    return blocks


def _inline(token: Token, *, heading: int, marker: str, flowing: bool) -> Iterator[Block]:
    """One block, or several where the text forces line breaks."""
    children = token.children or []
    links = tuple(
        str(child.attrs["href"])
        for child in children
        if child.type == "link_open" and str(child.attrs.get("href", "")).startswith("http")
    )
    bold = _all_bold(children)
    for number, lines in enumerate(_lines(children)):
        lines[0] = (marker if number == 0 else "") + lines[0]
        yield from _block(
            lines, heading=heading, bold=bold, flowing=flowing or heading > 0, links=links
        )


def _block(
    lines: Iterable[str],
    *,
    heading: int = 0,
    bold: bool = False,
    flowing: bool = False,
    links: tuple[str, ...] = (),
) -> Iterator[Block]:
    clean = tuple(filter(None, (squeeze(_TAG.sub(" ", line)) for line in lines)))
    if clean:
        yield Block(clean, heading=heading, bold=bold, flowing=flowing, links=links)


def _lines(children: list[Token]) -> list[list[str]]:
    """The lines of the text, in a new list after each forced line break."""
    parts = [[""]]
    for child in children:
        if child.type == "hardbreak":
            parts.append([""])
        elif child.type == "softbreak":
            parts[-1].append("")
        elif child.type in ("text", "code_inline", "text_special"):
            parts[-1][-1] += child.content
    return parts


def _all_bold(children: list[Token]) -> bool:
    shown = [child for child in children if child.type != "text" or child.content.strip()]
    return (
        len(shown) > 2
        and shown[0].type == "strong_open"
        and shown[-1].type == "strong_close"
        and sum(child.type == "strong_open" for child in shown) == 1
    )
