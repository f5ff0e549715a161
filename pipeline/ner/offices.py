"""Organizations whose names the model cuts: offices with a possessive, names with commas."""

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.knowledge.organizations import organization_nouns, organizations
from pipeline.knowledge.titles import longest_title
from pipeline.ner.spans import Candidate, Origin, is_capitalised

__all__ = ["extend_organizations", "join_foreign_bodies"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_OFFICES = frozenset({"Office", "Department", "Council", "Party", "Association", "Court"})
_WIDENED = frozenset({"ORG", "PERSON", "GPE", "LOC", "FAC", "NORP"})
_JOINS = frozenset({",", "and", "&"})


def extend_organizations(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Adds "Prime Minister's Office", and widens "the Speech, Privacy, and Technology Project"."""
    result = found
    for start, end in _titled_offices(doc):
        result = [c for c in result if c.end <= start or c.start >= end]
        result = [*result, Candidate(start, end, "ORG", Origin.TITLED)]
    result = [_with_noun(doc, c) for c in result]
    known = {i for c in result if c.known or c.label == "PERSON" for i in range(c.start, c.end)}
    for c in [c for c in result if c.label == "ORG" and c.known is None]:
        start = _listed_start(doc, c.start, known)
        if start < c.start:
            result = [o for o in result if o.end <= start or o.start >= c.end]
            result = [*result, replace(c, start=start)]
    return result


def join_foreign_bodies(doc: Doc, known: list[Candidate]) -> list[Candidate]:
    """Makes one name of "Czech Senate": not the Senate that the bare name means."""
    result: list[Candidate] = []
    for c in known:
        before = result[-1] if result else None
        body = organizations().get(c.known.name or "") if c.known else None
        if (
            before is not None
            and before.end == c.start
            and before.known is not None
            and before.known.kind == "demonym"
            and body is not None
            and body.generic
            and before.known.iso3 != body.home
        ):
            result[-1] = Candidate(before.start, c.end, "ORG", Origin.KNOWN)
        else:
            result.append(c)
    return result


def _with_noun(doc: Doc, c: Candidate) -> Candidate:
    """A name with the capitalised noun after it: "Mekong River" + "Commission"."""
    if c.known is not None or c.label not in _WIDENED or c.end + 1 >= len(doc):
        return c
    at = c.end
    if doc[at].lower_ in _POSSESSIVES and doc[at - 1].lower_.endswith("s"):
        # "United Tin Miners' Union", but not "Kelly's Office".
        at += 1 if doc[at].lower_ in ("'", "’") else 0
    noun = doc[at]
    is_noun = is_capitalised(noun) and noun.tag_.startswith("NNP")
    if is_noun and noun.lower_ in organization_nouns() and not noun.is_upper:
        return replace(c, end=at + 1, label="ORG")
    return c


def _titled_offices(doc: Doc) -> list[tuple[int, int]]:
    spans = []
    for token in doc[1:-1]:
        following = doc[token.i + 1]
        if token.lower_ in _POSSESSIVES and following.text in _OFFICES:
            words = [t.text for t in doc[max(0, token.i - 5) : token.i]]
            title = longest_title(words)
            if title is not None and all(w[:1].isupper() for w in words[-title[1] :]):
                spans.append((token.i - title[1], token.i + 2))
    return spans


def _listed_start(doc: Doc, start: int, known: set[int]) -> int:
    """Where a name with commas begins: right after its "the", if only capitals stand between."""
    i, commas = start - 1, 0
    if i < 0 or doc[i].text not in _JOINS:
        return start
    while i > 0 and start - i <= 10 and i not in known:
        token = doc[i]
        if token.lower_ == "the":
            return i + 1 if commas else start
        if not (token.text in _JOINS or (is_capitalised(token) and token.is_alpha)):
            return start
        commas += token.text == ","
        i -= 1
    return start
