"""Lines that tell about an article: byline, date, photo credit, address, copyright."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.knowledge.agencies import find_agency
from pipeline.load.bylines import read_byline
from pipeline.load.dates import date_in_line, is_date_line
from pipeline.load.settings import LoadSettings

__all__ = [
    "Facts",
    "is_address_label",
    "is_credit",
    "read_address",
    "read_head_line",
    "read_rights",
]

_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[|•·]\s*|(?<!\s)\s+[–—-]\s+")
_ADDRESS = re.compile(r"<?(?P<url>https?://[^\s<>\"]{1,2000})>?", re.I)
_LABEL = re.compile(
    r"(?:original(?:\s(?:url|article|link|source|story|text|version))?|sources?|url|web\s?(?:page|address)|link"
    r"|permalink|article\s(?:url|link)|full\s(?:story|article|text)|available\sat|via|retrieved\sfrom|from"
    r"|(?:read|see|more)(?:\s(?:the|more|it|full|original|entire|whole|story|article|text|here|at|on|in)){0,6})",
    re.I,
)
_LABELLED = re.compile(rf"{_LABEL.pattern}\s{{0,3}}[:–—-]?\s{{0,3}}{_ADDRESS.pattern}\.?", re.I)
_BARE_LABEL = re.compile(rf"(?P<label>{_LABEL.pattern})\s{{0,3}}:?", re.I)
_SOURCE = re.compile(
    r"(?:sources?|agency|publisher|publication|outlet)\s{0,3}:\s{0,3}(?P<name>\S.{0,79})", re.I
)
_CREDIT_START = re.compile(
    r"(?:(?:file|handout|stock|ap|afp|reuters|epa|archive|cover|lead|featured)\s)?"
    r"(?:photo(?:graph)?|image|picture|illustration|graphic|screenshot|screengrab|credit|caption)s?"
    r"(?:\s(?:by|from|via|credits?|courtesy|illustration|source)\b(?:\sof\b)?)?(?P<sign>\s{0,3}[:/|©]|\s\S)?",
    re.I,
)
_CREDIT_WORD = re.compile(
    r"\bphotos?\b|\bphoto(?:graph)?\sby\b|\bgetty\b|\bcourtesy\b|\bhandout\b|\bscreenshot\b|\bvia\b|©"
    r"|\b(?:ap|reuters|afp|epa|tass|shutterstock|unsplash|wikimedia)\b(?=\s?/|$)|/",
    re.I,
)
_SLASHED = re.compile(
    r"(?:AP|AFP|REUTERS|Reuters|EPA|TASS|dpa|DPA)(?:\s(?:Photo|File|Images?))?\s?/\s?\S.{0,80}"
)
_HOST = re.compile(r"(?:www\.)?[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z]{2,10}(?:/\S{0,100})?", re.I)
_RIGHTS = re.compile(
    r"(?:(?:copyright\s{0,3})?(?:©|\(c\))\s{0,3}(?:copyright\b\s{0,3})?|copyright\s{1,3}(?=(?:19|20)\d\d\b))"
    r"(?:(?:19|20)\d\d\b)?[\s,:–—-]{0,3}(?P<owner>[^.\n]{0,120})"
    r"(?:\.\s{0,3}all\srights\sreserved\b.{0,200})?\.?"
    r"|all\srights\sreserved\.?",
    re.I,
)
_SIGNED = re.compile(r"[\s/\-–—(\[©]{0,4}(?P<name>[^\n()\[\]/]{2,50}?)[\s/\-–—)\].]{0,4}")
_WORD_BREAKS = re.compile(r"[\s,;|]+")
_MAX_CREDIT = 120
_MAX_CREDIT_WORDS = 8
_MAX_OWNER_CAPITALS = 4


@dataclass(slots=True)
class Facts:
    """What the lines around a body tell."""

    authors: list[str] = field(default_factory=list)
    agency: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    url: str | None = None


def read_head_line(line: str, facts: Facts, settings: LoadSettings, *, after_title: bool) -> bool:
    """Read a line above the body, or between its first paragraphs; False if it is none of these.

    Args:
        line: The line.
        facts: Takes what the line tells.
        settings: How dates are read.
        after_title: Whether the headline is known; before it, names without "By" may be a headline.
    """
    parts = [part for part in _SEPARATOR.split(line) if part]
    if is_date_line(line):
        _note_date(line, facts, settings)
        return True
    if len(parts) > 1 and any(map(is_date_line, parts)) and _read_mixed(parts, facts, settings):
        return True
    if is_credit(line):
        return True
    byline = read_byline(line)
    if byline and (after_title or line[:3].lower() == "by " or not byline.authors):
        _note_byline(byline.authors, byline.agency, facts)
        return True
    return _read_labelled(line, facts) or _read_bare_address(line, facts)


def read_address(line: str, facts: Facts) -> bool:
    """Read an address, alone or behind "Source:", "Original url:", "Read more at"."""
    return _read_labelled(line, facts) or _read_bare_address(line, facts)


def is_address_label(line: str) -> bool:
    """Tell whether a line only announces an address: "Original url:"."""
    return _BARE_LABEL.fullmatch(line) is not None


def read_rights(line: str, facts: Facts) -> bool:
    """Read what stands below the body: a copyright, the sign of an agency, "Source: Reuters"."""
    rights = _RIGHTS.fullmatch(line)
    if rights:
        facts.agency = facts.agency or find_agency(rights["owner"] or "")
        return True
    source = _SOURCE.fullmatch(line)
    if source:
        name = source["name"].strip(" .")
        agency = find_agency(name)
        facts.agency = facts.agency or agency
        facts.publisher = facts.publisher or (None if agency else name)
        return True
    signed = _SIGNED.fullmatch(line)
    agency = find_agency(signed["name"]) if signed else None
    facts.agency = facts.agency or agency
    return agency is not None


def is_credit(line: str, *, bold: bool = False) -> bool:
    """Tell whether a line says who made a picture.

    Args:
        line: The line.
        bold: Whether all of it is bold, and stands between byline and body: then a name or an
            address is enough ("vucic.rs", "Kremlin Press Service").
    """
    inner = line.strip("[]()*_ ")
    if not inner or len(inner) > _MAX_CREDIT or find_agency(inner):
        return False
    bracketed = line[0] in "[(" and line[-1] in "])"
    start = _CREDIT_START.match(inner)
    if start and (
        bracketed or start.end() == len(inner) or (start["sign"] or " ").strip() in set(":/|©")
    ):
        return bool(bracketed or (start["sign"] or "").strip() or start.end() == len(inner))
    if _SLASHED.fullmatch(inner) or inner.lower().endswith(("/getty images", "/ getty images")):
        return True
    if bracketed:
        return (
            len(inner.split()) <= 2 * _MAX_CREDIT_WORDS and _CREDIT_WORD.search(inner) is not None
        )
    return bold and _is_owner(inner)


def _is_owner(text: str) -> bool:
    words = _WORD_BREAKS.split(text)
    if len(words) > _MAX_CREDIT_WORDS or text[-1] in ".!?:":
        return False
    small = {"of", "the", "and", "for", "in", "via", "by", "media"}
    named = all(word[:1].isupper() or word in small or not word[:1].isalpha() for word in words)
    capitals = sum(word[:1].isupper() for word in words)
    return (
        _HOST.fullmatch(text) is not None
        or _CREDIT_WORD.search(text) is not None
        or (named and capitals <= _MAX_OWNER_CAPITALS)
    )


def _read_labelled(line: str, facts: Facts) -> bool:
    found = _LABELLED.fullmatch(line)
    if found:
        facts.url = facts.url or found["url"].rstrip(".,;")
    return found is not None


def _read_bare_address(line: str, facts: Facts) -> bool:
    found = _ADDRESS.fullmatch(line)
    if found:
        facts.url = facts.url or found["url"]
    return found is not None


def _read_mixed(parts: list[str], facts: Facts, settings: LoadSettings) -> bool:
    """Read a line of dates and bylines; nothing of it where a part is neither."""
    rest = [part for part in parts if not is_date_line(part)]
    bylines = [read_byline(part) or read_byline(f"By {part}") for part in rest]
    if None in bylines:
        return False
    for part in parts:
        if is_date_line(part):
            _note_date(part, facts, settings)
    for byline in filter(None, bylines):
        _note_byline(byline.authors, byline.agency, facts)
    return True


def _note_date(line: str, facts: Facts, settings: LoadSettings) -> None:
    when, is_update = date_in_line(line, settings)
    if is_update:
        facts.updated = facts.updated or when
    else:
        facts.published = facts.published or when


def _note_byline(authors: tuple[str, ...], agency: str | None, facts: Facts) -> None:
    facts.authors.extend(author for author in authors if author not in facts.authors)
    facts.agency = facts.agency or agency
