"""GAP: a pronoun, two names of one text, and which of them it means (Webster et al. 2018)."""

import csv
import random
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
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
from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.names import Gender, first_name_genders, fold
from pipeline.ner.reference.referents import PRONOUN_GENDERS, Referent
from pipeline.ner.reference.scene import Scene

__all__ = ["Example", "Row", "examples", "read_gap", "records", "swapped"]

_OTHER: dict[Gender, Gender] = {"m": "f", "f": "m"}


@dataclass(frozen=True, slots=True)
class Row:
    """One text of GAP.

    Attributes:
        id: Its id.
        text: The text.
        pronoun: Where the pronoun stands.
        names: Where the two names stand.
        right: Whether each of them is meant.
    """

    id: str
    text: str
    pronoun: tuple[int, int]
    names: tuple[tuple[int, int], tuple[int, int]]
    right: tuple[bool, bool]


def read_gap(path: Path) -> list[Row]:
    """The rows of a file of GAP."""
    with path.open(encoding="utf8", newline="") as file:
        return [_row(r) for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _row(r: dict[str, str]) -> Row:
    def at(column: str) -> tuple[int, int]:
        start = int(r[f"{column}-offset"])
        return start, start + len(r[column])

    right = (r["A-coref"].upper() == "TRUE", r["B-coref"].upper() == "TRUE")
    return Row(r["ID"], r["Text"], at("Pronoun"), (at("A"), at("B")), right)


@dataclass(frozen=True, slots=True)
class Example:
    """A row that was parsed.

    Attributes:
        row: The row.
        scene: Its text.
        mentions: All persons named in it.
        query: The pronoun, and the persons that it may mean.
        owners: The entities of the two given names.
    """

    row: Row
    scene: Scene
    mentions: Sequence[Referent]
    query: Query
    owners: tuple[Hashable, Hashable]


def records(rows: Sequence[Row], nlp: Language) -> Iterator[dict[str, Any]]:
    """A record a row; names of third persons are wrong where one of the two is right."""
    for e in examples(rows, nlp):
        yield record("gap", e.scene, e.mentions, [e.query])


def examples(rows: Sequence[Row], nlp: Language) -> Iterator[Example]:
    """Parses the rows; those whose names overlap in tokens are left out."""
    docs = nlp.pipe([row.text for row in rows], batch_size=32)
    for row, doc in zip(rows, docs, strict=True):
        made = _example(row, doc)
        if made is not None:
            yield made


def _example(row: Row, doc: Doc) -> Example | None:
    pronoun = span_of(doc, *row.pronoun)
    given = [span_of(doc, *offsets) for offsets in row.names]
    if pronoun is None or len(pronoun) != 1 or any(s is None for s in given):
        return None
    a, b = (s for s in given if s is not None)
    if a.start < b.end and b.start < a.end:
        return None
    entities = people(doc, [*_others(doc, [pronoun, a, b]), a, b])
    referents = {
        key: person(doc[key[0] : key[1]], entity) for key, entity in sorted(entities.items())
    }
    both = ((a.start, a.end), (b.start, b.end))
    if any(key not in entities for key in both):
        return None
    owners = entities[both[0]].id, entities[both[1]].id
    right = {o for o, yes in zip(owners, row.right, strict=True) if yes}
    if owners[0] == owners[1]:
        # Two persons of one name, as far as one can see: the two mentions alone.
        chosen = {key for key, yes in zip(both, row.right, strict=True) if yes}
        for key, number in zip(both, (0, 1), strict=True):
            referents[key] = replace(referents[key], entity=(owners[0], number))
        owners = (owners[0], 0), (owners[1], 1)
        candidates = [referents[key] for key in both]
    else:
        chosen = {key for key, entity in entities.items() if entity.id in right}
        candidates = [r for k, r in referents.items() if right or entities[k].id in owners]
    gender = PRONOUN_GENDERS[pronoun.text.lower()]
    anaphor = Referent(pronoun.start, pronoun.end, "pronoun", "person", gender=gender)
    query = Query(anaphor, candidates, [referents[key] for key in sorted(chosen)])
    return Example(row, scene_of(doc), list(referents.values()), query, owners)


def _others(doc: Doc, taken: list[Span]) -> list[Span]:
    """Further persons, by the pipeline's names and by words of the two given names."""
    words = {t.text for s in taken[1:] for t in s if t.is_title and len(t) > 2}
    used = {i for s in taken for i in range(s.start, s.end)}
    found = [e for e in doc.ents if e.label_ == "PERSON"]
    covered = {i for e in doc.ents for i in range(e.start, e.end)}
    found += [doc[t.i : t.i + 1] for t in doc if t.text in words and t.i not in covered]
    return [s for s in found if not used & set(range(s.start, s.end))]


def swapped(rows: list[Row], nlp: Language, *, seed: int) -> list[Row]:
    """The rows with he for she, and first names of the other gender; those without are left out.

    Args:
        rows: Rows of GAP.
        nlp: Tags, which tell one "her" from the other, and finds names.
        seed: Of the choice of names.
    """
    words = _swaps()
    names: dict[Gender, list[str]] = {"m": [], "f": []}
    for r in read_rows("first_names", ["name", "gender"]):
        names["f" if r["gender"] == "f" else "m"].append(r["name"])
    chance = random.Random(seed)
    docs = nlp.pipe([row.text for row in rows], batch_size=32)
    return [_swap(row, doc, words, names, chance) for row, doc in zip(rows, docs, strict=True)]


def _swaps() -> dict[str, str]:
    path = Path(__file__).with_name("gendered.csv")
    with path.open(encoding="utf8", newline="") as file:
        pairs = [(r["masculine"], r["feminine"]) for r in csv.DictReader(file)]
    return dict(reversed(pairs)) | {f: m for m, f in reversed(pairs)}


def _swap(
    row: Row,
    doc: Doc,
    words: dict[str, str],
    names: dict[Gender, list[str]],
    chance: random.Random,
) -> Row:
    known = first_name_genders()
    spans = [e for e in doc.ents if e.label_ == "PERSON"]
    inside = {t.i for e in spans for t in e}
    inside |= {t.i for t in doc if any(s <= t.idx < e for s, e in row.names)}
    given: dict[str, str] = {}
    pieces: list[str] = []
    moved: dict[int, int] = {}
    length = 0
    for token in doc:
        lower, new = token.lower_, token.text
        if token.i in inside and (gender := known.get(fold(token.text))) and token.is_title:
            new = given.setdefault(token.text, chance.choice(names[_OTHER[gender]]))
        elif lower in ("her", "his"):
            possessive = token.tag_ == "PRP$"
            new = ("his" if possessive else "him") if lower == "her" else "her"
        elif token.i not in inside:
            new = words.get(lower, new)
        if token.is_title and new[:1].islower():
            new = new[0].upper() + new[1:]
        for k in range(len(token.text) + 1):
            moved[token.idx + k] = length + (len(new) if k == len(token.text) else min(k, len(new)))
        pieces.append(new + token.whitespace_)
        length += len(pieces[-1])

    def at(span: tuple[int, int]) -> tuple[int, int]:
        return moved[span[0]], moved[span[1]]

    return replace(
        row,
        id=f"{row.id}-swapped",
        text="".join(pieces),
        pronoun=at(row.pronoun),
        names=(at(row.names[0]), at(row.names[1])),
    )
