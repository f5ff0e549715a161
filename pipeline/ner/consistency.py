"""One name, one label: what the document says elsewhere about the same words."""

from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.knowledge.names import fold, is_particle, name_words
from pipeline.knowledge.organizations import weak_organization_names
from pipeline.ner.acronyms import defined_acronyms
from pipeline.ner.spans import SURE, Candidate, Origin
from pipeline.ner.vetting import surnames

__all__ = ["make_consistent"]

_VOTING = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT"})
_WEIGHT = 0.7  # of a name whose recogniser gives no scores
_MIN_REPEATED = 3  # characters of an organization's or place's name that is looked for elsewhere


def make_consistent(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Relabels and adds names by what the rest of the document says.

    A name has the label that most of its occurrences have, unless the recogniser is sure of
    another; a surname of a person is that person wherever it stands alone; names missed in one
    place are found by another.
    """
    found = _vote(doc, found)
    found = _relabel_people(doc, found)
    return sorted(_add_repeated(doc, found), key=lambda c: c.start)


def _weight(c: Candidate) -> float:
    return _WEIGHT if c.score is None else c.score


def _is_open(c: Candidate) -> bool:
    """Whether a label may be changed: no country's and no known organization's."""
    return c.label in _VOTING and (c.known is None or c.known.kind == "other")


def _vote(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for c in found:
        if _is_open(c):
            votes[fold(c.text(doc))][c.label] += _weight(c)
    result = []
    for c in found:
        if _is_open(c) and _weight(c) < SURE:
            counted = votes[fold(c.text(doc))]
            c = replace(c, label=max(counted, key=lambda label: counted[label]))
        result.append(c)
    return result


def _relabel_people(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Makes a person of a person's surname, of its plural after "the", and of initials ("AMLO")."""
    people = surnames(doc, found) | _initials(doc, found)
    return [
        replace(c, label="PERSON")
        if _is_open(c) and c.end - c.start == 1 and _is_surname(doc[c.start], people)
        else c
        for c in found
    ]


def _initials(doc: Doc, found: list[Candidate]) -> set[str]:
    """The initials of the persons with names of more than two words, but for known acronyms."""
    full = (name_words(c.text(doc)) for c in found if c.label == "PERSON")
    short = {"".join(word[0] for word in words).upper() for words in full if len(words) > 2}
    return short - defined_acronyms(doc, found).keys()


def _is_surname(token: Token, people: frozenset[str]) -> bool:
    plural = token.i > 0 and token.nbor(-1).lower_ == "the" and token.text.endswith("s")
    return token.text in people or (plural and token.text[:-1] in people)


def _add_repeated(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Finds names again where nothing has covered them: surnames, organizations, acronyms."""
    labels = _repeatable(doc, found)
    taken = {i for c in found for i in range(c.start, c.end)}
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(labels, key=len, reverse=True):
        by_first[words[0]].append(words)
    added: list[Candidate] = []
    for token in doc:
        for words in by_first.get(token.text, ()):
            span = range(token.i, token.i + len(words))
            if taken.isdisjoint(span) and _stands_alone(doc, span, words):
                added.append(Candidate(span.start, span.stop, labels[words], Origin.REPEATED))
                taken.update(span)
                break
    return found + added


def _repeatable(doc: Doc, found: list[Candidate]) -> dict[tuple[str, ...], str]:
    """The names that are looked for in the rest of the document, as words, with their labels."""
    labels: dict[tuple[str, ...], str] = {}
    for c in found:
        if c.label == "PERSON" and len(c.text(doc)) >= _MIN_REPEATED:
            labels.setdefault(tuple(t.text for t in doc[c.start : c.end]), c.label)
    for surname in surnames(doc, found):
        labels.setdefault((surname,), "PERSON")
    for acronym in defined_acronyms(doc, found):
        labels[(acronym,)] = "ORG"
    for name in _supported_weak_names(found):
        labels.setdefault(tuple(name.split()), "ORG")
    return labels


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
