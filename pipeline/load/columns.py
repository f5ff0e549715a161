"""Names of columns and keys: which field each of them stands for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pipeline.errors import SettingsError

__all__ = [
    "FIELDS",
    "bare_name",
    "field_of",
    "find_value",
    "holds_text",
    "names_field",
    "parse_columns",
]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("docid", "id", "articleid", "guid", "uuid", "identifier", "storiesid", "documentid"),
        *("storeid", "accessionnumber", "uri", "an"),
    ),
    "text": (
        *("text", "body", "content", "articlebody", "fulltext", "maintext", "articletext"),
        *("bodytext", "plaintext", "fields.bodytext", "fields.body", "cleanedtext", "story"),
        *("article", "content:encoded", "hlead", "td", "leadparagraph", "lp", "abstract"),
        "snippet",
    ),
    "title": (
        *("title", "headline", "head", "heading", "webtitle", "headline.main", "articletitle"),
        *("fields.headline", "thread.title", "dc:title", "hd"),
    ),
    "published": (
        *("published", "datepublished", "publishdate", "publisheddate", "publisheddatetime"),
        *("publishedat", "pubdate", "publicationdate", "webpublicationdate", "datepublish"),
        *("publishedtime", "publishtime", "datetimepub", "date", "datetime", "dc:date"),
        *("seendate", "v2.1date", "timestamp", "created", "createdat", "datecreated", "pd"),
    ),
    "authors": (
        *("authors", "author", "byline", "creator", "writer", "byline.original"),
        *("fields.byline", "authorname", "dc:creator", "by"),
    ),
    "url": (
        *("url", "link", "sourceurl", "canonicalurl", "weburl", "articleurl", "requestedurl"),
        *("respondedurl", "documentidentifier", "documenturl", "mainentityofpage"),
    ),
    "publisher": (
        *("publisher", "outlet", "source", "site", "sitename", "publication", "newspaper"),
        *("sourcename", "source.name", "source.title", "medianame", "publicationname"),
        *("publicationtitle", "pubtitle", "sourcecommonname", "fields.publication"),
        *("thread.site", "domain", "sn"),
    ),
    "agency": ("agency", "newsagency", "wire"),
    "language": ("language", "lang", "inlanguage", "la"),
}
"""The names of a field, the first looked for first; case, "_", "-" and spaces do not count.

A name with a dot is a key in an object, or a column of a table that has the dot in its name.
"""

_NAME_SIGNS = re.compile(r"[\s_-]+")
_MAX_NAME = 100
_ABSENT = object()


def bare_name(name: object) -> str:
    """Return a name as it stands in `FIELDS`.

    Example:
        >>> bare_name("Publish_Date")
        'publishdate'
    """
    return _NAME_SIGNS.sub("", str(name)[:_MAX_NAME]).lower()


def _fields_by_name() -> Iterator[tuple[str, str]]:
    for field, names in reversed(list(FIELDS.items())):
        yield from ((name, field) for name in names)


_BY_NAME = MappingProxyType(dict(_fields_by_name()))
_PARENTS = frozenset(name.partition(".")[0] for name in _BY_NAME if "." in name)
_TEXT_PARENTS = frozenset(name.partition(".")[0] for name in FIELDS["text"] if "." in name)


def field_of(column: str, given: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """Return which field a column or key stands for.

    Args:
        column: The name, as it stands in the data.
        given: What `parse_columns` gives.

    Example:
        >>> field_of("Publish_Date"), field_of("articleBody"), field_of("colour")
        ('published', 'text', None)
        >>> field_of("Story text", {"text": "Story text"})
        'text'
    """
    for field, name in given.items():
        if column == name:
            return field
    return _BY_NAME.get(bare_name(column))


def names_field(column: str, given: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Tell whether a column holds a field, or an object with one inside: "fields" of "fields.body".

    Example:
        >>> names_field("fields"), names_field("a", {"text": "a.b"}), names_field("colour")
        (True, True, False)
    """
    if field_of(column, given) is not None or bare_name(column) in _PARENTS:
        return True
    return any(name.startswith(f"{column}.") for name in given.values())


def holds_text(column: str, given: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Tell whether a column holds the text, or an object with the text inside.

    Example:
        >>> holds_text("body"), holds_text("fields"), holds_text("a", {"text": "a.b"})
        (True, True, True)
    """
    if field_of(column, given) == "text" or bare_name(column) in _TEXT_PARENTS:
        return True
    return given.get("text", "").startswith(f"{column}.")


@lru_cache(maxsize=64)
def parse_columns(columns: tuple[str, ...]) -> Mapping[str, str]:
    """Read the names of columns that a user gives.

    Args:
        columns: Of each "field=name": a field, or any name by which it is recognised, and the name
            in the data, as it is written there. Dots lead into objects.

    Returns:
        The name for each field.

    Raises:
        SettingsError: If a part is no "field=name", the field is unknown, or it is given twice.

    Example:
        >>> dict(parse_columns(("text=Story text", "date=meta.printed")))
        {'text': 'Story text', 'published': 'meta.printed'}
    """
    found: dict[str, str] = {}
    for column in columns:
        left, sign, name = column.partition("=")
        field, name = _given_field(left), name.strip()
        if not sign or not name:
            raise SettingsError(f"columns has {column!r}; give field=name, such as text=body")
        if field is None:
            known = ", ".join(FIELDS)
            raise SettingsError(f"columns has the unknown field {left!r}; known are {known}")
        if field in found:
            raise SettingsError(f"columns names {field} twice: {found[field]} and {name}")
        found[field] = name
    return MappingProxyType(found)


def _given_field(name: str) -> str | None:
    bare = bare_name(name)
    return bare if bare in FIELDS else _BY_NAME.get(bare)


def find_value(record: Mapping[str, Any], name: str) -> tuple[bool, Any]:
    """Look a given name up: as it stands, else along its dots.

    Returns:
        Whether the record has it, and its value.

    Example:
        >>> find_value({"a": {"b": 1}}, "a.b"), find_value({"a.b": 2}, "a.b"), find_value({}, "a")
        ((True, 1), (True, 2), (False, None))
    """
    if name in record:
        return True, record[name]
    value = _along(record, name.split("."))
    return (False, None) if value is _ABSENT else (True, value)


def _along(value: Any, path: Sequence[str]) -> Any:
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return _ABSENT
        value = value[key]
    return value
