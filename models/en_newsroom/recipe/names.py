"""Reads the corpora of names as documents with OntoNotes labels.

The corpora annotate a few labels each. What they merge is divided (see `labels`), what none
annotates is marked by pattern (see `quantities`), and what a corpus leaves open is masked: the
recogniser learns nothing from a masked token, neither that it is a name nor that it is none.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from models.en_newsroom.recipe.labels import countries, is_language, misc_label, place_label
from models.en_newsroom.recipe.quantities import NUMERIC

Record = dict[str, Any]
Name = tuple[int, int, str]

#: The sets that the recogniser learns from, and those that it is measured on.
TRAIN = (
    "worldwide-train",
    "conll2003-train",
    "crossner-politics-train",
    "wikigold-train",
    "wnut17-train",
)
DEV = ("worldwide-dev", "conll2003-dev", "crossner-politics-dev")
#: The set that annotates nationalities, from which they are known in the others.
NATIONAL = "worldwide-train"
#: A text is cut after the paragraph that reaches so many words.
CHUNK_TOKENS = 300
#: The corpus of newswire that calls nationalities MISC, by the beginning of its records' ids.
NEWSWIRE = "conll"
#: Corpora that call some nationalities MISC and leave others unmarked.
PARTLY_NATIONAL = "crossner"


def national_names(path: Path) -> frozenset[str]:
    """What a corpus that annotates NORP calls so twice or more, in lower case."""
    counts: dict[str, int] = {}
    for record in read_records(path):
        for start, end, label in record["entities"]:
            if label == "NORP":
                name = record["text"][start:end].lower()
                counts[name] = counts.get(name, 0) + 1
    return frozenset(name for name, n in counts.items() if n > 1)


def read_records(path: Path) -> Iterator[Record]:
    """The records of a JSONL file."""
    with path.open(encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def names_of(record: Record, national: frozenset[str]) -> tuple[list[Name], list[tuple[int, int]]]:
    """The names of a record (start, end, OntoNotes label), and the stretches to mask."""
    text, annotated = record["text"], set(record["annotated"])
    found, masked = _divided(record, national)
    taken = [(start, end) for start, end, _ in found] + masked
    for label, pattern in NUMERIC:
        if label in annotated:
            continue
        for match in pattern.finditer(text):
            if _is_free(match.span(), taken):
                found.append((*match.span(), label))
                taken.append(match.span())
    if not annotated & {"NORP", "MISC"} or record["id"].startswith(PARTLY_NATIONAL):
        for match in re.finditer(r"\b[A-Z][a-z]+\b", text):
            if match.group().lower() in national and _is_free(match.span(), taken):
                found.append((*match.span(), "NORP"))
    return found, masked


def _divided(record: Record, national: frozenset[str]) -> tuple[list[Name], list[tuple[int, int]]]:
    """The annotated names with the labels that stand for their own, and what stays open."""
    text = record["text"]
    found: list[Name] = []
    masked: list[tuple[int, int]] = []
    news = record["id"].startswith(NEWSWIRE)
    for start, end, label in record["entities"]:
        name = text[start:end]
        kind: str | None = label
        if label == "LOC":
            kind = place_label(name)
        elif label == "MISC":
            kind = misc_label(text, start, end, national, news=news)
        elif label == "NORP" and is_language(text, start, end):
            kind = "LANGUAGE"
        elif label == "ORG" and name.lower() in countries():
            kind = "GPE"
        if kind is None:
            masked.append((start, end))
        else:
            found.append((start, end, kind))
    return found, masked


def _is_free(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in taken)


def blank_lines(record: Record) -> Record:
    """The record with one blank line between its lines, as the pipeline's documents have it."""
    offsets: list[int] = []
    parts: list[str] = []
    position = last = 0
    text = record["text"]
    for match in re.finditer(r"\n+", text):
        offsets += [position + k for k in range(match.start() - last)]
        parts.append(text[last : match.start()])
        position += match.start() - last
        offsets += [position] * (match.end() - match.start())
        parts.append("\n\n")
        position += 2
        last = match.end()
    offsets += [position + k for k in range(len(text) - last + 1)]
    parts.append(text[last:])
    entities = [[offsets[s], offsets[e - 1] + 1, label] for s, e, label in record["entities"]]
    return record | {"text": "".join(parts), "entities": entities}


def documents(path: Path, nlp: Language, national: frozenset[str]) -> Iterator[Doc]:
    """Yields `Doc`s with entities and masked tokens, cut at blank lines to a few hundred tokens.

    Args:
        path: a JSONL file of names.
        nlp: tokenises.
        national: see :func:`national_names`.
    """
    for raw in read_records(path):
        record = blank_lines(raw)
        named, masked = names_of(record, national)
        for start, end in chunks(record["text"]):
            doc = nlp.make_doc(record["text"][start:end])
            spans = [
                _char_span(doc, s - start, e - start, label)
                for s, e, label in named
                if start <= s < end
            ]
            hidden = [
                _char_span(doc, s - start, e - start, "") for s, e in masked if start <= s < end
            ]
            kept = filter_spans([s for s in spans if s is not None])
            used = {t.i for s in kept for t in s}
            missing = [s for s in hidden if s is not None and not used & {t.i for t in s}]
            doc.set_ents(kept, missing=filter_spans(missing), default="outside")
            yield doc


def _char_span(doc: Doc, start: int, end: int, label: str) -> Span | None:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    return span if span is not None and span.text.strip() == span.text else None


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole paragraphs of about `CHUNK_TOKENS` words."""
    start = words = 0
    for match in re.finditer(r".+?(?:\n\n|\Z)", text, re.DOTALL):
        words += match.group().count(" ")
        if words >= CHUNK_TOKENS:
            yield start, match.end()
            start, words = match.end(), 0
    if start < len(text):
        yield start, len(text)
