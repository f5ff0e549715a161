"""The application: its commands, and what becomes of errors.

Exit codes: 0 all is well, 1 no article could be read or a check found problems, 2 the command or
its input is wrong, 130 interrupted.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import pipeline
from pipeline.cli import inspection, running
from pipeline.cli.console import print_error
from pipeline.errors import PipelineError

__all__ = ["app"]

USAGE_ERROR = 2
INTERRUPTED = 130


class _Commands(TyperGroup):
    """A group of commands that reports the errors of this package in a line."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except PipelineError as error:
            print_error(str(error))
            raise typer.Exit(USAGE_ERROR) from error
        except KeyboardInterrupt:
            print_error("interrupted; the same command goes on from here")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pipeline {pipeline.__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """From a folder of news to linked tables: people, countries, organizations, who said what.

    `pipeline run` does everything. The stages are commands as well: each reads the tables that the
    ones before it left in a folder, and adds its own, so that a table can be changed by hand
    between two of them.
    """


app.command("run")(running.run_all)
app.command("load")(running.load)
app.command("sentences")(running.sentences)
app.command("ner")(running.ner)
app.command("quotes")(running.quotes)
app.command("relations")(running.relations)
app.command("tables")(running.tables)
app.command("validate")(inspection.validate_folder)
app.command("status")(inspection.show_status)
app.command("show")(inspection.show)
app.command("models")(inspection.models)
