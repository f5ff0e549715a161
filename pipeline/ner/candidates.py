"""Candidates for named mentions: the recogniser's entities, and the known names among them."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from pipeline.knowledge.names import fold, words_of_names
from pipeline.knowledge.titles import titles
from pipeline.ner.countries import drop_false_names
from pipeline.ner.gazetteer import find_known_names
from pipeline.ner.offices import join_foreign_bodies, titled_offices
from pipeline.ner.people import skip_titles, title_before
from pipeline.ner.spans import SURE, Candidate, Origin, entity_scores, is_capitalised, trim
from pipeline.ner.vetting import is_plausible, surnames

__all__ = ["find_candidates"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LISTING = frozenset({"and", "or", "the", ",", "&"})
_DASHES = frozenset("-‐‑–")
#: A pair of peoples or countries is two names, a hyphen in any other name is part of it.
_PAIRED = frozenset({"GPE", "NORP", "LOC"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def find_candidates(doc: Doc) -> list[Candidate]:
    """Named mentions of a document, without overlaps, in order.

    The recogniser tells what is a name and how far it goes; the knowledge tells what a name means
    that stands for a country or a known organization, and adds those that the recogniser missed.
    """
    known = join_foreign_bodies(doc, drop_false_names(doc, find_known_names(doc)))
    found = _merge(_recognised(doc, known), [*known, *titled_offices(doc)])
    people = surnames(doc, found)
    return sorted((c for c in found if is_plausible(doc, c, people)), key=lambda c: c.start)


def _recognised(doc: Doc, known: list[Candidate]) -> Iterator[Candidate]:
    """The recogniser's entities, cut to the name: without titles, articles and possessives."""
    by_start = {c.start: c for c in known}
    last_words = {e[-1].text for e in doc.ents if e.label_ == "PERSON"}
    for entity, score in zip(doc.ents, entity_scores(doc), strict=True):
        for start, end in _parts(doc, entity, by_start):
            start, end = trim(doc, start, end)
            if entity.label_ == "PERSON":
                start, _ = skip_titles(doc, start, end)
                end = _end_of_person(doc, start, _before_comma(doc, start, end), last_words)
            elif entity.label_ == "ORG" and _opens_person(doc, start, end, by_start):
                continue
            if start < end:
                yield Candidate(start, end, entity.label_, Origin.MODEL, score=score)


def _before_comma(doc: Doc, start: int, end: int) -> int:
    """The end of "Devin Nunes, R-Calif." without what is no part of the name; "Jr." is."""
    for i in range(start, end - 1):
        if doc[i].text == "," and fold(doc[i + 1].text) not in words_of_names("suffix"):
            return i
    return end


def _end_of_person(doc: Doc, start: int, end: int, last_words: set[str]) -> int:
    """Where a person's name ends: before what they own, and before a word that stands out.

    "Francis' Washington visit" is about Francis. "Reid MORE" is a name and a word in capitals,
    where others are called Reid and nobody More.
    """
    for i in range(start + 1, end):
        if doc[i].text in "'‘" and doc[i - 1].whitespace_:  # a nickname in marks begins
            break
        if doc[i].text in _POSSESSIVES and doc[i].whitespace_:
            return i
    last = doc[end - 1] if start < end else None
    if last is not None and end - start > 1 and last.text.isupper() and len(last) > 2:
        before = doc[end - 2].text
        if before in last_words and last.text.capitalize() not in last_words | {before}:
            return end - 1
    return end


def _opens_person(doc: Doc, start: int, end: int, known: dict[int, Candidate]) -> bool:
    """Whether an organization is none: "Texas Sen.", "Kentucky Republican" before a name."""
    if end - start < 2:
        return False
    last = known.get(end - 1)
    if last is not None and last.known is not None and last.known.kind == "other":
        return last.label == "NORP" and not doc[end - 1].lower_.endswith("s")
    phrase = title_before(doc, end, floor=start + 1)
    if phrase is None or end == len(doc):
        return False
    short = doc[end - 1].lower_.rstrip(".") + "."
    return short in titles() and (doc[end].text == "." or is_capitalised(doc[end]))


def _parts(doc: Doc, entity: Span, known: dict[int, Candidate]) -> Iterator[tuple[int, int]]:
    """The parts of "US-Africa" and "Iran's Foreign Ministry"; of "Russian-backed" the first."""
    start, end = entity.start, entity.end
    listed = _listed(doc, entity, known)
    if len(listed) > 1:
        yield from listed
        return
    leading = known.get(start)
    if leading is not None and leading.end < end - 1:
        mark, after = doc[leading.end], doc[leading.end + 1]
        if mark.text in _POSSESSIVES or (mark.text in _DASHES and entity.label_ in _PAIRED):
            yield start, leading.end
            if not is_capitalised(after):
                return
            start = leading.end + 1
    yield start, end


def _listed(doc: Doc, entity: Span, known: dict[int, Candidate]) -> list[tuple[int, int]]:
    """The countries of an entity that is nothing but a list of them, else none."""
    names: list[tuple[int, int]] = []
    i = entity.start
    while i < entity.end:
        c = known.get(i)
        listed = not names or names[-1][1] < i
        if c is not None and c.known is not None and c.known.kind == "country" and listed:
            names.append((i, c.end))
            i = c.end
        elif doc[i].lower_ in _LISTING:
            i += 1
        else:
            return []
    return names


def _merge(found: Iterable[Candidate], known: list[Candidate]) -> list[Candidate]:
    """One list of both: a known name counts where no longer name of the recogniser covers it."""
    by_span = {(c.start, c.end): c for c in known}
    result: list[Candidate] = []
    taken: set[int] = set()
    for c in found:
        same = by_span.get((c.start, c.end))
        inside = [k for k in known if k.start < c.end and k.end > c.start]
        if same is not None:
            c = _identified(c, same)
        elif any(k.end - k.start > c.end - c.start for k in inside):
            continue
        result.append(c)
        taken.update(range(c.start, c.end))
    result += [k for k in known if taken.isdisjoint(range(k.start, k.end))]
    return result


def _identified(c: Candidate, known: Candidate) -> Candidate:
    """A name that is known: the label is the known one, but for places that may be something else.

    "Houston" may be a team, and so may "Moscow" where the recogniser is sure; a country and a
    people are what they are.
    """
    if known.known is None:
        return c
    sure = c.score is not None and c.score >= SURE
    team = c.label == "ORG" and sure and known.known.kind == "capital"
    place = known.known.kind == "other" and known.label in _PLACES
    if team or (place and c.label != known.label):
        return c
    origin = Origin.AGREED if c.label == known.label else Origin.KNOWN
    return Candidate(c.start, c.end, known.label, origin, known.known, c.score)
