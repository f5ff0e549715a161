"""Paragraphs of a plain text: by blank lines, by lines, by wrapped lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.load.characters import squeeze

__all__ = ["Block", "join_blocks", "plain_blocks"]

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_MARKER = re.compile(r"(?:[-*+•●▪◦‣·–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]{0,3}$|[”\"]$")
_WIDTHS = range(40, 121)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between two blank ones, or what a markup sets apart.

    Attributes:
        lines: The lines, squeezed, none empty.
        heading: Level of a heading, 1 for the highest; 0 for none.
        bold: Whether all of it is set in bold.
        flowing: Whether the markup says that the lines are one paragraph.
        links: Targets of its links.
    """

    lines: tuple[str, ...]
    heading: int = 0
    bold: bool = False
    flowing: bool = False
    links: tuple[str, ...] = field(default=())

    def with_lines(self, lines: Sequence[str]) -> "Block":
        """Return the block with other lines."""
        return replace(self, lines=tuple(lines))


def plain_blocks(text: str) -> list[Block]:
    """Divide a text at its blank lines; without any, at its line ends, or where wrapped lines end.

    Args:
        text: A text with repaired characters.
    """
    raw = [part.split("\n") for part in _BLANK.split(text)]
    blocks = [Block(tuple(filter(None, map(squeeze, lines)))) for lines in raw]
    blocks = [block for block in blocks if block.lines]
    if len(blocks) == 1 and len(blocks[0].lines) > 1:
        return _split_single(blocks[0], raw)
    return blocks


def _split_single(block: Block, raw: list[list[str]]) -> list[Block]:
    width = _wrap_width([block])
    if width is None:
        return [Block((line,)) for line in block.lines]
    indented = [line[:1] in " \t" for lines in raw for line in lines if squeeze(line)]
    starts = [0] + [
        i + 1
        for i, (line, following) in enumerate(pairwise(block.lines))
        if not _is_full(line, following, width)
        or (indented[i + 1] and sum(indented) * 2 <= len(indented))
    ]
    bounds = pairwise([*starts, len(block.lines)])
    return [Block(block.lines[start:end], flowing=True) for start, end in bounds]


def join_blocks(blocks: Sequence[Block]) -> list[str]:
    """Make paragraphs of blocks: wrapped lines are joined, lines of their own are not."""
    width = _wrap_width(blocks)
    return [paragraph for block in blocks for paragraph in _paragraphs(block, width)]


def _paragraphs(block: Block, width: int | None) -> Iterator[str]:
    paragraph = ""
    previous = ""
    for line in block.lines:
        if previous and (block.flowing or _continues(previous, line, width)):
            paragraph += line if _cut_word(previous, line) else f" {line}"
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        previous = line
    if paragraph:
        yield paragraph


def _continues(line: str, following: str, width: int | None) -> bool:
    """Tell whether a paragraph goes on over the end of the line."""
    if _MARKER.match(following):
        return False
    if width is not None and _is_full(line, following, width):
        return True
    return following[0].islower() and not _SENTENCE_END.search(line)


def _cut_word(line: str, following: str) -> bool:
    return len(line) > 1 and line[-1] == "-" and line[-2].isalpha() and following[0].islower()


def _is_full(line: str, following: str, width: int) -> bool:
    """The next word would not have fitted: the line was ended by a program."""
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _wrap_width(blocks: Sequence[Block]) -> int | None:
    """The width to which the lines were wrapped; None if they were not."""
    width = max((len(line) for block in blocks for line in block.lines if " " in line), default=0)
    breaks = [pair for block in blocks for pair in pairwise(block.lines)]
    full = [line for line, following in breaks if _is_full(line, following, width)]
    ended = sum(_SENTENCE_END.search(line) is not None for line in full)
    wrapped = (
        width in _WIDTHS
        and len(breaks) > 1
        and len(full) >= 0.7 * len(breaks)
        and ended <= 0.4 * len(full)
    )
    return width if wrapped else None
