"""The layout of a news article: headline, lines about the article, body, address."""

import re
from collections.abc import Sequence
from datetime import datetime

from pipeline.knowledge.agencies import find_agency
from pipeline.load.bylines import read_byline
from pipeline.load.characters import same_words
from pipeline.load.dates import parse_date
from pipeline.load.metadata_lines import (
    Facts,
    is_address_label,
    is_credit,
    read_address,
    read_head_line,
    read_rights,
)
from pipeline.load.outcome import Draft
from pipeline.load.paragraphs import Block, join_blocks
from pipeline.load.settings import LoadSettings

__all__ = ["headline_of", "read_article", "read_dateline"]

_HEAD = 12
_HEAD_BODY = 3
_FOOT = 6
_HEADING_WITHIN = 6
_MAX_TITLE = 200
_MAX_TITLE_WORDS = 30
_STOP = re.compile(r"(?<!\b[A-Z]\.[A-Z])\.[\"'”’»)]{0,2}$|[:;,]$")
_DATELINE = re.compile(
    r"(?P<place>[^()/\n]{0,80})[(/]\s{0,2}(?P<agency>[^()/\n]{2,40}?)\s{0,2}[)/](?P<dash>\s{0,2}[–—:.-])?"
)
_OPENING = re.compile(r"(?P<agency>[^,\n–—]{2,40}?)\s{0,2},\s(?P<date>[\w .,]{3,25}?)\s[–—-]\s")
_DATE = re.compile(
    r"\b(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?),?\s(?:19|20)\d\d\b"
)


def read_article(
    blocks: Sequence[Block], settings: LoadSettings, *, title: str | None = None
) -> Draft:
    """Divide an article into what it says and what is said about it.

    Args:
        blocks: The article, from the headline to the address.
        settings: How dates are read.
        title: The headline, where it is known from elsewhere.
    """
    facts = Facts()
    kept = _read_foot(list(blocks), facts)
    heading = None if title else _first_heading(kept)
    if heading is not None:
        title = " ".join(kept.pop(heading).lines)
    title, body = _read_head(kept, facts, settings, title)
    paragraphs = join_blocks(body)
    agency, dated = read_dateline(paragraphs, settings)
    return Draft(
        paragraphs=paragraphs,
        title=title,
        authors=facts.authors,
        agency=facts.agency or agency,
        publisher=facts.publisher,
        published=facts.published or dated or facts.updated,
        url=facts.url,
    )


def headline_of(paragraphs: Sequence[str]) -> str | None:
    """Return the first paragraph if it reads as a headline.

    That is: it is short, has no full stop at its end, and something follows.

    Example:
        >>> headline_of(["Talks resume at the port", "The union said on Friday it would return."])
        'Talks resume at the port'
    """
    if len(paragraphs) < 2:
        return None
    first = paragraphs[0]
    if len(first) > _MAX_TITLE or len(first.split()) > _MAX_TITLE_WORDS or _STOP.search(first):
        return None
    return first if re.search(r"[^\W\d_]", first) and read_byline(first) is None else None


def read_dateline(
    paragraphs: Sequence[str], settings: LoadSettings
) -> tuple[str | None, datetime | None]:
    """Read agency and date from the start of a body, which stays as it is.

    Known are "SEOUL (Reuters) - ", "LONDON, Oct 20, 2024 (AP) - ", "MOSCOW, October 20. /TASS/",
    "afrol News, 5 February - ". A date without a year is none.
    """
    for paragraph in paragraphs[:2]:
        for found in (_DATELINE.match(paragraph), _OPENING.match(paragraph)):
            agency = find_agency(found["agency"]) if found else None
            if found is None or agency is None:
                continue
            place = found.groupdict().get("place")
            if place is not None and not (found["dash"] or place.isupper()):
                continue
            date = _DATE.search(found.group())
            return agency, parse_date(date.group(), settings) if date else None
    return None, None


def _first_heading(blocks: Sequence[Block]) -> int | None:
    for level in (1, 2):
        for index, block in enumerate(blocks[:_HEADING_WITHIN]):
            if block.heading == level and len(block.lines[0]) <= 2 * _MAX_TITLE:
                return index
    return None


def _read_head(
    blocks: Sequence[Block], facts: Facts, settings: LoadSettings, title: str | None
) -> tuple[str | None, list[Block]]:
    """Take the headline and the lines about the article from the first blocks."""
    body: list[Block] = []
    read_any = False
    for index, block in enumerate(blocks):
        if index >= _HEAD or len(body) >= _HEAD_BODY:
            body.append(block)
            continue
        if block.bold and read_any and not body and is_credit(" ".join(block.lines), bold=True):
            continue
        known = title is not None
        lines = [
            line
            for line in block.lines
            if not read_head_line(line, facts, settings, after_title=known)
        ]
        read_any = read_any or len(lines) < len(block.lines)
        if not lines:
            continue
        rest = block.with_lines(lines)
        if title is None and not body:
            title = _headline(rest, blocks[index + 1 :])
            if title is not None:
                continue
        if not (title is not None and not body and same_words(" ".join(lines), title)):
            body.append(rest)
    return title, body


def _headline(block: Block, following: Sequence[Block]) -> str | None:
    joined = join_blocks([block])
    if len(joined) != 1 or not following:
        return None
    return headline_of([joined[0], *following[0].lines])


def _read_foot(blocks: list[Block], facts: Facts) -> list[Block]:
    """Take the address of the article and its copyright from the last blocks."""
    start = max(len(blocks) - _FOOT, 1)
    lines = [(block, line) for block in blocks[start:] for line in block.lines]
    kept: list[tuple[Block, str]] = []
    below = True  # nothing of the body stands below
    for number in range(len(lines) - 1, -1, -1):
        block, line = lines[number]
        label_above = number > 0 and is_address_label(lines[number - 1][1])
        if is_address_label(line) and _announces(line, block, facts, lines, number):
            continue
        addressed = Facts(url=None)
        if read_address(line, addressed) and (
            below or label_above or not line.startswith(("<", "http"))
        ):
            facts.url = addressed.url or facts.url
            continue
        if below and read_rights(line, facts):
            continue
        below = False
        kept.append((block, line))
    return blocks[:start] + _regroup(kept[::-1])


def _announces(
    line: str, block: Block, facts: Facts, lines: Sequence[tuple[Block, str]], number: int
) -> bool:
    """Tell whether a label is followed by an address, has it as a link, or is "Original url:"."""
    if block.links and len(block.lines) == 1:
        facts.url = block.links[0]
        return True
    follows = number + 1 < len(lines) and read_address(lines[number + 1][1], Facts())
    return follows or "url" in line.lower()


def _regroup(lines: Sequence[tuple[Block, str]]) -> list[Block]:
    groups: dict[int, tuple[Block, list[str]]] = {}
    for block, line in lines:
        groups.setdefault(id(block), (block, []))[1].append(line)
    return [block.with_lines(kept) for block, kept in groups.values()]
