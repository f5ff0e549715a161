"""The stages that work on each document for itself, over a partition of the documents."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.corpus import collect_facts
from pipeline.duplicates import quote_keys
from pipeline.errors import ModelError
from pipeline.language import LanguageModel, load_model
from pipeline.limits import TimeLimitExceeded, ended_after, time_limit
from pipeline.ner import find_entities
from pipeline.quotes import attribute_quotes
from pipeline.relations import tag_relations
from pipeline.run.order import MAKES, NEEDS
from pipeline.run.settings import Settings
from pipeline.run.store import Store, store_at
from pipeline.run.tasks import Context, Done, Failure
from pipeline.sentences import split_sentences
from pipeline.tables import TABLES, Table, concat, empty

__all__ = [
    "BY_DOCUMENT",
    "DOC_KEY",
    "FAILURES",
    "GIVEN",
    "StageTask",
    "give_up",
    "nothing_of",
    "read_made",
]

GIVEN, FAILURES = "given", "failures"
"""Kinds of parts beside the tables: the rows of a partition to begin with, and what failed."""

DOC_KEY = "doc_key"
"""The column of given documents that tells whether one is still the same."""

_STRINGS: "list[pa.Field[Any]]" = [
    pa.field(name, pa.string()) for name in ("doc_id", "stage", "reason", "error")
]
FAILURE_SCHEMA = pa.schema([*_STRINGS, pa.field("max_seconds", pa.float64())])

Tables = Mapping[str, Table]
Stage = Callable[[Tables, LanguageModel, Settings], Mapping[str, Table]]

# Where a stage takes longer than so many words a second over a partition, one of its documents may
# be the reason, and each is worked on alone.
_SLOWEST = 100

_logger = logging.getLogger(__name__)


def _sentences(tables: Tables, model: LanguageModel, settings: Settings) -> Tables:
    return {"sentences": split_sentences(tables["documents"], model=model)}


def _ner(tables: Tables, model: LanguageModel, settings: Settings) -> Tables:
    documents, sentences = tables["documents"], tables["sentences"]
    found = find_entities(documents, sentences, model=model, settings=settings.ner)
    return {"mentions": found}


def _quotes(tables: Tables, model: LanguageModel, settings: Settings) -> Tables:
    given = (tables[name] for name in NEEDS["quotes"])
    return {"quotes": attribute_quotes(*given, model=model, settings=settings.quotes)}


def _relations(tables: Tables, model: LanguageModel, settings: Settings) -> Tables:
    given = (tables[name] for name in NEEDS["relations"])
    return {"relations": tag_relations(*given, model=model, settings=settings.relations)}


def _facts(tables: Tables, model: LanguageModel, settings: Settings) -> Tables:
    facts = collect_facts(*(tables[name] for name in NEEDS["facts"]))
    return {"facts": facts, "quote_keys": quote_keys(tables["quotes"])}


BY_DOCUMENT: dict[str, Stage] = {
    "sentences": _sentences,
    "ner": _ner,
    "quotes": _quotes,
    "relations": _relations,
    "facts": _facts,
}
_WITHOUT_MODEL = ("facts",)


@dataclass(frozen=True, slots=True)
class StageTask:
    """Work on a partition.

    Attributes:
        name: The partition.
        stages: The stages whose tables of it are missing, in their order.
    """

    name: str
    stages: tuple[str, ...]

    def perform(self, context: Context) -> Done:
        """Run the stages one after the other; each leaves its table before the next begins."""
        store = store_at(context.store)
        model = None
        if not set(self.stages) <= set(_WITHOUT_MODEL):
            model = loaded_model(context.model, context.entities)
        given = store.read(GIVEN, "documents", self.name)
        tables = {"documents": given.drop_columns([DOC_KEY])}
        words = int(pc.sum(tables["documents"]["n_words"]).as_py() or 0)
        rows: dict[str, int] = {}
        seconds: dict[str, float] = {}
        failures: list[Failure] = []
        for stage in self.stages:
            for needed in NEEDS[stage]:
                if needed not in tables:
                    tables[needed] = read_made(store, context.keys, needed, self.name)
            started = time.perf_counter()
            made, failed = run_stage(stage, tables, model, context.settings)
            seconds[stage] = time.perf_counter() - started
            if failed:
                failures += failed
                tables = {name: without(table, failed) for name, table in tables.items()}
                write_failures(context, stage, self.name, failed)
            tables |= made
            rows[stage] = made[MAKES[stage][0]].num_rows
            for name, table in made.items():
                store.write(name, context.keys[stage], self.name, table)
        documents = tables["documents"].num_rows + len(failures)
        return Done(self.name, documents, words, rows, seconds, tuple(failures))


@cache
def loaded_model(model: str, entities: str) -> LanguageModel:
    """The language model, loaded once in each process."""
    return load_model(model, entities=entities)


def read_made(store: Store, keys: Mapping[str, str], table: str, partition: str) -> Table:
    """Read what a stage of the run made of a partition, or what it was given of that table."""
    stage = next((s for s in BY_DOCUMENT if table in MAKES[s] and s in keys), None)
    if stage is None:
        return store.read(GIVEN, table, partition)
    return store.read(table, keys[stage], partition)


def run_stage(
    stage: str, tables: Tables, model: LanguageModel | None, settings: Settings
) -> tuple[dict[str, Table], list[Failure]]:
    """Run a stage over the documents.

    Where it fails or takes too long, each document is tried for itself, so that one costs the
    corpus no other.

    Returns:
        The tables without the documents that failed, and these.

    Raises:
        ModelError: If the model lacks what the stage needs.
    """
    given = tables["documents"]
    words = int(pc.sum(given["n_words"]).as_py() or 0)
    limit = settings.run.max_seconds
    whole = _attempt(stage, tables, model, settings, limit + words / _SLOWEST)
    if not isinstance(whole, Failure):
        return dict(whole), []
    if given.num_rows == 1:
        single = _attempt(stage, tables, model, settings, limit)
        if isinstance(single, Failure):
            return nothing_of(stage), [single]
        return dict(single), []
    _logger.debug("%s failed (%s), each document alone", stage, whole.error)
    parts, failures = [], []
    for alone in _each(tables):
        made, failed = run_stage(stage, alone, model, settings)
        parts.append(made)
        failures += failed
    return {name: _joined(name, [part[name] for part in parts]) for name in parts[0]}, failures


def _joined(name: str, tables: list[Table]) -> Table:
    return concat(name, tables) if name in TABLES else pa.concat_tables(tables)


def nothing_of(stage: str) -> dict[str, Table]:
    """What a stage makes of no documents."""
    if stage == "facts":
        none = {name: empty(name) for name in NEEDS["facts"]}
        return {"facts": collect_facts(**none), "quote_keys": quote_keys(none["quotes"])}
    return {name: empty(name) for name in MAKES[stage]}


def _each(tables: Tables) -> Iterator[dict[str, Table]]:
    for doc_id in tables["documents"]["doc_id"]:
        yield {n: t.filter(pc.equal(t["doc_id"], doc_id)) for n, t in tables.items()}


def _attempt(
    stage: str, tables: Tables, model: LanguageModel | None, settings: Settings, limit: float
) -> Tables | Failure:
    doc_id = str(tables["documents"]["doc_id"][0]) if tables["documents"].num_rows else ""
    try:
        with time_limit(limit), ended_after(limit):
            return BY_DOCUMENT[stage](tables, model, settings)  # type: ignore[arg-type]
    except ModelError:
        raise
    except TimeLimitExceeded as error:
        return Failure(doc_id, stage, "timeout", str(error))
    except Exception as error:  # whatever it is, the other documents must go on
        _logger.debug("%s failed", stage, exc_info=True)
        return Failure(doc_id, stage, "failed", f"{type(error).__name__}: {error}")


def without(table: Table, failures: Iterable[Failure]) -> Table:
    """A table without the rows of documents that failed."""
    failed = pa.array([failure.doc_id for failure in failures], pa.string())
    return table.filter(pc.invert(pc.is_in(table["doc_id"], value_set=failed)))


def write_failures(context: Context, stage: str, partition: str, failures: list[Failure]) -> None:
    """Note the documents of a partition that a stage failed on, and the limit it had."""
    limit = {"max_seconds": context.settings.run.max_seconds}
    rows: list[dict[str, Any]] = [asdict(failure) | limit for failure in failures]
    store, key = store_at(context.store), context.keys[stage]
    store.write(FAILURES, key, partition, pa.Table.from_pylist(rows, schema=FAILURE_SCHEMA))


def give_up(task: StageTask, context: Context, why: str) -> Done:
    """Note that the one document of a partition has killed the process that worked on it."""
    store = store_at(context.store)
    documents = store.read(GIVEN, "documents", task.name)
    doc_id, stage = documents["doc_id"][0].as_py(), task.stages[0]
    failure = Failure(doc_id, stage, "crashed", why)
    write_failures(context, stage, task.name, [failure])
    for name in task.stages:
        for table, rows in nothing_of(name).items():
            store.write(table, context.keys[name], task.name, rows)
    return Done(task.name, documents.num_rows, failures=(failure,))
