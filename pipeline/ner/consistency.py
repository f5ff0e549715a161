"""One name, one label: what the document says elsewhere about the same words."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipeline.knowledge.names import first_name_genders, fold, is_particle
from pipeline.knowledge.organizations import (
    organization_nouns,
    place_nouns,
    weak_organization_names,
)
from pipeline.ner.acronyms import defined_acronyms
from pipeline.ner.misspellings import add_misspelt
from pipeline.ner.people import name_end, skip_titles
from pipeline.ner.sentence_case import title_case_tokens
from pipeline.ner.spans import Candidate, Origin, is_capitalised
from pipeline.ner.vetting import is_organization_like, is_plausible

__all__ = ["make_consistent"]

_VOTING = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC")
_MIN_REPEATED = 3  # characters of an organization's or place's name that is looked for elsewhere


def make_consistent(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Relabels, adds and leaves out names by what the rest of the document says.

    A surname of a person is that person wherever it stands alone; other names take the label
    that most of their occurrences have; names missed in one place are found by another; names
    that only a headline in title case has are kept only where there is no other evidence against
    them.
    """
    headline = title_case_tokens(doc)
    found = [_by_context(doc, c) for c in found]
    found = _drop_unconfirmed(doc, found, headline)
    found = _vote(doc, found, headline)
    found = _relabel_people(doc, found)
    found = add_misspelt(doc, found)
    found = _add_repeated(doc, found)
    return sorted((c for c in found if is_plausible(doc, c)), key=lambda c: c.start)


def _drop_unconfirmed(doc: Doc, found: list[Candidate], headline: set[int]) -> list[Candidate]:
    body = {fold(w) for c in found if c.start not in headline for w in c.text(doc).split()}
    return [
        c
        for c in found
        if c.start not in headline
        or c.known is not None
        or c.label not in ("PERSON", "ORG")
        or not body
        or all(fold(w) in body for w in c.text(doc).split())
    ]


def _vote(doc: Doc, found: list[Candidate], headline: set[int]) -> list[Candidate]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for c in found:
        if c.known is None and c.label in _VOTING:
            weight = 1 if c.start in headline else 4 if c.origin is Origin.TITLED else 2
            votes[fold(c.text(doc))][c.label] += weight
    result = []
    for c in found:
        if c.known is None and c.label in _VOTING:
            label = votes[fold(c.text(doc))].most_common(1)[0][0]
            c = replace(c, label=label)
        result.append(c)
    return result


def _surnames(doc: Doc, found: list[Candidate]) -> set[str]:
    """Last words of full names, with "al-" where it has one; first words of Asian names too."""
    result: set[str] = set()
    for c in found:
        if c.label != "PERSON":
            continue
        words = [t for t in doc[c.start : c.end] if any(ch.isalnum() for ch in t.text)]
        capitalised = [t.text for t in words if is_capitalised(t)]
        if len(capitalised) > 1:
            result.add(capitalised[-1])
        elif c.origin in (Origin.TITLED, Origin.MODEL):
            result.update(capitalised)
    return {s for s in result if len(s) > 1}


def _by_context(doc: Doc, c: Candidate) -> Candidate:
    """Relabels what the words in it and beside it tell: "Padma Bridge", "the newspaper X"."""
    if c.known is not None or c.label not in ("PERSON", "ORG", "GPE", "LOC"):
        return c
    label = _organization_label(doc, c)
    if label is None and c.label in ("PERSON", "ORG"):
        label = _place_label(doc, c)
    return replace(c, label=label, origin=Origin.TITLED) if label else c


def _organization_label(doc: Doc, c: Candidate) -> str | None:
    """ORG for "Mekong River Commission", "Radio Kanem", "the daily X", "X, a British company"."""
    before = doc[c.start - 1] if c.start > 0 else None
    first = organization_nouns().get(doc[c.start].lower_)
    opens = first is not None and first.kind == "media" and c.end - c.start > 1
    ends = c.label != "ORG" and is_organization_like(doc, c.start, c.end)
    announced = before is not None and _announces_organization(before)
    return "ORG" if opens or ends or announced or _is_apposed(doc, c) else None


def _announces_organization(noun: Token) -> bool:
    known = organization_nouns().get(noun.text)
    return known is not None and bool(known.kinds & {"media", "company", "party"})


def _is_apposed(doc: Doc, c: Candidate) -> bool:
    after = doc[c.end : c.end + 6]
    if len(after) < 3 or after[0].text != "," or after[1].lower_ not in ("a", "an", "the"):
        return False
    for token, following in pairwise(after[2:]):
        if token.is_punct or token.pos_ == "VERB":
            return False
        if following.is_punct or following.pos_ in ("ADP", "PRON", "SCONJ"):
            return _announces_organization(token)
    return False


