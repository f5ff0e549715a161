"""The README shows what works: its Python runs, its commands exist, and no command is left out."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli import app
from pipeline.run.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


EXAMPLES = re.findall(r"```python\n(.+?)```", README, re.S)


def run_example(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    return names


def test_the_library_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = run_example(EXAMPLES[0])["said"]
    assert (said["speaker"] == "Milica Stankovic").any()


def test_the_component_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(EXAMPLES) == 2
    run_example(EXAMPLES[1])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Ann Lee tell speech ")
    assert second == "she add speech ['“We did it,”']"


def test_the_settings_are_settings() -> None:
    (shown,) = re.findall(r"```toml\n(.+?)```", README, re.S)
    settings = Settings.from_mapping(tomllib.loads(shown))
    assert settings.quotes.acts == ("speech", "writing")
    assert settings.quotes.model == "my/quote/model"


def test_every_command_is_shown_and_every_command_shown_exists() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    shown = set(re.findall(r"\bpipeline ([a-z]+)\b", README))
    assert shown <= commands
    assert commands - shown <= {"quotes", "relations", "tables"}, "shown as `stage by stage …`"


def test_files_it_links_to_are_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
