"""The engine of a cluster: Ray Data with a pool of actors that each hold the models."""

import logging
import multiprocessing
import pickle
import signal
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from queue import Empty
from threading import Thread
from typing import Any

from pipeline.errors import MissingExtraError, PipelineError
from pipeline.run.engines.processes import ENVIRONMENT
from pipeline.run.tasks import Context, Done, Lost, Task

__all__ = ["RayEngine"]

# An actor that waits to be started again on a cluster that has become smaller would keep its task,
# and the run would never end. So a lost actor is replaced, and its task told as lost.
_RESTARTS = {"max_restarts": 0, "max_task_retries": 0}
# Seconds between two looks at which machines are there, and without a result after which what was
# on the way from one that is gone is given up.
_LOOK, _SILENCE = 1.0, 5.0
# Tasks of which Ray has a list at a time.
_WAVE = 20_000

# What the process that talks to Ray tells.
_RESULT, _NODES, _END = "result", "nodes", "end"


class RayEngine:
    """Works on tasks on a Ray cluster.

    Ray starts actors, gives them tasks, and starts others in the place of those that are lost. What
    these were working on is told as lost; `pipeline.run.rounds` has it worked on again. Another
    process talks to Ray, which can be ended when Ray waits for what was on the way from a machine
    that is gone.

    Args:
        workers: The largest number of actors.
        address: Of the cluster; None starts one on this machine.

    Raises:
        MissingExtraError: If Ray is not installed.
    """

    def __init__(self, *, workers: int, address: str | None) -> None:
        try:
            import ray.data  # noqa: F401
        except ImportError as error:
            raise MissingExtraError(extra="ray", package="ray") from error
        self._workers = workers
        self._address = address

    def __enter__(self) -> "RayEngine":
        return self

    def __exit__(self, *error: object) -> None:
        """Leave nothing behind: each round of tasks ends what it started."""

    def map(self, tasks: Iterable[Task], context: Context) -> Iterator[Done | Lost]:
        """Work on the tasks, as many at a time as the cluster has room for.

        Raises:
            PipelineError: There is no cluster, or what a task itself raises of it, such as a model
                that is missing there.
        """
        left = iter(tasks)
        while wave := list(islice(left, _WAVE)):
            yield from self._work_on(wave, context)

    def _work_on(self, tasks: list[Task], context: Context) -> Iterator[Done | Lost]:
        waiting = dict(enumerate(tasks))
        rows = [{"number": n, "task": pickle.dumps(task)} for n, task in waiting.items()]
        spawn = multiprocessing.get_context("spawn")
        told = spawn.Queue()
        driver = spawn.Process(
            target=_drive, args=(self._address, self._workers, rows, context, told), daemon=True
        )
        driver.start()
        try:
            for number, done in _heard(driver, told):
                if isinstance(done, Exception):
                    raise done
                del waiting[number]
                yield done
        finally:
            driver.terminate()
            driver.join()
        for task in waiting.values():
            yield Lost(task, "its process or machine was lost, as it is when memory is short")


def _heard(driver: Any, told: Any) -> Iterator[tuple[int, Any]]:
    """What the driver tells of tasks, until all is told or what is missing will never come."""
    most: set[str] = set()
    silent = 0.0
    while True:
        try:
            kind, value = told.get(timeout=_LOOK)
        except Empty:
            if not driver.is_alive():
                return
            continue
        if kind == _NODES:
            silent += _LOOK
            if not most <= value and silent >= _SILENCE:
                return
            most |= value
        elif kind == _END:
            return
        else:
            silent = 0.0
            yield value


def _drive(
    address: str | None, workers: int, rows: list[dict[str, Any]], context: Context, told: Any
) -> None:
    """Have a cluster work on tasks, and tell what each did and which machines are there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one answers
    import ray

    local: dict[str, Any] = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(
            address=address or "local",
            runtime_env={"env_vars": ENVIRONMENT},
            log_to_driver=False,
            logging_level=logging.ERROR,
            **local,
        )
    except (ConnectionError, RuntimeError, ValueError) as error:
        told.put((_RESULT, (0, PipelineError(f"no Ray cluster at {address}: {error}"))))
        return
    Thread(target=_watch, args=(ray, told), daemon=True).start()
    try:
        for number, done in _outcomes(ray, min(workers, len(rows)), rows, context):
            told.put((_RESULT, (number, done)))
    except Exception as error:
        told.put((_RESULT, (0, PipelineError(f"Ray cannot go on: {error}"))))
    told.put((_END, None))
    told.close()
    told.join_thread()
    ray.shutdown()


def _watch(ray: Any, told: Any) -> None:
    """Tell which machines are there, again and again."""
    while True:
        told.put((_NODES, {node["NodeID"] for node in ray.nodes() if node["Alive"]}))
        time.sleep(_LOOK)


def _outcomes(
    ray: Any, workers: int, rows: list[dict[str, Any]], context: Context
) -> Iterator[tuple[int, Any]]:
    """What each task did, in any order; without those that are lost."""
    data = ray.data
    _quiet(data.DataContext.get_current())
    outcomes = data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Worker,
        fn_constructor_kwargs={"context": context},
        batch_size=1,
        # In the main thread of an actor limits of time can interrupt a task.
        compute=data.ActorPoolStrategy(
            min_size=1, max_size=workers, initial_size=workers, enable_true_multi_threading=True
        ),
        num_cpus=1,
        num_gpus=context.settings.run.gpus or None,
        ray_remote_args_fn=lambda: dict(_RESTARTS),
    )
    batches = outcomes.iter_batches(batch_size=None, prefetch_batches=0, batch_format="pyarrow")
    for batch in batches:
        for row in batch.to_pylist():
            # Written by our own worker, so that it can be unpickled without fear.
            yield row["number"], pickle.loads(row["outcome"])


def _quiet(settings: Any) -> None:
    """The settings of Ray Data with which lost tasks end no run, and nothing is printed."""
    settings.max_errored_blocks = -1
    settings.max_consecutive_actor_init_deaths = 20
    settings.execution_no_progress_timeout_s = -1
    settings.enable_progress_bars = False
    settings.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)


class _Worker:
    """An actor: it loads the models with the first task that needs them, and keeps them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        if context.settings.run.gpus:
            import spacy

            spacy.prefer_gpu()  # type: ignore[attr-defined]

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        return {"number": list(batch["number"]), "outcome": list(map(self._perform, batch["task"]))}

    def _perform(self, task: bytes) -> bytes:
        try:
            done: Done | Exception = pickle.loads(task).perform(self._context)
        except PipelineError as error:
            done = error
        except Exception as error:  # a fault of ours: it must be seen, and may not be picklable
            done = RuntimeError(f"{type(error).__name__}: {error}")
        return pickle.dumps(done)
