"""What the address of an article tells: its host, and often its date."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from pipeline.load.dates import month_number

__all__ = ["date_in_url", "host_of", "is_address"]

_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+", re.I)
_DATE = re.compile(
    r"[/=](?P<year>(?:19|20)\d\d)(?P<sep>[/-]?)(?P<month>0[1-9]|1[0-2]|[a-z]{3,9}|[1-9](?=/))"
    r"(?:(?P=sep)|/?)(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=/))(?![0-9])",
    re.I,
)
_MAX_LENGTH = 2000


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a page."""
    return _ADDRESS.fullmatch(text) is not None


def host_of(url: str | None) -> str | None:
    """Return the host of an address, without "www."; None if it has none.

    Example:
        >>> host_of("https://www.themoscowtimes.com/2024/10/20/x")
        'themoscowtimes.com'
    """
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") or None if host else None


def date_in_url(url: str | None) -> datetime | None:
    """Return the date in the path of an address: /2024/10/20/, /2024/oct/20/, /20241020.

    Example:
        >>> date_in_url("https://news.example/world/2024/oct/20/port-talks")
        datetime.datetime(2024, 10, 20, 0, 0, tzinfo=datetime.timezone.utc)
    """
    path = (url or "")[:_MAX_LENGTH].partition("://")[2].partition("/")[2]
    for found in _DATE.finditer(f"/{path}"):
        month = found["month"]
        number = int(month) if month.isdecimal() else month_number(month)
        try:
            return datetime(int(found["year"]), number, int(found["day"]), tzinfo=UTC)
        except ValueError:
            continue
    return None
