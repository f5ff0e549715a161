"""The commands that look and change nothing: validate, status, show, models."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from pipeline.cli.console import output_console, print_json
from pipeline.cli.heads import head_of
from pipeline.errors import InputError
from pipeline.tables import TABLES
from pipeline.tables.parquet import count_rows, part_names, read_part

__all__ = ["models", "show", "show_status", "validate_folder"]

PROBLEMS = 1

_CORPUS_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage == "tables")

Folder = Annotated[str, typer.Argument(metavar="DIR", help="Folder or URL of the tables.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def validate_folder(folder: Folder, json: Json = False) -> None:
    """Check the tables of a finished run: columns, keys, references, and every offset.

    The exit code is 1 if anything is wrong.
    """
    from pipeline.run.validate import validate

    problems = validate(_existing(folder))
    if json:
        print_json({"folder": str(folder), "problems": [asdict(problem) for problem in problems]})
    elif problems:
        for problem in problems:
            typer.echo(f"{problem.table}: {problem.check}: {problem.detail}")
        typer.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in {folder}")
    else:
        typer.echo(f"{folder}: {len(TABLES)} tables, no problems")
    if problems:
        raise typer.Exit(PROBLEMS)


def show(
    folder: Folder,
    table: Annotated[
        str | None,
        typer.Argument(
            metavar="[TABLE]", help="Name of a table.", show_default="those of the corpus"
        ),
    ] = None,
    rows: Annotated[int, typer.Option("--rows", "-n", min=1, help="Number of rows.")] = 10,
) -> None:
    """Print the first rows of the tables."""
    path = _existing(folder)
    console = output_console()
    for name in [table] if table else _CORPUS_TABLES:
        head = read_part(path, name, part_names(path, name)[0])
        console.print(head_of(name, head, rows=rows, of=count_rows(path, name)))


def show_status(folder: Folder, json: Json = False) -> None:
    """Tell what of a run is done, stale or missing, were it started again now."""
    from pipeline.run.status import status

    _existing(folder)
    states = status(folder)
    if json:
        print_json({"folder": folder, "stages": [asdict(state) for state in states]})
        return
    listed = Table("stage", "state", "done", "", box=None, pad_edge=False)
    for state in states:
        of = "?" if state.total is None else f"{state.total:,}"
        listed.add_row(state.stage, state.state, f"{state.done:,} of {of}", state.detail)
    output_console().print(listed)


def models(json: Json = False) -> None:
    """List the models that are there, and say how to get en_core_web_sm."""
    from pipeline.language import available_models
    from pipeline.language.registry import (
        INSTALL_PREFERRED,
        PREFERRED,
        bundled_names,
        describe_names,
    )
    from pipeline.quotes import describe_model

    found = available_models()
    names, quotes = describe_names(bundled_names()), describe_model()
    if json:
        told = {"models": [asdict(model) for model in found], "install": INSTALL_PREFERRED}
        print_json(told | {"name_model": names, "quote_model": quotes})
        return
    console = output_console()
    listed = Table("model", "version", "where", "", box=None, pad_edge=False)
    for model in found:
        where = "bundled" if model.bundled else "installed"
        listed.add_row(
            model.name, model.version, where, "taken by auto" if model.is_default else ""
        )
    # Without a version it is no model: what a pipeline has, or rules, stand in for it.
    where = "bundled" if names["version"] else "in the pipeline"
    listed.add_row(names["name"], names["version"], where, "finds names")
    where = "bundled" if quotes["version"] else "in the code"
    listed.add_row(quotes["name"], quotes["version"], where, "finds quotes")
    console.print(listed)
    if not found:
        console.print("No language model is there.")
    if PREFERRED not in {model.name for model in found}:
        console.print(f"To get {PREFERRED}: {INSTALL_PREFERRED}", soft_wrap=True)


def _existing(folder: str) -> Path:
    """The folder, if it is there."""
    from pipeline.run.store import open_folder

    path = open_folder(folder)
    if not path.is_dir():
        raise InputError(f"{folder}: no such folder; make it with `pipeline run INPUT --out DIR`")
    return path
