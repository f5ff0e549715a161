"""Stages of a recipe: what is finished, with the same inputs and settings, is not done again."""

import hashlib
import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.errors import InputError, PipelineError

log = logging.getLogger(__name__)


def with_marker(stage: str, work: Path, key: str, do: Callable[[], None], *, force: bool) -> None:
    """Does a stage unless it is finished with the same inputs and settings.

    Args:
        stage: its name.
        work: the folder that keeps the marker.
        key: the fingerprint of inputs and settings.
        do: does the stage.
        force: do it even where it is finished.
    """
    marker = work / f"{stage}.finished"
    if not force and marker.is_file() and marker.read_text(encoding="utf8") == key:
        log.info("%s is finished", stage)
        return
    log.info("%s begins", stage)
    marker.unlink(missing_ok=True)
    do()
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(key, encoding="utf8")


def resumable(stage: str, work: Path, key: str, checkpoint: Path, do: Callable[[], None]) -> None:
    """Does a stage that goes on from its checkpoint, unless that is of other inputs or settings.

    Args:
        stage: its name.
        work: the folder that remembers what was begun.
        key: the fingerprint of inputs and settings.
        checkpoint: what the stage goes on from, and writes; it is deleted in the end.
        do: does the stage.
    """
    begun = work / f"{stage}.begun"
    if not begun.is_file() or begun.read_text(encoding="utf8") != key:
        checkpoint.unlink(missing_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    begun.write_text(key, encoding="utf8")
    do()
    checkpoint.unlink(missing_ok=True)


def fingerprint(inputs: Iterable[Path], *values: object) -> str:
    """One SHA-256 over the content of files and the values of settings."""
    digest = hashlib.sha256(repr(values).encode())
    for path in inputs:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def require(path: Path, stage: str) -> None:
    """Refuses to go on without a file that another stage makes.

    Raises:
        InputError: it is not there.
    """
    if not path.is_file():
        raise InputError(f"there is no {path}; make it with: --stage {stage}")


def exit_code(run: Callable[[], None]) -> int:
    """Runs a recipe with its log on the screen; 1 where it ends in an error, else 0."""
    ours, handler = logging.getLogger("models"), logging.StreamHandler()
    ours.setLevel(logging.INFO)
    ours.addHandler(handler)
    try:
        run()
    except PipelineError as error:
        log.error("error: %s", error)
        return 1
    finally:
        ours.removeHandler(handler)
    return 0
