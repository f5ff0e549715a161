"""Fields of records and of heads of files: what their values tell."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline.knowledge.agencies import find_agency
from pipeline.load.addresses import date_in_url, host_of, is_address
from pipeline.load.article import read_dateline
from pipeline.load.bylines import clean_byline
from pipeline.load.characters import repair, squeeze
from pipeline.load.columns import FIELDS, bare_name, find_value, parse_columns
from pipeline.load.dates import parse_date
from pipeline.load.languages import language_code
from pipeline.load.outcome import Draft
from pipeline.load.settings import LoadSettings

__all__ = ["fill", "one_line", "text_of", "values_of"]

_INNER = (
    *("name", "rendered", "value", "text", "#text", "@value", "@id", "url", "title"),
    *("main", "original"),  # headline and byline of the New York Times
)
_MAX_DEPTH = 3


def one_line(value: object) -> str | None:
    """Return a value as one line of clean text; None for nothing."""
    return squeeze(repair(str(value)).replace("\n", " ")) or None if value is not None else None


def values_of(record: Mapping[str, Any], settings: LoadSettings | None = None) -> dict[str, Any]:
    """Return the value of each field, under the first of its names that has one.

    Args:
        record: Columns or keys, and their values.
        settings: The names that a user has given, which come before those that are recognised.

    Example:
        >>> values_of({"source": {"name": "AFP"}, "Headline": "", "title": "Talks"})
        {'title': 'Talks', 'publisher': {'name': 'AFP'}}
    """
    named = _by_bare_name(record)
    given = parse_columns(settings.columns) if settings else {}
    found: dict[str, Any] = {}
    for field, names in FIELDS.items():
        has_given, value = find_value(record, given[field]) if field in given else (False, None)
        present = [value] if has_given else [named[name] for name in names if name in named]
        filled = [value for value in present if not _is_missing(value)]
        if filled or present:
            found[field] = (filled or [None])[0]
    return _with_lead(found, named)


def _by_bare_name(record: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record and of the objects in it, under names as in `FIELDS`."""
    named: dict[str, Any] = {}
    for key, value in record.items():
        named.setdefault(bare_name(key), value)
    for outer, inner in [
        (key, value) for key, value in named.items() if isinstance(value, Mapping)
    ]:
        for key, value in inner.items():
            named.setdefault(f"{outer}.{bare_name(key)}", value)
    return named


def _with_lead(found: dict[str, Any], named: Mapping[str, Any]) -> dict[str, Any]:
    """Put the first paragraph before the rest, where an export of Factiva divides them."""
    lead, rest = named.get("lp"), named.get("td")
    if lead and rest and found.get("text") is rest:
        found["text"] = [lead, rest]
    return found


def _is_missing(value: object) -> bool:
    return value is None or value != value or value in ("", [], {})


def text_of(value: object, depth: int = 0) -> str:
    """Return a text, the paragraphs of a list, or what an object as {"rendered": ...} holds."""
    if isinstance(value, str):
        return value
    if depth >= _MAX_DEPTH:
        return ""
    if isinstance(value, Mapping):
        return next(filter(None, (text_of(value.get(key), depth + 1) for key in _INNER)), "")
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return "\n\n".join(filter(None, (text_of(part, depth + 1) for part in value)))
    return ""


def _names(value: object) -> list[str]:
    parts: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return [name for name in map(text_of, parts) if name]


def fill(draft: Draft, values: Mapping[str, Any], settings: LoadSettings) -> None:
    """Add what the fields tell to what the text tells."""
    byline = clean_byline([repair(name) for name in _names(values.get("authors"))])
    publisher = one_line(text_of(values.get("publisher")))
    agency, dated = read_dateline(draft.paragraphs, settings)
    url = one_line(text_of(values.get("url")))
    draft.url = url if url and is_address(url) else draft.url
    draft.authors = list(byline.authors) or draft.authors
    named = one_line(text_of(values.get("agency")))
    draft.agency = (
        (find_agency(named) or named if named else None)
        or byline.agency
        or draft.agency
        or find_agency(publisher or "")
        or agency
    )
    if publisher and is_address(publisher):
        draft.url = draft.url or publisher
    else:
        draft.publisher = publisher or draft.publisher
    draft.publisher = draft.publisher or host_of(draft.url)
    draft.published = _published(values.get("published"), settings) or draft.published or dated
    draft.published = draft.published or date_in_url(draft.url or "")
    language = one_line(text_of(values.get("language")))
    draft.language = (language_code(language) if language else None) or draft.language


def _published(value: object, settings: LoadSettings) -> datetime | None:
    return parse_date(text_of(value) if isinstance(value, Mapping | list) else value, settings)
