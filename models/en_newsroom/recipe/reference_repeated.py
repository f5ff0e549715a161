"""Made-up anaphors: a pronoun or description in place of a repeated name.

The idea is that of MaskedWiki and WikiCREM (Kocijan et al. 2019): a name that stands again near
another one is a hard pronoun for which the answer is known.
"""

import random
import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.en_newsroom.recipe.reference_examples import (
    Query,
    people,
    person,
    record,
    scene_of,
    span_of,
)
from pipeline.knowledge.countries import country_names
from pipeline.knowledge.names import Gender, fold
from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.titles import longest_title
from pipeline.ner.reference.referents import PRONOUN_GENDERS, Referent, ReferentType

__all__ = ["Named", "records"]

WORDS = 250  # of a stretch of text
_NEAR = 3  # sentences
_ROUNDS = 4  # over the texts, each with names of its own choice
_SHARE = 0.6  # of the names that may be replaced
_DESCRIBED = 0.3  # of those for which a description is at hand
_FEMININE = 0.65  # of persons whose first name does not tell; men are named more often
_TITLE = 4  # words before a name that go with it
_NO_TITLE = frozenset({"POS", "PRP$", "IN", "CC", "_SP"})
_CASES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "dative": "object",
    "pobj": "prepositional",
    "poss": "possessive",
}
_PRONOUNS: dict[Gender | None, dict[str, str]] = {
    "m": {"subject": "he", "object": "him", "prepositional": "him", "possessive": "his"},
    "f": {"subject": "she", "object": "her", "prepositional": "her", "possessive": "her"},
    None: {"subject": "it", "object": "it", "possessive": "its"},
}
_POSSESSIVE = re.compile(r"['’]s?\b|['’]")
_SENTENCE = re.compile(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])|\n+")
_TYPES: dict[str, ReferentType] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A text with its names.

    Attributes:
        text: The text.
        names: Start, end, label of OntoNotes.
    """

    text: str
    names: Sequence[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A name of a changed text, or what came in its place.

    Attributes:
        start: First character.
        end: The character after it.
        type: What is meant.
        owner: Whose name it is.
        noun: The noun of a description; empty for a pronoun, None for a name.
    """

    start: int
    end: int
    type: ReferentType
    owner: Hashable
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    span: Span
    type: ReferentType
    owner: Hashable
    gender: Gender | None = None
    titles: tuple[str, ...] = ()


def records(texts: Iterable[Named], nlp: Language, *, seed: int) -> Iterator[dict[str, Any]]:
    """A record a stretch of text in which names were replaced.

    Args:
        texts: Texts with their names.
        nlp: Parses.
        seed: Of the choice of names, and of genders where the first name does not tell.
    """
    chance = random.Random(seed)
    windows = [w for text in texts for w in _windows(text) if len(w.names) > 2]
    parsed = list(nlp.pipe([w.text for w in windows], batch_size=16))
    changed: dict[str, list[_Mark]] = {}
    for _ in range(_ROUNDS):
        for window, doc in zip(windows, parsed, strict=True):
            text, marks = _replace(window, doc, chance)
            if any(m.noun is not None for m in marks):
                changed.setdefault(text, marks)
    docs = nlp.pipe(list(changed), batch_size=16)
    for marks, doc in zip(changed.values(), docs, strict=True):
        made = _record(doc, marks)
        if made is not None:
            yield made


def _windows(named: Named) -> Iterator[Named]:
    """Cuts a text at ends of sentences."""
    text, start, last = named.text, 0, 0
    for border in [*(m.end() for m in _SENTENCE.finditer(text)), len(text)]:
        if len(text[start:border].split()) > WORDS and last > start:
            yield _cut(named, start, last)
            start = last
        last = border
    yield _cut(named, start, len(text))


def _cut(named: Named, start: int, end: int) -> Named:
    inside = [(s - start, e - start, k) for s, e, k in named.names if start <= s and e <= end]
    return Named(named.text[start:end].rstrip(), sorted(n for n in inside if n[2] in _TYPES))


def _names(doc: Doc, marks: Iterable[tuple[int, int, ReferentType]]) -> list[_Name]:
    """The names of a text with whose they are: persons are linked as the pipeline does."""
    spans = [(span_of(doc, s, e), type_) for s, e, type_ in marks]
    known = [(span, type_) for span, type_ in spans if span is not None]
    persons = people(doc, [span for span, type_ in known if type_ == "person"])
    found = []
    for span, type_ in known:
        entity = persons.get((span.start, span.end))
        if type_ == "person":
            if entity is not None:
                found.append(_Name(span, type_, entity.id, entity.gender, tuple(entity.titles)))
            continue
        name = fold(span.text).removeprefix("the ")
        if type_ == "place" and name in _countries():
            type_ = "country"
        found.append(_Name(span, type_, name))
    return found


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(name) for name in country_names())


def _replace(window: Named, doc: Doc, chance: random.Random) -> tuple[str, list[_Mark]]:
    """The text with pronouns and descriptions, and its names with what came in their places."""
    names = _names(doc, [(s, e, _TYPES[k]) for s, e, k in window.names])
    sentence_of = [n for n, s in enumerate(doc.sents) for _ in s]
    genders: dict[Hashable, Gender] = {}
    last_of: dict[Hashable, int] = {}
    seen: list[tuple[int, _Name]] = []
    text, at = "", 0
    marks: list[_Mark] = []
    for name in names:
        if name.span.start_char < at:
            continue
        here = sentence_of[name.span.start]
        near = [n for number, n in seen if here - number <= _NEAR]
        rivals = any(_alike(n, name) and n.owner != name.owner for n in near)
        change = None
        if here - last_of.get(name.owner, -99) <= _NEAR and rivals and chance.random() < _SHARE:
            gender = genders.setdefault(name.owner, name.gender or _guess(doc, chance))
            change = _change(doc, name, gender if name.type == "person" else None, chance)
        start, end, words, noun = change or (*_extent(name.span), name.span.text, None)
        if start < at:
            start, end, words, noun = (*_extent(name.span), name.span.text, None)
        text += doc.text[at:start]
        marks.append(_Mark(len(text), len(text) + len(words), name.type, name.owner, noun))
        text, at = text + words, end
        last_of[name.owner] = here
        seen.append((here, name))
    return text + doc.text[at:], marks


