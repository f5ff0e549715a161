"""The commands that run stages: all of them, or one."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from pipeline.cli.console import error_console, output_console, print_json, report_warnings
from pipeline.cli.options import (
    Address,
    AnyLanguage,
    Columns,
    Config,
    Dedup,
    EngineName,
    Entities,
    Folder,
    Inputs,
    InputsIfAny,
    Json,
    Limit,
    Model,
    Out,
    Quiet,
    Workers,
)
from pipeline.cli.progress import ProgressBars
from pipeline.run import RunResult, run

if TYPE_CHECKING:
    from pipeline.run.settings import Settings

__all__ = ["load", "ner", "quotes", "relations", "run_all", "sentences", "tables"]

NOTHING_READ = 1


def run_all(
    inputs: InputsIfAny = None,
    out: Out = "data/processed",
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
    engine: EngineName = "processes",
    address: Address = None,
    limit: Limit = None,
    columns: Columns = None,
    dedup: Dedup = True,
    any_language: AnyLanguage = False,
    config: Config = None,
    force: Annotated[bool, typer.Option(help="Make everything anew.")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Turn articles into linked tables: all stages from reading to who said what.

    A run that was stopped or killed goes on where it was; one with more articles works on these
    alone, and one in which nothing has changed does nothing. What cannot be read is listed in the
    table rejects; the exit code is 1 if nothing could be read at all.
    """
    _run(
        inputs or None,
        out,
        quiet=quiet,
        json=json,
        settings=_settings(config, columns, dedup, any_language),
        model=model,
        entities=entities,
        stages=stages,
        workers=workers,
        engine=engine,
        address=address,
        limit=limit,
        force=force,
    )


def load(
    inputs: Inputs,
    out: Out = "data/processed",
    workers: Workers = None,
    limit: Limit = None,
    columns: Columns = None,
    dedup: Dedup = True,
    any_language: AnyLanguage = False,
    config: Config = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Stage 1: read articles into the tables documents and rejects."""
    settings = _settings(config, columns, dedup, any_language)
    _run(
        inputs,
        out,
        quiet=quiet,
        json=json,
        settings=settings,
        stages="load",
        workers=workers,
        limit=limit,
    )


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
    settings = _settings(config)
    _run(None, folder, quiet=quiet, json=json, settings=settings, stages="tables", force=True)


def _run_stage(
    stage: str,
    folder: str,
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
        settings=_settings(config),
        stages=stage,
        model=model,
        entities=entities,
        workers=workers,
        force=True,
    )


def _run(
    inputs: list[str] | None,
    out: str,
    *,
    quiet: bool,
    json: bool,
    workers: int | None = None,
    engine: str = "processes",
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
            engine=engine,
            progress=bars,
            **options,
        )
    if json:
        print_json(_as_json(result))
    elif not quiet:
        _print_result(result)
    if not result.counts.get("documents"):
        raise typer.Exit(NOTHING_READ)


def _settings(
    config: Path | None,
    columns: str | None = None,
    dedup: bool = True,
    any_language: bool = False,
) -> "Settings":
    """The settings of a file, with what the options say in the place of what it says."""
    # As in pipeline.run: the stages load spaCy, which help and usage errors need not wait for.
    from pipeline.run.settings import Settings

    settings = Settings.from_toml(config) if config is not None else Settings()
    changed: dict[str, Any] = {}
    if columns:
        changed["columns"] = tuple(part.strip() for part in columns.split(",") if part.strip())
    if not dedup:
        changed["duplicates"] = False
    if any_language:
        changed["languages"] = ()
    return replace(settings, load=replace(settings.load, **changed)) if changed else settings


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
