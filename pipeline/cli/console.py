"""Where messages go: results to standard output, all else to standard error."""

import json
import logging
import os
from collections.abc import Mapping
from typing import Any

import typer
from rich.console import Console

__all__ = ["error_console", "output_console", "print_error", "print_json", "report_warnings"]

# Width of tables in files and pipes, which have none of their own.
_WIDTH = 150


def output_console() -> Console:
    """The console of the results."""
    plain = Console(highlight=False)
    if plain.is_terminal or "COLUMNS" in os.environ:
        return plain
    return Console(highlight=False, width=_WIDTH)


def error_console() -> Console:
    """The console of progress, warnings and errors."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def print_error(message: str) -> None:
    """Print an error in a line on standard error."""
    typer.echo(f"error: {' '.join(message.split())}", err=True)


def print_json(value: Mapping[str, Any]) -> None:
    """Print an object as JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


class _Lines(logging.Handler):
    """Prints each message in a line, above the progress bars where there are any."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Print a message."""
        line = f"{record.levelname.lower()}: {' '.join(record.getMessage().split())}"
        self.console.print(line, markup=False)


def report_warnings(console: Console, *, quiet: bool) -> None:
    """Have the warnings of the package printed; only its errors where it shall be quiet."""
    logger = logging.getLogger("pipeline")
    for handler in [h for h in logger.handlers if isinstance(h, _Lines)]:
        logger.removeHandler(handler)
    logger.addHandler(_Lines(console))
    logger.setLevel(logging.ERROR if quiet else logging.WARNING)
    logger.propagate = False
