"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "Address",
    "AnyLanguage",
    "Columns",
    "Config",
    "Dedup",
    "EngineName",
    "Entities",
    "Folder",
    "Inputs",
    "InputsIfAny",
    "Json",
    "Limit",
    "Model",
    "Out",
    "Quiet",
    "Workers",
]

_INPUT = (
    "Files, folders, globs or URLs of articles (text, Markdown, HTML, JSON, CSV, parquet, WARC, "
    "RSS, NewsML, mail, PDF, DOCX; archives of these, compressed or not), or - for standard input."
)

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUT)]
InputsIfAny = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT...", help=_INPUT + " Not needed with later --stages."),
]
Out = Annotated[
    str, typer.Option("--out", "-o", help="Folder or URL for the tables and manifest.json.")
]
Folder = Annotated[
    str, typer.Argument(metavar="DIR", help="Folder of the tables that are read and written.")
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
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=NAME,...",
        show_default="recognised",
        help="What columns or keys are called: text=body,date=pubDate,title=headline.main.",
    ),
]
Dedup = Annotated[
    bool,
    typer.Option("--dedup/--no-dedup", help="Whether texts that are nearly the same count once."),
]
AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Keep texts that are not in English.")
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="processes|inline|ray",
        help="Where to work: processes of this machine, this process, or a Ray cluster.",
    ),
]
Address = Annotated[
    str | None,
    typer.Option(help="Address of the Ray cluster, or auto.", show_default="one on this machine"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]
