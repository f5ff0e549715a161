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
    engine: str | None = None,
    address: str | None = None,
    progress: ProgressCallback | None = None,
    settings: "Settings | None" = None,
) -> RunResult:
    """Turn articles into linked tables.

    The tables do not depend on the engine, on the number of workers, or on what earlier runs left:
    what a run into the same folder has made, finished or not, is not made again where inputs,
    settings, model and code of its stage are the same. A document that a stage cannot work on
    becomes a row of `rejects`: "failed", "timeout" or "crashed".

    Args:
        inputs: A path, a glob, a URL, "-" for standard input, an open binary stream, or several
            paths, globs and URLs. Not needed where the first stage reads tables.
        out: Folder or URL of the tables, each ``NAME.parquet``, a file or a folder of parts.
        model: Name or path of a spaCy English pipeline; "auto" takes en_core_web_sm where it is
            installed, and else the one that comes with this package.
        entities: Who finds names: the "learned" recogniser, or the pipeline's own as "base".
        stages: Range of stages such as "quotes:tables"; None runs all. Those before the first must
            have left their tables in `out`.
        workers: Number of processes. With more than one, a script must call this under
            ``if __name__ == "__main__":``.
        limit: Stop loading after so many documents.
        force: Run even if nothing has changed.
        engine: "inline" is this process, the default for one worker; "processes", the default for
            more, survive documents that kill the one which works on them; "ray" is a cluster.
        address: Of the Ray cluster; None starts one on this machine.
        progress: Called with a `Progress` as the stages advance.
        settings: Settings of the stages.

    Returns:
        What was made, with counts and times.

    Raises:
        InputError: The inputs do not exist, or the folder cannot be made.
        ModelError: The language model is missing, or does not fit.
        SettingsError: A stage is unknown, or a number out of range.
        TableError: A table that a stage needs is missing, or breaks its contract.
        MissingExtraError: The engine or a URL needs packages that are not installed.
        PipelineError: A table cannot be written, or no worker process can be started.
    """
    # The stages load spaCy, which takes a second that `import pipeline` need not take.
    from pipeline.run.plan import Request
    from pipeline.run.runner import run_stages
    from pipeline.run.settings import Settings

    where = engine or ("inline" if workers == 1 else "processes"), address
    asked = (inputs, out, model, entities, stages, workers, limit, force, *where)
    return run_stages(Request(*asked, settings or Settings()), progress)
