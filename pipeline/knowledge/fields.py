"""Fields of work that keep people of one name apart: sport, the arts, the clergy, public office."""

from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.titles import longest_title

__all__ = ["Field", "field_of_title"]

Field = Literal["sport", "arts", "clergy", "public"]

_FIELDS: dict[str, Field] = {"sport": "sport", "arts": "arts", "clergy": "clergy"}


@cache
def _fields() -> MappingProxyType[str, Field]:
    rows = read_rows("title_fields", ["title", "field"])
    return MappingProxyType({r["title"]: _FIELDS[r["field"]] for r in rows})


@lru_cache(maxsize=50_000)
def field_of_title(title: str) -> Field | None:
    """The field that a title tells; an office that is not of the others is a public one.

    >>> field_of_title("football player"), field_of_title("deputy prime minister")
    ('sport', 'public')
    >>> field_of_title("lawyer") is None
    True
    """
    words = title.lower().split()
    for n in (2, 1):
        known = _fields().get(" ".join(words[-n:]))
        if known is not None:
            return known
    found = longest_title(words)
    return "public" if found is not None and found[0].kind == "office" else None
