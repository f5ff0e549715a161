"""Where the training data come from."""

import io
import json
import tarfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from models.en_newsroom.recipe import data
from models.en_newsroom.recipe.fetch import fetch
from pipeline.errors import InputError

REPOSITORY = {"name": "someone/names", "commit": "abc", "files": ["a/b.txt"], "folders": ["c/*.x"]}


def archive(*paths: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path in paths:
            info = tarfile.TarInfo(path)
            info.size = 4
            tar.addfile(info, io.BytesIO(b"text"))
    return buffer.getvalue()


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers for the network; the addresses asked for."""
    asked: list[str] = []

    def answer(url: str, timeout: int) -> io.BytesIO:
        asked.append(url)
        if url.startswith("https://codeload"):
            names = ("n-abc/c/1.x", "n-abc/c/2.y", "n-abc/d/3.x", "n-abc/c/../../4.x")
            return io.BytesIO(archive(*names))
        return io.BytesIO(b"file")

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    return asked


def test_every_file_of_the_layout_is_built(tiny_data: Path) -> None:
    assert data.missing(data.files(tiny_data)) == []
    for file in (tiny_data / "ner").iterdir():
        for line in file.read_text(encoding="utf8").splitlines():
            assert set(json.loads(line)) == {"id", "text", "entities", "annotated"}


def test_treebanks_follow_their_lists(tiny_data: Path) -> None:
    def documents(name: str) -> list[str]:
        lines = (tiny_data / "ud" / name).read_text(encoding="utf8").splitlines()
        return [line.split()[-1] for line in lines if line.startswith("# newdoc")]

    assert documents("ewt-train.conllu") == ["weblog-harbour", "reviews-001"]
    assert documents("gum-train.conllu") == ["GUM_interview_mayor", "GUM_vlog_ships"]
    assert documents("gum-test.conllu") == ["GUM_news_storm", "GUM_fiction_ghost"]


def test_an_article_loses_its_address(tiny_data: Path) -> None:
    lines = (tiny_data / "ner" / "worldwide-train.jsonl").read_text(encoding="utf8").splitlines()
    article = json.loads(lines[0])
    assert article["text"] == (
        "Serbian ministers met in Varna.\n\nThe Serbian envoy paid Bulgaria's Port Authority $5."
    )
    found = [(article["text"][s:e], label) for s, e, label in article["entities"]]
    assert found == [
        ("Serbian", "NORP"),
        ("Varna", "LOC"),
        ("Serbian", "NORP"),
        ("Bulgaria's Port Authority", "ORG"),
        ("$5", "MONEY"),
    ]


def test_a_named_folder_must_be_complete(tiny_data: Path, tmp_path: Path) -> None:
    assert data.find(tiny_data, cache=tmp_path) == tiny_data
    with pytest.raises(InputError, match=r"has no ud.ewt-train\.conllu"):
        data.find(tmp_path, cache=tmp_path)


def test_the_environment_names_a_folder(
    tiny_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WSW_DATA", str(tiny_data))
    assert data.find(None, cache=tmp_path) == tiny_data


def test_the_sources_are_declared() -> None:
    declared = data.sources()
    expected = {"worldwide-train", "worldwide-dev", *declared["names"]}
    assert expected == set(data.NAMES)
    for entry in [*declared["names"].values(), declared["articles"]]:
        repository = declared["repositories"][entry["repository"]]
        assert entry["path"] in repository.get("files", [entry["path"]])
        assert entry["labels"] in declared["labels"]


def test_files_are_fetched_once(tmp_path: Path, network: list[str]) -> None:
    for _ in range(2):
        fetch({"names": REPOSITORY}, tmp_path)
    assert network == [
        "https://raw.githubusercontent.com/someone/names/abc/a/b.txt",
        "https://codeload.github.com/someone/names/tar.gz/abc",
    ]
    files = [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()]
    assert sorted(files) == [
        "someone/names/.fetched",
        "someone/names/a/b.txt",
        "someone/names/c/1.x",
    ]


def test_another_commit_is_fetched_again(tmp_path: Path, network: list[str]) -> None:
    fetch({"names": REPOSITORY}, tmp_path)
    fetch({"names": REPOSITORY | {"commit": "def"}}, tmp_path)
    assert len(network) == 4


def test_an_archive_without_the_files_is_an_error(tmp_path: Path, network: list[str]) -> None:
    with pytest.raises(InputError, match=r"has no file like e/\*\.z"):
        fetch({"names": REPOSITORY | {"folders": ["e/*.z"]}}, tmp_path)


def test_without_a_network_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise urllib.error.URLError("no route")

    monkeypatch.setattr(urllib.request, "urlopen", fail)
    with pytest.raises(InputError, match=r"cannot fetch .*names/abc.* --data or in WSW_DATA"):
        fetch({"names": REPOSITORY}, tmp_path)
    assert not (tmp_path / "someone/names/.fetched").exists()