def _place_label(doc: Doc, c: Candidate) -> str | None:
    nouns = place_nouns()
    words = [t.lower_ for t in doc[c.start : c.end]]
    label = None
    if len(words) > 2 and words[1] == "of" and nouns.get(words[0]) == "LOC":
        label = "LOC"  # "Gulf of Finland"
    elif len(words) > 1 and fold(doc[c.start].text) not in first_name_genders():
        label = nouns.get(words[-1])
    if label is None and (c.label == "ORG" or len(words) == 1) and c.end < len(doc):
        label = nouns.get(doc[c.end].text)
        label = None if label == "PRODUCT" else label
    before = [t.text for t in doc[max(0, c.start - 2) : c.start]]
    if before and nouns.get(before[-1]) == "PRODUCT":
        label = "PRODUCT"  # "the aircraft carrier X"
    elif len(before) == 2 and before[1] == "of" and nouns.get(before[0]) == "GPE":
        label = "GPE"  # "the city of X"
    if label is None and _is_place_by_preposition(doc, c):
        label = "GPE"
    return label


def _is_place_by_preposition(doc: Doc, c: Candidate) -> bool:
    # "in Guanajuato": people are not in; the vote over the document may say otherwise.
    return (
        c.label == "PERSON"
        and c.end - c.start == 1
        and c.start > 0
        and doc[c.start - 1].lower_ in ("in", "near", "outside", "throughout")
        and not (c.end < len(doc) and doc[c.end].lower_ in ("'s", "’s", "'", "’"))
    )


def _relabel_people(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Makes persons of what has a person's surname or full name; "Tarvo" is "Tarvo Steel"."""
    surnames = _surnames(doc, [c for c in found if c.end - c.start > 1])
    people = [c for c in found if c.label == "PERSON" and c.end - c.start > 1]
    full = {c.text(doc) for c in people}
    genders = first_name_genders()
    bodies = {
        doc[c.start].text
        for c in found
        if c.label == "ORG" and c.known is None and c.end - c.start > 1
    }
    given = {doc[c.start].text for c in people if fold(doc[c.start].text) in genders}
    result = []
    for c in found:
        if c.known is None and c.label in _VOTING:
            start, phrases = skip_titles(doc, c.start, c.end)
            rest = doc[start : c.end].text
            if rest in full or (c.end - start == 1 and rest in surnames | given):
                c = replace(c, start=start, label="PERSON")
            elif c.label == "PERSON" and phrases and start < c.end:
                c = replace(c, start=start)
            elif c.end - c.start == 1 and c.label in ("PERSON", "GPE") and rest in bodies:
                c = replace(c, label="ORG")
        result.append(c)
    return result


def _add_repeated(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Finds names again where nothing has covered them: surnames, organizations, acronyms."""
    labels: dict[tuple[str, ...], str] = {}
    for c in found:
        words = tuple(t.text for t in doc[c.start : c.end])
        named = c.known is None and c.label in ("ORG", "PERSON", "GPE", "FAC")
        if named and len(c.text(doc)) >= _MIN_REPEATED and is_capitalised(doc[c.start]):
            labels.setdefault(words, c.label)
    for surname in _surnames(doc, found):
        labels.setdefault((surname,), "PERSON")
    for acronym in defined_acronyms(doc, found):
        labels[(acronym,)] = "ORG"
    for name in _supported_weak_names(found):
        labels.setdefault(tuple(name.split()), "ORG")
    taken = {i for c in found for i in range(c.start, c.end)}
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(labels, key=len, reverse=True):
        by_first[words[0]].append(words)
    added: list[Candidate] = []
    for token in doc:
        for words in by_first.get(token.text, ()):
            end = token.i + len(words)
            span = range(token.i, end)
            if end <= len(doc) and not taken.intersection(span) and _stands_alone(doc, span, words):
                if labels[words] == "PERSON":
                    end = _whole_name(doc, token.i, end, taken)
                added.append(Candidate(token.i, end, labels[words], Origin.REPEATED))
                taken.update(range(token.i, end))
                break
    return found + added


def _whole_name(doc: Doc, start: int, end: int, taken: set[int]) -> int:
    further = name_end(doc, start, stops=taken)
    tagged = all(t.tag_.startswith("NNP") or t.is_lower or not t.is_alpha for t in doc[end:further])
    return further if further > end and tagged else end


def _stands_alone(doc: Doc, span: range, words: tuple[str, ...]) -> bool:
    if tuple(t.text for t in doc[span.start : span.stop]) != words:
        return False
    before = doc[span.start - 1] if span.start else None
    # "al-Assad" is one name; "Kelly's" neighbours are not.
    return before is None or not (before.text == "-" and is_particle(doc[span.start - 2].text))


def _supported_weak_names(found: list[Candidate]) -> set[str]:
    """Weak names ("Times", "IS") of organizations whose full name the document has."""
    present = {c.known.name for c in found if c.known is not None and c.known.name}
    return {
        name
        for name, organizations in weak_organization_names().items()
        if any(o.name in present for o in organizations)
    }
