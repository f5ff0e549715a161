"""The command line as a person meets it, over stages that need no language model."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.run.engines import processes
from pipeline.run.engines.inline import InlineEngine
from tests.run.conftest import articles, fake_stages

__all__ = ["articles", "fake_stages", "pipeline_command"]

Command = Callable[..., Any]


@pytest.fixture
def pipeline_command(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `pipeline ARGUMENTS`; gives exit code, standard output and standard error."""
    monkeypatch.delenv("COLUMNS", raising=False)
    runner = CliRunner()

    def call(*arguments: object, stdin: str | None = None) -> Any:
        return runner.invoke(app, [str(a) for a in arguments], input=stdin, prog_name="pipeline")

    return call


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Works where the fake stages are: they do not travel to other processes."""
    monkeypatch.setattr(processes, "ProcessEngine", lambda workers: InlineEngine())


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Puts the logger of the package back as it was: the command line has it print."""
    logger = logging.getLogger("pipeline")
    handlers, level, propagate = list(logger.handlers), logger.level, logger.propagate
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)
    logger.propagate = propagate
