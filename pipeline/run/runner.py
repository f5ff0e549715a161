"""A run: what is missing is made, and the tables are written and put in their place."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, PipelineError
from pipeline.load.inputs import InputFile
from pipeline.load.pieces import cut_file
from pipeline.run.catalogue import Catalogue
from pipeline.run.engines import Engine, engine_for
from pipeline.run.given import GivenCorpus
from pipeline.run.loading import LOADED, cut_inputs, describe_inputs
from pipeline.run.manifest import MANIFEST, describe_run, is_current, read_note
from pipeline.run.order import MAKES
from pipeline.run.partitions import LoadedCorpus, Piece, find_pieces
from pipeline.run.plan import Plan, Request, describe_plan, make_plan
from pipeline.run.publish import PublishTask, gather_tables, link_sheets
from pipeline.run.report import report
from pipeline.run.result import ProgressCallback, RunResult
from pipeline.run.rounds import Corpus, load_all, work_on_all
from pipeline.run.sheets import MAKING, Sheets, put_in_place, remove_folder
from pipeline.run.store import Store, is_local
from pipeline.run.tally import Tally
from pipeline.run.tasks import Done, Failure
from pipeline.run.work import FAILURES, GIVEN

__all__ = ["REQUEST", "cut_files", "run_stages"]

REQUEST = "request.json"
"""The note of what the run was asked for, beside its parts."""

_SCRATCH = "scratch"


def run_stages(request: Request, progress: ProgressCallback | None) -> RunResult:
    """Do what `pipeline.run.run` says."""
    started = time.perf_counter()
    plan = make_plan(request)
    if plan.files is not None:
        _make_folder(plan.out)
    last = read_note(plan.out / MANIFEST)
    model = plan.recipe.model
    if not request.force and is_current(last, plan.out, plan.recipe, plan.state):
        return report(plan.out, plan.chosen, model, started, skipped=True)
    run = _Run(plan, Tally(progress))
    with (
        engine_for(request.engine, workers=request.workers, address=request.address) as engine,
        _scratch(plan) as scratch,
    ):
        inputs = run.work(engine, scratch)
    times = run.tally.times()
    result = report(plan.out, plan.chosen, model, started, failed=run.failed, times=times)
    told = describe_run(
        result, plan.recipe, workers=request.workers, inputs=inputs, files=plan.state, last=last
    )
    Store(plan.out).write_json(MANIFEST, told)
    return result


class _Run:
    """A run on its way."""

    def __init__(self, plan: Plan, tally: Tally) -> None:
        self.plan = plan
        self.tally = tally
        self.store = plan.store
        self.failed = 0

    def work(self, engine: Engine, scratch: Path) -> list[dict[str, Any]] | None:
        """Do all that is missing, and put the tables in place.

        Returns:
            The files that were read; None where the run began with tables.
        """
        plan, settings = self.plan, self.plan.request.settings
        if plan.request.force:
            remove_folder(self.store.root)
        self.store.sweep()
        remove_folder(self.store.root / MAKING)
        self.store.write_json(REQUEST, describe_plan(plan))
        if plan.files is None:
            reads = tuple(dict.fromkeys(("documents", *plan.chosen.reads)))
            self._make_tables(engine, GivenCorpus(self.store, plan.out, reads, settings), scratch)
            remove_folder(self.store.root)
            return None
        pieces = self._load(engine)
        with Catalogue(scratch, memory=settings.run.memory) as catalogue:
            key = plan.recipe.keys["load"]
            corpus = LoadedCorpus(self.store, key, pieces, catalogue, settings)
            corpus.read(limit=plan.request.limit)
            partitions = self._make_tables(engine, corpus, scratch)
        inputs = self._inputs(pieces)
        self._tidy(pieces, partitions)
        return inputs

    def _load(self, engine: Engine) -> list[Piece]:
        """Read the files that were not read before; of all of them, tell where their rows are."""
        asked, key = self.plan.request, self.plan.recipe.keys["load"]
        size = asked.settings.run.file_bytes
        cut = cut_files(self.plan, self.store)
        _, known = find_pieces(self.store, key, cut)
        tasks = cut_inputs(cut, known, size=size, limit=asked.limit)
        self.tally.expect({"load": None})
        if asked.limit is None:
            load_all(engine, tasks, self.plan.context, on_done=self.tally.note)
        else:
            for task in tasks:
                load_all(engine, [task], self.plan.context, on_done=self.tally.note)
                if self.tally.documents["load"] >= asked.limit:
                    break
        self.tally.finish("load")
        return find_pieces(self.store, key, cut)[0]

    def _make_tables(self, engine: Engine, corpus: Corpus, scratch: Path) -> set[str]:
        """Run the stages, and write the tables.

        Returns:
            The partitions that have documents of the corpus.
        """
        plan, tally = self.plan, self.tally
        partitions, failures = work_on_all(
            engine, corpus, plan.context, plan.by_document, tally=tally
        )
        self.failed = len(failures)
        started = time.perf_counter()
        sheets = Sheets(self.store)
        corpus.write_sheets(sheets, failures)
        if plan.chosen.links:
            tally.expect({"tables": sum(partitions.values())})
            link_sheets(self.store, plan.context, range(sheets.number), scratch)
        names = self._publish(engine, range(sheets.number), failures)
        if plan.chosen.links:
            gather_tables(self.store, range(sheets.number), sheets, plan.own, scratch)
        (plan.out / MANIFEST).unlink(missing_ok=True)
        put_in_place(self.store, plan.out, names)
        remove_folder(self.store.root / MAKING)
        if plan.chosen.links:
            words = max((tally.words[stage] for stage in plan.by_document), default=0)
            documents = sum(partitions.values()) - tally.documents["tables"]
            seconds = {"tables": time.perf_counter() - started}
            tally.note(Done("tables", documents, words, {}, seconds))
        return set(partitions)

    def _publish(self, engine: Engine, sheets: range, failures: Mapping[str, Failure]) -> list[str]:
        """Write the tables of the sheets.

        Returns:
            The names of all tables that this run makes.
        """
        chosen, loads = self.plan.chosen, self.plan.files is not None
        made = [table for stage in chosen.by_document for table in MAKES[stage]]
        if failures and not loads:  # tables of earlier stages lose the rows of what failed
            made += [name for name in chosen.reads if name not in ("documents", *made)]
        tasks = (PublishTask(number, tuple(made), chosen.links) for number in sheets)
        for outcome in engine.map(tasks if made or chosen.links else (), self.plan.context):
            if not isinstance(outcome, Done):
                raise PipelineError(f"tables cannot be written: {outcome.why}; run again")
        names = {*made, *(MAKES["tables"] if chosen.links else ())}
        return sorted(names | ({"documents", "rejects"} if loads or failures else set()))

    def _inputs(self, pieces: list[Piece]) -> list[dict[str, Any]]:
        """What was read, for the manifest: path, size and hash of each file."""
        listed: dict[str, dict[str, Any]] = {}
        for piece in pieces:
            path = self.store.path(LOADED, self.plan.recipe.keys["load"], piece.name)
            for number, file in enumerate(describe_inputs(path)):
                first = file.get("sha256") or file["path"] not in listed
                if number in piece.files and first:
                    told = {name: file.get(name) for name in ("path", "bytes", "sha256")}
                    listed[file["path"]] = told
        return list(listed.values())

    def _tidy(self, pieces: list[Piece], partitions: set[str]) -> None:
        """Remove the parts that are of no use to the next run."""
        keys = self.plan.recipe.keys
        wanted = {(LOADED, keys["load"]): {piece.name for piece in pieces}}
        wanted[GIVEN, "documents"] = partitions
        for stage in self.plan.by_document:
            for table in (*MAKES[stage], FAILURES):
                wanted[table, keys[stage]] = partitions
        self.store.keep(wanted)


def cut_files(plan: Plan, store: Store) -> list[InputFile]:
    """The files of a run, large ones of lines in pieces."""
    size = plan.request.settings.run.file_bytes
    files = [_spooled(file, store) for file in plan.files or ()]
    return [piece for file in files for piece in cut_file(file, size=size)]


def _spooled(file: InputFile, store: Store) -> InputFile:
    """A stream as a file, which can be read by another process and again."""
    if file.stream is None:
        return file
    path = Path(str(store.root)) / "stdin"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as into:
        shutil.copyfileobj(file.stream, into)
    return InputFile(file.source, path=path)


@contextmanager
def _scratch(plan: Plan) -> Iterator[Path]:
    """A folder of this machine for databases."""
    if is_local(plan.out):
        folder = Path(str(plan.store.root)) / _SCRATCH
        remove_folder(folder)
    else:
        folder = Path(tempfile.mkdtemp(prefix="pipeline-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: cannot be made a folder: {error.strerror}") from error
