"""Nouns that name a speaker without naming anybody: officials, a spokesman, the government."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows

__all__ = ["SourceNoun", "source_nouns"]


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """A noun for a speaker.

    Attributes:
        noun: in lower case, as it stands in texts.
        kind: anonymous (officials, an expert), group (leaders, supporters), spokesperson, or
            government (speaks for its country).
    """

    noun: str
    kind: str


@cache
def source_nouns() -> Mapping[str, SourceNoun]:
    """The nouns by form; the list is our own."""
    rows = read_rows("source_nouns", ("noun", "kind"))
    return MappingProxyType({r["noun"]: SourceNoun(r["noun"], r["kind"]) for r in rows})
