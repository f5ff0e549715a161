"""Files, folders, globs, and what is said when there are none."""

import os
from pathlib import Path

import pytest

from pipeline.errors import InputError, SettingsError
from pipeline.load import LoadSettings, Rejection, iter_documents, load_documents


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    names = ["b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", ".git/x.txt", "b/.y.txt", "c.md"]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text number {number}.")
    return tmp_path


def sources(inputs) -> list[str]:
    return load_documents(inputs).documents["source"].to_pylist()


def test_folder(corpus):
    assert sources(corpus) == ["a.txt", "b/1.txt", "b/2.txt", "c.md"]
    assert sources(str(corpus)) == sources(corpus)


def test_single_file_and_hidden_one_that_is_named(corpus):
    assert sources(corpus / "b" / "1.txt") == ["1.txt"]
    assert sources(corpus / ".hidden.txt") == [".hidden.txt"]


def test_globs(corpus):
    assert sources(f"{corpus}/*.txt") == ["a.txt"]
    assert sources(f"{corpus}/**/*.txt") == ["a.txt", "b/1.txt", "b/2.txt"]
    assert sources(f"{corpus}/[b]") == ["b/1.txt", "b/2.txt"]


def test_several_inputs_are_read_once_each(corpus):
    given = [corpus / "c.md", corpus / "b", str(corpus / "b" / "2.txt")]
    assert sources(given) == ["c.md", "b/1.txt", "b/2.txt"]


def test_relative_path(corpus, monkeypatch):
    monkeypatch.chdir(corpus)
    assert sources("b") == ["1.txt", "2.txt"]
    assert sources("b/*.txt") == ["1.txt", "2.txt"]


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ("{}/none", "{}/none: no such file or folder"),
        ("{}/*.html", "{}/*.html: no file matches"),
        ("{}/empty", "{}/empty: no files in this folder; hidden ones are not read"),
    ],
)
def test_nothing_to_read(corpus, inputs, message):
    (corpus / "empty").mkdir()
    with pytest.raises(InputError) as raised:
        iter_documents(inputs.format(corpus))
    assert str(raised.value) == message.format(corpus)


def test_no_inputs_and_standard_input_among_others(corpus):
    with pytest.raises(InputError, match="no input given"):
        load_documents([])
    with pytest.raises(InputError, match="cannot be combined"):
        load_documents([str(corpus), "-"])


def test_links_and_special_files(corpus):
    (corpus / "link.txt").symlink_to(corpus / "nothing.txt")
    (corpus / "b" / "loop").symlink_to(corpus)
    os.mkfifo(corpus / "pipe.txt")
    rejects = load_documents(corpus).rejects.to_pylist()
    assert [(row["source"], row["reason"]) for row in rejects] == [
        ("link.txt", "unreadable"),
        ("pipe.txt", "unreadable"),
    ]


def test_name_that_is_no_text(tmp_path):
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("A text.")
    assert sources(tmp_path) == ["\ufffd.txt"]


def test_limit_counts_documents(corpus):
    (corpus / "a.txt").write_text("")
    rows = list(iter_documents(corpus, limit=2))
    assert [isinstance(row, Rejection) for row in rows] == [True, False, False]
    assert load_documents(corpus, limit=0).documents.num_rows == 0


@pytest.mark.parametrize(
    "options",
    [
        *({"max_bytes": 0}, {"min_chars": -1}, {"date_order": "YDM"}, {"max_json_bytes": 0}),
        *({"max_seconds": 0}, {"max_seconds": 1e9}, {"similarity": 0}, {"similarity": 1.1}),
        *({"max_unpacked_bytes": 0}, {"max_ratio": 0}, {"max_members": 0}, {"max_nesting": 0}),
        *({"languages": ("English",)}, {"columns": ("colour=red",)}),
    ],
    ids=str,
)
def test_settings_out_of_range(options):
    with pytest.raises(SettingsError, match=next(iter(options))):
        LoadSettings(**options)
