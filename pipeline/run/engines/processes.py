"""The engine of one machine: processes that each load the models once, and may die one by one."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack, contextmanager
from itertools import islice

import pyarrow as pa
from pebble import ProcessExpired, ProcessPool

from pipeline.errors import PipelineError
from pipeline.limits import WORKER
from pipeline.run.tasks import Context, Done, Lost, Task

__all__ = ["ENVIRONMENT", "ProcessEngine", "one_thread_each"]

# Workers that each use every core for their arithmetic would get in each other's way.
ENVIRONMENT = {
    "BLIS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    WORKER: "1",
}
# Tasks that wait at each worker; more would only make it slow to stop.
_WAITING = 2
# Tasks after which a process makes room for a fresh one: the vocabulary of a language model grows
# with each new word that it reads.
_TASKS = 32
_WATCH = 1.0  # seconds between two looks at whether the main process is there


class ProcessEngine:
    """Works on tasks in processes of this machine.

    Args:
        workers: Number of processes.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPool | None = None
        self._others = set(multiprocessing.active_children())
        self._environment = ExitStack()

    def __enter__(self) -> "ProcessEngine":
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes: at once where something went wrong, and nobody waits for them."""
        if self._pool is None:
            return
        if any(error):
            # Before the pool ends them by the way, which lets each end what it is at.
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._environment.close()
        self._pool = None

    def map(self, tasks: Iterable[Task], context: Context) -> Iterator[Done | Lost]:
        """Work on the tasks, several at a time.

        Raises:
            PipelineError: If the processes cannot be started.
        """
        pool = self._started()
        left = iter(tasks)
        at_work: dict[Future[Done], Task] = {}
        while True:
            for task in islice(left, self._workers * _WAITING - len(at_work)):
                at_work[pool.schedule(_perform, args=(task, context))] = task
            if not at_work:
                return
            finished, _ = wait(at_work, return_when=FIRST_COMPLETED)
            for future in finished:
                yield _outcome(future, at_work.pop(future))

    def _started(self) -> ProcessPool:
        if self._pool is None:
            # For all that are started from now on, at any time, in the place of dead ones as well.
            self._environment.enter_context(one_thread_each())
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=_TASKS,
                initializer=_start_worker,
                initargs=(os.getpid(),),
                context=spawn,
            )
            try:
                self._pool.schedule(os.getpid).result()
            except (ProcessExpired, RuntimeError) as error:
                self._pool.stop()  # type: ignore[no-untyped-call]
                raise PipelineError(
                    "a worker process died as it began; run with fewer workers if memory is "
                    'short, and call run() under `if __name__ == "__main__":` in a script'
                ) from error
        return self._pool


def _outcome(future: "Future[Done]", task: Task) -> Done | Lost:
    try:
        return future.result()
    except ProcessExpired as error:
        return Lost(task, _how_it_ended(error.exitcode))


def _how_it_ended(exitcode: int) -> str:
    """Say how a process ended.

    >>> _how_it_ended(-9), _how_it_ended(1)
    ('the process was ended by SIGKILL, as it is when memory is short', 'the process ended with \
code 1, as it does when it hangs')
    """
    if exitcode < 0:
        name = signal.Signals(-exitcode).name
        hint = ", as it is when memory is short" if name == "SIGKILL" else ""
        return f"the process was ended by {name}{hint}"
    hint = ", as it does when it hangs" if exitcode == 1 else ""
    return f"the process ended with code {exitcode}{hint}"


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Have processes that start meanwhile compute in one thread; libraries read it on import."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _start_worker(parent: int) -> None:
    # The process that started this one is the one to answer Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _offer_to_kernel()


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone, however that ended."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def _offer_to_kernel() -> None:
    """Where memory is short, Linux ends this process rather than the one that can do without it."""
    try:
        with open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123
            score.write("1000")
    except OSError:
        return


def _perform(task: Task, context: Context) -> Done:
    return task.perform(context)
