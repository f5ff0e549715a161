"""Where the chunks are worked on: in this process, or in several that each load the model."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from itertools import islice

import pyarrow as pa

from pipeline.errors import PipelineError
from pipeline.language import LanguageModel, load_model
from pipeline.run.chunks import Chunk, ChunkResult, process_chunk
from pipeline.run.settings import Settings

__all__ = ["run_here", "run_in_processes"]

# Workers that each use every core for their arithmetic would get in each other's way.
_ONE_THREAD = dict.fromkeys(
    (
        "BLIS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
)
# Chunks that wait at each worker; more would only hold memory.
_WAITING = 2


def run_here(
    chunks: Iterable[Chunk], *, stages: Sequence[str], model: LanguageModel, settings: Settings
) -> Iterator[ChunkResult]:
    """Work on the chunks one after the other in this process."""
    for chunk in chunks:
        yield process_chunk(chunk, stages=stages, model=model, settings=settings)


def run_in_processes(
    chunks: Iterable[Chunk],
    *,
    stages: Sequence[str],
    model: str,
    entities: str,
    settings: Settings,
    workers: int,
) -> Iterator[ChunkResult]:
    """Work on the chunks in several processes, and give the results in the order of the chunks.

    Args:
        chunks: The chunks.
        stages: Names of the stages.
        model: Name or path of the language model, which each process loads once.
        entities: Who finds names in it.
        settings: Settings of the stages.
        workers: Number of processes.

    Raises:
        PipelineError: If a process dies.
    """
    waiting: deque[Future[ChunkResult]] = deque()
    left = iter(chunks)
    others = set(multiprocessing.active_children())
    with _one_thread_each():
        pool = ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker
        )
        try:
            while True:
                for chunk in islice(left, workers * _WAITING - len(waiting)):
                    given = (chunk, tuple(stages), model, entities, settings)
                    waiting.append(pool.submit(_process, *given))
                if not waiting:
                    break
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise PipelineError(
                "a worker process died; run again with fewer workers if memory is short, and call "
                'run() under `if __name__ == "__main__":` in a script'
            ) from error
        except BaseException:  # interrupted: nobody waits for what is at work
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Have processes that start meanwhile compute in one thread; libraries read it on import."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _start_worker() -> None:
    # The process that started this one is the one to answer Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)


@cache
def _loaded(model: str, entities: str) -> LanguageModel:
    return load_model(model, entities=entities)


def _process(
    chunk: Chunk, stages: tuple[str, ...], model: str, entities: str, settings: Settings
) -> ChunkResult:
    loaded = _loaded(model, entities)
    return process_chunk(chunk, stages=stages, model=loaded, settings=settings)
