"""Ray, on clusters of several node processes on this machine."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MissingExtraError, ModelError
from pipeline.limits import TimeLimitExceeded, time_limit
from pipeline.run import Progress, run
from pipeline.run.engines import engine_for
from pipeline.run.settings import Settings
from pipeline.run.tasks import Context, Done, Lost
from tests.run.test_resume import table_bytes

pytest.importorskip("ray")
pytest.importorskip("ray.data")
cluster_utils = pytest.importorskip("ray.cluster_utils")

SAMPLE = Path(__file__).parents[3] / "data" / "raw"
CONTEXT = Context("store", Settings(), "model", "learned", {})
SMALL = Settings.from_mapping({"run": {"partition_documents": 2}})
MEMORY = 100_000_000
# A node that is lost is told after a second or two.
SOON = {"health_check_period_ms": 500, "health_check_failure_threshold": 3}


@dataclass(frozen=True)
class Told:
    """A task that tells in which process it was worked on."""

    name: str

    def perform(self, context: Context) -> Done:
        return Done(self.name, documents=os.getpid(), words=int(os.environ["OMP_NUM_THREADS"]))


@dataclass(frozen=True)
class Killed:
    """A task that ends its process each time."""

    name: str

    def perform(self, context: Context) -> Done:
        os.kill(os.getpid(), signal.SIGKILL)
        return Done(self.name)


@dataclass(frozen=True)
class Late:
    """A task that never ends by itself."""

    name: str

    def perform(self, context: Context) -> Done:
        try:
            with time_limit(0.3):
                while True:
                    pass
        except TimeLimitExceeded as error:
            return Done(f"{self.name}: {error}")


@dataclass(frozen=True)
class Unfit:
    """A task that finds the model unfit."""

    name: str

    def perform(self, context: Context) -> Done:
        raise ModelError("it lacks a parser")


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A cluster of a head without a core, to which nodes can be added."""
    head = {"num_cpus": 0, "object_store_memory": MEMORY, "_system_config": SOON}
    started = cluster_utils.Cluster(initialize_head=True, head_node_args=head)
    yield started
    started.shutdown()


def test_a_cluster_survives_the_loss_of_a_node(cluster: Any, tmp_path: Path) -> None:
    nodes = [cluster.add_node(num_cpus=1, object_store_memory=MEMORY) for _ in range(2)]
    told: list[Progress] = []

    def lose_a_node(progress: Progress) -> None:
        told.append(progress)
        if progress.stage == "relations" and progress.done and len(nodes) == 2:
            cluster.remove_node(nodes.pop(), allow_graceful=False)

    options = {"model": "en_newsroom", "settings": SMALL}
    run(SAMPLE, out=tmp_path / "here", **options)
    result = run(
        SAMPLE,
        out=tmp_path / "there",
        engine="ray",
        address=cluster.address,
        workers=2,
        progress=lose_a_node,
        **options,
    )
    assert len(nodes) == 1
    half = next(p for p in told if p.stage == "relations" and p.done)
    assert half.total is not None
    assert 0 < half.done < half.total
    assert result.failed == 0
    assert table_bytes(tmp_path / "there") == table_bytes(tmp_path / "here")
    assert run(SAMPLE, out=tmp_path / "there", **options).skipped


def test_tasks_of_a_local_cluster() -> None:
    with engine_for("ray", workers=2) as engine:
        outcomes = list(engine.map([Killed("b"), Told("a"), Told("c"), Late("d")], CONTEXT))
        lost = [o.task for o in outcomes if isinstance(o, Lost)]
        assert Killed("b") in lost
        # What waited for the same actor is lost with it, and works when it is tried again.
        lost.remove(Killed("b"))
        outcomes += engine.map(lost, CONTEXT)
        done = {o.name: o for o in outcomes if isinstance(o, Done)}
        assert set(done) == {"a", "c", "d: more than 0.3 seconds"}
        assert done["a"].words == 1
        assert done["a"].documents != os.getpid()
        assert list(engine.map([], CONTEXT)) == []
        with pytest.raises(ModelError, match="it lacks a parser"):
            list(engine.map([Unfit("e")], CONTEXT))


def test_ray_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray.data", None)
    with pytest.raises(MissingExtraError) as caught:
        engine_for("ray", workers=1)
    assert str(caught.value) == (
        "ray is not installed; install it with: python -m pip install 'who-said-what[ray]'"
    )
