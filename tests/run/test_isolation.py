"""What harms the process that works on it costs the corpus no other document.

The processes are real ones, with stages that need no model; see `harmful`.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.load import LoadSettings
from pipeline.run import run
from pipeline.run.engines.processes import ProcessEngine
from pipeline.run.settings import RunSettings, Settings
from pipeline.run.tasks import Done, Lost
from pipeline.run.validate import validate
from pipeline.tables import read_table
from tests.run.conftest import write_articles
from tests.run.harmful import SITE, Asks, Dies

ROOT = Path(__file__).parents[2]
GOOD = [f"{name} left home on a Monday." for name in ("Anna", "Boris", "Clara", "Dora", "Emil")]

Run = Callable[..., Any]


@pytest.fixture
def run_with_harm(fake_stages: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs in two processes in which texts do harm."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITE)
    monkeypatch.setenv("PYTHONPATH", f"{site}:{ROOT}")

    def run_it(inputs: Path, out: Path, *, seconds: float = 30.0) -> Any:
        settings = Settings(
            load=LoadSettings(languages=(), duplicates=False, max_seconds=1.0),
            run=RunSettings(partition_documents=4, max_seconds=seconds),
        )
        return run(inputs, out=out, settings=settings, workers=2, model="fake")

    return run_it


def rejected(out: Path) -> dict[str, str]:
    return {row["source"]: row["reason"] for row in read_table(out, "rejects").to_pylist()}


def by_source(out: Path, table: str) -> Mapping[str, list[dict[str, Any]]]:
    sources = {d["doc_id"]: d["source"] for d in read_table(out, "documents").to_pylist()}
    found: dict[str, list[dict[str, Any]]] = {source: [] for source in sources.values()}
    for row in read_table(out, table).to_pylist():
        found[sources[row["doc_id"]]].append(row)
    return found


def test_documents_that_kill_a_stage_are_rejected_and_no_others(
    run_with_harm: Run, tmp_path: Path
) -> None:
    harm = ["segfault", "loops", "hangs", "fills"]
    texts = [*GOOD, *(f"Frida said so. Stage {name}." for name in harm)]
    inputs, out, without = tmp_path / "all", tmp_path / "out", tmp_path / "without"
    write_articles(inputs, *texts)
    result = run_with_harm(inputs, out, seconds=1.0)
    assert rejected(out) == {
        "005.txt": "crashed",
        "006.txt": "timeout",
        "007.txt": "crashed",
        "008.txt": "failed",
    }
    assert result.failed == len(harm)
    assert validate(out) == []
    run_with_harm(write_articles(tmp_path / "good", *GOOD), without)
    for table in ("documents", "sentences", "mentions", "quotes"):
        assert by_source(out, table) == by_source(without, table)


def test_a_document_that_took_too_long_is_tried_again_with_more_time(
    run_with_harm: Run, tmp_path: Path
) -> None:
    inputs, out = (
        write_articles(tmp_path / "in", *GOOD, "Gerd said so. Stage loops."),
        tmp_path / "o",
    )
    run_with_harm(inputs, out, seconds=0.5)
    assert rejected(out) == {"005.txt": "timeout"}
    told = read_table(out, "rejects")["detail"].to_pylist()
    again = tmp_path / "site" / "sitecustomize.py"
    again.write_text(SITE.replace("put_in_place()\n", "put_in_place()\n    from tests.run import "
                                  "harmful\n    harmful.HARM.clear()\n"))  # fmt: skip
    run_with_harm(inputs, out, seconds=0.5)
    assert read_table(out, "rejects")["detail"].to_pylist() == told
    run_with_harm(inputs, out, seconds=20.0)
    assert rejected(out) == {}
    assert len(read_table(out, "documents")) == len(GOOD) + 1


def write_lines(path: Path, records: list[dict[str, str]]) -> Path:
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def test_records_that_kill_their_reader_are_rejected_and_no_others(
    run_with_harm: Run, tmp_path: Path
) -> None:
    harm = ["killed", "exits", "loops", "hangs"]
    records = []
    for number, name in enumerate(harm):
        records.append({"text": f"{GOOD[0]} {number}"})
        records.append({"text": f"Ida said so. Conversion {name}. {number}"})
    inputs = tmp_path / "in"
    inputs.mkdir()
    write_lines(inputs / "a.jsonl", [*records, {"text": GOOD[1]}])
    write_lines(inputs / "b.jsonl", [{"text": GOOD[2]}])
    dies = {"text": GOOD[3], "id": "Reading exits"}
    write_lines(inputs / "c.jsonl", [{"text": GOOD[4]}, dies, {"text": GOOD[1]}])
    out = tmp_path / "out"
    run_with_harm(inputs, out)
    expected = {f"a.jsonl#line-{2 * n + 2}": "crashed" for n in range(len(harm))}
    unread = {"c.jsonl": "crashed"}  # where reading dies as well, there is no way on
    assert rejected(out) == expected | {"a.jsonl#line-6": "timeout"} | unread
    sources = read_table(out, "documents")["source"].to_pylist()
    assert sources == [
        *(f"a.jsonl#line-{2 * n + 1}" for n in range(5)),
        "b.jsonl#line-1",
        "c.jsonl#line-1",
    ]
    assert validate(out) == []


def test_a_worker_in_the_place_of_a_dead_one_knows_that_it_is_one() -> None:
    with ProcessEngine(1) as engine:
        (lost,) = engine.map([Dies()], None)  # type: ignore[arg-type]
        (done,) = engine.map([Asks()], None)  # type: ignore[arg-type]
    assert isinstance(lost, Lost)
    assert isinstance(done, Done)
    assert done.name == "1 1"
