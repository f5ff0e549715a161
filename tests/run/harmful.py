"""What is put into worker processes: stages without a model, and texts that do harm.

Workers are new processes, which know nothing of what a test has changed in its own. The module
`sitecustomize` of a folder on ``PYTHONPATH`` changes it in them as they start.
"""

import collections
import ctypes
import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.limits import WORKER
from pipeline.run.tasks import Done

__all__ = ["HARM", "SITE", "Asks", "Dies", "put_in_place"]

SITE = """
import os, sys
if "PIPELINE_WORKER" in os.environ and any("spawn_main" in part for part in sys.orig_argv):
    from tests.run.harmful import put_in_place
    put_in_place()
"""


@dataclass(frozen=True)
class Dies:
    """A task that ends its process."""

    name: str = "dies"

    def perform(self, context: Any) -> Done:
        os._exit(3)


@dataclass(frozen=True)
class Asks:
    """A task that tells whether its process knows that it is a worker."""

    name: str = "asks"

    def perform(self, context: Any) -> Done:
        return Done(f"{os.environ.get(WORKER)} {os.environ.get('OMP_NUM_THREADS')}")


def _loop() -> None:
    while True:
        pass


def _hang() -> None:
    """Never return to the interpreter, so that no signal is heard and no thread goes on."""
    collections.deque(itertools.repeat(0), maxlen=0)


def _fill() -> None:
    raise MemoryError


HARM: dict[str, Callable[[], Any]] = {
    "exits": lambda: os._exit(3),
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "loops": _loop,
    "hangs": _hang,
    "fills": _fill,
}


def _do_harm(text: str, where: str) -> None:
    for name, harm in HARM.items():
        if f"{where} {name}" in text:
            harm()


def put_in_place() -> None:
    """Change this process: stages without a model, of which one does what a text says."""
    sys.setrecursionlimit(1000)
    from pipeline import limits
    from pipeline.load import conversion, stage
    from pipeline.run import work
    from tests.run.conftest import fake_by_document

    fakes = fake_by_document()
    quotes = fakes["quotes"]

    def harmful(tables: Any, model: Any, settings: Any) -> Any:
        for text in tables["documents"]["text"].to_pylist():
            _do_harm(text, "Stage")
        return quotes(tables, model, settings)

    make_row, read_items = conversion._row, stage.read_items

    def harmful_row(draft: Any, *rest: Any) -> Any:
        _do_harm("\n".join(draft.paragraphs), "Conversion")
        return make_row(draft, *rest)

    def harmful_items(*given: Any) -> Iterator[Any]:
        for item in read_items(*given):
            _do_harm(str(item.part), "Reading")
            yield item

    work.BY_DOCUMENT.update(fakes | {"quotes": harmful})
    work.loaded_model = lambda name, entities: None  # type: ignore[assignment]
    limits._GRACE = 1.0
    conversion._row, stage.read_items = harmful_row, harmful_items  # type: ignore[assignment]
