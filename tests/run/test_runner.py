import json
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.errors import InputError, ModelError, PipelineError, SettingsError, TableError
from pipeline.run import Progress, RunResult, plan, run, runner
from pipeline.run.order import STAGES
from pipeline.run.settings import Settings
from pipeline.run.validate import validate
from pipeline.tables import TABLES, read_table, write_table
from tests.run.conftest import POISON, fake_model, write_articles

pytestmark = pytest.mark.usefixtures("fake_stages")


def column(out: Path, table: str, name: str) -> list[Any]:
    values: list[Any] = read_table(out, table)[name].to_pylist()
    return values


def manifest(out: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return read


def test_a_run_writes_every_table_and_a_manifest(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(articles, out=out)
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [".work", "manifest.json", *(f"{name}.parquet" for name in TABLES)]
    )
    assert validate(out) == []
    assert column(out, "people", "name") == ["Anna", "Boris"]
    assert column(out, "who_said_what", "speaker") == ["Anna", "Boris", "Anna"]
    assert result.summary | {"seconds": 0, "words per second": 0} == {
        "documents": 3,
        "rejected": 0,
        "sentences": 3,
        "mentions": 3,
        "quotes": 3,
        "quotes with a resolved speaker": 3,
        "relations": 0,
        "people": 2,
        "countries": 0,
        "organizations": 0,
        "seconds": 0,
        "words per second": 0,
    }
    assert (result.model, result.skipped, result.failed) == ("fake 1.0", False, 0)
    assert list(result.times) == ["load", "sentences", "ner", "quotes", "relations", "tables"]


def test_the_manifest_tells_how_the_tables_were_made(articles: Path, tmp_path: Path) -> None:
    run(articles, out=tmp_path / "out", limit=2)
    told = manifest(tmp_path / "out")
    assert told["recipe"]["model"] == {"name": "fake", "version": "1.0", "sha256": "f" * 64}
    assert told["recipe"]["limit"] == 2
    assert told["recipe"]["settings"]["load"]["min_chars"] == 1
    packages = {"who-said-what", "spacy", "pyarrow", "onnxruntime", "tokenizers"}
    assert {"python", *packages} <= set(told["recipe"]["versions"])
    assert told["recipe"]["name_model"] == {"name": "names"}
    assert set(told["recipe"]["quote_model"]) == {"name", "version", "sha256"}
    assert told["recipe"]["quote_model"]["name"] == "en_quotes"
    assert [entry["path"] for entry in told["inputs"]] == ["000.txt", "001.txt", "002.txt"]
    assert told["inputs"][1]["bytes"] == 10
    assert len(told["inputs"][1]["sha256"]) == 64
    assert told["tables"]["documents"]["rows"] == 2
    assert set(told["timings"]["stages"]) == set(STAGES)
    assert told["created"].endswith("+00:00")


def test_a_run_without_quotes_names_no_quote_model(articles: Path, tmp_path: Path) -> None:
    run(articles, out=tmp_path / "out", stages="load:ner")
    assert manifest(tmp_path / "out")["recipe"]["quote_model"] is None


def test_a_quote_model_that_is_absent_is_an_error(articles: Path, tmp_path: Path) -> None:
    settings = Settings.from_mapping({"quotes": {"model": "nowhere"}})
    with pytest.raises(ModelError, match="there is no quote model 'nowhere'"):
        run(articles, out=tmp_path / "out", settings=settings)
    assert not (tmp_path / "out").exists()


def test_a_second_run_does_nothing(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(articles, out=out)
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    second = run(articles, out=out)
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before
    assert (first.skipped, second.skipped) == (False, True)
    assert second.counts == first.counts
    assert second.resolved == first.resolved
    assert not run(articles, out=out, force=True).skipped


def another_model(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    monkeypatch.setattr(plan, "identify_model", lambda *a, **k: fake_model(sha256="0" * 64))
    return run(articles, out=out)


def another_recogniser(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    found = {"learned": fake_model(), "base": fake_model(recogniser={"name": "ner"})}
    monkeypatch.setattr(plan, "identify_model", lambda name, entities: found[entities])
    assert run(articles, out=out).skipped
    return run(articles, out=out, entities="base")


def another_quote_model(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    described = {"name": "other", "version": "2.0", "sha256": "0" * 64}
    monkeypatch.setattr(plan, "describe_model", lambda model: described)
    return run(articles, out=out)


def another_article(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    (articles / "000.txt").write_text("Clara left home.", encoding="utf-8")
    return run(articles, out=out)


def another_limit(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    return run(articles, out=out, limit=2)


def other_settings(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    changed = Settings.from_mapping({"quotes": {"least_score": 0.5}})
    return run(articles, out=out, settings=changed)


def lost_table(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    (out / "people.parquet").unlink()
    return run(articles, out=out)


def lost_manifest(articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    (out / "manifest.json").write_text("{", encoding="utf-8")
    return run(articles, out=out)


@pytest.mark.parametrize(
    "changed",
    [
        another_model,
        another_recogniser,
        another_quote_model,
        another_article,
        another_limit,
        other_settings,
        lost_table,
        lost_manifest,
    ],
)
def test_what_changed_is_run_again(
    changed: Any, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(articles, out=tmp_path / "out")
    assert not changed(articles, tmp_path / "out", monkeypatch).skipped
    assert (tmp_path / "out" / "people.parquet").exists()


def test_a_list_of_identifiers_is_read_and_read_again_when_it_changes(
    articles: Path, tmp_path: Path
) -> None:
    listed, out = tmp_path / "ours.csv", tmp_path / "out"
    listed.write_text("name,id\nAnna,17\n")
    settings = Settings.from_mapping({"tables": {"identifiers": str(listed)}})
    assert not run(articles, out=out, settings=settings).skipped
    assert column(out, "people", "own_id") == ["17", None]
    assert run(articles, out=out, settings=settings).skipped
    listed.write_text("name,id\nAnna,18\n")
    assert not run(articles, out=out, settings=settings).skipped
    assert column(out, "people", "own_id") == ["18", None]
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: No such file"):
        settings = Settings.from_mapping({"tables": {"identifiers": str(tmp_path / "none.csv")}})
        run(articles, out=out, settings=settings)


def test_stages_go_on_from_tables_that_were_changed(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(articles, out=out)
    inputs = manifest(out)["inputs"]
    mentions = read_table(out, "mentions").slice(0, 1)
    write_table(out, "mentions", mentions)
    result = run(out=out, stages="tables")
    assert (result.skipped, result.model, list(result.times)) == (False, None, ["tables"])
    assert column(out, "people", "mentions") == [1, 0]
    assert manifest(out)["inputs"] == inputs
    assert set(manifest(out)["timings"]["stages"]) == set(STAGES)
    assert run(out=out, stages="tables").skipped


def test_a_stage_without_its_tables_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(TableError) as caught:
        run(out=out, stages="ner")
    assert str(caught.value) == (
        f"there is no table documents in {out}; make it with `pipeline load`, "
        "or with `pipeline run`"
    )
    assert not out.exists()


def test_a_document_that_a_stage_fails_on_is_rejected(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_articles(
        tmp_path / "articles", "Anna left.", f"Boris drank {POISON} quotes.", "Clara slept."
    )
    out = tmp_path / "out"
    result = run(folder, out=out)
    assert result.failed == 1
    assert column(out, "people", "name") == ["Anna", "Clara"]
    assert column(out, "documents", "source") == ["000.txt", "002.txt"]
    (rejected,) = read_table(out, "rejects").to_pylist()
    doc_id = rejected["detail"].split()[-1]
    assert rejected == {
        "source": "001.txt",
        "reason": "failed",
        "detail": f"quotes: ValueError: cannot work on {doc_id}",
        "bytes": len(f"Boris drank {POISON} quotes."),
    }
    assert validate(out) == []
    assert caplog.messages == [
        f"document {doc_id}: quotes failed: ValueError: cannot work on {doc_id}"
    ]


def test_a_failure_in_a_later_run_leaves_no_rows_behind(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "Anna left.", f"Bo saw {POISON} relations.")
    out = tmp_path / "out"
    run(folder, out=out, stages=":quotes")
    assert len(column(out, "quotes", "doc_id")) == 2
    run(out=out, stages="relations:tables")
    assert validate(out) == []
    assert len(column(out, "sentences", "doc_id")) == 1
    assert column(out, "rejects", "reason") == ["failed"]


def test_all_documents_may_fail(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", f"Bo saw {POISON} sentences.")
    result = run(folder, out=tmp_path / "out")
    assert (result.counts["documents"], result.counts["rejects"]) == (0, 1)
    assert validate(tmp_path / "out") == []


def test_nothing_to_read_gives_empty_tables_and_rejects(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    result = run(folder, out=tmp_path / "out")
    assert (result.counts["documents"], result.counts["rejects"]) == (0, 1)
    assert validate(tmp_path / "out") == []


def test_progress_is_told_for_each_stage(articles: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    run(articles, out=tmp_path / "out", progress=told.append)
    last = {progress.stage: progress for progress in told}
    assert list(last) == ["load", "sentences", "ner", "quotes", "relations", "tables"]
    assert {(p.done, p.total, p.words) for p in last.values()} == {(3, 3, 7)}
    assert last["quotes"].rows == 3


def test_work_is_not_lost_where_linking_fails(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: Any) -> None:
        raise PipelineError("no")

    with monkeypatch.context() as patched:
        patched.setattr(runner, "link_sheets", fail)
        with pytest.raises(PipelineError):
            run(articles, out=tmp_path / "out")
    assert not (tmp_path / "out" / "manifest.json").exists()
    assert list(run(articles, out=tmp_path / "out").times) == ["load", "tables"]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"workers": 0}, SettingsError, "workers is 0; give a number of at least 1"),
        ({"limit": 0}, SettingsError, "limit is 0; give a number of at least 1, or leave it out"),
        ({"stages": "x"}, SettingsError, "there is no stage 'x'; the stages are load, sentences,"),
    ],
)
def test_options_out_of_range(
    options: dict[str, Any],
    error: type[PipelineError],
    message: str,
    articles: Path,
    tmp_path: Path,
) -> None:
    with pytest.raises(error) as caught:
        run(articles, out=tmp_path / "out", **options)
    assert str(caught.value).startswith(message)
    assert not (tmp_path / "out").exists()


def test_no_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run(out=tmp_path / "out")
    assert str(caught.value) == (
        "no input given; give a file, a folder, a glob, or - for standard input"
    )


def test_results_are_not_read_as_articles(articles: Path) -> None:
    run(articles, out=articles / "out")
    with pytest.raises(InputError, match="is a result of an earlier run"):
        run(articles, out=articles / "out")


def test_a_file_where_the_folder_should_be(articles: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    with pytest.raises(InputError) as caught:
        run(articles, out=taken)
    assert str(caught.value) == f"{taken}: cannot be made a folder: File exists"


def test_run_is_a_function_of_the_package_whatever_was_imported() -> None:
    assert pipeline.run is run
    assert {name for name in pipeline.__all__ if not hasattr(pipeline, name)} == set()
    assert set(pipeline.__all__) <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="has no attribute 'runs'"):
        _ = pipeline.runs
