"""OntoNotes labels made of what the corpora of names annotate."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from models.en_newsroom.recipe import names
from models.en_newsroom.recipe.labels import misc_label, place_label
from models.en_newsroom.recipe.quantities import NUMERIC

NATIONAL = frozenset({"serbian"})
CONLL = ["LOC", "MISC", "ORG", "PERSON"]


def record(text: str, *entities: tuple[str, str], annotated: list[str] | None = None) -> Any:
    spans = [[text.index(name), text.index(name) + len(name), label] for name, label in entities]
    return {"id": "conll-1", "text": text, "entities": spans, "annotated": annotated or CONLL}


def found(text: str, *entities: tuple[str, str], annotated: list[str] | None = None) -> set[Any]:
    spans, _ = names.names_of(record(text, *entities, annotated=annotated), NATIONAL)
    return {(text[start:end], label) for start, end, label in spans}


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Serbia", "GPE"),
        ("Varna", "GPE"),
        ("U.S.", "GPE"),
        ("the United Kingdom", "GPE"),
        ("Nowheresk", "GPE"),
        ("Black Sea", "LOC"),
        ("Strait of Hormuz", "LOC"),
        ("the Middle East", "LOC"),
        ("Africa", "LOC"),
        ("Dakota Access Highway", "FAC"),
        ("Varna Central Station", "FAC"),
    ],
)
def test_places_are_divided(name: str, label: str) -> None:
    assert place_label(name) == label


@pytest.mark.parametrize(
    ("text", "name", "news", "label"),
    [
        ("the Serbian army", "Serbian", False, "NORP"),
        ("the Ruritanian army", "Ruritanian", True, "NORP"),
        ("the Ruritanian army", "Ruritanian", False, None),
        ("he spoke Serbian", "Serbian", True, "LANGUAGE"),
        ("the Danube Cup", "Danube Cup", True, "EVENT"),
        ("the Clean Rivers Act", "Clean Rivers Act", True, "LAW"),
        ("the film “Night Ferry” won", "Night Ferry", True, "WORK_OF_ART"),
        ("a Skylark 5", "Skylark 5", True, None),
    ],
)
def test_miscellaneous_names_are_divided(
    text: str, name: str, news: bool, label: str | None
) -> None:
    start = text.index(name)
    assert misc_label(text, start, start + len(name), NATIONAL, news=news) == label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose 4.5 percent.", {("4.5 percent", "PERCENT")}),
        ("They paid $3 million.", {("$3 million", "MONEY")}),
        ("They met on 22 October 2025.", {("22 October 2025", "DATE")}),
        ("They met last week at 10:30.", {("last week", "DATE"), ("10:30", "TIME")}),
        ("It is 40 km away.", {("40 km", "QUANTITY")}),
        ("The third of twelve.", {("third", "ORDINAL"), ("twelve", "CARDINAL")}),
        ("No number.", set()),
    ],
)
def test_numbers_are_marked_by_pattern(text: str, expected: set[tuple[str, str]]) -> None:
    assert found(text) == expected
    assert {label for _, label in expected} <= {label for label, _ in NUMERIC}


def test_an_annotated_label_needs_no_pattern() -> None:
    assert found("They paid $3.", annotated=["MONEY", "NORP"]) == {("3", "CARDINAL")}


def test_patterns_leave_names_alone() -> None:
    assert found("First Bank opened.", ("First Bank", "ORG")) == {("First Bank", "ORG")}


def test_a_country_is_no_organization() -> None:
    assert found("France won.", ("France", "ORG")) == {("France", "GPE")}


def test_what_is_open_is_masked(nlp: Language, tmp_path: Path) -> None:
    text = "A Skylark 5 left Varna."
    path = write(tmp_path, record(text, ("Skylark 5", "MISC"), ("Varna", "LOC")))
    doc = next(names.documents(path, nlp, NATIONAL))
    assert [(e.text, e.label_) for e in doc.ents] == [("Varna", "GPE")]
    assert [t.text for t in doc if not t.ent_iob_] == ["Skylark", "5"]


def test_nationalities_known_from_elsewhere(nlp: Language, tmp_path: Path) -> None:
    path = write(tmp_path, record("Serbian ships", annotated=["ORG"]))
    doc = next(names.documents(path, nlp, NATIONAL))
    assert [(e.text, e.label_) for e in doc.ents] == [("Serbian", "NORP")]


def test_nationalities_are_names_that_occur_twice(tiny_data: Path) -> None:
    assert names.national_names(tiny_data / "ner" / "worldwide-train.jsonl") == {"serbian"}


def test_lines_become_paragraphs() -> None:
    changed = names.blank_lines(record("Rain\nin Varna\n\n\nKolev", ("Varna", "LOC")))
    assert changed["text"] == "Rain\n\nin Varna\n\nKolev"
    start, end, _ = changed["entities"][0]
    assert changed["text"][start:end] == "Varna"


def test_long_texts_are_cut_between_paragraphs() -> None:
    paragraph = "word " * 200
    text = "\n\n".join([paragraph] * 4)
    pieces = list(names.chunks(text))
    assert "".join(text[s:e] for s, e in pieces) == text
    assert [text[s:e].count("word") for s, e in pieces] == [400, 400]


def write(folder: Path, *records: Any) -> Path:
    path = folder / "names.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf8")
    return path
