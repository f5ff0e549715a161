import json
import re
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import app
from pipeline.cli.heads import head_of
from pipeline.language import ModelInfo, available_models
from pipeline.tables import empty, read_table, write_table
from tests.cli.conftest import Command

COMMANDS = (
    *("run", "load", "sentences", "ner", "quotes", "relations", "tables"),
    *("validate", "status", "show", "models"),
)


@pytest.fixture
def finished(pipeline_command: Command, fake_stages: None, articles: Path, tmp_path: Path) -> Path:
    pipeline_command("run", articles, "--out", tmp_path / "out", "--quiet")
    return tmp_path / "out"


def test_a_sound_output(pipeline_command: Command, finished: Path) -> None:
    result = pipeline_command("validate", finished)
    assert (result.exit_code, result.stdout) == (0, f"{finished}: 10 tables, no problems\n")
    told = json.loads(pipeline_command("validate", finished, "--json").stdout)
    assert told == {"folder": str(finished), "problems": []}


def test_problems_are_listed(pipeline_command: Command, finished: Path) -> None:
    write_table(finished, "people", read_table(finished, "people").slice(1))
    result = pipeline_command("validate", finished)
    assert result.exit_code == 1
    *problems, last = result.stdout.splitlines()
    assert last == f"{len(problems)} problems in {finished}"
    assert problems[0].startswith("mentions: reference: entity_id: no such row in people or ")
    told = json.loads(pipeline_command("validate", finished, "--json").stdout)
    assert len(told["problems"]) == len(problems)
    assert told["problems"][0]["table"] == "mentions"


@pytest.mark.parametrize("command", ["validate", "show"])
def test_a_folder_that_is_not_there(pipeline_command: Command, command: str) -> None:
    result = pipeline_command(command, "nowhere")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: nowhere: no such folder; make it with `pipeline run INPUT --out DIR`\n",
    )


def test_the_heads_of_the_tables(pipeline_command: Command, finished: Path) -> None:
    result = pipeline_command("show", finished)
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    titles = [line for line in lines if line.endswith("rows)")]
    assert titles == [
        *("people (2 rows)", "countries (0 rows)", "organizations (0 rows)"),
        "who_said_what (3 rows)",
    ]
    assert any(line.split() == ["Anna", "2", "2", "2"] for line in lines)


def test_the_head_of_one_table(pipeline_command: Command, finished: Path) -> None:
    result = pipeline_command("show", finished, "sentences", "-n", 1)
    assert "Anna left home." in result.stdout
    assert "Boris won." not in result.stdout
    assert result.stdout.startswith("sentences (3 rows)")


def test_a_table_that_does_not_exist(pipeline_command: Command, finished: Path) -> None:
    result = pipeline_command("show", finished, "peoples")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: there is no table 'peoples'; the tables are documents,")


def test_an_empty_table_has_a_head() -> None:
    assert str(head_of("rejects", empty("rejects"), rows=3, of=0).title) == "rejects (0 rows)"


def test_models_are_listed_with_the_one_that_auto_takes(
    pipeline_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        ModelInfo("en_newsroom", "1.2", "/models/en_newsroom", True, True),
        ModelInfo("en_other", "0.1", "", False, False),
    ]
    quotes = {"name": "en_quotes", "version": "0.9", "sha256": "0" * 64}
    monkeypatch.setattr("pipeline.language.available_models", lambda: found)
    monkeypatch.setattr("pipeline.quotes.describe_model", lambda: quotes)
    names = {"name": "en_names", "version": "0.3", "sha256": "0" * 64}
    monkeypatch.setattr("pipeline.language.registry.describe_names", lambda folder: names)
    result = pipeline_command("models")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert (result.exit_code, lines) == (
        0,
        [
            "model version where",
            "en_newsroom 1.2 bundled taken by auto",
            "en_other 0.1 installed",
            "en_names 0.3 bundled finds names",
            "en_quotes 0.9 bundled finds quotes",
            "To get en_core_web_sm: python -m spacy download en_core_web_sm",
        ],
    )
    told = json.loads(pipeline_command("models", "--json").stdout)
    assert told["models"][0]["name"] == "en_newsroom"
    assert told["install"] == "python -m spacy download en_core_web_sm"
    assert (told["name_model"], told["quote_model"]) == (names, quotes)


def test_without_models_what_stands_in_for_them_is_named(
    pipeline_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.language.available_models", list)
    monkeypatch.setattr("pipeline.quotes.finder.bundled_path", lambda: None)
    monkeypatch.setattr("pipeline.language.registry.bundled_path", lambda: None)
    lines = [" ".join(line.split()) for line in pipeline_command("models").stdout.splitlines()]
    assert lines[1:4] == [
        "ner in the pipeline finds names",
        "rules in the code finds quotes",
        "No language model is there.",
    ]


def test_the_bundled_model_is_there() -> None:
    assert "en_newsroom" in {model.name for model in available_models() if model.bundled}


def test_the_version(pipeline_command: Command) -> None:
    result = pipeline_command("--version")
    assert (result.exit_code, result.stdout) == (0, f"pipeline {pipeline.__version__}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_explained(pipeline_command: Command, command: str) -> None:
    result = pipeline_command(command, "--help")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    options = [i for i, line in enumerate(lines) if line.startswith("  -")]
    assert options
    for i in options:
        explained = re.search(r"\S  +\S", lines[i])
        assert explained or lines[i + 1].startswith("    "), lines[i]


def test_help_names_every_command(pipeline_command: Command) -> None:
    result = pipeline_command("--help")
    named = [line.split()[0] for line in result.stdout.split("Commands:\n")[1].splitlines()]
    assert tuple(named) == COMMANDS
    assert {command.name for command in app.registered_commands} == set(COMMANDS)
