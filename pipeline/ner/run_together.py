"""Parts entities that the model ran together: "KMT Legislator Alex Fai", "ADC Hussein Safadi"."""

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.knowledge.names import first_name_genders, fold
from pipeline.ner.people import TitlePhrase, title_before
from pipeline.ner.spans import Candidate, is_capitalised, trim
from pipeline.ner.vetting import is_organization_like

__all__ = ["before_cut_title", "split_at_people"]

_LONGEST_NAME = 4  # tokens of a person's name that has lost its border
_PARTED = frozenset({"ORG", "PERSON", "GPE", "LOC", "NORP", "FAC"})


def before_cut_title(doc: Doc, start: int, end: int) -> int:
    """The end of an entity without the first half of a title: "Latvian Defence" + "Minister"."""
    for stop in (end + 1, end + 2):
        if stop <= len(doc) and is_capitalised(doc[stop - 1]):
            phrase = title_before(doc, stop, floor=start)
            if phrase is not None and start < phrase.start < end and phrase.end == stop:
                return phrase.start
    return end


def split_at_people(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Parts candidates at a title or first name inside them, and cuts titles off their end."""
    result: list[Candidate] = []
    for c in found:
        if c.label not in _PARTED or c.end - c.start < 2:
            result.append(c)
            continue
        result.extend(_parts(doc, c))
    return result


def _parts(doc: Doc, c: Candidate) -> list[Candidate]:
    phrase = _inner_title(doc, c)
    if phrase is not None and phrase.end < c.end:
        person = replace(c, start=phrase.end, label="PERSON")
        return [*_organization(doc, c, phrase.start), person]
    closing = title_before(doc, c.end, floor=c.start)
    # "House Budget Committee Chairman"; but "Larry King" is a name.
    if (
        closing is not None
        and closing.start > c.start
        and (c.label == "ORG" or is_organization_like(doc, c.start, closing.start))
    ):
        return _organization(doc, c, closing.start)
    if c.label == "ORG":
        first = _first_name(doc, c)
        if first is not None:
            person = replace(c, start=first, label="PERSON")
            return [*_organization(doc, c, first), person]
    return [c]


def _inner_title(doc: Doc, c: Candidate) -> TitlePhrase | None:
    """A title with capitalised words after it, up to the end: a person's name."""
    for i in range(c.end - 1, c.start, -1):
        phrase = title_before(doc, i, floor=c.start)
        if phrase is None or not is_capitalised(doc[i]) or phrase.title.kind == "honorific":
            continue
        if not is_capitalised(doc[phrase.end - 1]) or c.end - i > _LONGEST_NAME:
            return None
        words = doc[i : c.end]
        named = all(t.is_alpha or not t.text[0].isalnum() or "." in t.text for t in words)
        inside = any(t.lower_ in ("of", "and", "for", "'s", "’s") for t in words)
        if named and not inside and not is_organization_like(doc, i, c.end):
            return phrase
    return None


def _first_name(doc: Doc, c: Candidate) -> int | None:
    """Where a first name with a surname after it begins, in a span without organization's noun."""
    genders = first_name_genders()
    if is_organization_like(doc, c.start, c.end):
        return None
    for i in range(c.start, c.end - 1):
        rest = doc[i : c.end]
        if fold(doc[i].text) in genders and is_capitalised(doc[i]) and len(rest) <= _LONGEST_NAME:
            joined = i > c.start and doc[i - 1].lower_ in ("of", "and", "&", "-", "for", "st.")
            names = all(is_capitalised(t) and t.text.replace(".", "").isalpha() for t in rest)
            return i if names and not joined else None
    return None


def _organization(doc: Doc, c: Candidate, end: int) -> list[Candidate]:
    start, stop = trim(doc, c.start, end)
    if start >= stop or not is_capitalised(doc[start]):
        return []
    return [replace(c, start=start, end=stop, label="ORG")]
