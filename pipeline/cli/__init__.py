"""The command line: it parses, shows progress and reports; `pipeline.run` does the work."""

from pipeline.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line, and end the process with its exit code."""
    app(prog_name="pipeline")
