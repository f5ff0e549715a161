"""Persons whose surname is misspelt in one place: "Sheikh Hasian" beside "Sheikh Hasina"."""

from rapidfuzz import fuzz
from spacy.tokens import Doc

from pipeline.knowledge.names import fold
from pipeline.ner.spans import Candidate, Origin, is_capitalised

__all__ = ["add_misspelt"]

_MIN_LETTERS = 5
_SIMILARITY = 80.0


def add_misspelt(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Adds two-word names with a known person's first word and nearly that person's last.

    What the model made of the second word (a people, a place) gives way; known names do not.
    """
    surnames: dict[str, set[str]] = {}
    taken: dict[int, Candidate] = {}
    for c in found:
        taken.update(dict.fromkeys(range(c.start, c.end), c))
        if c.label == "PERSON" and c.end - c.start == 2:
            surnames.setdefault(doc[c.start].text, set()).add(fold(doc[c.end - 1].text))
    added: list[Candidate] = []
    removed: set[int] = set()
    for token in doc[:-1]:
        last = doc[token.i + 1]
        if token.text not in surnames or token.i in taken or not is_capitalised(last):
            continue
        cover = taken.get(last.i)
        if cover is not None and (cover.known or cover.start != last.i or cover.end != last.i + 1):
            continue
        if any(_nearly(fold(last.text), known) for known in surnames[token.text]):
            added.append(Candidate(token.i, token.i + 2, "PERSON", Origin.REPEATED))
            removed.add(id(cover))
    return [c for c in found if id(c) not in removed] + added


def _nearly(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _MIN_LETTERS or one[0] != other[0]:
        return False
    return sorted(one) == sorted(other) or fuzz.ratio(one, other) >= _SIMILARITY
