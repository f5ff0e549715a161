"""Anaphors of GUM: pronouns and definite descriptions with their earlier mentions (Zeldes 2017)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.en_newsroom.recipe.reference_examples import (
    PLURALS,
    Query,
    people,
    record,
    scene_of,
    span_of,
)
from models.en_newsroom.recipe.treebank import is_open
from pipeline.knowledge.countries import country_names
from pipeline.knowledge.names import Gender, fold
from pipeline.ner.reference.referents import (
    PRONOUN_CASES,
    PRONOUN_GENDERS,
    Referent,
    ReferentKind,
    ReferentType,
)

__all__ = ["Passage", "passages", "records"]

WORDS = 400  # of a passage, at most; whole sentences
CANDIDATES = 30
_TYPES: dict[str, ReferentType] = {
    "person": "person",
    "organization": "organization",
    "place": "place",
}
_BRACKET = re.compile(r"\((?P<opened>[^()]+)(?P<closed>\)?)|(?P<number>\d+)\)")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})


@dataclass(slots=True)
class Passage:
    """A stretch of a document.

    Attributes:
        text: The text; a blank line between paragraphs.
        mentions: Start, end, number of the entity and its type; of one place, the longest first.
    """

    text: str = ""
    mentions: list[tuple[int, int, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Sentence:
    document: str
    paragraph: bool
    tokens: list[tuple[str, bool, str]] = field(default_factory=list)


def passages(path: Path) -> Iterator[Passage]:
    """Cuts the documents of a file whose terms are open."""
    for document, sentences in groupby(_sentences(path), key=lambda s: s.document):
        if not is_open(document):
            continue
        passage, size = Passage(), 0
        for sentence in sentences:
            if size and size + len(sentence.tokens) > WORDS:
                yield passage
                passage, size = Passage(), 0
            if passage.text and sentence.paragraph:
                passage.text = passage.text.rstrip() + "\n\n"
            _append(passage, sentence)
            size += len(sentence.tokens)
        yield passage


def _sentences(path: Path) -> Iterator[_Sentence]:
    document, paragraph = "", True
    sentence: _Sentence | None = None
    joined: dict[int, bool] = {}
    for line in [*path.read_text(encoding="utf8").split("\n"), ""]:
        if line.startswith("# newdoc id"):
            document, paragraph = line.split("=", 1)[1].strip(), True
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraph = True
        elif line and not line.startswith("#"):
            fields = line.split("\t")
            if sentence is None:
                sentence = _Sentence(document, paragraph)
            if fields[0].isdigit():
                space = joined.get(int(fields[0]), "SpaceAfter=No" not in fields[9])
                sentence.tokens.append((fields[1], space, _entities(fields[9])))
            elif "-" in fields[0]:
                first, last = map(int, fields[0].split("-"))
                joined |= dict.fromkeys(range(first, last), False)
                joined[last] = "SpaceAfter=No" not in fields[9]
        elif not line and sentence is not None:
            yield sentence
            paragraph, sentence, joined = False, None, {}


def _entities(misc: str) -> str:
    return next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")


def _append(passage: Passage, sentence: _Sentence) -> None:
    opened: dict[str, list[tuple[int, str]]] = {}
    for word, space, brackets in sentence.tokens:
        start = len(passage.text)
        passage.text += word
        end = len(passage.text)
        for match in _BRACKET.finditer(brackets):
            if match["number"]:
                if opened.get(match["number"]):
                    begun, kind = opened[match["number"]].pop()
                    passage.mentions.append((begun, end, match["number"], kind))
                continue
            number, kind, *_ = match["opened"].split("-")
            if match["closed"]:
                passage.mentions.append((start, end, number, kind))
            else:
                opened.setdefault(number, []).append((start, kind))
        passage.text += " " * space
    if sentence.tokens and not sentence.tokens[-1][1]:
        passage.text += " "


def records(path: Path, nlp: Language) -> Iterator[dict[str, Any]]:
    """A record a passage that has anaphors."""
    found = list(passages(path))
    for passage, doc in zip(found, nlp.pipe([p.text for p in found], batch_size=16), strict=True):
        made = _record(passage, doc)
        if made is not None:
            yield made


def _record(passage: Passage, doc: Doc) -> dict[str, Any] | None:
    mentions = _mentions(passage, doc)
    queries = []
    for anaphor in sorted(mentions, key=lambda m: (m.start, m.end)):
        if not _is_anaphor(doc, anaphor):
            continue
        before = [m for m in mentions if m.end <= anaphor.start and m.type != "other"]
        sentence = doc[anaphor.start].sent
        after = [
            m
            for m in mentions
            if anaphor.kind == "pronoun"
            and anaphor.end <= m.start < sentence.end
            and m.kind == "name"
            and m.type != "other"
        ]
        candidates = before[-CANDIDATES:] + after[:3]
        if candidates:
            right = [m for m in candidates if m.entity == anaphor.entity is not None]
            queries.append(Query(anaphor, candidates, right))
    if not queries:
        return None
    return record("gum", scene_of(doc), [m for m in mentions if m.type != "other"], queries)


def _is_anaphor(doc: Doc, m: Referent) -> bool:
    if m.kind == "pronoun":
        return True
    return m.kind == "nominal" and m.type != "other" and doc[m.start].lower_ in _DEFINITE


def _mentions(passage: Passage, doc: Doc) -> list[Referent]:
    """Persons, organizations and places, and all third-person pronouns, in order.

    What a name or an earlier pronoun tells of an entity's gender, its later mentions know.
    """
    spans: dict[tuple[int, int], tuple[Span, str, ReferentType]] = {}
    for start, end, number, kind in passage.mentions:
        span = span_of(doc, start, end)
        if span is not None:
            spans[span.start, span.end] = span, number, _TYPES.get(kind, "other")
    for token in doc:
        if token.lower_ in PRONOUN_CASES:
            spans.setdefault(
                (token.i, token.i + 1), (doc[token.i : token.i + 1], f"pronoun {token.i}", "other")
            )
    names = [_core(s) for s, _, type_ in spans.values() if type_ == "person" and _is_name(s)]
    unique = {(s.start, s.end): s for s in names}
    linked = people(doc, [s for s in unique.values() if not _inside(s, unique)])
    genders: dict[str, Gender] = {}
    titles: dict[str, tuple[str, ...]] = {}
    found = []
    for key in sorted(spans, key=lambda k: (k[0], -k[1])):
        span, number, type_ = spans[key]
        pronoun = span.text.lower() if len(span) == 1 else ""
        kind: ReferentKind = "nominal"
        if pronoun in PRONOUN_CASES:
            kind = "pronoun"
        elif span.root.pos_ == "PRON":
            continue
        elif _is_name(span):
            kind = "name"
            core = _core(span)
            person = linked.get((core.start, core.end))
            if type_ == "person" and person is not None:
                titles[number] = tuple(t.lower() for t in person.titles)
                if person.gender:
                    genders.setdefault(number, person.gender)
        found.append(_referent(span, number, type_, kind, genders, titles))
        if pronoun in PRONOUN_GENDERS:
            genders.setdefault(number, PRONOUN_GENDERS[pronoun])
    return found


def _referent(
    span: Span,
    number: str,
    type_: ReferentType,
    kind: ReferentKind,
    genders: dict[str, Gender],
    titles: dict[str, tuple[str, ...]],
) -> Referent:
    plural = span.root.tag_ in ("NNS", "NNPS") or span.text.lower() in PLURALS
    plural |= any(t.dep_ == "conj" for t in span.root.children)
    if kind == "pronoun":
        gender = PRONOUN_GENDERS.get(span.text.lower())
        return Referent(
            span.start,
            span.end,
            kind,
            "person" if gender else "group" if plural else "other",
            number,
            gender,
            "plural" if plural else "singular",
        )
    if type_ == "place" and fold(span.text).removeprefix("the ") in _countries():
        type_ = "country"
    if plural and type_ == "person":
        type_ = "group"
    known = titles.get(number, ()) if kind == "name" else (span.root.lower_,)
    return Referent(
        span.start,
        span.end,
        kind,
        type_,
        number,
        genders.get(number),
        "plural" if plural else "singular",
        known,
        words=frozenset(fold(span.text).split()),
    )


def _countries() -> set[str]:
    return {fold(name) for name in country_names()}


def _is_name(span: Span) -> bool:
    return span.root.tag_ in ("NNP", "NNPS")


def _core(span: Span) -> Span:
    """The name inside a mention: "former president Bill Clinton, who" gives "Bill Clinton"."""
    start = end = span.root.i
    while start > span.start and span.doc[start - 1].tag_ in ("NNP", "NNPS"):
        start -= 1
    while end + 1 < span.end and span.doc[end + 1].tag_ in ("NNP", "NNPS"):
        end += 1
    return span.doc[start : end + 1]


def _inside(span: Span, others: dict[tuple[int, int], Span]) -> bool:
    return any(
        s <= span.start and span.end <= e and (s, e) != (span.start, span.end) for s, e in others
    )
