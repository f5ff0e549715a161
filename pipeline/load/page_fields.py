"""Of all that a page says about its article, what is taken: the first that is not rubbish."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from pipeline.knowledge.agencies import find_agency
from pipeline.load.addresses import host_of, is_address
from pipeline.load.bylines import clean_byline
from pipeline.load.characters import squeeze
from pipeline.load.dates import parse_date
from pipeline.load.fields import one_line
from pipeline.load.html_metadata import Metadata
from pipeline.load.html_tags import strip_inline_tags
from pipeline.load.languages import language_code
from pipeline.load.paragraphs import Block
from pipeline.load.settings import LoadSettings

__all__ = ["page_title", "page_values"]

_DIVIDER = re.compile(r"(?<!\s)\s+[|–—•·»›:~-]{1,2}\s+|(?:(?<!\s)\s+)?\|\s*|(?<!\s)\s+::\s+")
_NO_TITLE = re.compile(
    r"home(?:\s?page)?|index|untitled(?: document| page)?|article|news|story|loading\W*"
    r"|(?:error )?40[34]\b.{0,40}|(?:page )?not found|access denied|just a moment\W*|attention"
    r" required\W.{0,40}|subscribe to read",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:by\s+)?(?:admin(?:istrator)?\d*|root|user\d*|guest(?: author)?|author|unknown|anonymous"
    r"|none|null|nan|n/?a|undefined|default|webmaster|editor|super ?user|wordpress|web ?desk"
    r"|posted by|test|false|true|\[?object object\]?|view all posts.{0,60}|\W*)",
    re.I,
)
_SITE_WORDS = frozenset("the news online com org net co uk www".split())
_CUT_OFF = re.compile(r"\s{0,3}(?:…|\.\.\.)$")
_WORD = re.compile(r"[^\W_]+")
_MAX_TITLE = 400
_MAX_NAME = 100
_MAX_PARTS = 4
_SAME_HEADLINE = 0.6
_FIRST_YEAR = 1800
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).date()
_AHEAD = timedelta(days=366)


def page_values(metadata: Metadata, settings: LoadSettings) -> dict[str, Any]:
    """Return the fields of a page for `pipeline.load.fields.fill`."""
    sites = _site_names(metadata)
    languages = (language_code(code) for code in metadata.languages if len(code) < _MAX_NAME)
    return {
        "authors": _authors(metadata, sites),
        "publisher": next(_publishers(metadata), None),
        "published": next(_dates(metadata, settings), None),
        "url": _url(metadata),
        "language": next(filter(None, languages), None),
    }


def page_title(metadata: Metadata, blocks: Sequence[Block]) -> tuple[str | None, Sequence[Block]]:
    """Choose the title of a page, without the name of the site.

    Returns:
        The title, and the blocks without a headline above the text that only words it differently.
    """
    sites = _site_names(metadata)
    cleaned = (one_line(strip_inline_tags(title)) for title in metadata.titles)
    titles = [title for title in cleaned if title and _is_title(title, sites)]
    first = blocks[0] if blocks else Block(())
    heading = " ".join(first.lines) if first.heading in (1, 2) else ""
    if not titles:
        return None, blocks
    title = _shortest_form(_longest_form(titles[0], [*titles, heading]), [*titles, heading])
    title = _without_site(title, sites)
    if first.heading == 1 and _likeness(heading, title) >= _SAME_HEADLINE and len(blocks) > 1:
        return title, blocks[1:]
    return title, blocks


def _is_title(title: str, sites: Sequence[str]) -> bool:
    if len(title) > _MAX_TITLE or is_address(title) or not re.search(r"[^\W\d_]", title):
        return False
    return not _NO_TITLE.fullmatch(title) and not _is_site(title, sites)


def _longest_form(title: str, others: Sequence[str]) -> str:
    """The title in full, where it is cut off and another source has it whole."""
    start = _CUT_OFF.sub("", title)
    if start == title:
        return title
    return next(
        (
            other
            for other in others
            if len(other) > len(start) and other.startswith(start) and not _CUT_OFF.search(other)
        ),
        title,
    )


def _shortest_form(title: str, others: Sequence[str]) -> str:
    """The title without what follows a divider, where another source has it so."""
    for other in others:
        rest = title[len(other) :]
        if other and rest and title.startswith(other) and _DIVIDER.match(rest):
            return other
    return title


def _without_site(title: str, sites: Sequence[str]) -> str:
    for _ in range(_MAX_PARTS):
        dividers = list(_DIVIDER.finditer(title))
        if not dividers:
            break
        first, last = dividers[0], dividers[-1]
        if _is_site(title[last.end() :], sites) and title[: last.start()]:
            title = title[: last.start()]
        elif _is_site(title[: first.start()], sites) and title[first.end() :]:
            title = title[first.end() :]
        else:
            break
    return squeeze(title)


def _likeness(one: str, other: str) -> float:
    """The share of the words of the shorter text that the other has."""
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(words & others) / max(min(len(words), len(others)), 1)


def _site_names(metadata: Metadata) -> list[str]:
    hosts = filter(None, (host_of(url) for url in metadata.urls if is_address(url)))
    return [*_publishers(metadata), *hosts]


def _is_site(text: str, sites: Sequence[str]) -> bool:
    """Tell whether a text is the name of the site, but for words such as "The" and "News"."""
    words = _site_key(text)
    return any(words == _site_key(site) or "".join(words) == _label(site) for site in sites)


def _site_key(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [word for word in words if word not in _SITE_WORDS] or words


def _label(site: str) -> str:
    """The name in a host: "coastledger" of "news.coastledger.co.uk"; empty for other names."""
    if " " in site or "." not in site:
        return ""
    return max(site.split("."), key=len)


def _publishers(metadata: Metadata) -> Iterator[str]:
    for name in metadata.publishers:
        line = one_line(name)
        if not line or len(line) > _MAX_NAME or is_address(line) or line.startswith("@"):
            continue
        if re.search(r"[^\W\d_]", line) and not _NO_AUTHOR.fullmatch(line):
            yield line


def _authors(metadata: Metadata, sites: Sequence[str]) -> list[str]:
    """The authors of the first source that names a person or an agency."""
    for names in metadata.authors:
        lines = [line for line in map(one_line, names) if line and _is_author(line, sites)]
        byline = clean_byline(lines)
        if byline.authors or byline.agency:
            return lines
    return []


def _is_author(name: str, sites: Sequence[str]) -> bool:
    if _NO_AUTHOR.fullmatch(name) or is_address(name) or name.startswith(("@", "/", "#")):
        return False
    if "://" in name or re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", name):
        return False
    return find_agency(name) is not None or not _is_site(name.removeprefix("By "), sites)


def _dates(metadata: Metadata, settings: LoadSettings) -> Iterator[datetime]:
    latest = datetime.now(UTC) + _AHEAD
    for text in metadata.dates:
        date = parse_date(squeeze(text), settings)
        if date and date.year >= _FIRST_YEAR and date <= latest and date.date() != _EPOCH:
            yield date


def _url(metadata: Metadata) -> str | None:
    """The first address of an article; of a site, if there is no other."""
    urls = [f"https:{url}" if url.startswith("//") else url for url in map(squeeze, metadata.urls)]
    whole = [url for url in urls if is_address(url) and "://" in url and host_of(url)]
    deep = [url for url in whole if _has_path(url)]
    return next(iter([*deep, *whole]), None)


def _has_path(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
