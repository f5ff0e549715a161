"""Words that tell whether a capital stands for its government or is a mere place."""

from functools import cache
from types import MappingProxyType
from typing import Literal

from pipeline.knowledge.data_files import read_rows

__all__ = ["metonym_cues"]

CueRole = Literal["verb", "place_noun", "preposition", "governor"]


@cache
def metonym_cues(role: CueRole) -> MappingProxyType[str, float]:
    """Lemmas with their weight: positive for a government, negative for a place.

    Args:
        role: ``verb`` (the capital is its subject or object), ``place_noun`` (the capital is its
            modifier or possessor), ``preposition`` (before the capital), ``governor`` (what the
            prepositional phrase belongs to).
    """
    return MappingProxyType(
        {
            r["word"]: float(r["weight"])
            for r in read_rows("metonym_cues", ["word", "role", "weight"])
            if r["role"] == role
        }
    )
