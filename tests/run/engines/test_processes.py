import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from pipeline.errors import ModelError
from pipeline.run.engines import engine_for
from pipeline.run.settings import Settings
from pipeline.run.tasks import Context, Done, Lost

CONTEXT = Context("store", Settings(), "model", "learned", {})


@dataclass(frozen=True)
class Told:
    """A task that tells something of the process it is worked on in."""

    name: str

    def perform(self, context: Context) -> Done:
        return Done(self.name, documents=os.getpid(), words=int(os.environ["OMP_NUM_THREADS"]))


@dataclass(frozen=True)
class Killed:
    """A task that ends its process by a signal, as the kernel does where memory is short."""

    name: str

    def perform(self, context: Context) -> Done:
        os.kill(os.getpid(), signal.SIGKILL)
        return Done(self.name)


@dataclass(frozen=True)
class Unfit:
    """A task that finds the model unfit."""

    name: str

    def perform(self, context: Context) -> Done:
        raise ModelError("it lacks a parser")


def test_each_task_is_worked_on_in_another_process_with_one_thread() -> None:
    with engine_for("processes", workers=2) as engine:
        done = list(engine.map([Told(str(n)) for n in range(6)], CONTEXT))
    assert sorted(outcome.name for outcome in done if isinstance(outcome, Done)) == list("012345")
    assert os.getpid() not in {outcome.documents for outcome in done if isinstance(outcome, Done)}
    assert {outcome.words for outcome in done if isinstance(outcome, Done)} == {1}


def test_a_task_that_kills_its_process_costs_no_other() -> None:
    tasks = [Told("a"), Killed("b"), Told("c"), Killed("d"), Told("e")]
    with engine_for("processes", workers=2) as engine:
        outcomes = list(engine.map(tasks, CONTEXT))
        again = list(engine.map([Told("f")], CONTEXT))
    assert {o.name for o in outcomes if isinstance(o, Done)} == {"a", "c", "e"}
    assert {(o.task.name, o.why) for o in outcomes if isinstance(o, Lost)} == {
        (name, "the process was ended by SIGKILL, as it is when memory is short") for name in "bd"
    }
    assert [o.name for o in again if isinstance(o, Done)] == ["f"]


def test_an_error_of_the_package_reaches_the_caller() -> None:
    with (
        pytest.raises(ModelError, match="it lacks a parser"),
        engine_for("processes", workers=1) as engine,
    ):
        list(engine.map([Unfit("a")], CONTEXT))


SLEEPING = """
import sys, time
from dataclasses import dataclass
from pipeline.run.engines import engine_for
from pipeline.run.settings import Settings
from pipeline.run.tasks import Context, Done

@dataclass(frozen=True)
class Sleep:
    name: str
    def perform(self, context):
        time.sleep(60)

if __name__ == "__main__":
    with engine_for("processes", workers=2) as engine:
        tasks = [Sleep(str(n)) for n in range(4)]
        found = engine.map(tasks, Context("", Settings(), "", "", {}))
        engine._started()
        print("started", flush=True)
        list(found)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_processes_end_soon_after_the_one_that_started_them(number: int, tmp_path: Path) -> None:
    script = tmp_path / "sleeping.py"
    script.write_text(SLEEPING)
    started = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "started\n"
    workers = psutil.Process(started.pid).children(recursive=True)
    assert len(workers) >= 2
    asked = time.monotonic()
    started.send_signal(number)
    started.wait(timeout=20)
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert alive == []
    assert time.monotonic() - asked < 10
