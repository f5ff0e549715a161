"""Runs the stages that work document by document over a chunk of the documents."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from pipeline.errors import ModelError, TableError
from pipeline.language import LanguageModel
from pipeline.ner import find_entities
from pipeline.quotes import attribute_quotes
from pipeline.relations import tag_relations
from pipeline.run.order import MAKES
from pipeline.run.settings import Settings
from pipeline.sentences import split_sentences
from pipeline.tables import Table, concat

__all__ = ["CHUNK_SIZE", "Chunk", "ChunkResult", "Failure", "cut_into_chunks", "process_chunk"]

CHUNK_SIZE = 64

Tables = Mapping[str, Table]
Stage = Callable[[Tables, LanguageModel, Settings], Table]

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some documents, and the rows that earlier stages made of them.

    Attributes:
        number: Its place in the corpus, from 0.
        tables: The tables by name; "documents" always is among them.
    """

    number: int
    tables: dict[str, Table]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that a stage could not work on, and why."""

    doc_id: str
    stage: str
    error: str


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """What the stages made of a chunk.

    Attributes:
        number: Place of the chunk.
        tables: The new tables by name, without the documents that failed.
        seconds: Time at work by stage.
        failures: The documents that failed.
    """

    number: int
    tables: dict[str, Table]
    seconds: dict[str, float]
    failures: tuple[Failure, ...] = ()


def _sentences(tables: Tables, model: LanguageModel, settings: Settings) -> Table:
    return split_sentences(tables["documents"], model=model)


def _ner(tables: Tables, model: LanguageModel, settings: Settings) -> Table:
    return find_entities(
        tables["documents"], tables["sentences"], model=model, settings=settings.ner
    )


def _quotes(tables: Tables, model: LanguageModel, settings: Settings) -> Table:
    return attribute_quotes(
        tables["documents"],
        tables["sentences"],
        tables["mentions"],
        model=model,
        settings=settings.quotes,
    )


def _relations(tables: Tables, model: LanguageModel, settings: Settings) -> Table:
    return tag_relations(
        tables["documents"],
        tables["sentences"],
        tables["mentions"],
        tables["quotes"],
        model=model,
        settings=settings.relations,
    )


BY_DOCUMENT: dict[str, Stage] = {
    "sentences": _sentences,
    "ner": _ner,
    "quotes": _quotes,
    "relations": _relations,
}


def cut_into_chunks(tables: Tables, *, size: int = CHUNK_SIZE) -> Iterator[Chunk]:
    """Cut the documents into chunks, and give each the rows of the other tables that belong to it.

    Raises:
        TableError: If a table has rows of a document that is not there.
    """
    documents = tables["documents"]
    doc_ids = documents["doc_id"].combine_chunks()
    cut: dict[str, tuple[Table, np.ndarray]] = {}
    for name, table in tables.items():
        if name == "documents":
            continue
        places = pc.index_in(table["doc_id"].combine_chunks(), value_set=doc_ids)
        if places.null_count:
            raise TableError(
                f"table {name}, doc_id: {places.null_count} rows are of documents that the table "
                "documents lacks; remove these rows, or add the documents",
                table=name,
                column="doc_id",
                count=places.null_count,
            )
        chunks = places.to_numpy(zero_copy_only=False) // size
        order = np.argsort(chunks, kind="stable")
        numbers = np.arange(documents.num_rows // size + 2)
        cut[name] = (table.take(order), np.searchsorted(chunks[order], numbers))
    for number, start in enumerate(range(0, documents.num_rows, size)):
        part = {"documents": documents.slice(start, size)}
        for name, (table, bounds) in cut.items():
            first, last = int(bounds[number]), int(bounds[number + 1])
            part[name] = table.slice(first, last - first)
        yield Chunk(number, part)


def process_chunk(
    chunk: Chunk, *, stages: Iterable[str], model: LanguageModel, settings: Settings
) -> ChunkResult:
    """Run stages over a chunk.

    Where a stage fails, each document is tried for itself, so that one costs the corpus no other.

    Raises:
        ModelError: If the model lacks what a stage needs.
    """
    names = tuple(stages)
    result = _attempt(chunk, names, model, settings)
    if isinstance(result, ChunkResult):
        return result
    _logger.debug("chunk %d: %s failed, each document alone", chunk.number, result.stage)
    parts = []
    failures = []
    for single in cut_into_chunks(chunk.tables, size=1):
        alone = _attempt(single, names, model, settings)
        if isinstance(alone, ChunkResult):
            parts.append(alone)
        else:
            failures.append(alone)
            _logger.warning("document %s: %s failed: %s", alone.doc_id, alone.stage, alone.error)
    made = [MAKES[name][0] for name in names]
    return ChunkResult(
        chunk.number,
        {name: concat(name, [part.tables[name] for part in parts]) for name in made},
        {name: sum(part.seconds[name] for part in parts) for name in names},
        tuple(failures),
    )


def _attempt(
    chunk: Chunk, stages: tuple[str, ...], model: LanguageModel, settings: Settings
) -> ChunkResult | Failure:
    tables = dict(chunk.tables)
    made: dict[str, Table] = {}
    seconds: dict[str, float] = {}
    for stage in stages:
        started = time.perf_counter()
        try:
            table = BY_DOCUMENT[stage](tables, model, settings)
        except ModelError:
            raise
        except Exception as error:  # whatever it is, the other documents must go on
            _logger.debug("%s failed", stage, exc_info=True)
            doc_id = str(chunk.tables["documents"]["doc_id"][0])
            return Failure(doc_id, stage, f"{type(error).__name__}: {error}")
        seconds[stage] = time.perf_counter() - started
        name = MAKES[stage][0]
        tables[name] = made[name] = table
    return ChunkResult(chunk.number, made, seconds)
