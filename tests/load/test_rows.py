"""The rows of one file: skipped records, time, and whatever goes wrong."""

import json
import pickle
import time
from pathlib import Path

import pytest

from pipeline.load import InputFile, LoadSettings, Rejection, load_documents, read_rows
from pipeline.load.conversion import convert
from pipeline.load.outcome import Draft, Item

LINES = [{"id": "a", "text": "One."}, {"text": "Two."}, {"text": ""}, {"text": "Two."}]


@pytest.fixture
def file(tmp_path: Path) -> InputFile:
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)))
    return InputFile("c.jsonl", path=path)


def told(rows):
    return [
        (row.source, row.reason) if isinstance(row, Rejection) else (row["source"], row["text"])
        for row in rows
    ]


def test_rows_have_the_ids_of_their_records_alone(file):
    rows = [row for row in read_rows(file, LoadSettings()) if isinstance(row, dict)]
    assert [row["doc_id"] for row in rows] == ["a", None, None]
    assert not {"duplicate_of", "also_published_by", "reprints"} & set(rows[0])


def test_each_record_is_announced(file):
    numbers: list[int] = []
    rows = list(read_rows(file, LoadSettings(), on_record=numbers.append))
    assert len(rows) == 4
    assert numbers == [0, 0, 1, 1, 2, 2, 3, 3, 4]


def test_record_is_announced_before_it_is_read(tmp_path):
    numbers: list[int] = []
    file = InputFile("a.txt", path=tmp_path / "a.txt")
    rows = read_rows(file, LoadSettings(), on_record=numbers.append)
    (tmp_path / "a.txt").write_text("A text.")
    next(rows)
    assert numbers == [0, 0]


def test_skipped_record_is_not_converted(file, monkeypatch):
    monkeypatch.setattr("pipeline.load.record_files.draft_of", lambda record, settings: 1 / 0)
    rows = list(read_rows(file, LoadSettings(), skip={0, 3}))
    assert told(rows) == [
        ("c.jsonl#a", "crashed"),
        ("c.jsonl#line-2", "failed"),
        ("c.jsonl#line-3", "failed"),
        ("c.jsonl#line-4", "crashed"),
    ]
    assert rows[0].detail == "the process that read it died"
    assert rows[0].bytes == len(json.dumps(LINES[0])) + 1


def test_nothing_is_read_after_a_crash(file):
    rows = list(read_rows(file, LoadSettings(), stop_at=1))
    assert told(rows) == [("c.jsonl#a", "One."), ("c.jsonl", "crashed")]
    assert rows[1].detail == "the process that read it died; nothing after it was read"
    assert rows[1].bytes == file.path.stat().st_size


def test_files_can_be_sent_to_another_process(file):
    assert pickle.loads(pickle.dumps(file)) == file


def failing(error: BaseException) -> Item:
    def content() -> Draft:
        raise error

    return Item(content, "x", 7)


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (ZeroDivisionError("division"), "failed", "ZeroDivisionError: division"),
        (AssertionError(), "failed", "AssertionError:"),
        (MemoryError(), "too_large", "there is not enough memory for it"),
        (RecursionError("maximum"), "damaged", "it is too deeply nested"),
    ],
)
def test_unexpected_error_is_a_rejection(error, reason, detail):
    rejected = convert(failing(error), "a#x", LoadSettings())
    assert rejected == Rejection("a#x", reason, detail, 7)


def test_slow_conversion_is_interrupted():
    def content() -> Draft:
        time.sleep(5)
        return Draft(["A text."])

    rejected = convert(Item(content), "a", LoadSettings(max_seconds=0.05))
    assert rejected == Rejection("a", "timeout", "its conversion took more than 0.05 seconds")


def test_unexpected_error_while_reading_keeps_what_was_read(file, monkeypatch):
    def fail(line, part, settings):
        if part == "line-3":
            raise KeyError("x")
        return Item(Draft([part]), part)

    monkeypatch.setattr("pipeline.load.record_files._line_item", fail)
    assert told(read_rows(file, LoadSettings())) == [
        ("c.jsonl#line-1", "line-1"),
        ("c.jsonl#line-2", "line-2"),
        ("c.jsonl", "failed"),
    ]


GERMAN = (
    "Die Regierung in Berlin hat am Freitag beschlossen, dass die Häfen an der Nordsee wieder "
    "geöffnet werden, sagte ein Sprecher des Ministeriums vor Journalisten in der Hauptstadt."
)


def test_other_language_is_refused(reject_one):
    row = reject_one("a.txt", GERMAN)
    assert (row["reason"], row["detail"]) == ("language", "the text is in de, not in en")


def test_languages_that_are_kept(load_one):
    settings = LoadSettings(languages=("en", "de"))
    assert load_one("a.txt", GERMAN, settings=settings)["language"] == "de"


def test_declared_language_stands_where_the_text_is_too_short(load_one):
    assert load_one("a.json", json.dumps({"text": "Ja.", "language": "de"}))["language"] == "de"


STORY = (
    "The union at the port of Halden said on Friday that it would return to the table after a "
    "strike of two weeks. Its head, Ana Costa, told reporters in the harbour that the ministry had "
    "offered to pay for the ferries until the spring, and that the crews had voted for the offer."
)


def load_twice(tmp_path, settings):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY + " She thanked them.")
    return load_documents(tmp_path, settings=settings).documents.to_pylist()


def test_near_duplicates_are_marked(tmp_path):
    first, second = load_twice(tmp_path, LoadSettings())
    assert second["duplicate_of"] == first["doc_id"]
    assert (first["reprints"], second["reprints"]) == (1, None)


def test_near_duplicates_are_left_alone_where_none_are_wanted(tmp_path):
    _, second = load_twice(tmp_path, LoadSettings(duplicates=False))
    assert second["duplicate_of"] is None
