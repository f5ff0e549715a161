"""Nouns and participles before quotation marks that hold no speech: a book, a sign, "dubbed"."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows

__all__ = ["quoted_things"]


@cache
def quoted_things() -> Mapping[str, str]:
    """The words in lower case, with what stands in the marks: work, sign, name or term.

    The list is our own.

    >>> quoted_things()["banner"]
    'sign'
    """
    rows = read_rows("quoted_things", ("word", "kind"))
    return MappingProxyType({row["word"]: row["kind"] for row in rows})
