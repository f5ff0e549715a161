"""Attributions in the bytes of a document: `Doc.to_bytes`, `DocBin`, several processes."""

from collections.abc import Callable
from typing import Any

from pipeline.quotes.attribution import Attribution, Span

#: Marks an attribution among other maps.
KEY = "__quote__"
FIELDS = ("cue", "lemma", "act", "source", "found_by", "addressee", "occasion", "score", "within")

Chain = Callable[[Any], Any] | None


def encode(value: Any, chain: Chain = None) -> Any:
    """A map for an attribution; other values are left to the other encoders."""
    if isinstance(value, Attribution):
        fields = {name: getattr(value, name) for name in FIELDS}
        return {KEY: True, "content": value.content, **fields}
    return value if chain is None else chain(value)


def decode(value: Any, chain: Chain = None) -> Any:
    """The attribution of a map that `encode` has made."""
    if KEY in value:
        fields = {name: value[name] for name in FIELDS}
        for name in ("cue", "source", "addressee", "occasion"):
            fields[name] = _span(fields[name])
        return Attribution(content=[(s, e) for s, e in value["content"]], **fields)
    return value if chain is None else chain(value)


def _span(pair: list[int] | None) -> Span | None:
    return (pair[0], pair[1]) if pair else None
