import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import TableError
from pipeline.tables import TABLES, check, concat, empty, from_rows, read_table, write_table

SENTENCE = {
    "doc_id": "a",
    "sentence_id": 0,
    "paragraph_id": 0,
    "start": 0,
    "end": 5,
    "text": "Hello",
}
QUOTE = {
    "doc_id": "a",
    "quote_id": 0,
    "sentence_id": 0,
    "kind": "direct",
    "act": "speech",
    "content": '"Yes"',
    "content_start": 3,
    "content_end": 8,
    "content_spans": [{"start": 3, "end": 8}],
    "speaker_type": "unknown",
    "resolved_by": "none",
    "score": 0.5,
}

EXAMPLES: dict[Any, Any] = {
    pa.string(): "one",
    pa.int32(): 1,
    pa.int64(): 1,
    pa.float32(): 0.5,
    pa.bool_(): True,
    pa.list_(pa.string()): ["one", "two"],
    pa.timestamp("us", tz="UTC"): datetime(2024, 10, 20, tzinfo=UTC),
}


def full_row(name: str) -> dict[str, Any]:
    """A row of the table with a value in every column."""
    columns = TABLES[name].columns
    seen = {"first_seen": datetime(2024, 10, 20, tzinfo=UTC), "last_seen": None}
    role = {"title": "one", "of_id": None, "of": "two", "status": "former", "documents": 1}
    spans = {
        "content_spans": [{"start": 1, "end": 2}, {"start": 4, "end": 9}],
        "roles": [role | seen],
    }
    return {
        column.name: column.values[0] if column.values else EXAMPLES.get(column.type)
        for column in columns
    } | {key: value for key, value in spans.items() if key in TABLES[name].names}


# The declarations


@pytest.mark.parametrize("name", TABLES)
def test_declarations_name_only_columns_and_tables_that_exist(name: str) -> None:
    spec = TABLES[name]
    assert spec.name == name
    assert len(set(spec.names)) == len(spec.names)
    used = [*spec.key, *spec.sort]
    for span in spec.spans:
        used += [span.start, span.end, *([span.text] if span.text else [])]
    for reference in spec.references:
        used += reference.columns
        for table in reference.tables:
            assert set(reference.to) <= set(TABLES[table].names)
    assert set(used) <= set(spec.names)
    assert not any(spec.column(column).nullable for column in spec.key)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_in_a_sentence(name: str) -> None:
    for column in TABLES[name].columns:
        assert re.fullmatch(r"[A-Z].*[.\"]", column.description), column.name


def test_an_unknown_column_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        TABLES["quotes"].column("mood")


def test_an_unknown_table_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(TableError, match="no table 'quote'; the tables are documents, rejects"):
        empty("quote")


# Coercion


@pytest.mark.parametrize("name", TABLES)
def test_tables_survive_a_dataframe_and_a_file(name: str, tmp_path: Path) -> None:
    table = from_rows(name, [full_row(name)])
    assert table.schema == TABLES[name].schema
    assert check(name, table.to_pandas()).equals(table)
    path = write_table(tmp_path / "out", name, table)
    assert path == tmp_path / "out" / f"{name}.parquet"
    assert read_table(tmp_path / "out", name).equals(table)
    assert check(name, pd.read_parquet(path)).equals(table)


@pytest.mark.parametrize("name", TABLES)
def test_empty_tables_survive_a_dataframe_and_a_file(name: str, tmp_path: Path) -> None:
    table = empty(name)
    assert check(name, table.to_pandas()).equals(table)
    write_table(tmp_path, name, table)
    assert read_table(tmp_path, name).equals(table)


def test_missing_values_of_a_dataframe_become_nulls() -> None:
    frame = from_rows("quotes", [QUOTE, QUOTE | {"quote_id": 1, "cue_start": 9}]).to_pandas()
    assert str(frame["cue_start"].dtype) == "float64"
    table = check("quotes", frame)
    assert table["cue_start"].to_pylist() == [None, 9]
    assert table["cue"].null_count == table["speaker_score"].null_count == 2
    assert table["content_spans"].to_pylist()[0] == [{"start": 3, "end": 8}]


