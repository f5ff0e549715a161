"""Dates of publication: read where they are certain, left out where they are not."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import dateparser

from pipeline.load.settings import LoadSettings

__all__ = ["date_in_line", "is_date_line", "month_number", "parse_date"]

_MONTHS = "january february march april may june july august september october november december"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
_LABEL = (
    r"(?:(?:first|last|originally)?\s{0,3}(?:published|updated|posted|modified|created|issued|released)"
    r"|(?:publication|publish|pub|release)?\s{0,3}date|updated?|pubdate)\b"
)
_TIME = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)?"
_ZONE = (
    r"(?:utc|gmt|[ecmp][sd]?t|a[ek]dt|aest|bst|cest|cet|eest|eet|msk|ist|jst|kst|sast|wib|hkt|sgt|pht|z)\b"
    r"(?:\s?[+-]\d{1,2}:?(?:\d{2})?)?|[+-]\d{2}:?\d{2}\b"
)
_NUMERIC = r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}"
_TOKEN = re.compile(
    rf"{_LABEL}|{_MONTH}|{_DAY}|{_NUMERIC}(?!\d)|t(?=\d)|{_TIME}|{_ZONE}"
    r"|\d{1,4}(?:st|nd|rd|th)?\b|[ap]\.?m\b\.?|(?:at|on|of|the|local|time|hrs?|hours)\b",
    re.I,
)
_CERTAIN = re.compile(
    rf"{_MONTH}\s{{0,3}}\d|\d(?:st|nd|rd|th)?\s{{0,3}}(?:of\s)?{_MONTH}|{_NUMERIC}", re.I
)
_UPDATED = re.compile(r"\b(?:last\s{0,3})?(?:updated?|modified)\b", re.I)
_LABELS = re.compile(rf"^\W*(?:{_LABEL}|on\b)\s*(?:on\b)?\s*[:–—-]?\s*", re.I)
_LOCAL = re.compile(r"\b(?:local time|hrs|hours)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_TWO_WAYS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_COMPACT = re.compile(r"((?:1[89]|20)\d{6})(?:T?(\d{6})Z?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d{1,6})?")
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2},\s{1,3})?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{2}:\d{2}(?::\d{2})?"
    r"\s(?:[+-]\d{4}|UTC?|GMT|[ECMP][SD]T)"
)
_MAX_LENGTH = 100


def parse_date(value: object, settings: LoadSettings) -> datetime | None:
    """Read a date as UTC; without a zone it is taken for UTC.

    Args:
        value: A text, a `datetime` or `date`, or seconds or milliseconds since 1970.
        settings: Order and languages of dates.

    Returns:
        None where day, month or year is missing, the year has not four digits, or the order of day
        and month is open.

    Example:
        >>> parse_date("Oct. 20, 2024 3:14 PM EST", LoadSettings())
        datetime.datetime(2024, 10, 20, 20, 14, tzinfo=datetime.timezone.utc)
        >>> parse_date("03/04/2024", LoadSettings()) is None
        True
    """
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = repr(value)
    return _parse_text(value.strip(), settings) if isinstance(value, str) else None


def is_date_line(line: str) -> bool:
    """Tell whether a line consists of a date, with or without time, label ("Updated") and zone."""
    if len(line) > _MAX_LENGTH or not _CERTAIN.search(line):
        return False
    return not re.search(r"[^\W_]", _TOKEN.sub(" ", line))


def date_in_line(line: str, settings: LoadSettings) -> tuple[datetime | None, bool]:
    """Read a line that `is_date_line`; the second value tells whether it is that of an update."""
    updated = _UPDATED.search(line)
    first = (
        line[: updated.start()] if updated and _CERTAIN.search(line[: updated.start()]) else line
    )
    is_update = updated is not None and first == line
    bare = _UPDATED.sub("", line) if is_update else first
    text = _LOCAL.sub("", _LABELS.sub("", bare.strip("()[] ")))
    return parse_date(text.strip(" \t,;:|•·–—-()[]"), settings), is_update


def month_number(name: str) -> int:
    """Return the number of a month by its English name, long or short; 0 for another word."""
    start = name[:4].lower()
    return next((i for i, month in enumerate(_MONTHS.split(), 1) if month.startswith(start)), 0)


@lru_cache(maxsize=65_536)
def _parse_text(text: str, settings: LoadSettings) -> datetime | None:
    if not 6 <= len(text) <= _MAX_LENGTH:
        return None
    if _ISO.match(text):
        return _parse_iso(text) or _parse_words(text, settings)
    if compact := _COMPACT.fullmatch(text):
        return _parse_iso(f"{compact[1]}T{compact[2]}" if compact[2] else compact[1])
    if _EPOCH.fullmatch(text):
        return _parse_epoch(float(text))
    return _parse_words(text, settings)


def _parse_iso(text: str) -> datetime | None:
    text = re.sub(r"\s(?=[+-]\d|Z$)|\s?UTC$", "", text)
    try:
        return _utc(datetime.fromisoformat(text))
    except ValueError:
        return None


def _parse_epoch(seconds: float) -> datetime | None:
    if seconds >= 1e11:
        seconds /= 1000
    return datetime.fromtimestamp(seconds, tz=UTC) if 1e8 <= seconds < 4e9 else None


def _parse_words(text: str, settings: LoadSettings) -> datetime | None:
    if not _YEAR.search(text):
        return None
    if _RFC_2822.fullmatch(text):
        return _parse_rfc_2822(text)
    order = settings.date_order
    numeric = _TWO_WAYS.search(text)
    if numeric and not order:
        first, second = int(numeric[1]), int(numeric[2])
        if first <= 12 and second <= 12 and first != second:
            return None
        order = "DMY" if first > 12 else "MDY"
    return _dateparser(text, order or "MDY", settings.date_languages)


def _parse_rfc_2822(text: str) -> datetime | None:
    try:
        return _utc(parsedate_to_datetime(text))
    except (ValueError, OverflowError):
        return None


def _dateparser(text: str, order: str, languages: tuple[str, ...]) -> datetime | None:
    options = {
        "DATE_ORDER": order,
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": True,
        "TIMEZONE": "UTC",
        "TO_TIMEZONE": "UTC",
    }
    try:
        parsed = dateparser.parse(text, languages=list(languages), settings=options)
    except (ValueError, OverflowError, RecursionError):
        return None
    return _utc(parsed) if parsed else None


def _utc(value: datetime) -> datetime | None:
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return None
