"""A run that is killed ten times, as a machine that fails would, and one that never was."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.run.validate import validate
from tests.run.test_resume import table_bytes

SAMPLE = Path(__file__).parents[2] / "data" / "raw"
KILLS = 10
# A worker takes some seconds to load the models; most of the moments lie behind that.
LONGEST = 7.0


def command(out: Path, config: Path) -> list[str]:
    chosen = ["--model", "en_newsroom", "--workers", "2", "--config", str(config), "--quiet"]
    return [sys.executable, "-m", "pipeline", "run", str(SAMPLE), "--out", str(out), *chosen]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text("[run]\npartition_documents = 1\nfile_bytes = 4000\n")
    return path


def test_a_run_that_was_killed_ends_with_the_same_tables(config: Path, tmp_path: Path) -> None:
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    moments = random.Random(20)
    killed = 0
    while killed < KILLS:
        with subprocess.Popen(command(out, config)) as started:
            try:
                started.wait(timeout=moments.uniform(0.5, LONGEST))
                shutil.rmtree(out)  # it was done before it could be killed: from the start again
            except subprocess.TimeoutExpired:
                started.send_signal(signal.SIGKILL)
                killed += 1
        time.sleep(0.2)
    subprocess.run(command(out, config), check=True)
    subprocess.run(command(fresh, config), check=True)
    assert len(table_bytes(out)) > 10
    assert table_bytes(out) == table_bytes(fresh)
    assert validate(out) == []


def test_an_interrupted_run_stops_soon_and_says_how_to_go_on(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with subprocess.Popen(command(out, config), stderr=subprocess.PIPE, text=True) as started:
        while not list(out.glob(".work/corpus/mentions/*/*.parquet")):
            assert started.poll() is None
            time.sleep(0.05)
        asked = time.monotonic()
        started.send_signal(signal.SIGINT)
        _, message = started.communicate(timeout=20)
        # Within a second or two, where the machine has nothing else to do.
        assert time.monotonic() - asked < 5
    assert started.returncode == 130
    assert message == "error: interrupted; the same command goes on from here\n"