@pytest.mark.parametrize(
    "published",
    [
        pd.to_datetime(["2024-10-20T08:00:00.123456789"]),
        pd.to_datetime(["2024-10-20T10:00:00.123456+02:00"]),
        ["2024-10-20 08:00:00.123456"],
        ["2024-10-20T08:00:00.123456Z"],
    ],
    ids=["nanoseconds", "another zone", "string", "string with a zone"],
)
def test_times_become_microseconds_in_utc(published: Any) -> None:
    row = full_row("documents") | {"published": None}
    frame = from_rows("documents", [row]).to_pandas().assign(published=published)
    table = check("documents", frame)
    assert table["published"].to_pylist() == [datetime(2024, 10, 20, 8, 0, 0, 123456, tzinfo=UTC)]


def test_days_become_times() -> None:
    table = from_rows("documents", [full_row("documents")])
    days = pa.array([datetime(2024, 10, 20).date()], pa.date32())
    place = table.column_names.index("published")
    checked = check("documents", table.set_column(place, "published", days))
    assert checked["published"].to_pylist() == [datetime(2024, 10, 20, tzinfo=UTC)]


def test_columns_are_put_in_order_and_others_are_kept_after_them() -> None:
    frame = pd.DataFrame([{"note": "mine"} | dict(reversed(SENTENCE.items()))])
    assert check("sentences", frame).column_names == [*TABLES["sentences"].names, "note"]
    table = from_rows("sentences", [SENTENCE, SENTENCE | {"sentence_id": 1, "note": "mine"}])
    assert table["note"].to_pylist() == [None, "mine"]


# What is refused


@pytest.mark.parametrize(
    ("change", "message", "column", "count"),
    [
        (
            {"sentence_id": None},
            "table sentences, sentence_id: 1 row has no value: "
            "row 1 (doc_id 'a', sentence_id None); give it a value or leave the row out",
            "sentence_id",
            1,
        ),
        (
            {"text": ""},
            "table sentences, text: 1 row has an empty string: row 1 (doc_id 'a', sentence_id 1); "
            "a missing value is null",
            "text",
            1,
        ),
        (
            {"sentence_id": 0},
            "table sentences, doc_id, sentence_id: 1 row has the key of an earlier row: "
            "row 1 (doc_id 'a', sentence_id 0); remove the rows that repeat, or number them anew",
            "doc_id, sentence_id",
            1,
        ),
        (
            {"start": "zero"},
            "table sentences, start: 1 of 2 rows do not fit the type int32: row 1 holds 'zero'; "
            "convert the values or set them to null",
            "start",
            1,
        ),
        (
            {"end": 2**40},
            "table sentences, end: 1 of 2 rows do not fit the type int32: "
            "row 1 holds 1099511627776; convert the values or set them to null",
            "end",
            1,
        ),
    ],
)
def test_rows_that_break_the_contract_are_named(
    change: dict[str, Any], message: str, column: str, count: int
) -> None:
    with pytest.raises(TableError) as caught:
        from_rows("sentences", [SENTENCE, SENTENCE | {"sentence_id": 1} | change])
    error = caught.value
    assert str(error) == message
    assert (error.table, error.column, error.count) == ("sentences", column, count)


def test_only_a_few_of_many_rows_are_named() -> None:
    rows = [QUOTE | {"quote_id": number, "kind": "Direct"} for number in range(5)]
    with pytest.raises(TableError) as caught:
        from_rows("quotes", rows)
    assert str(caught.value) == (
        "table quotes, kind: 5 rows have an unknown value: "
        "row 0 (doc_id 'a', quote_id 0) holds 'Direct', "
        "row 1 (doc_id 'a', quote_id 1) holds 'Direct', "
        "row 2 (doc_id 'a', quote_id 2) holds 'Direct' and 2 more; "
        "use one of direct, indirect, mixed"
    )


def test_missing_columns_are_named() -> None:
    frame = pd.DataFrame([SENTENCE]).drop(columns=["start", "end"])
    with pytest.raises(TableError, match="table sentences lacks the columns start, end; add them"):
        check("sentences", frame)


def test_columns_that_repeat_are_named() -> None:
    table = from_rows("sentences", [SENTENCE])
    with pytest.raises(TableError, match="table sentences has the column end more than once"):
        check("sentences", table.append_column("end", table["end"]))


