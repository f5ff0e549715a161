"""The command line that the training recipes share."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def parse(
    arguments: Sequence[str] | None,
    *,
    recipe: str,
    description: str,
    data: str,
    steps: str,
    stages: tuple[str, ...],
    work: Path,
    out: Path,
) -> dict[str, Any]:
    """What a command line asks for, by the names of a recipe's settings.

    Args:
        arguments: of the command, None for those of the process.
        recipe: the module that is run.
        description: what it does.
        data: what has to be in the folder of data.
        steps: what a number of steps bounds.
        stages: of the recipe, in order.
        work: the folder for what is made on the way, unless another is named.
        out: the folder of the model, unless another is named.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {recipe}", description=description)
    parser.add_argument("--data", type=Path, help=data)
    parser.add_argument("--work", type=Path, help=f"folder for what is made on the way ({work})")
    parser.add_argument("--out", type=Path, help=f"folder of the model ({out})")
    parser.add_argument("--steps", type=int, help=steps)
    parser.add_argument("--tiny", action="store_true", help="train on a few invented documents")
    parser.add_argument(
        "--stage", choices=stages, action="append", help="do this stage only, again (repeatable)"
    )
    parser.add_argument("--force", action="store_true", help="do again what is finished")
    given = parser.parse_args(arguments)
    if given.tiny and given.data:
        parser.error("--tiny has documents of its own, it takes no --data")
    folder = given.work or (work / "tiny" if given.tiny else work)
    return {
        "data": given.data,
        "work": folder,
        "out": given.out or (folder / "model" if given.tiny else out),
        "steps": given.steps,
        "tiny": given.tiny,
        "stages": tuple(s for s in stages if s in given.stage) if given.stage else stages,
        "force": given.force or bool(given.stage),
    }
