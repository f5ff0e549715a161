from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.run.validate import Problem, validate
from pipeline.tables import TABLES, empty, from_rows, write_table

Rows = dict[str, list[dict[str, Any]]]
FIRST = 'Vote in Lusaka\n\n"We won," Mary Banda said, "and early." She thanked Zambia.'
SECOND = "Zambia waits."
COUNTS = {"mentions": 1, "documents": 1, "quotes": 1}


def span(text: str, surface: str, *names: str) -> dict[str, Any]:
    """Offsets of the first occurrence of a surface, and the surface where a third name is given."""
    start = text.index(surface)
    values = (start, start + len(surface), surface)
    return dict(zip(names, values, strict=False))


def sound_rows() -> Rows:
    """Two articles with everything that validation looks at, and nothing wrong."""
    articles = [("b", FIRST), ("a", SECOND)]
    return {
        "documents": [
            {"doc_id": doc_id, "source": f"{doc_id}.txt", "text": text, "n_words": 9, "sha256": "0"}
            for doc_id, text in articles
        ],
        "rejects": [{"source": "c.bin", "reason": "binary", "bytes": 3}],
        "sentences": [
            {"doc_id": doc_id, "sentence_id": number, "paragraph_id": paragraph}
            | span(text, surface, "start", "end", "text")
            for doc_id, text, number, paragraph, surface in (
                ("b", FIRST, 0, 0, "Vote in Lusaka"),
                ("b", FIRST, 1, 1, '"We won," Mary Banda said, "and early."'),
                ("b", FIRST, 2, 1, "She thanked Zambia."),
                ("a", SECOND, 0, 0, SECOND),
            )
        ],
        "mentions": [
            {"doc_id": doc_id, "mention_id": number, "sentence_id": sentence, "kind": "name"}
            | {"entity_id": entity}
            | span(text, surface, "start", "end", "text")
            for doc_id, text, number, sentence, surface, entity in (
                ("b", FIRST, 0, 0, "Lusaka", None),
                ("b", FIRST, 1, 1, "Mary Banda", "person:mary-banda"),
                ("b", FIRST, 2, 2, "Zambia", "ZMB"),
                ("a", SECOND, 0, 0, "Zambia", "ZMB"),
            )
        ],
        "quotes": [
            {"doc_id": "b", "quote_id": 0, "sentence_id": 1, "kind": "direct", "act": "speech"}
            | {"content": '"We won," "and early."'}
            | span(FIRST, '"We won," Mary Banda said, "and early."', "content_start", "content_end")
            | {
                "content_spans": [
                    span(FIRST, '"We won,"', "start", "end"),
                    span(FIRST, '"and early."', "start", "end"),
                ]
            }
            | span(FIRST, "said", "cue_start", "cue_end", "cue")
            | span(FIRST, "Mary Banda", "source_start", "source_end", "source")
            | {"speaker_id": "person:mary-banda", "speaker": "Mary Banda", "score": 1.0}
            | {"speaker_type": "person", "resolved_by": "name"}
        ],
        "relations": [
            {"doc_id": "b", "relation_id": 0, "sentence_id": 2, "relation": "thank", "score": 1.0}
            | {"subject_id": "person:mary-banda", "subject": "Mary Banda", "object": "Zambia"}
            | {"subject_type": "person", "object_id": "ZMB", "family": "event", "plover": "SUPPORT"}
            | {"negated": False, "modality": "asserted", "quote_id": None}
            | span(FIRST, "She", "subject_start", "subject_end")
            | span(FIRST, "Zambia", "object_start", "object_end")
            | span(FIRST, "thanked", "trigger_start", "trigger_end")
            | span(FIRST, "She thanked Zambia.", "start", "end", "text")
        ],
        "people": [
            {"entity_id": "person:mary-banda", "name": "Mary Banda", **COUNTS}
            | {"aliases": [], "titles": [], "roles": [], "countries": ["ZMB"]}
        ],
        "countries": [
            {"entity_id": "ZMB", "name": "Zambia", "iso2": "ZM", "iso3": "ZMB", **COUNTS}
            | {"by_name": 1, "by_demonym": 0, "by_metonym": 0}
        ],
        "organizations": [],
        "who_said_what": [
            {"doc_id": "b", "quote_id": 0, "speaker_id": "person:mary-banda", "kind": "direct"}
            | {"speaker_type": "person", "quote": '"We won," "and early."', "about": []}
            | {"score": 1.0, "also_published_by": [], "reprints": 0}
        ],
    }


