"""Training examples of pairs of anaphor and antecedent, and how they are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from pipeline.knowledge.names import name_words
from pipeline.language import find_quotations
from pipeline.ner.entities import Entity, Mention
from pipeline.ner.linking import link_people
from pipeline.ner.named_people import NamedPerson
from pipeline.ner.person_titles import read_titles
from pipeline.ner.reference.features import Pairs
from pipeline.ner.reference.referents import Referent
from pipeline.ner.reference.scene import Scene

__all__ = ["Query", "people", "person", "record", "scene_of", "span_of"]

PLURALS = frozenset({"they", "them", "their", "theirs", "themselves"})


@dataclass(frozen=True, slots=True)
class Query:
    """One anaphor, its candidates, and which of them are right.

    Attributes:
        anaphor: The pronoun or description.
        candidates: Mentions that it may refer to.
        right: Those that it does refer to; none where it refers to something else.
    """

    anaphor: Referent
    candidates: Sequence[Referent]
    right: Sequence[Referent]


def scene_of(doc: Doc) -> Scene:
    """The document with its quotations."""
    spans = [
        doc.char_span(q.start, q.end, alignment_mode="expand") for q in find_quotations(doc.text)
    ]
    return Scene(doc, [(s.start, s.end) for s in spans if s is not None])


def span_of(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens of an annotated stretch of text, without blanks at its edges."""
    span = doc.char_span(start, end, alignment_mode="expand")
    while span is not None and len(span) and span[-1].is_space:
        span = doc[span.start : span.end - 1]
    return span if span is not None and len(span) else None


def people(doc: Doc, spans: Iterable[Span]) -> dict[tuple[int, int], Entity]:
    """Links persons named in a document, as the pipeline does.

    Args:
        doc: The parsed document.
        spans: The names, each once.

    Returns:
        For each span of tokens its person.
    """
    named = []
    for span in sorted(spans, key=lambda s: s.start):
        mention = Mention(span.start, span.end, "PERSON", "name", 1.0)
        titles = read_titles(doc, span.start, span.end, {})
        named.append(NamedPerson(mention, " ".join(span.text.split()), titles))
    link_people(doc, named, similarity=88.0)
    return {
        (p.mention.start, p.mention.end): p.mention.entity
        for p in named
        if p.mention.entity is not None
    }


def person(span: Span, entity: Entity) -> Referent:
    """A name as the scorer sees it."""
    return Referent(
        span.start,
        span.end,
        "name",
        "person",
        entity.id,
        entity.gender,
        titles=tuple(t.lower() for t in entity.titles),
        words=frozenset(name_words(entity.name)),
    )


def record(
    name: str, scene: Scene, mentions: Iterable[Referent], queries: Sequence[Query]
) -> dict[str, Any]:
    """A text with its queries, as a line of the file.

    Args:
        name: Which set it is from.
        scene: The parsed text.
        mentions: What is mentioned in the text, whether a query has it or not.
        queries: At least one.
    """
    known = {(m.start, m.end): m for m in mentions}
    pairs = Pairs(scene, sorted(known.values(), key=lambda m: (m.start, -m.end)))
    used: dict[tuple[int, int], int] = {}
    rows = []
    for q in queries:
        number = [used.setdefault((m.start, m.end), len(used)) for m in (q.anaphor, *q.candidates)]
        right = {(m.start, m.end) for m in q.right}
        rows.append(
            {
                "anaphor": number[0],
                "candidates": number[1:],
                "right": [used[key] for key in sorted(right)],
                "features": pairs.features(q.anaphor, q.candidates).tolist(),
            }
        )
    doc = scene.doc
    offsets = [[doc[s:e].start_char, doc[s:e].end_char] for s, e in used]
    return {"set": name, "text": doc.text, "mentions": offsets, "queries": rows}
