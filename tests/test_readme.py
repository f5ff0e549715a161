"""The README shows what works: its Python runs, its commands exist, and no command is left out."""

import re
from pathlib import Path

import pytest
import typer

from pipeline.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_library_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", README, re.S)
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    said = names["said"]
    assert (said["speaker"] == "Milica Stankovic").any()  # type: ignore[index]


def test_every_command_is_shown_and_every_command_shown_exists() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    shown = set(re.findall(r"\bpipeline ([a-z]+)\b", README))
    assert shown <= commands
    assert commands - shown <= {"quotes", "relations", "tables"}, "shown as `stage by stage …`"


def test_files_it_links_to_are_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