def write(folder: Path, rows: Rows) -> None:
    for name in TABLES:
        write_table(folder, name, from_rows(name, rows[name]))


def write_unchecked(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    """Write rows with the types of the contract, whatever their values."""
    schema = pa.schema([field.with_nullable(True) for field in TABLES[name].schema])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet")


def kinds(problems: list[Problem]) -> set[tuple[str, str]]:
    return {(problem.table, problem.check) for problem in problems}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, sound_rows())
    return tmp_path


def test_a_sound_output_has_no_problem(folder: Path) -> None:
    assert validate(folder) == []


def test_an_output_without_documents_has_no_problem(tmp_path: Path) -> None:
    for name in TABLES:
        write_table(tmp_path, name, empty(name))
    assert validate(tmp_path) == []


def test_an_empty_folder_lacks_every_table(tmp_path: Path) -> None:
    problems = validate(tmp_path)
    assert kinds(problems) == {(name, "present") for name in TABLES}
    assert "`pipeline quotes`" in {p.table: p.detail for p in problems}["quotes"]


@pytest.mark.parametrize(
    ("table", "row", "change", "found"),
    [
        ("sentences", 1, {"start": 17}, {("sentences", "surface")}),
        ("sentences", 3, {"doc_id": "z"}, {("sentences", "reference"), ("mentions", "reference")}),
        (
            "sentences",
            2,
            {"sentence_id": 9},
            {("mentions", "reference"), ("relations", "reference")},
        ),
        ("mentions", 1, {"text": "Mary"}, {("mentions", "surface")}),
        ("mentions", 1, {"end": 10_000}, {("mentions", "span")}),
        ("mentions", 3, {"start": -13, "end": -7}, {("mentions", "span")}),
        ("mentions", 1, {"start": 26, "end": 26}, {("mentions", "span")}),
        ("mentions", 1, {"entity_id": "person:m-banda"}, {("mentions", "reference")}),
        ("mentions", 0, {"entity_id": "ORG"}, {("mentions", "reference")}),
        ("mentions", 1, {"sentence_id": 7}, {("mentions", "reference")}),
        ("quotes", 0, {"speaker_id": "org:none"}, {("quotes", "reference")}),
        ("quotes", 0, {"cue": "says"}, {("quotes", "surface")}),
        ("quotes", 0, {"cue": None}, {("quotes", "span")}),
        ("quotes", 0, {"source_end": None}, {("quotes", "span")}),
        ("quotes", 0, {"antecedent_start": 3}, {("quotes", "span")}),
        ("quotes", 0, {"content": '"We won,"  "and early."'}, {("quotes", "content")}),
        ("quotes", 0, {"content_start": 17}, {("quotes", "content")}),
        ("quotes", 0, {"content_end": 40}, {("quotes", "content")}),
        ("quotes", 0, {"content_spans": []}, {("quotes", "content")}),
        ("relations", 0, {"subject_id": "XXX"}, {("relations", "reference")}),
        ("relations", 0, {"object_id": "XXX"}, {("relations", "reference")}),
        ("relations", 0, {"quote_id": 1}, {("relations", "reference")}),
        ("relations", 0, {"trigger_end": 1}, {("relations", "span")}),
        ("relations", 0, {"object_start": None, "object_end": None}, set()),
        ("relations", 0, {"text": "She thanked"}, {("relations", "surface")}),
        ("documents", 1, {"duplicate_of": "c"}, {("documents", "reference")}),
        ("documents", 1, {"duplicate_of": "b"}, set()),
        (
            "countries",
            0,
            {"entity_id": "ZWE"},
            {("mentions", "reference"), ("relations", "reference")},
        ),
        ("who_said_what", 0, {"quote_id": 3}, {("who_said_what", "reference")}),
    ],
)
def test_a_wrong_value_is_found(
    tmp_path: Path, table: str, row: int, change: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    rows = sound_rows()
    rows[table][row] |= change
    write(tmp_path, rows)
    assert kinds(validate(tmp_path)) == found


@pytest.mark.parametrize(
    ("table", "change", "check", "detail"),
    [
        ("quotes", {"act": None}, "null", "act: 1 row has no value"),
        ("quotes", {"act": "song"}, "vocabulary", "holds 'song'; use one of speech, writing"),
        ("mentions", {"label": "CITY"}, "vocabulary", "holds 'CITY'; use one of CARDINAL"),
        ("mentions", {"entity_name": ""}, "empty", "entity_name: 1 row has an empty string"),
        ("relations", {"plover": "MEET"}, "vocabulary", "holds 'MEET'; use one of AGREE"),
        ("relations", {"modality": "unsure"}, "vocabulary", "holds 'unsure'; use one of asserted"),
        ("rejects", {"reason": "boring"}, "vocabulary", "holds 'boring'; use one of binary"),
    ],
)
def test_a_value_that_no_stage_could_write_is_found(
    folder: Path, table: str, change: dict[str, Any], check: str, detail: str
) -> None:
    rows = sound_rows()[table]
    rows[-1] |= change
    write_unchecked(folder, table, rows)
    problems = validate(folder)
    assert kinds(problems) == {(table, check)}
    assert detail in problems[0].detail


@pytest.mark.parametrize("table", [name for name, spec in TABLES.items() if spec.key])
def test_a_row_that_stands_twice_is_found(folder: Path, table: str) -> None:
    rows = sound_rows()[table] or [{"entity_id": "org:a", "name": "A", "aliases": []} | COUNTS]
    write_unchecked(folder, table, [rows[0], *rows])
    problems = validate(folder)
    assert kinds(problems) == {(table, "key")}
    assert "1 row has the key of an earlier row: row 1 (" in problems[0].detail


@pytest.mark.parametrize("table", ["sentences", "mentions"])
@pytest.mark.parametrize("place", ["within a document", "among documents"])
def test_rows_out_of_order_are_found(folder: Path, table: str, place: str) -> None:
    rows = sound_rows()[table]
    changed = [rows[1], rows[0], *rows[2:]] if place == "within a document" else rows[-1:] + rows
    if place == "among documents":
        changed = changed[:-1]
    write_table(folder, table, from_rows(table, changed))
    problems = validate(folder)
    assert [(problem.check, problem.count) for problem in problems] == [("order", 1)]
    assert problems[0].detail.startswith("doc_id, start: out of order: row 1 (doc_id 'b'")


def test_columns_of_another_type_or_none_are_found_and_the_rest_is_checked(folder: Path) -> None:
    frame = pd.DataFrame(sound_rows()["mentions"])
    frame["text"] = "other"
    frame["score"] = "high"
    table = pa.Table.from_pandas(frame.drop(columns="start"))
    pq.write_table(table, folder / "mentions.parquet")
    problems = [problem for problem in validate(folder) if problem.check == "schema"]
    missing, wrong = sorted(problems, key=lambda problem: "another type" in problem.detail)
    assert missing.detail.startswith("columns are missing: start, label, country, country_by,")
    assert "mention_id is int64 in place of int32" in wrong.detail
    assert "score is large_string in place of float" in wrong.detail


def test_parts_that_do_not_fit_together_are_found(folder: Path) -> None:
    (folder / "rejects.parquet").unlink()
    (folder / "rejects.parquet").mkdir()
    for number, size in enumerate((3, "three")):
        part = pa.table({"source": ["a"], "reason": ["empty"], "bytes": [size]})
        pq.write_table(part, folder / "rejects.parquet" / f"part-{number}.parquet")
    problems = validate(folder)
    assert kinds(problems) == {("rejects", "schema")}
    assert problems[0].detail.startswith("the part files do not fit together")


def test_a_file_that_is_no_parquet_is_found(folder: Path) -> None:
    (folder / "people.parquet").write_bytes(b"no parquet")
    problems = validate(folder)
    assert kinds(problems) == {("people", "present")}
    assert "people.parquet is not a parquet file" in problems[0].detail


@settings(max_examples=25)
@given(
    text=st.text(min_size=2, max_size=30),
    cut=st.integers(min_value=0, max_value=28),
    shift=st.integers(min_value=-3, max_value=3),
)
def test_a_surface_is_accepted_only_where_it_stands(
    tmp_path_factory: pytest.TempPathFactory, text: str, cut: int, shift: int
) -> None:
    start = cut % (len(text) - 1)
    surface = text[start : start + 2]
    moved = start + shift
    rows = {name: [] for name in TABLES} | {
        "documents": [{"doc_id": "a", "source": "a", "text": text, "n_words": 1, "sha256": "0"}],
        "sentences": [
            {"doc_id": "a", "sentence_id": 0, "paragraph_id": 0}
            | {"start": moved, "end": moved + 2, "text": surface}
        ],
    }
    folder = tmp_path_factory.mktemp("output")
    write(folder, rows)
    if not 0 <= moved <= len(text) - 2:
        expected = {("sentences", "span")}
    elif text[moved : moved + 2] != surface:
        expected = {("sentences", "surface")}
    else:
        expected = set()
    assert kinds(validate(folder)) == expected
