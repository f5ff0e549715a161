"""How far the last run into a folder is: what is done, what is stale, what is missing."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.run.loading import LOADED, describe_inputs, file_key
from pipeline.run.manifest import MANIFEST, is_current, read_note
from pipeline.run.order import MAKES
from pipeline.run.plan import OF_LOADED, WORK, Plan, Request, make_plan
from pipeline.run.runner import REQUEST, cut_files
from pipeline.run.settings import Settings
from pipeline.run.store import Store, open_folder
from pipeline.run.work import GIVEN

__all__ = ["StageState", "status"]


@dataclass(frozen=True, slots=True)
class StageState:
    """How far a stage is.

    Attributes:
        stage: Its name.
        state: "done"; "missing" where work is left; "stale" where there are results that settings,
            model, code or inputs of today would not give.
        done: Number of what is done: files for load, partitions for the others, tables for tables.
        total: Number of what there is; None where that is not known before the inputs are read.
        detail: What changed, in words.
    """

    stage: str
    state: str
    done: int
    total: int | None
    detail: str


def status(out: str | Path) -> list[StageState]:
    """Tell how far the last run into a folder is, were it started again now.

    Nothing is read but names, states and sizes of files.

    Args:
        out: Folder or URL of the tables.

    Raises:
        InputError: No run was started in the folder, or its inputs are gone.
    """
    folder = open_folder(out)
    store = Store(folder / WORK / OF_LOADED)
    asked = store.read_json(REQUEST)
    if asked is None or asked.get("inputs") is None:
        raise InputError(f"{folder}: no run of files or folders was started here")
    plan = make_plan(
        Request(
            inputs=asked["inputs"],
            out=out,
            model=asked["model"],
            entities=asked["entities"],
            stages=asked["stages"],
            workers=1,
            limit=asked["limit"],
            force=False,
            engine="inline",
            address=None,
            settings=Settings.from_mapping(asked["settings"]),
        )
    )
    load = _load_state(plan, store)
    partitions = store.names(GIVEN, "documents")
    # What is not read yet will make more partitions, how many is not known.
    total = len(partitions) if load.state == "done" else None
    stages = [
        _stage_state(plan, store, stage, partitions, total) for stage in plan.chosen.by_document
    ]
    return [load, *stages, _table_state(plan, [load, *stages])]


def _load_state(plan: Plan, store: Store) -> StageState:
    files = cut_files(plan, store)
    wanted = {file_key(file): file.source for file in files}
    key = plan.recipe.keys["load"]
    there: dict[str, str] = {}
    for name in store.names(LOADED, key):
        there |= {f["key"]: f["path"] for f in describe_inputs(store.path(LOADED, key, name))}
    read = wanted.keys() & there.keys()
    new = {path for file, path in wanted.items() if file not in there}
    gone = {path for file, path in there.items() if file not in wanted}
    counts = {"changed": len(new & gone), "new": len(new - gone), "removed": len(gone - new)}
    detail = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    if not there and _other_keys(store, LOADED, key):
        return StageState("load", "stale", 0, len(wanted), "settings or code have changed")
    state = "done" if len(read) == len(wanted) else "missing"
    state = "stale" if gone and there else state
    return StageState("load", state, len(read), len(wanted), detail)


def _stage_state(
    plan: Plan, store: Store, stage: str, partitions: set[str], total: int | None
) -> StageState:
    table, key = MAKES[stage][0], plan.recipe.keys[stage]
    done = len(store.names(table, key) & partitions)
    if done == len(partitions) and total is not None:
        return StageState(stage, "done", done, total, "")
    if not done and _other_keys(store, table, key):
        return StageState(stage, "stale", done, total, "settings, model or code have changed")
    return StageState(stage, "missing", done, total, "")


def _other_keys(store: Store, kind: str, key: str) -> bool:
    folder = store.root / kind
    return folder.is_dir() and any(path.name != key for path in folder.iterdir())


def _table_state(plan: Plan, stages: list[StageState]) -> StageState:
    names = [name for stage in plan.chosen.names for name in MAKES[stage]]
    names = list(dict.fromkeys(names))
    done = sum((plan.out / f"{name}.parquet").exists() for name in names)
    manifest = read_note(plan.out / MANIFEST)
    if manifest is None:
        return StageState("tables", "missing", 0, len(names), "the run is not finished")
    if is_current(manifest, plan.out, plan.recipe, plan.state):
        return StageState("tables", "done", done, len(names), "")
    states = Counter(stage.state for stage in stages)
    detail = "" if states.total() > states["done"] else "a table has been changed since"
    return StageState("tables", "stale", done, len(names), detail)
