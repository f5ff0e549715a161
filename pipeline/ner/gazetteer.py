"""Finds known names in a document: longest match, on token borders, by case."""

from collections import defaultdict
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.knowledge.countries import (
    combining_forms,
    country_names,
    houses,
    other_names,
)
from pipeline.knowledge.organizations import organization_names
from pipeline.ner.spans import Candidate, Known, Origin

__all__ = ["find_known_names", "is_written_in_capitals", "known_name"]

_PREFIX = 2  # characters by which names are looked up
_MIN_UPPER = 4  # a shorter name in capitals ("MALI" apart) would match ordinary acronyms


@cache
def _known_names() -> dict[str, Known]:
    names: dict[str, Known] = {}
    for name, label in other_names().items():
        names[name] = Known("other", label)
    for name, organization in organization_names().items():
        names[name] = Known("organization", "ORG", name=organization.name)
    for name, house in houses().items():
        kind, label = ("capital", "GPE") if house.needs_context else ("house", "ORG")
        names[name] = Known(kind, label, house.iso3, house.canonical)  # type: ignore[arg-type]
    for name, country in country_names().items():
        if name in names:
            continue
        if country.by == "demonym":
            names[name] = Known("demonym", "NORP", country.iso3)
        else:
            kind = "country" if country.by == "name" else "capital"
            names[name] = Known(kind, "GPE", country.iso3)  # type: ignore[arg-type]
    return {name.replace("’", "'"): known for name, known in names.items()}


@cache
def _all_forms() -> dict[str, Known]:
    """The known names, and the same in capitals, as headlines and datelines have them."""
    forms = dict(_known_names())
    for name, known in _known_names().items():
        if len(name) >= _MIN_UPPER and name[0].isupper():
            forms.setdefault(name.upper(), known)
    return forms


@cache
def _lengths_by_prefix() -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in _all_forms():
        lengths[name[:_PREFIX]].add(len(name))
    return {prefix: sorted(found, reverse=True) for prefix, found in lengths.items()}


def known_name(text: str) -> Known | None:
    """What a whole surface form is known to be."""
    return _all_forms().get(text.replace("’", "'"))


def is_written_in_capitals(text: str) -> bool:
    """Whether a known name is an acronym ("WHO"), and no name that stands in a headline."""
    return text.isupper() and text in _known_names()


def find_known_names(doc: Doc) -> list[Candidate]:
    """All known names of a document, the longest at each place, without overlaps."""
    names, lengths = _all_forms(), _lengths_by_prefix()
    # Each replacement is one character by one, so that offsets stay.
    text = doc.text.replace("’", "'").replace("\xa0", " ")
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    found: list[Candidate] = []
    free_from = 0
    for token in doc:
        if token.i < free_from:
            continue
        combined = _combining_form(doc, token)
        if combined is not None:
            found.append(combined)
            continue
        begin = token.idx
        for length in lengths.get(text[begin : begin + _PREFIX], ()):
            end = ends.get(begin + length)
            known = names.get(text[begin : begin + length]) if end is not None else None
            if end is not None and known is not None:
                found.append(Candidate(token.i, end, known.label, Origin.KNOWN, known))
                free_from = end
                break
    return found


def _combining_form(doc: Doc, token: Token) -> Candidate | None:
    """The first country of "Sino-Indian", which stands so only before another's adjective."""
    iso3 = combining_forms().get(token.text)
    if iso3 is None or token.i + 2 >= len(doc) or token.whitespace_:
        return None
    hyphen, other = doc[token.i + 1 : token.i + 3]
    known = known_name(other.text)
    is_paired = other.text in combining_forms() or (known is not None and known.kind == "demonym")
    if hyphen.text not in ("-", "–") or hyphen.whitespace_ or not is_paired:
        return None
    return Candidate(token.i, token.i + 1, "NORP", Origin.KNOWN, Known("demonym", "NORP", iso3))
