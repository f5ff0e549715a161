"""Sentences with their parse written by hand, and the relations that the stage finds in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.relations.settings import RelationSettings
from pipeline.relations.stage import document_relations

Row = dict[str, Any]
VOCAB = English().vocab  # with the forms of words, lower case and the like
_ATTACHED = frozenset({".", ",", "'s", "”", ")", "-"})


def parsed(annotated: str) -> Doc:
    """A Doc of "word/tag/dependency/head/lemma": heads count from 0, a lemma may be left out."""
    tokens = [token.split("/") for token in annotated.split()]
    words = [t[0] for t in tokens]
    return Doc(
        VOCAB,
        words=words,
        spaces=[after not in _ATTACHED and word not in "“-" for word, after in _pairs(words)],
        tags=[t[1] for t in tokens],
        deps=[t[2] for t in tokens],
        heads=[int(t[3]) for t in tokens],
        lemmas=[t[4] if len(t) > 4 else t[0] for t in tokens],
    )


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(words, [*words[1:], "."], strict=True)


def entity_type(entity_id: str) -> str:
    kind = entity_id.partition(":")[0]
    return {"person": "person", "org": "organization"}.get(kind, "country")


def mention(doc: Doc, text: str, entity_id: str, **values: Any) -> Row:
    start = values.pop("start", doc.text.index(text))
    row: Row = {
        "start": start,
        "end": start + len(text),
        "text": text,
        "label": {"person": "PERSON", "organization": "ORG"}.get(entity_type(entity_id), "GPE"),
        "kind": "name",
        "entity_id": entity_id,
        "entity_name": text,
        "entity_type": entity_type(entity_id),
        "title": None,
        "score": 1.0,
    }
    return row | values


def quote(doc: Doc, content: str, source: str, speaker_id: str, **values: Any) -> Row:
    start = doc.text.index(content)
    row: Row = {
        "quote_id": 0,
        "kind": "indirect",
        "act": "speech",
        "content_spans": [{"start": start, "end": start + len(content)}],
        "cue_lemma": "say",
        "source_start": doc.text.index(source),
        "source_end": doc.text.index(source) + len(source),
        "speaker_id": speaker_id,
        "speaker_score": 0.9,
    }
    return row | values


def sentence_rows(doc: Doc) -> list[Row]:
    return [
        {"start": s.start_char, "end": s.end_char, "sentence_id": i}
        for i, s in enumerate(doc.sents)
    ]


Finder = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def relations() -> Finder:
    """Finds the relations of an annotated sentence between names given as {text: entity id}."""

    def find(
        annotated: str,
        names: Mapping[str, str],
        *,
        said: Sequence[tuple[str, str, str]] = (),
        **values: Any,
    ) -> list[Row]:
        doc = parsed(annotated)
        mentions = [mention(doc, text, entity_id) for text, entity_id in names.items()]
        quotes = [quote(doc, *what, **values) for what in said]
        rows = document_relations(
            "a", doc, sentence_rows(doc), mentions, quotes, settings=RelationSettings()
        )
        for row in rows:
            assert doc.text[row["start"] : row["end"]] == row["text"]
        return rows

    return find


@pytest.fixture(scope="session")
def events(relations: Finder) -> Callable[..., list[tuple[str, ...]]]:
    """The events as (subject, root, object), with "not" and a modality where they have one."""

    def find(*args: Any, **values: Any) -> list[tuple[str, ...]]:
        return [
            (
                r["subject_id"],
                *(["not"] if r["negated"] else []),
                r["plover"],
                r["object_id"],
                *([r["modality"]] if r["modality"] != "asserted" else []),
            )
            for r in relations(*args, **values)
            if r["plover"]
        ]

    return find
