"""Runs that go on: what is made again, what is not, and that the tables do not tell."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.run import run, work
from pipeline.run.settings import Settings
from pipeline.run.tasks import Context, Done
from pipeline.run.validate import validate
from pipeline.run.work import StageTask
from pipeline.tables import read_table
from tests.run.conftest import write_articles

pytestmark = pytest.mark.usefixtures("fake_stages")

NAMES = ("Anna", "Boris", "Clara", "Daria", "Emil", "Fatma", "Goran", "Hana")
SMALL = Settings.from_mapping({"run": {"partition_documents": 3}})


def table_bytes(out: Path) -> dict[str, bytes]:
    """The tables of a folder, byte for byte."""
    files = [path for path in out.rglob("*.parquet") if ".work" not in path.parts]
    return {str(p.relative_to(out)): p.read_bytes() for p in files if p.is_file()}


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[str]]]:
    """The documents that each stage has worked on, by their text."""
    seen: dict[str, list[str]] = {}

    def spied(name: str, stage: work.Stage) -> work.Stage:
        def spy(tables: Any, model: Any, settings: Any) -> Any:
            seen.setdefault(name, []).extend(tables["documents"]["text"].to_pylist())
            return stage(tables, model, settings)

        return spy

    for name, stage in work.BY_DOCUMENT.items():
        monkeypatch.setitem(work.BY_DOCUMENT, name, spied(name, stage))
    yield seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles", *(f"{name} left home." for name in NAMES))


def fresh(folder: Path, out: Path, settings: Settings = SMALL) -> dict[str, bytes]:
    """The tables of a run that has never run before."""
    run(folder, out=out, settings=settings)
    return table_bytes(out)


def test_added_articles_are_the_only_ones_worked_on(
    folder: Path, tmp_path: Path, worked: dict[str, list[str]]
) -> None:
    out = tmp_path / "out"
    run(folder, out=out, settings=SMALL)
    worked.clear()
    (folder / "0005-new.txt").write_text("Ivana left home.", encoding="utf-8")
    (folder / "999.txt").write_text("Jana left home.", encoding="utf-8")
    run(folder, out=out, settings=SMALL)
    assert set(worked) == set(work.BY_DOCUMENT)
    for texts in worked.values():
        assert sorted(texts) == ["Ivana left home.", "Jana left home."]
    assert table_bytes(out) == fresh(folder, tmp_path / "fresh")
    assert validate(out) == []


def test_a_changed_article_is_worked_on_again_and_leaves_no_old_rows(
    folder: Path, tmp_path: Path, worked: dict[str, list[str]]
) -> None:
    out = tmp_path / "out"
    run(folder, out=out, settings=SMALL)
    worked.clear()
    (folder / "002.txt").write_text("Klara went to sleep.", encoding="utf-8")
    run(folder, out=out, settings=SMALL)
    assert worked["ner"] == ["Klara went to sleep."]
    assert "Clara" not in read_table(out, "people")["name"].to_pylist()
    assert table_bytes(out) == fresh(folder, tmp_path / "fresh")


def test_a_removed_article_leaves_no_rows_and_makes_no_work(
    folder: Path, tmp_path: Path, worked: dict[str, list[str]]
) -> None:
    out = tmp_path / "out"
    run(folder, out=out, settings=SMALL)
    worked.clear()
    (folder / "001.txt").unlink()
    run(folder, out=out, settings=SMALL)
    assert worked == {}
    assert "Boris" not in read_table(out, "people")["name"].to_pylist()
    assert read_table(out, "documents").num_rows == len(NAMES) - 1
    assert table_bytes(out) == fresh(folder, tmp_path / "fresh")


def test_articles_in_another_order_make_no_work(
    folder: Path, tmp_path: Path, worked: dict[str, list[str]]
) -> None:
    out = tmp_path / "out"
    files = sorted(folder.iterdir())
    run(files, out=out, settings=SMALL)
    worked.clear()
    run(files[::-1], out=out, settings=SMALL)
    assert worked == {}
    assert read_table(out, "documents")["text"][0].as_py() == "Hana left home."
    assert validate(out) == []


@pytest.mark.parametrize(
    ("changed", "stages"),
    [
        ({"ner": {"pronoun_window": 2}}, {"ner", "quotes", "relations", "facts"}),
        ({"quotes": {"least_score": 0.9}}, {"quotes", "relations", "facts"}),
        ({"load": {"min_chars": 2}}, set()),
        ({"run": {"max_seconds": 9.0, "partition_documents": 3}}, set()),
    ],
)
def test_a_changed_setting_runs_its_stage_and_those_after_it(
    changed: dict[str, Any],
    stages: set[str],
    folder: Path,
    tmp_path: Path,
    worked: dict[str, list[str]],
) -> None:
    out = tmp_path / "out"
    run(folder, out=out, settings=SMALL)
    worked.clear()
    settings = Settings.from_mapping({"run": {"partition_documents": 3}} | changed)
    assert not run(folder, out=out, settings=settings).skipped
    assert set(worked) == stages
    assert all(len(texts) == len(NAMES) for texts in worked.values())


def test_what_an_interrupted_run_made_is_kept(
    folder: Path, tmp_path: Path, worked: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    perform = StageTask.perform
    done: list[str] = []

    def interrupted(self: StageTask, context: Context) -> Done:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(self.name)
        return perform(self, context)

    with monkeypatch.context() as patched:
        patched.setattr(StageTask, "perform", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(folder, out=out, settings=SMALL)
    assert not (out / "documents.parquet").exists()
    worked.clear()
    run(folder, out=out, settings=SMALL)
    assert worked["sentences"] == ["Goran left home.", "Hana left home."]
    assert table_bytes(out) == fresh(folder, tmp_path / "fresh")


def test_half_written_files_are_removed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out=out, settings=SMALL)
    left = out / ".work" / "corpus" / "given" / "documents" / ".x.partial"
    left.write_bytes(b"PAR1")
    (folder / "000.txt").unlink()
    run(folder, out=out, settings=SMALL)
    assert not left.exists()


def test_parts_of_no_use_are_removed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out=out, settings=SMALL)
    changed = {"quotes": {"least_score": 0.9}, "run": {"partition_documents": 3}}
    run(folder, out=out, settings=Settings.from_mapping(changed))
    parts = out / ".work" / "corpus" / "quotes"
    assert [len(list(key.iterdir())) for key in parts.iterdir() if any(key.iterdir())] == [3]


def test_partitions_end_by_size_as_well(folder: Path, tmp_path: Path) -> None:
    (folder / "000.txt").write_text("Anna " + "very " * 20 + "home.", encoding="utf-8")
    settings = Settings.from_mapping({"run": {"partition_chars": 60, "partition_documents": 4}})
    run(folder, out=tmp_path / "out", settings=settings)
    parts = sorted((tmp_path / "out" / "documents.parquet").iterdir())
    counts = [read_table(tmp_path / "out", "documents").num_rows, len(parts)]
    assert counts == [8, 4]
