"""Large files of lines, in pieces."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load import InputFile, LoadSettings, Rejection, cut_file, read_rows


def sources(file: InputFile) -> list[str]:
    rows = read_rows(file, LoadSettings())
    return [row.source if isinstance(row, Rejection) else row["source"] for row in rows]


def write(path: Path, data: bytes) -> InputFile:
    path.write_bytes(data)
    return InputFile(path.name, path=path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pieces")


LINE = st.one_of(
    st.just(b""),
    st.text("ab ", min_size=1, max_size=40).map(lambda text: json.dumps(f"x{text}").encode()),
)


@given(
    lines=st.lists(LINE, min_size=1, max_size=30),
    end=st.sampled_from([b"", b"\n", b"\r\n"]),
    size=st.integers(1, 90),
)
def test_pieces_give_the_records_of_the_whole(folder, lines, end, size):
    file = write(folder / "a.jsonl", b"\n".join([*lines, b'"last"']) + end)
    pieces = cut_file(file, size=size)
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    together = [source for piece in pieces for source in sources(piece)]
    assert [source for source in together if source != "a.jsonl"] == sources(file)


def test_pieces_across_the_blocks_that_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.load.pieces._BLOCK", 7)
    file = write(tmp_path / "a.jsonl", b'"one"\n"two"\n\n"four, and on and on"\n"five"\n')
    pieces = cut_file(file, size=8)
    assert [(piece.start, piece.end, piece.first_line) for piece in pieces] == [
        (0, 12, 1),
        (12, 35, 3),
        (35, 42, 5),
    ]
    assert sources(pieces[1]) == ["a.jsonl#line-4"]


def test_line_belongs_to_the_piece_in_which_it_begins(tmp_path):
    file = write(tmp_path / "a.jsonl", b'"one"\n"two"\n"three"\n')
    assert sources(file.piece(0, 7, 1)) == ["a.jsonl#line-1", "a.jsonl#line-2"]
    assert sources(file.piece(7, 20, 3)) == ["a.jsonl#line-3"]


def test_piece_of_lines_that_are_blank(tmp_path):
    file = write(tmp_path / "a.jsonl", b"\n\n\n\n")
    (row,) = read_rows(file.piece(0, 2, 1), LoadSettings())
    assert (row.source, row.reason) == ("a.jsonl", "empty")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", b'"one"\n' * 3),
        ("a.txt", b"A text.\n" * 99),
        ("a.jsonl.gz", b'"one"\n' * 99),
        ("a.jsonl", gzip.compress(b'"one"\n' * 99)),
        ("a.jsonl", ('"one"\n' * 99).encode("utf-16")),
    ],
)
def test_whole_file_is_one_piece(tmp_path, name, data):
    file = write(tmp_path / name, data)
    assert cut_file(file, size=10) == [file]


def test_missing_file_is_one_piece(tmp_path):
    file = InputFile("a.jsonl", path=tmp_path / "a.jsonl")
    assert cut_file(file, size=10) == [file]
