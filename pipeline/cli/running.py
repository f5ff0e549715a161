"""The commands that run stages: all of them, or one."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from pipeline.cli.console import error_console, output_console, print_json, report_warnings
from pipeline.cli.progress import ProgressBars
from pipeline.run import RunResult, run

if TYPE_CHECKING:
    from pipeline.run.settings import Settings

__all__ = ["load", "ner", "quotes", "relations", "run_all", "sentences", "tables"]

NOTHING_READ = 1

_INPUT = "Files, folders or globs of articles (.txt .md .html .json .jsonl .csv .tsv .parquet, "
_INPUT += "also .gz), or - for standard input."

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUT)]
InputsIfAny = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT...", help=_INPUT + " Not needed with later --stages."),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables and manifest.json.")]
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of the tables that are read and written.")
]
Model = Annotated[
    str,
    typer.Option(
        help="Name or path of a spaCy English pipeline; auto takes en_core_web_sm where it is "
        "installed, and else the bundled en_newsroom."
    ),
]
Entities = Annotated[
    str,
    typer.Option(
        metavar="learned|base",
        help="Who finds names: the trained recogniser, in the place of the pipeline's own, or the "
        "pipeline's own.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1, show_default="one for each core", help="Number of processes; they share the work."
    ),
]
Limit = Annotated[
    int | None, typer.Option(min=1, help="Stop after so many articles.", show_default="all")
]
Config = Annotated[
    Path | None, typer.Option(help="TOML file with settings of the stages.", show_default="none")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def run_all(
    inputs: InputsIfAny = None,
    out: Out = Path("data/processed"),
    model: Model = "auto",
    entities: Entities = "learned",
    stages: Annotated[
        str | None,
        typer.Option(
            metavar="FROM:TO",
            show_default="all",
            help="Stages to run, of load, sentences, ner, quotes, relations and tables. The tables "
            "of those before are read from --out.",
        ),
    ] = None,
    workers: Workers = None,
    limit: Limit = None,
    config: Config = None,
    force: Annotated[bool, typer.Option(help="Run even if nothing has changed.")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Turn articles into linked tables: all stages from reading to who said what.

    A second run with the same articles, settings, model and code does nothing. What cannot be read
    is listed in the table rejects; the exit code is 1 if nothing could be read at all.
    """
    _run(
        inputs or None,
        out,
        quiet=quiet,
        json=json,
        config=config,
        model=model,
        entities=entities,
        stages=stages,
        workers=workers,
        limit=limit,
        force=force,
    )


def load(
    inputs: Inputs,
    out: Out = Path("data/processed"),
    limit: Limit = None,
    config: Config = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Stage 1: read articles into the tables documents and rejects."""
    _run(inputs, out, quiet=quiet, json=json, config=config, stages="load", limit=limit, force=True)


def sentences(
    folder: Folder,
    model: Model = "auto",
    entities: Entities = "learned",
    workers: Workers = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Stage 2: split documents into the table sentences."""
    _run_stage("sentences", folder, model, entities, workers, None, quiet, json)


def ner(
    folder: Folder,
    model: Model = "auto",
    entities: Entities = "learned",
    workers: Workers = None,
    config: Config = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Stage 3: find people, countries, organizations and other names: the table mentions."""
    _run_stage("ner", folder, model, entities, workers, config, quiet, json)


def quotes(
    folder: Folder,
    model: Model = "auto",
    entities: Entities = "learned",
    workers: Workers = None,
    config: Config = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Stage 4: find what was said, and by whom: the table quotes."""
    _run_stage("quotes", folder, model, entities, workers, config, quiet, json)


def relations(
    folder: Folder,
    model: Model = "auto",
    entities: Entities = "learned",
    workers: Workers = None,
    config: Config = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Stage 5: find roles, affiliations and events between actors: the table relations."""
    _run_stage("relations", folder, model, entities, workers, config, quiet, json)


def tables(folder: Folder, config: Config = None, quiet: Quiet = False, json: Json = False) -> None:
    """Stage 6: link entities over all documents, and make the tables of the corpus.

    Makes people, countries, organizations and who_said_what, and writes the linked ids and names
    into mentions, quotes and relations.
    """
    _run(None, folder, quiet=quiet, json=json, config=config, stages="tables", force=True)


def _run_stage(
    stage: str,
    folder: Path,
    model: str,
    entities: str,
    workers: int | None,
    config: Path | None,
    quiet: bool,
    json: bool,
) -> None:
    _run(
        None,
        folder,
        quiet=quiet,
        json=json,
        config=config,
        stages=stage,
        model=model,
        entities=entities,
        workers=workers,
        force=True,
    )


def _run(
    inputs: list[str] | None,
    out: Path,
    *,
    quiet: bool,
    json: bool,
    config: Path | None,
    workers: int | None = None,
    **options: Any,
) -> None:
    console = error_console()
    report_warnings(console, quiet=quiet or json)
    bars = ProgressBars(console, quiet=quiet or json)
    with bars.drawn():
        result = run(
            inputs,
            out=out,
            workers=workers or os.cpu_count() or 1,
            progress=bars,
            settings=_settings(config),
            **options,
        )
    if json:
        print_json(_as_json(result))
    elif not quiet:
        _print_result(result)
    if not result.counts.get("documents"):
        raise typer.Exit(NOTHING_READ)


def _settings(config: Path | None) -> "Settings | None":
    if config is None:
        return None
    # As in pipeline.run: the stages load spaCy, which help and usage errors need not wait for.
    from pipeline.run.settings import Settings

    return Settings.from_toml(config)


def _print_result(result: RunResult) -> None:
    console = output_console()
    if result.skipped:
        console.print(
            f"Nothing has changed since the last run into {result.out}: nothing to do "
            "(--force runs it nevertheless).",
            markup=False,
            soft_wrap=True,
        )
        return
    if result.model:
        console.print(f"Language model: {result.model}", markup=False)
    figures = Table.grid(padding=(0, 2))
    figures.add_column()
    figures.add_column(justify="right")
    for label, value in result.summary.items():
        figures.add_row(label, f"{value:,}")
    console.print(figures)
    if result.failed:
        told = "1 document" if result.failed == 1 else f"{result.failed:,} documents"
        console.print(f"{told} failed; see the table rejects")
    console.print(f"Tables are in {result.out}", markup=False, soft_wrap=True)


def _as_json(result: RunResult) -> dict[str, Any]:
    return {
        "out": str(result.out),
        "skipped": result.skipped,
        "model": result.model,
        "stages": list(result.stages),
        "counts": dict(result.counts),
        "quotes_with_speaker": result.resolved,
        "failed": result.failed,
        "words": result.words,
        "seconds": round(result.seconds, 3),
        "words_per_second": result.summary["words per second"],
        "times": {
            stage: {"seconds": time.seconds, "words_per_second": time.words_per_second}
            for stage, time in result.times.items()
        },
    }
