"""From the lines of printed pages to paragraphs: no page numbers, no running heads, no hyphens."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.load.characters import repair, squeeze

__all__ = ["paragraphs_of"]

_EDGE = 3
_NUMBER = re.compile(r"\d{1,8}")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page\s)?\W{0,3}\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?\W{0,3}", re.I
)
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]{0,3}$")
_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010]$")
_SOFT_HYPHEN = re.compile(r"\xad[ \t]*$", re.M)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MARKER = re.compile(r"[•●▪◦‣·]\s|\(?\d{1,2}[.)]\s")
_SHORT_END = 0.85
_SHORT_LINE = 0.6
_LONGEST_WORD = 100


def paragraphs_of(pages: Sequence[str]) -> list[str]:
    """Return the paragraphs of a printed text.

    A paragraph ends at a blank line, after a short line that ends a sentence, and after a line that
    is much shorter than the others before one that begins with a capital. It may go on over the end
    of a page.

    Args:
        pages: The text of each page, line by line.
    """
    lines = [_lines(page) for page in pages]
    _drop_edges(lines)
    words = set(_WORD.findall(" ".join(line for page in lines for line in page)))
    joined: list[str] = []
    current = ""
    for line, ends in _with_ends(lines):
        current = _append(current, line, words) if current else line
        if ends and current:
            joined.append(current)
            current = ""
    return [*joined, current] if current else joined


def _lines(page: str) -> list[str]:
    """The lines of a page, with blank ones between others as they are."""
    soft = _SOFT_HYPHEN.sub("\u2010", page.replace("\r", "\n"))
    lines = [squeeze(line) for line in repair(soft).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _drop_edges(pages: list[list[str]]) -> None:
    """Remove at the head and foot of the pages their numbers, and what stands on most of them."""
    filled = [page for page in pages if page]
    seen = Counter(key for page in filled for key in set(map(_key, _edges(page))))
    repeated = {key for key, count in seen.items() if count > 1 and 2 * count > len(filled)}
    for page in filled:
        for position in (0, -1):
            for _ in range(_EDGE):
                while page and not page[position]:
                    page.pop(position)
                if page and (_key(page[position]) in repeated or _is_number(page[position])):
                    page.pop(position)


def _edges(page: list[str]) -> list[str]:
    """The first and last lines of a page that are not blank."""
    written = [line for line in page if line]
    return [*written[:_EDGE], *written[-_EDGE:]]


def _is_number(line: str) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None


def _key(line: str) -> str:
    return _NUMBER.sub("#", line.casefold())


def _with_ends(pages: list[list[str]]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether a paragraph ends with it."""
    for number, page in enumerate(pages):
        lengths = sorted(len(line) for line in page if line)
        width = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
        for i, line in enumerate(page):
            if not line:
                continue
            last = i + 1 == len(page)
            following = page[i + 1] if not last else _first_line(pages[number + 1 :])
            yield line, _ends(line, following, width, last=last)


def _first_line(pages: list[list[str]]) -> str:
    return next((page[0] for page in pages if page), "")


def _ends(line: str, following: str, width: int, *, last: bool) -> bool:
    """Tell whether a paragraph ends with a line; ``last`` if it is the last of its page."""
    if not following or _MARKER.match(following):
        return True
    if _SENTENCE_END.search(line):
        return last or len(line) < _SHORT_END * width
    return not following[0].islower() and not last and len(line) < _SHORT_LINE * width


def _append(text: str, line: str, words: set[str]) -> str:
    """The text with a line behind it; a word that was divided between them is whole again."""
    cut = _HYPHEN.search(text[-_LONGEST_WORD:])  # not all of it for each of its lines
    start = _WORD.match(line)
    if cut is None or start is None or not line[0].islower():
        return f"{text} {line}"
    keeps = f"{cut[1]}-{start.group()}" in words and f"{cut[1]}{start.group()}" not in words
    return text + line if keeps else text[:-1] + line
