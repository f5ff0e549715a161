"""News agencies, and the words by which a byline tells a role instead of a name."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.names import fold

__all__ = ["agencies", "byline_roles", "find_agency"]

_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_MAX_LENGTH = 60


@cache
def agencies() -> Mapping[str, str]:
    """The names of agencies, with the short name by which an agency goes: "AFP", "Reuters"."""
    rows = read_rows("agencies", ("name", "canonical"))
    return MappingProxyType({row["name"]: row["canonical"] for row in rows})


@cache
def byline_roles() -> frozenset[str]:
    """Words such as "correspondent" that make a part of a byline a role, in lower case."""
    return frozenset(row["role"] for row in read_rows("byline_roles", ("role",)))


def find_agency(name: str) -> str | None:
    """The agency of that name; None if there is none.

    Capitals count for acronyms only, so that "Sta" is no agency, and "ASSOCIATED PRESS" is one.

    >>> find_agency("the Associated Press"), find_agency("Agence France-Presse")
    ('AP', 'AFP')
    >>> find_agency("Pa") is None
    True
    """
    bare = _ARTICLE.sub("", name.strip(), count=1) if name[:4].lower() == "the " else name.strip()
    if not bare or len(bare) > _MAX_LENGTH:
        return None
    return agencies().get(bare) or _by_folded_name().get(fold(bare))


@cache
def _by_folded_name() -> Mapping[str, str]:
    """The names that are no acronyms, folded."""
    named = {name: short for name, short in agencies().items() if not name.isupper()}
    return MappingProxyType({fold(name): short for name, short in named.items()})
