"""The corpora of names as texts whose words have one label, or a few that are possible.

A corpus annotates some labels and merges others. What its annotation leaves open stays open: a
place that no list knows may be GPE or LOC, what CoNLL calls MISC may be an event, a law, a work …,
and a word outside all names may have any label that its corpus does not annotate. The network
learns that the right labels are among the possible ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.en_newsroom.recipe import names
from models.en_newsroom.recipe.labels import FAC_WORDS, LOC_WORDS, known_places
from models.en_newsroom.recipe.names import PARTLY_NATIONAL, Record
from models.en_newsroom.recipe.quantities import NUMERIC_LABELS
from pipeline.encoder.words import Encoded, words_of
from pipeline.ner.learned.labels import KINDS, LABELS

Bools = NDArray[np.bool_]

LABEL = {label: i for i, label in enumerate(LABELS)}
#: What a name may be that a corpus calls MISC and no pattern tells apart.
MISC_KINDS = ("EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE")
#: What stands for labels of OntoNotes in the annotation of the corpora.
COVERED_BY = {
    "GPE": "LOC", "FAC": "LOC", "NORP": "MISC", "EVENT": "MISC", "LAW": "MISC",
    "WORK_OF_ART": "MISC", "PRODUCT": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, over characters, with the labels that it may have.

    Attributes:
        start: of the name.
        end: after it.
        kinds: possible labels; more than one where the annotation leaves it open.
        sure: whether it is a name in any case.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its names.

    Attributes:
        text: of the article, or of a part.
        names: in order, without overlaps.
        unannotated: labels that words outside these names may have as well.
    """

    text: str
    names: tuple[Name, ...]
    unannotated: tuple[str, ...] = ()


def read_texts(path: Path, national: frozenset[str]) -> Iterator[NamedText]:
    """Yields the texts of a corpus.

    Args:
        path: a JSONL file of names.
        national: names of nationalities in lower case (`names.national_names`).
    """
    for raw in names.read_records(path):
        record = names.blank_lines(raw)
        found, masked = names.names_of(record, national)
        annotated = set(record["annotated"])
        every = [Name(s, e, _kinds(record, s, e, kind)) for s, e, kind in found]
        misc = (*MISC_KINDS, *(("NORP",) if "NORP" not in annotated else ()))
        every += [Name(s, e, misc, sure=False) for s, e in masked]
        yield NamedText(record["text"], _without_overlaps(every), _unannotated(record))


def _kinds(record: Record, start: int, end: int, kind: str) -> tuple[str, ...]:
    """The labels that a name with this one may have: an unknown place may be of two kinds."""
    name = record["text"][start:end].lower().removeprefix("the ")
    if kind != "GPE" or name in known_places() or "LOC" not in record["annotated"]:
        return (kind,)
    if set(name.replace("-", " ").split()) & (LOC_WORDS | FAC_WORDS):
        return (kind,)
    return ("GPE", "LOC") if "FAC" in record["annotated"] else ("GPE", "LOC", "FAC")


def _unannotated(record: Record) -> tuple[str, ...]:
    annotated = {*record["annotated"], *NUMERIC_LABELS}
    partly = record["id"].startswith(PARTLY_NATIONAL)
    return tuple(
        kind
        for kind in KINDS
        if kind not in annotated
        and (COVERED_BY.get(kind) not in annotated or (kind == "NORP" and partly))
    )


def _without_overlaps(every: list[Name]) -> tuple[Name, ...]:
    kept: list[Name] = []
    for name in sorted(every, key=lambda n: (n.start, -n.end)):
        if name.start < name.end and (not kept or name.start >= kept[-1].end):
            kept.append(name)
    return tuple(kept)


def possible_labels(text: NamedText, encoded: Encoded) -> Bools:
    """Which labels each word may have: (words, labels)."""
    allowed = np.zeros((len(encoded), len(LABELS)), dtype=bool)
    allowed[:, 0] = True
    for kind in text.unannotated:
        allowed[:, [LABEL[f"B-{kind}"], LABEL[f"I-{kind}"]]] = True
    for name in text.names:
        words = words_of(encoded, (name.start, name.end))
        if words is None:
            continue
        start, end = words
        begins = [LABEL[f"B-{kind}"] for kind in name.kinds]
        goes_on = [LABEL[f"I-{kind}"] for kind in name.kinds]
        if name.sure:
            allowed[start:end] = False
            allowed[start, begins] = True
            allowed[start + 1 : end, goes_on] = True
        else:
            allowed[start:end, begins + goes_on] = True
    return allowed


def cut(text: NamedText, start: int, end: int) -> NamedText:
    """A stretch of a text, with the names that stand in it."""
    inside = (n for n in text.names if start <= n.start and n.end <= end)
    moved = (Name(n.start - start, n.end - start, n.kinds, n.sure) for n in inside)
    return NamedText(text.text[start:end].rstrip(), tuple(moved), text.unannotated)


PARAGRAPH = re.compile(r"\n\n+")
