"""Rounds of work: what is missing is made, and what kills its process is isolated and given up."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from pipeline.run.engines import Engine
from pipeline.run.loading import LOADED, LoadTask, file_key, read_alone, with_files
from pipeline.run.order import MAKES
from pipeline.run.sheets import Sheets
from pipeline.run.store import Store, store_at
from pipeline.run.tally import Tally
from pipeline.run.tasks import Context, Done, Failure, Lost, Task
from pipeline.run.work import FAILURES, GIVEN, StageTask, give_up

__all__ = ["Corpus", "load_all", "work_on_all"]

_ATTEMPTS = 20  # so often a piece may kill the process that reads it
_LOSSES = 2  # so often a partition may

_logger = logging.getLogger(__name__)

OnDone = Callable[[Done], None]


class Corpus(Protocol):
    """The documents of a run in partitions, however they came into it."""

    def divide(self) -> dict[str, int]:
        """Put what is new into partitions, and count the documents of the corpus in each."""

    def split(self, partition: str) -> list[str]:
        """Put each document of a partition into one of its own."""

    def fail(self, failures: Iterable[Failure]) -> None:
        """Leave documents out that a stage could not work on."""

    def write_sheets(self, into: Sheets, failures: Mapping[str, Failure]) -> None:
        """Write documents and rejects."""


def load_all(
    engine: Engine, tasks: Iterable[LoadTask], context: Context, *, on_done: OnDone
) -> None:
    """Read files until all are read; one that keeps killing its process is rejected."""
    attempts: Counter[str] = Counter()
    waiting: Iterable[Task] = tasks
    while True:
        again: list[Task] = []
        for outcome in engine.map(waiting, context):
            if isinstance(outcome, Done):
                on_done(outcome)
                continue
            task = outcome.task
            assert isinstance(task, LoadTask)
            _logger.info("reading of %s: %s", task.files[0].source, outcome.why)
            attempts[task.name] += 1
            if attempts[task.name] < _ATTEMPTS:
                again.append(task)
            elif len(task.files) > 1:
                again += read_alone(task)
            else:
                on_done(_reject_files(task, context, outcome.why))
        if not again:
            return
        waiting = again


def _reject_files(task: LoadTask, context: Context, why: str) -> Done:
    """Put rejections in the place of what is in files that cannot be read by any means."""
    told = {"reason": "crashed", "detail": f"{why} each time that it was read"}
    rows = [
        {"file": number, "source": file.source, **told} for number, file in enumerate(task.files)
    ]
    described = [{"key": file_key(file), "path": file.source} for file in task.files]
    store_at(context.store).write(
        LOADED,
        context.keys["load"],
        task.name,
        pa.Table.from_pylist(rows, schema=with_files(described)),
    )
    return Done(task.name, rows={"load": 0, "rejects": len(rows)})


def work_on_all(
    engine: Engine,
    corpus: Corpus,
    context: Context,
    stages: Sequence[str],
    *,
    tally: Tally,
) -> tuple[dict[str, int], dict[str, Failure]]:
    """Run the stages over all partitions until nothing is missing.

    Args:
        engine: Where.
        corpus: The partitions.
        context: Of the tasks.
        stages: The stages that work on each document for itself.
        tally: Takes note of what is done.

    Returns:
        The partitions with the number of their documents, and what failed, by document.
    """
    store = store_at(context.store)
    failures: dict[str, Failure] = {}
    lost: Counter[str] = Counter()
    # Each round works on what is missing after the one before, so the last one has nothing to do.
    while True:
        partitions = corpus.divide()
        _forget_old_failures(store, context, stages, partitions)
        tasks = missing(store, context, stages, partitions)
        for stage in stages:
            tally.expect({stage: sum(partitions[t.name] for t in tasks if stage in t.stages)})
        for outcome in engine.map(tasks, context):
            if isinstance(outcome, Done):
                tally.note(outcome)
            else:
                _isolate(outcome, corpus, context, lost)
        found = _failures(store, context, stages, partitions)
        new = {doc_id: failure for doc_id, failure in found.items() if doc_id not in failures}
        for failure in new.values():
            told = (failure.doc_id, failure.stage, failure.error)
            _logger.warning("document %s: %s failed: %s", *told)
        failures |= new
        if new:
            corpus.fail(new.values())
        elif not tasks:
            return partitions, failures


def missing(
    store: Store, context: Context, stages: Sequence[str], partitions: Iterable[str]
) -> list[StageTask]:
    """The work that is left: for each partition the stages from the first that is missing on."""
    there = {
        stage: [store.names(table, context.keys[stage]) for table in MAKES[stage]]
        for stage in stages
    }
    tasks = []
    for partition in partitions:
        done = 0
        while done < len(stages) and all(partition in names for names in there[stages[done]]):
            done += 1
        if done < len(stages):
            tasks.append(StageTask(partition, tuple(stages[done:])))
    return tasks


def _isolate(outcome: Lost, corpus: Corpus, context: Context, lost: Counter[str]) -> None:
    """Deal with a partition whose process died.

    It is worked on once more, for the reason may lie elsewhere. If it dies again, each of its
    documents is worked on alone; one that dies alone twice is given up.
    """
    task = outcome.task
    assert isinstance(task, StageTask)
    lost[task.name] += 1
    _logger.info("partition %s: %s", task.name, outcome.why)
    if lost[task.name] < _LOSSES:
        return
    if store_at(context.store).read(GIVEN, "documents", task.name).num_rows > 1:
        corpus.split(task.name)
    else:
        give_up(task, context, outcome.why)


def _forget_old_failures(
    store: Store, context: Context, stages: Sequence[str], partitions: Iterable[str]
) -> None:
    """Let documents be tried again that took too long for a limit which is another now."""
    live = set(partitions)
    for number, stage in enumerate(stages):
        key = context.keys[stage]
        for partition in store.names(FAILURES, key) & live:
            rows = store.read(FAILURES, key, partition).to_pylist()
            limit = context.settings.run.max_seconds
            if any(r["reason"] != "failed" and r["max_seconds"] != limit for r in rows):
                store.remove(FAILURES, key, partition)
                for later in stages[number:]:
                    for table in MAKES[later]:
                        store.remove(table, context.keys[later], partition)


def _failures(
    store: Store, context: Context, stages: Sequence[str], partitions: Iterable[str]
) -> dict[str, Failure]:
    """What failed, by document."""
    live = set(partitions)
    found: dict[str, Failure] = {}
    for stage in stages:
        for partition in sorted(store.names(FAILURES, context.keys[stage]) & live):
            for row in store.read(FAILURES, context.keys[stage], partition).to_pylist():
                told = Failure(row["doc_id"], row["stage"], row["reason"], row["error"])
                found.setdefault(told.doc_id, told)
    return found
