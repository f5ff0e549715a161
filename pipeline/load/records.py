"""Records of JSON, lines and tables: which field says what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline.knowledge.agencies import find_agency
from pipeline.load.addresses import date_in_url, host_of, is_address
from pipeline.load.article import headline_of, read_dateline
from pipeline.load.bylines import clean_byline
from pipeline.load.characters import repair, same_words, squeeze
from pipeline.load.dates import parse_date
from pipeline.load.formats import looks_like_page
from pipeline.load.html_tags import has_tags, strip_inline_tags
from pipeline.load.html_text import passage_paragraphs
from pipeline.load.languages import language_code
from pipeline.load.outcome import Draft, Refused
from pipeline.load.pages import page_draft
from pipeline.load.paragraphs import join_blocks, plain_blocks
from pipeline.load.settings import LoadSettings

__all__ = ["FIELDS", "draft_of", "field_of", "one_line", "record_id"]

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


def record_id(record: Mapping[str, Any]) -> str | None:
    """Return the record's own id; None if it has none."""
    value = _values(record).get("id")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def draft_of(record: Mapping[str, Any], settings: LoadSettings) -> Draft:
    """Make a draft of a record; its text stays whole, behind a title that it does not begin with.

    Raises:
        Refused: With the reason ``no_text`` if no field holds a text, ``too_large`` if it is long.
    """
    values = _values(record)
    text = _text(values.get("text"))
    if not text.strip():
        has = "is empty" if "text" in values else "is missing"
        raise Refused("no_text", f"the text {has}; fields: {', '.join(map(str, record))[:200]}")
    if len(text) > settings.max_bytes:
        raise Refused("too_large", f"a text of {len(text):,} characters")
    if looks_like_page(text):
        draft = page_draft(text, settings)
    elif has_tags(text):
        draft = Draft(passage_paragraphs(text))
    else:
        draft = Draft(join_blocks(plain_blocks(repair(strip_inline_tags(text)))))
    _place_title(draft, one_line(_plain(_text(values.get("title")))) or draft.title)
    _fill(draft, values, settings)
    draft.doc_id = record_id(record)
    return draft


def one_line(value: object) -> str | None:
    """Return a value as one line of clean text; None for nothing."""
    return squeeze(repair(str(value)).replace("\n", " ")) or None if value is not None else None


def _values(record: Mapping[str, Any]) -> dict[str, Any]:
    """The value of each field, under the first of its names that has one."""
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


def _text(value: object, depth: int = 0) -> str:
    """A text, the paragraphs of a list, or what an object such as {"rendered": ...} holds."""
    if isinstance(value, str):
        return value
    if depth >= _MAX_DEPTH:
        return ""
    if isinstance(value, Mapping):
        return next(filter(None, (_text(value.get(key), depth + 1) for key in _INNER)), "")
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return "\n\n".join(filter(None, (_text(part, depth + 1) for part in value)))
    return ""


def _names(value: object) -> list[str]:
    parts: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return [name for name in map(_text, parts) if name]


def _plain(text: str) -> str:
    return " ".join(passage_paragraphs(text)) if has_tags(text) else strip_inline_tags(text)


def _place_title(draft: Draft, title: str | None) -> None:
    """Set the title and take it from the start of the text, where it will be put back."""
    body = draft.paragraphs
    draft.title = title or headline_of(body)
    if not draft.title or not body:
        return
    if same_words(body[0], draft.title):
        draft.title = body.pop(0)
    elif body[0].startswith(f"{draft.title} ") and len(draft.title.split()) > 2:
        rest = body[0][len(draft.title) + 1 :]
        if not rest[0].islower():
            body[0] = rest


def _fill(draft: Draft, values: Mapping[str, Any], settings: LoadSettings) -> None:
    """Add what the fields tell to what the text tells."""
    byline = clean_byline([repair(name) for name in _names(values.get("authors"))])
    publisher = one_line(_text(values.get("publisher")))
    agency, dated = read_dateline(draft.paragraphs, settings)
    url = one_line(_text(values.get("url")))
    draft.url = url if url and is_address(url) else draft.url
    draft.authors = list(byline.authors) or draft.authors
    named = one_line(_text(values.get("agency")))
    draft.agency = (
        (find_agency(named) or named if named else None)
        or byline.agency
        or draft.agency
        or find_agency(publisher or "")
        or agency
    )
    if publisher and not is_address(publisher):
        draft.publisher = publisher
    draft.publisher = draft.publisher or host_of(draft.url)
    draft.published = _published(values.get("published"), settings) or draft.published or dated
    draft.published = draft.published or date_in_url(draft.url or "")
    language = one_line(_text(values.get("language")))
    draft.language = (language_code(language) if language else None) or draft.language


def _published(value: object, settings: LoadSettings) -> datetime | None:
    return parse_date(_text(value) if isinstance(value, Mapping | list) else value, settings)
