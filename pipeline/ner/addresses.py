"""Where the name of a capital is a mere place by its form: an address, a dateline, a district."""

from spacy.tokens import Doc

from pipeline.ner.gazetteer import known_name
from pipeline.ner.spans import Candidate, Known

__all__ = ["is_mere_place"]

_HEADLINE = 15  # tokens; a paragraph that is longer is no headline
_DASHES = frozenset({"—", "–", "--", "―"})


def is_mere_place(doc: Doc, c: Candidate) -> bool:
    """Whether a capital is part of an address or a dateline, or is named as the city."""
    return _is_address(doc, c) or _is_dateline(doc, c) or _is_district(doc, c)


def _is_address(doc: Doc, c: Candidate) -> bool:
    # "in Kazan, Russia", "London, England": a comma and the country or region that it is in.
    following = doc[c.end + 1] if c.end + 1 < len(doc) else None
    if following is None or doc[c.end].text != "," or following.ent_type_ not in ("GPE", "LOC"):
        return False
    end = following.i + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    known, rest = known_name(doc[following.i : end].text), doc[end : end + 1].text.strip()
    if known is not None and known.iso3 is not None and not _is_country_of(c, known):
        return False  # "between Moscow, Ankara and Tehran"
    return following.text[:1].isupper() and rest in ("", ",", ".", ")")


def _is_country_of(c: Candidate, known: Known) -> bool:
    return known.kind == "country" and c.known is not None and known.iso3 == c.known.iso3


def _is_dateline(doc: Doc, candidate: Candidate) -> bool:
    if candidate.start > 0 and not doc[candidate.start - 1].is_space:
        return False
    after = doc[candidate.end : candidate.end + _HEADLINE]
    if after.text[:1] == "(":
        return True  # "Washington (CNN)"
    if after.text[:1] == ":" and not any(t.is_space for t in after) and len(after) == _HEADLINE:
        return True  # "Muscat: The ministry ...", but not "Moscow: No Talks With Kiev"
    for token in doc[candidate.end : candidate.end + 14]:
        if token.is_space or token.text == ".":
            return False
        if token.text in _DASHES or (token.text == "-" and token.whitespace_):
            return True
        if token.text.endswith(":") and candidate.text(doc).isupper():
            return True  # "KUWAIT CITY, July 25: ..."
        if token.pos_ in ("VERB", "AUX"):
            return False
    return False


def _is_district(doc: Doc, c: Candidate) -> bool:
    """Whether it is the city beyond doubt: "Washington, D.C.", "Espérance de Tunis"."""
    before = doc[c.start - 1].lower_ if c.start else ""
    after = doc[c.end : c.end + 1].text.lower()
    in_foreign_name = before in ("de", "di", "du") or after in ("de", "del", "di", "du")
    return in_foreign_name or doc[c.end - 1].text.replace(".", "") == "DC"