def _guess(doc: Doc, chance: random.Random) -> Gender:
    """A gender for a person whose name does not tell: that of the pronouns, if they are of one."""
    told = {g for t in doc if (g := PRONOUN_GENDERS.get(t.lower_))}
    return told.pop() if len(told) == 1 else "f" if chance.random() < _FEMININE else "m"


def _extent(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char


def _alike(one: _Name, other: _Name) -> bool:
    return (one.type == "person") == (other.type == "person")


def _change(
    doc: Doc, name: _Name, gender: Gender | None, chance: random.Random
) -> tuple[int, int, str, str] | None:
    """What stands for a name instead, from where to where, and its noun; None where nothing fits.

    Nothing fits in a list, behind a noun, or before a clause of its own.
    """
    head = name.span.root
    first = _begin(name.span)
    if first is None or name.type == "place":
        return None
    if any(t.dep_ in ("appos", "relcl", "conj", "cc", "prep", "acl") for t in head.rights):
        return None
    case = _CASES.get(head.dep_)
    start, end = doc[first].idx, name.span.end_char
    tail = _POSSESSIVE.match(doc.text, end)
    if case is None or (tail is not None) != (case == "possessive"):
        return None
    noun = _noun(name) if chance.random() < _DESCRIBED else ""
    if noun:
        words = f"the {noun}"
    elif case in _PRONOUNS[gender]:
        words = _PRONOUNS[gender][case]
        end = tail.end() if tail is not None else end
    else:
        return None
    opening = next(t for t in name.span.sent if not (t.is_space or t.is_punct))
    return start, end, words.capitalize() if opening.i == first else words, noun


def _noun(name: _Name) -> str:
    """What a description may call somebody: by title, kind of body, or as a country."""
    if name.type == "country":
        return "country"
    if name.type == "organization":
        last = name.span[-1].lower_
        known = organization_nouns().get(last)
        return last if known is not None and known.nominal else ""
    for title in name.titles:
        found = longest_title(title.split())
        if found is not None and found[0].nominal:
            return found[0].title
    return ""


def _begin(span: Span) -> int | None:
    """The first token of the phrase that a name ends: its title goes with it; None for others."""
    first = min(span.start, span.root.left_edge.i)
    words = span.doc[first : span.start]
    if len(words) > _TITLE or any(t.is_punct or t.tag_ in _NO_TITLE for t in words):
        return None
    before = span.doc[first - 1] if first else None
    return first if before is None or before.tag_ not in ("NNP", "NN", "JJ", "DT") else None


def _record(doc: Doc, marks: Sequence[_Mark]) -> dict[str, Any] | None:
    """The queries of a changed text; names are linked again without those that were replaced."""
    names = {
        n.span.start_char: n
        for n in _names(doc, [(m.start, m.end, m.type) for m in marks if m.noun is None])
    }
    genders: dict[Hashable, Gender | None] = {}
    persons = people(doc, [n.span for n in names.values() if n.type == "person"])
    mentions = []
    for mark in marks:
        span = span_of(doc, mark.start, mark.end)
        if span is None:
            return None
        if mark.noun is not None:
            r = _anaphor(span, mark)
            genders[mark.owner] = r.gender or genders.get(mark.owner)
        elif mark.start not in names:
            continue
        elif mark.type == "person":
            r = person(span, persons[span.start, span.end])
            genders[mark.owner] = genders.get(mark.owner) or r.gender
        else:
            words = frozenset(fold(span.text).split())
            r = Referent(span.start, span.end, "name", names[mark.start].type, words=words)
        told = genders.get(mark.owner) if r.kind != "nominal" else r.gender
        mentions.append(replace(r, entity=mark.owner, gender=told))
    queries = [_query(doc, mentions, m) for m in mentions if m.kind != "name"]
    queries = [q for q in queries if q.right]
    return record("repeated", scene_of(doc), mentions, queries) if queries else None


def _anaphor(span: Span, mark: _Mark) -> Referent:
    if mark.noun:
        return Referent(
            span.start,
            span.end,
            "nominal",
            "country" if mark.noun == "country" else mark.type,
            titles=(mark.noun,),
            words=frozenset(mark.noun.split()),
        )
    gender = PRONOUN_GENDERS.get(span.text.lower())
    type_: ReferentType = "person" if gender else "other"
    return Referent(span.start, span.end, "pronoun", type_, gender=gender)


def _query(doc: Doc, mentions: Sequence[Referent], anaphor: Referent) -> Query:
    """An anaphor with the earlier mentions of its type, and names later in the sentence."""
    end = doc[anaphor.start].sent.end
    candidates = []
    for m in mentions:
        later = m.kind == "name" and anaphor.end <= m.start < end and anaphor.kind == "pronoun"
        if anaphor.kind == "nominal":
            fits = m.type == anaphor.type
        else:
            fits = (m.type == "person") == (anaphor.type == "person")
        if fits and (m.end <= anaphor.start or later):
            candidates.append(m)
    return Query(anaphor, candidates, [m for m in candidates if m.entity == anaphor.entity])
