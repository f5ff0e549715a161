"""What a run is asked for, and what that comes to before anything is read."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from pipeline.corpus import OwnIdentifiers, read_identifiers
from pipeline.errors import InputError, SettingsError
from pipeline.language import identify_model
from pipeline.load.inputs import InputFile, Inputs, find_inputs
from pipeline.quotes import describe_model
from pipeline.run.keys import digest, stage_keys
from pipeline.run.loading import file_key
from pipeline.run.manifest import MANIFEST, Recipe
from pipeline.run.order import StageRange, parse_stages
from pipeline.run.settings import Settings
from pipeline.run.store import Store, is_local, open_folder
from pipeline.run.tasks import Context
from pipeline.tables import TABLES
from pipeline.tables.parquet import part_names

__all__ = ["OF_LOADED", "WORK", "Plan", "Request", "describe_plan", "make_plan"]

WORK = ".work"
"""The folder beside the tables in which a run keeps its parts."""

# Parts of runs that load are kept for the next one, those of runs that begin with tables are not.
OF_LOADED, _OF_TABLES = "corpus", "tables"


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for; see `pipeline.run.run`."""

    inputs: Inputs | None
    out: str | Path
    model: str
    entities: str
    stages: str | None
    workers: int
    limit: int | None
    force: bool
    engine: str
    address: str | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """What a request comes to.

    Attributes:
        request: The request.
        out: Folder of the tables.
        chosen: The stages.
        recipe: What decides what they make.
        files: What is read; None where the run begins with tables.
        own: The user's identifiers.
    """

    request: Request
    out: Path
    chosen: StageRange
    recipe: Recipe
    files: list[InputFile] | None
    own: OwnIdentifiers

    @property
    def store(self) -> Store:
        """Where the parts of the run lie."""
        return Store(self.out / WORK / (_OF_TABLES if self.files is None else OF_LOADED))

    @property
    def state(self) -> str | None:
        """A hash of the states of all files."""
        return None if self.files is None else digest(*map(file_key, self.files))

    @property
    def by_document(self) -> tuple[str, ...]:
        """The stages that work on each document for itself, with what the last one begins with."""
        return (*self.chosen.by_document, *(("facts",) if self.chosen.links else ()))

    @property
    def context(self) -> Context:
        """What the tasks have in common."""
        asked = self.request
        root, keys = str(self.store.root), self.recipe.keys
        return Context(root, asked.settings, asked.model, asked.entities, keys)


def make_plan(request: Request) -> Plan:
    """Check a request and find out what it comes to; only names and states of files are read.

    Raises:
        InputError: The inputs do not exist.
        ModelError: The language model is missing.
        SettingsError: A stage is unknown, or a number out of range.
        TableError: A table that the first stage needs is missing.
    """
    chosen = parse_stages(request.stages)
    _check_numbers(request)
    out = open_folder(request.out)
    settings = request.settings
    files = _find_files(request, chosen, out)
    for name in () if chosen.loads else dict.fromkeys(("documents", *chosen.reads)):
        part_names(out, name)
    model = quotes = None
    if chosen.by_document:
        model = identify_model(request.model, entities=request.entities)
    if "quotes" in chosen.names:
        quotes = describe_model(settings.quotes.model)
    own = OwnIdentifiers()
    if chosen.links and settings.tables.identifiers:
        own = read_identifiers(Path(settings.tables.identifiers))
    identifiers = digest(repr(own)) if chosen.links else None
    keys = stage_keys(settings, model, quotes, stages=_with_facts(chosen), identifiers=identifiers)
    recipe = Recipe(chosen.names, settings, request.limit, model, quotes, keys, identifiers)
    return Plan(request, out, chosen, recipe, files, own)


def _with_facts(chosen: StageRange) -> tuple[str, ...]:
    return (*chosen.names[:-1], "facts", "tables") if chosen.links else chosen.names


def _check_numbers(request: Request) -> None:
    if request.workers < 1:
        raise SettingsError(f"workers is {request.workers}; give a number of at least 1")
    if request.limit is not None and request.limit < 1:
        raise SettingsError(
            f"limit is {request.limit}; give a number of at least 1, or leave it out"
        )


def _find_files(request: Request, chosen: StageRange, out: Path) -> list[InputFile] | None:
    """The files to load; None where the run begins with tables."""
    if not chosen.loads:
        return None
    if request.inputs is None:
        raise InputError("no input given; give a file, a folder, a glob, or - for standard input")
    files = find_inputs(request.inputs)
    if is_local(out):
        own = out.absolute()
        for file in files:
            path = None if file.path is None else Path(str(file.path))
            if path is not None and is_local(cast(Path, file.path)) and _is_result(path, own):
                raise InputError(
                    f"{file.path} is a result of an earlier run and stands among the inputs; "
                    "give an output folder outside of them"
                )
    return files


def _is_result(path: Path, out: Path) -> bool:
    names = {MANIFEST, WORK, *(f"{name}.parquet" for name in TABLES)}
    return path.is_relative_to(out) and path.relative_to(out).parts[0] in names


def describe_plan(plan: Plan) -> dict[str, Any]:
    """What has to be known to ask for the same run again."""
    asked = plan.request
    inputs = asked.inputs
    specs: list[str] | None = None
    if isinstance(inputs, str | Path):
        specs = [_absolute(str(inputs))]
    elif isinstance(inputs, list | tuple):
        specs = [_absolute(str(spec)) for spec in inputs]
    told = {"inputs": specs, "model": asked.model, "entities": asked.entities}
    return told | {
        "stages": asked.stages,
        "limit": asked.limit,
        "settings": asdict(asked.settings),
    }


def _absolute(spec: str) -> str:
    return spec if "://" in spec or spec == "-" else str(Path(spec).absolute())
