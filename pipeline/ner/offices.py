"""Bodies named after an office, and bodies of one name in several countries."""

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.knowledge.organizations import organizations
from pipeline.knowledge.titles import longest_title
from pipeline.ner.spans import Candidate, Origin

__all__ = ["join_foreign_bodies", "titled_offices"]

_POSSESSIVES = frozenset({"'s", "’s"})


def titled_offices(doc: Doc) -> Iterator[Candidate]:
    """The names that are a title and "Office": "Prime Minister's Office"."""
    for token in doc[1:-1]:
        if token.lower_ in _POSSESSIVES and token.nbor().text == "Office":
            words = [t.text for t in doc[max(0, token.i - 5) : token.i]]
            title = longest_title(words)
            if title is not None and all(w[:1].isupper() for w in words[-title[1] :]):
                yield Candidate(token.i - title[1], token.i + 2, "ORG", Origin.KNOWN)


def join_foreign_bodies(doc: Doc, known: list[Candidate]) -> list[Candidate]:
    """Makes one name of "Czech Senate", "Royal Air Force of Oman": not what the bare name means."""
    result: list[Candidate] = []
    for c in known:
        before = result[-1] if result else None
        if before is not None and _is_foreign(doc, before, c):
            result[-1] = Candidate(before.start, c.end, "ORG", Origin.KNOWN)
        else:
            result.append(c)
    return result


def _is_foreign(doc: Doc, first: Candidate, second: Candidate) -> bool:
    """Whether one is a body's name that several countries share, the other another country's."""
    between = doc[first.end : second.start].text.lower()
    if first.known is None or second.known is None or between not in ("", "of", "of the"):
        return False
    body, country = (first, second) if between else (second, first)
    if country.known is None or country.known.kind != ("country" if between else "demonym"):
        return False
    known = organizations().get(body.known.name or "") if body.known else None
    return known is not None and known.generic and country.known.iso3 != known.home
