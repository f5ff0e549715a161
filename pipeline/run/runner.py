"""A run: reads the inputs, sends chunks through the stages, links, and writes the tables."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pipeline import tables
from pipeline.corpus import OwnIdentifiers, build_tables, read_identifiers
from pipeline.errors import InputError, PipelineError, SettingsError
from pipeline.language import load_model
from pipeline.load import Loaded, Rejection, iter_documents
from pipeline.load.inputs import InputFile, Inputs, find_inputs
from pipeline.quotes import describe_model
from pipeline.run.chunks import CHUNK_SIZE, ChunkResult, Failure, cut_into_chunks
from pipeline.run.engines import run_here, run_in_processes
from pipeline.run.failures import reject
from pipeline.run.manifest import (
    MANIFEST,
    Recipe,
    is_current,
    list_inputs,
    read_manifest,
    write_manifest,
)
from pipeline.run.order import LINKED, MAKES, StageRange, parse_stages
from pipeline.run.report import report
from pipeline.run.result import Progress, ProgressCallback, RunResult, StageTime
from pipeline.run.settings import Settings

__all__ = ["run_stages"]

_logger = logging.getLogger(__name__)


def run_stages(
    inputs: Inputs | None,
    *,
    out: str | Path,
    model: str,
    entities: str,
    stages: str | None,
    workers: int,
    limit: int | None,
    force: bool,
    progress: ProgressCallback | None,
    settings: Settings | None,
) -> RunResult:
    """Do what `pipeline.run.run` says."""
    started = time.perf_counter()
    chosen = parse_stages(stages)
    _check_numbers(workers, limit)
    files = _find_files(inputs, chosen, Path(out))
    if chosen.loads:
        _make_folder(Path(out))
    loaded = load_model(model, entities=entities) if chosen.by_document else None
    settings = settings or Settings()
    quotes = describe_model(settings.quotes.model) if "quotes" in chosen.names else None
    own = _read_identifiers(settings) if chosen.links else None
    recipe = Recipe(chosen.names, settings, limit, loaded, quotes)
    listed = list_inputs(files) if files is not None else None
    last = read_manifest(Path(out))
    if not force and is_current(last, Path(out), recipe, listed):
        return report(Path(out), chosen, loaded, started, skipped=True)
    work = _Run(Path(out), recipe, progress or _ignore)
    work.read(chosen, inputs)
    work.work_on_chunks(chosen, model, entities, workers)
    work.write(chosen)
    if chosen.links:
        work.link(own)
    result = report(work.out, chosen, loaded, started, failed=work.failed, times=work.times())
    write_manifest(result, recipe, workers=workers, inputs=listed, last=last)
    return result


class _Run:
    """The tables of a run on their way through the stages, and the time they take."""

    def __init__(self, out: Path, recipe: Recipe, progress: ProgressCallback) -> None:
        self.out = out
        self.recipe = recipe
        self.progress = progress
        self.tables: dict[str, tables.Table] = {}
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.failed = 0

    @property
    def words(self) -> int:
        """Number of words in the documents."""
        return int(pc.sum(self.tables["documents"]["n_words"]).as_py() or 0)

    def times(self) -> dict[str, StageTime]:
        """Time and words of each stage that ran."""
        return {stage: StageTime(round(s, 3), self.words) for stage, s in self.seconds.items()}

    def read(self, chosen: StageRange, inputs: Inputs | None) -> None:
        """Load the inputs, or read the tables that earlier stages made."""
        if chosen.loads and inputs is not None:
            self.tables.update(self._load(inputs)._asdict())
        for name in chosen.reads:
            self.tables[name] = tables.read_table(self.out, name)

    def _load(self, inputs: Inputs) -> Loaded:
        documents: list[dict[str, Any]] = []
        rejects: list[dict[str, Any]] = []
        words = 0
        started = time.perf_counter()
        items = iter_documents(inputs, settings=self.recipe.settings.load, limit=self.recipe.limit)
        for item in items:
            if isinstance(item, Rejection):
                columns = ("source", "reason", "detail", "bytes")
                rejects.append({column: getattr(item, column) for column in columns})
                continue
            documents.append(item)
            words += item["n_words"]
            done, seconds = len(documents), time.perf_counter() - started
            self.progress(Progress("load", done, None, done, words, seconds))
        loaded = Loaded(
            tables.from_rows("documents", documents), tables.from_rows("rejects", rejects)
        )
        done, seconds = len(documents), time.perf_counter() - started
        self.progress(Progress("load", done, done, done, words, seconds))
        self.seconds["load"] = seconds
        return loaded

    def work_on_chunks(self, chosen: StageRange, model: str, entities: str, workers: int) -> None:
        """Send the documents through the stages that work on each for itself."""
        stages = chosen.by_document
        if not stages or self.recipe.model is None:
            return
        given = {name: table for name, table in self.tables.items() if name != "rejects"}
        chunks = cut_into_chunks(given)
        number = -(-self.tables["documents"].num_rows // CHUNK_SIZE)
        settings = self.recipe.settings
        if min(workers, number) > 1:
            results = run_in_processes(
                chunks,
                stages=stages,
                model=model,
                entities=entities,
                settings=settings,
                workers=min(workers, number),
            )
        else:
            results = run_here(chunks, stages=stages, model=self.recipe.model, settings=settings)
        self._gather(stages, results)

    def _gather(self, stages: tuple[str, ...], results: Iterable[ChunkResult]) -> None:
        made: dict[str, list[tables.Table]] = {MAKES[stage][0]: [] for stage in stages}
        failures: list[Failure] = []
        rows: dict[str, int] = dict.fromkeys(stages, 0)
        words = list(accumulate(map(int, self.tables["documents"]["n_words"].to_numpy())))
        for result in results:
            failures += result.failures
            done = min((result.number + 1) * CHUNK_SIZE, len(words))
            for stage in stages:
                table = result.tables[MAKES[stage][0]]
                made[MAKES[stage][0]].append(table)
                self.seconds[stage] += result.seconds[stage]
                rows[stage] += table.num_rows
                told = (done, len(words), rows[stage], words[done - 1], self.seconds[stage])
                self.progress(Progress(stage, *told))
        self.tables |= {name: tables.concat(name, parts) for name, parts in made.items()}
        if failures:
            self.failed = len(failures)
            self.tables.setdefault("rejects", _rejects(self.out))
            self.tables = reject(self.tables, failures)

    def write(self, chosen: StageRange) -> None:
        """Write what the stages made; where documents failed, all that had rows of them."""
        (self.out / MANIFEST).unlink(missing_ok=True)
        made = [name for stage in chosen.names if stage != "tables" for name in MAKES[stage]]
        self._write(name for name in self.tables if name in made or self.failed)

    def link(self, own: OwnIdentifiers | None) -> None:
        """Make the tables of the corpus, and write them with those whose entities they link."""
        started = time.perf_counter()
        total = self.tables["documents"].num_rows
        self.progress(Progress("tables", 0, total, 0, 0, 0.0))
        given = {name: self.tables[name] for name in ("documents", *LINKED)}
        self.tables |= build_tables(**given, identifiers=own).by_name()
        seconds = self.seconds["tables"] = time.perf_counter() - started
        rows = self.tables["who_said_what"].num_rows
        self.progress(Progress("tables", total, total, rows, self.words, seconds))
        self._write(MAKES["tables"])

    def _write(self, names: Iterable[str]) -> None:
        for name in names:
            try:
                tables.write_table(self.out, name, self.tables[name])
            except OSError as error:
                raise PipelineError(
                    f"table {name} cannot be written to {self.out}: {error.strerror}"
                ) from error


def _read_identifiers(settings: Settings) -> OwnIdentifiers | None:
    path = settings.tables.identifiers
    return read_identifiers(Path(path)) if path else None


def _ignore(progress: Progress) -> None:
    """Report nothing."""


def _check_numbers(workers: int, limit: int | None) -> None:
    if workers < 1:
        raise SettingsError(f"workers is {workers}; give a number of at least 1")
    if limit is not None and limit < 1:
        raise SettingsError(f"limit is {limit}; give a number of at least 1, or leave it out")


def _find_files(inputs: Inputs | None, chosen: StageRange, out: Path) -> list[InputFile] | None:
    """The files to load; None where the run begins with tables."""
    if not chosen.loads:
        return None
    if inputs is None:
        raise InputError("no input given; give a file, a folder, a glob, or - for standard input")
    files = find_inputs(inputs)
    for file in files:
        if file.path is not None and _is_result(file.path, out.absolute()):
            raise InputError(
                f"{file.path} is a result of an earlier run and stands among the inputs; "
                "give an output folder outside of them"
            )
    return files


def _is_result(path: Path, out: Path) -> bool:
    names = {MANIFEST, *(f"{name}.parquet" for name in tables.TABLES)}
    return path.is_relative_to(out) and path.relative_to(out).parts[0] in names


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: cannot be made a folder: {error.strerror}") from error


def _rejects(out: Path) -> tables.Table:
    present = (out / "rejects.parquet").exists()
    return tables.read_table(out, "rejects") if present else tables.empty("rejects")
