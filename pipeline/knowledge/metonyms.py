"""Words that tell whether a capital stands for its government or is a mere place."""

from functools import cache
from types import MappingProxyType
from typing import Literal

from pipeline.knowledge.cues import verb_forms
from pipeline.knowledge.data_files import read_rows

__all__ = ["CueRole", "metonym_cues", "object_forms", "subject_forms"]

CueRole = Literal[
    "verb",
    "object",
    "state",
    "policy_noun",
    "body_noun",
    "place_noun",
    "event_noun",
    "hyphen",
    "preposition",
    "governor",
]


@cache
def metonym_cues(role: CueRole) -> MappingProxyType[str, float]:
    """Lemmas with their weight: positive for a government, negative for a place.

    Args:
        role: ``verb`` (the capital is its subject), ``object`` (the capital is its object),
            ``state`` (what the capital is said to be), ``policy_noun`` (what it has),
            ``body_noun`` (what governs there; stands after the bare name), ``place_noun`` (the
            capital is its modifier or possessor), ``event_noun`` (happens there; stands after the
            bare name), ``hyphen`` (after the capital and a hyphen),
            ``preposition`` (before the capital), ``governor`` (what the prepositional phrase
            belongs to).
    """
    return MappingProxyType(
        {
            r["word"]: float(r["weight"])
            for r in read_rows("metonym_cues", ["word", "role", "weight"])
            if r["role"] == role
        }
    )


@cache
def subject_forms() -> frozenset[str]:
    """Forms of the verbs of which governments are subjects: "rejects", "rejected"."""
    return _forms("verb")


@cache
def object_forms() -> frozenset[str]:
    """Forms of the verbs of which governments are objects: "condemns", "condemned"."""
    return _forms("object")


def _forms(role: CueRole) -> frozenset[str]:
    verbs = (verb for verb, weight in metonym_cues(role).items() if weight >= 1.0)
    return frozenset(form for verb in verbs for form in verb_forms(verb, ()))
