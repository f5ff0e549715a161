import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pipeline.cli import progress, running
from pipeline.cli.progress import ProgressBars
from pipeline.errors import PipelineError
from pipeline.language import identify_model
from pipeline.run import Progress, plan
from pipeline.tables import TABLES, read_table
from tests.cli.conftest import Command
from tests.run.conftest import POISON, write_articles

pytestmark = pytest.mark.usefixtures("fake_stages")

FIGURES = """\
Language model: fake 1.0
documents                       3
rejected                        0
sentences                       3
mentions                        3
quotes                          3
quotes with a resolved speaker  3
relations                       0
people                          2
countries                       0
organizations                   0
seconds                         #
words per second                #
Tables are in OUT
"""


def plain(text: str, out: Path) -> str:
    """A summary without what differs from run to run."""
    text = re.sub(r"(?m)^(seconds|words per second)( +)[\d.,]+$", r"\1\2#", text)
    lines = [re.sub(r" +#$", " #", line.rstrip()) for line in text.splitlines()]
    return "\n".join(lines).replace(str(out), "OUT") + "\n"


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_a_run_ends_with_its_figures(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = pipeline_command("run", articles, "--out", out)
    assert result.exit_code == 0
    assert squeezed(plain(result.stdout, out)) == squeezed(FIGURES)
    assert result.stderr == ""
    assert {path.stem for path in out.glob("*.parquet")} == set(TABLES)


def test_a_second_run_says_that_nothing_has_changed(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    pipeline_command("run", articles, "--out", out)
    again = pipeline_command("run", articles, "--out", out)
    assert (again.exit_code, again.stdout) == (
        0,
        f"Nothing has changed since the last run into {out}: nothing to do "
        "(--force runs it nevertheless).\n",
    )
    forced = pipeline_command("run", articles, "--out", out, "--force")
    assert forced.stdout.startswith("Language model: fake 1.0\n")


def test_a_quiet_run_prints_nothing(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    result = pipeline_command("run", articles, "--out", tmp_path / "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "out" / "people.parquet").exists()


def test_json_is_all_that_is_printed(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = pipeline_command("run", articles, "--out", out, "--json", "--limit", 2)
    told = json.loads(result.stdout)
    assert result.stderr == ""
    assert (told["out"], told["skipped"], told["model"]) == (str(out), False, "fake 1.0")
    assert (told["counts"]["documents"], told["words"], told["failed"]) == (2, 5, 0)
    assert told["quotes_with_speaker"] == 2
    assert list(told["times"]) == told["stages"]
    assert json.loads(
        pipeline_command("run", articles, "--out", out, "--json", "--limit", 2).stdout
    )["skipped"]


def test_stages_one_by_one_make_what_a_run_makes(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    whole, steps = tmp_path / "whole", tmp_path / "steps"
    pipeline_command("run", articles, "--out", whole)
    assert pipeline_command("load", articles, "--out", steps).exit_code == 0
    for stage in ("sentences", "ner", "quotes", "relations", "tables"):
        assert not (steps / "people.parquet").exists()
        assert pipeline_command(stage, steps).exit_code == 0
    for name in TABLES:
        assert read_table(whole, name).equals(read_table(steps, name))


def test_a_stage_reports_the_tables_that_are_there(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    result = pipeline_command("load", articles, "--out", tmp_path)
    assert squeezed(plain(result.stdout, tmp_path)) == [
        *("documents 3", "rejected 0", "seconds #", "words per second #", "Tables are in OUT")
    ]


def test_later_stages_need_no_input(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    pipeline_command("run", articles, "--out", tmp_path / "out")
    result = pipeline_command("run", "--out", tmp_path / "out", "--stages", "quotes:tables")
    assert result.exit_code == 0
    assert "people 2" in squeezed(result.stdout)


def test_standard_input_is_read(pipeline_command: Command, tmp_path: Path) -> None:
    result = pipeline_command("run", "-", "--out", tmp_path, stdin="Anna left home.")
    assert result.exit_code == 0
    assert read_table(tmp_path, "documents")["source"].to_pylist() == ["stdin"]


def test_settings_come_from_a_file(
    pipeline_command: Command, articles: Path, tmp_path: Path
) -> None:
    config = tmp_path / "settings.toml"
    config.write_text("[load]\nmin_chars = 9\n")
    pipeline_command("run", articles, "--out", tmp_path / "out", "--config", config)
    assert read_table(tmp_path / "out", "rejects")["source"].to_pylist() == ["001.txt"]
    config.write_text("[lode]\n")
    result = pipeline_command("run", articles, "--out", tmp_path / "out", "--config", config)
    assert (result.exit_code, result.stderr) == (
        2,
        "error: lode is no setting; did you mean load?\n",
    )


def test_documents_that_fail_are_told(pipeline_command: Command, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "Anna left.", f"Bo ate {POISON} quotes.")
    result = pipeline_command("run", folder, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert re.fullmatch(
        r"warning: document (\S+): quotes failed: ValueError: cannot work on \1\n", result.stderr
    )
    assert "1 document failed; see the table rejects\n" in result.stdout


def test_nothing_that_can_be_read_is_a_failure(pipeline_command: Command, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = pipeline_command("run", empty, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert squeezed(result.stdout)[1:3] == ["documents 0", "rejected 1"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere", "--out", "out"], "nowhere: no such file or folder"),
        (
            ["run", "--out", "out"],
            "no input given; give a file, a folder, a glob, or - for standard input",
        ),
        (
            ["run", "--out", "out", "--stages", "tables:ner"],
            "stages 'tables:ner' run backwards; ner comes before tables: give ner:tables",
        ),
        (
            ["quotes", "out"],
            "there is no table documents in out; make it with `pipeline load`, "
            "or with `pipeline run`",
        ),
        (["run", ".", "--config", "no.toml"], "no.toml: cannot be read: No such file or directory"),
    ],
)
def test_errors_are_a_line_that_says_what_to_do(
    pipeline_command: Command,
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = pipeline_command(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {message}\n"
    assert not (tmp_path / "out").exists()


def test_errors_of_several_lines_become_one(
    pipeline_command: Command, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **options: Any) -> None:
        raise PipelineError("this is wrong\n  and that")

    monkeypatch.setattr(running, "run", fail)
    assert pipeline_command("run", articles).stderr == "error: this is wrong and that\n"


def test_an_interruption_has_its_own_exit_code(
    pipeline_command: Command, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*arguments: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "run", interrupt)
    result = pipeline_command("run", articles)
    assert (result.exit_code, result.stderr) == (
        130,
        "error: interrupted; the same command goes on from here\n",
    )


@pytest.mark.parametrize("arguments", [["run", "--worker", "2"], ["runs"], ["run", "--limit", "0"]])
def test_wrong_usage(pipeline_command: Command, arguments: list[str]) -> None:
    result = pipeline_command(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: pipeline")


def test_progress_is_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal, quiet, lines in ((True, False, True), (True, True, False), (False, False, False)):
        file = io.StringIO()
        console = Console(file=file, force_terminal=terminal, width=120)
        bars = ProgressBars(console, quiet=quiet)
        clock = iter((0.0, 0.0, 0.0, 0.0, 0.0, 0.5))
        with bars.drawn(), monkeypatch.context() as patched:
            patched.setattr(progress, "now", lambda clock=clock: next(clock))
            bars(Progress("load", 2, None, 2, 10, 0.0))
            bars(Progress("ner", 0, 4, 0, 0, 0.0))
            bars(Progress("ner", 3, 4, 12, 700, 0.9))
        assert bool(file.getvalue()) is lines
        assert ("12 rows" in file.getvalue()) is lines
        assert ("3/4" in file.getvalue()) is lines
        assert ("1,400 words/s" in file.getvalue()) is lines


def test_who_finds_names_is_asked_of_the_model(
    pipeline_command: Command, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    identify = plan.identify_model

    def identified(name: str, *, entities: str) -> object:
        asked.append(entities)
        return identify(name, entities=entities)

    monkeypatch.setattr(plan, "identify_model", identified)
    for options in ([], ["--entities", "base"], ["--entities", "learned"]):
        pipeline_command("run", articles, "--out", tmp_path / "out", *options)
    for stage in ("sentences", "ner", "quotes", "relations"):
        result = pipeline_command(stage, tmp_path / "out", "--entities", "base")
        assert result.exit_code == 0
    assert asked == ["learned", "base", "learned", *["base"] * 4]


def test_who_else_finds_names_is_an_error(
    pipeline_command: Command, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "identify_model", identify_model)
    result = pipeline_command("run", articles, "--out", tmp_path / "out", "--entities", "best")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: entities are 'best'; give learned or base\n",
    )
