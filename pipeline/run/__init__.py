"""Runs of the whole pipeline: the order of the stages, and the checks of what they made."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.run.result import Progress, ProgressCallback, RunResult, StageTime

if TYPE_CHECKING:
    from pipeline.load.inputs import Inputs
    from pipeline.run.settings import Settings

__all__ = ["Progress", "ProgressCallback", "RunResult", "StageTime", "run"]


def run(
    inputs: "Inputs | None" = None,
    *,
    out: str | Path,
    model: str = "auto",
    entities: str = "learned",
    stages: str | None = None,
    workers: int = 1,
    limit: int | None = None,
    force: bool = False,
    progress: ProgressCallback | None = None,
    settings: "Settings | None" = None,
) -> RunResult:
    """Turn articles into linked tables.

    The tables do not depend on the number of workers. A document that a stage cannot work on
    becomes a row of `rejects` with the reason "failed". If nothing has changed since the last run
    into the same folder (inputs, settings, model, code), nothing is done.

    Args:
        inputs: A path, a glob, "-" for standard input, an open binary stream, or several paths and
            globs. Not needed where the first stage reads tables.
        out: Folder of the tables, one parquet file each, and of ``manifest.json``.
        model: Name or path of a spaCy English pipeline; "auto" takes en_core_web_sm where it is
            installed, and else the one that comes with this package.
        entities: Who finds names: the "learned" recogniser, or the pipeline's own as "base".
        stages: Range of stages such as "quotes:tables", of load, sentences, ner, quotes, relations
            and tables; None runs all. Those before the first must have left their tables in `out`.
        workers: Number of processes. With more than one, a script must call this function under
            ``if __name__ == "__main__":``.
        limit: Stop loading after so many documents.
        force: Run even if nothing has changed.
        progress: Called with a `Progress` as the stages advance.
        settings: Settings of the stages.

    Returns:
        What was made, with counts and times.

    Raises:
        InputError: The inputs do not exist, or the folder cannot be made.
        ModelError: The language model is missing, or does not fit.
        SettingsError: A stage is unknown, or a number out of range.
        TableError: A table that a stage needs is missing, or breaks its contract.
        PipelineError: A table cannot be written, or a worker process died.
    """
    # The stages load spaCy, which takes a second that `import pipeline` need not take.
    from pipeline.run.runner import run_stages

    return run_stages(
        inputs,
        out=out,
        model=model,
        entities=entities,
        stages=stages,
        workers=workers,
        limit=limit,
        force=force,
        progress=progress,
        settings=settings,
    )
