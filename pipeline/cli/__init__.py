"""The command line: it parses, shows progress and reports; `pipeline.run` does the work."""

import signal
from types import FrameType

from pipeline.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line, and end the process with its exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    app(prog_name="pipeline")


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Have a request to end treated as Ctrl-C is: the workers are ended, nothing is left half."""
    raise KeyboardInterrupt