def test_a_column_of_several_types_is_named() -> None:
    frame = pd.DataFrame([SENTENCE, SENTENCE | {"sentence_id": 1}]).assign(text=["Hello", 5])
    with pytest.raises(TableError, match=r"sentences, text: 1 of 2 rows .* row 1 holds 5"):
        check("sentences", frame)
    frame = frame.assign(text="Hello", note=["mine", 5])
    with pytest.raises(TableError, match="sentences, note: the column does not fit one type"):
        check("sentences", frame)


def test_fractions_are_no_offsets() -> None:
    frame = pd.DataFrame([SENTENCE]).assign(start=0.5)
    with pytest.raises(TableError, match=r"start: 1 of 1 rows do not fit .* row 0 holds 0.5"):
        check("sentences", frame)


# Parts


def test_parts_are_put_together() -> None:
    first = from_rows("sentences", [SENTENCE])
    second = from_rows("sentences", [SENTENCE | {"doc_id": "b", "note": "mine"}])
    table = concat("sentences", [first, second])
    assert table["doc_id"].to_pylist() == ["a", "b"]
    assert table["note"].to_pylist() == [None, "mine"]
    assert concat("sentences", []).equals(empty("sentences"))


def test_parts_that_share_a_key_are_refused() -> None:
    part = from_rows("sentences", [SENTENCE])
    with pytest.raises(TableError, match="1 row has the key of an earlier row"):
        concat("sentences", [part, part])


def test_parts_whose_own_columns_differ_in_type_are_refused() -> None:
    first = from_rows("sentences", [SENTENCE | {"note": 1}])
    second = from_rows("sentences", [SENTENCE | {"doc_id": "b", "note": "mine"}])
    with pytest.raises(TableError, match="the parts of table sentences do not fit together"):
        concat("sentences", [first, second])


# Files


def test_a_folder_of_parts_is_read_in_order_and_a_file_takes_its_place(tmp_path: Path) -> None:
    parts = tmp_path / "sentences.parquet"
    parts.mkdir()
    for number, doc_id in ((1, "b"), (0, "a")):
        table = from_rows("sentences", [SENTENCE | {"doc_id": doc_id}])
        pq.write_table(table, parts / f"part-{number}.parquet")
    whole = read_table(tmp_path, "sentences")
    assert whole["doc_id"].to_pylist() == ["a", "b"]
    write_table(tmp_path, "sentences", whole)
    assert parts.is_file()
    assert read_table(tmp_path, "sentences").equals(whole)


def test_files_are_compressed_with_zstd_and_described(tmp_path: Path) -> None:
    path = write_table(tmp_path, "sentences", from_rows("sentences", [SENTENCE]))
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"
    text = pq.read_schema(path).field("text")
    assert text.metadata[b"description"] == b"The sentence as it stands in the text."


def test_a_table_that_is_refused_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = write_table(tmp_path, "sentences", from_rows("sentences", [SENTENCE]))
    before = path.read_bytes()
    with pytest.raises(TableError):
        write_table(tmp_path, "sentences", pd.DataFrame([SENTENCE, SENTENCE]))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read_table(tmp_path, "mentions")
    assert str(caught.value) == (
        f"there is no table mentions in {tmp_path}; "
        "make it with `pipeline ner`, or with `pipeline run`"
    )
    (tmp_path / "mentions.parquet").mkdir()
    with pytest.raises(TableError, match="holds no part files"):
        read_table(tmp_path, "mentions")


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "quotes.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(TableError, match=r"quotes\.parquet is not a parquet file"):
        read_table(tmp_path, "quotes")


# What always holds

texts = st.text(min_size=1, max_size=20)


@given(st.lists(st.builds(lambda text: SENTENCE | {"text": text}, texts), max_size=5))
def test_any_text_survives_a_dataframe(rows: list[dict[str, Any]]) -> None:
    numbered = [row | {"sentence_id": number} for number, row in enumerate(rows)]
    table = from_rows("sentences", numbered)
    assert table.to_pylist() == numbered
    assert check("sentences", table.to_pandas()).equals(table)


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_a_null_is_refused_where_a_value_must_be_and_only_there(
    name: str, data: st.DataObject
) -> None:
    column = data.draw(st.sampled_from(TABLES[name].columns))
    row = full_row(name) | {column.name: None}
    if column.nullable:
        assert from_rows(name, [row]).to_pylist() == [row]
    else:
        with pytest.raises(TableError, match=f"table {name}, {column.name}: 1 row has no value"):
            from_rows(name, [row])
