"""Fields of records and of heads of files: which name means what, and what a value tells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline.knowledge.agencies import find_agency
from pipeline.load.addresses import date_in_url, host_of, is_address
from pipeline.load.article import read_dateline
from pipeline.load.bylines import clean_byline
from pipeline.load.characters import repair, squeeze
from pipeline.load.dates import parse_date
from pipeline.load.languages import language_code
from pipeline.load.outcome import Draft
from pipeline.load.settings import LoadSettings

__all__ = ["FIELDS", "field_of", "fill", "one_line", "text_of", "values_of"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("docid", "id", "articleid", "guid", "uuid", "identifier"),
    "text": (
        *(
            "text",
            "body",
            "content",
            "articlebody",
            "fulltext",
            "maintext",
            "articletext",
            "bodytext",
        ),
        *("cleanedtext", "story", "article"),
    ),
    "title": ("title", "headline", "head", "heading"),
    "published": (
        *(
            "published",
            "datepublished",
            "publishdate",
            "publisheddate",
            "publisheddatetime",
            "publishedat",
        ),
        *(
            "pubdate",
            "publicationdate",
            "datepublish",
            "publishedtime",
            "publishtime",
            "date",
            "datetime",
        ),
        *("timestamp", "created", "createdat", "datecreated"),
    ),
    "authors": ("authors", "author", "byline", "creator", "writer"),
    "url": ("url", "link", "sourceurl", "canonicalurl", "weburl", "articleurl", "mainentityofpage"),
    "publisher": (
        *(
            "publisher",
            "outlet",
            "source",
            "site",
            "sitename",
            "publication",
            "newspaper",
            "sourcename",
        ),
        "domain",
    ),
    "agency": ("agency", "newsagency", "wire"),
    "language": ("language", "lang", "inlanguage"),
}
"""The names of a field, the first looked for first; case, "_", "-" and spaces do not count."""

_NAME_SIGNS = re.compile(r"[\s_-]+")
_INNER = ("name", "rendered", "value", "text", "#text", "@value", "@id", "url", "title")
_MAX_DEPTH = 3


def field_of(column: str) -> str | None:
    """Return which field a name of a column or key stands for.

    Example:
        >>> field_of("Publish_Date"), field_of("articleBody"), field_of("colour")
        ('published', 'text', None)
    """
    bare = _NAME_SIGNS.sub("", column[:100]).lower()
    return next((field for field, names in FIELDS.items() if bare in names), None)


def one_line(value: object) -> str | None:
    """Return a value as one line of clean text; None for nothing."""
    return squeeze(repair(str(value)).replace("\n", " ")) or None if value is not None else None


def values_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of each field, under the first of its names that has one."""
    bare = {_NAME_SIGNS.sub("", str(key)[:100]).lower(): key for key in reversed(list(record))}
    found: dict[str, Any] = {}
    for field, names in FIELDS.items():
        present = [record[bare[name]] for name in names if name in bare]
        filled = [value for value in present if not _is_missing(value)]
        if filled or present:
            found[field] = (filled or [None])[0]
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
