"""Write the description of the tables to a file: ``python -m pipeline.tables docs/tables.md``."""

import argparse
from pathlib import Path

from pipeline.tables.markdown import describe


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.tables", description=__doc__)
    parser.add_argument("path", type=Path, help="file to write, in Markdown")
    path: Path = parser.parse_args().path
    path.write_text(describe(), encoding="utf-8")


if __name__ == "__main__":
    main()
