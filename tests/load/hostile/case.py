"""What a hostile file is: its name, its bytes, and what is to become of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["BODY", "DOCUMENT", "Hostile", "Maker", "collector"]

BODY = "The road to the port of Halden is open again, Ann Lee told reporters on Monday."
DOCUMENT = "document"

Maker = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file that is broken, or made to do harm.

    Attributes:
        name: What the file is called.
        make: Makes its bytes.
        gives: What comes of it, each once: documents, and reasons of rejections.
        settings: Those of loading that differ from the default.
        bomb: Whether it would take much memory.
    """

    name: str
    make: Maker
    gives: frozenset[str]
    settings: dict[str, Any] = field(default_factory=dict)
    bomb: bool = False


def collector(cases: dict[str, Hostile]) -> Callable[..., Callable[[Maker], Maker]]:
    """A decorator that puts a file into a dict, under the name of the function that makes it."""

    def hostile(
        name: str, *gives: str, bomb: bool = False, **settings: Any
    ) -> Callable[[Maker], Maker]:
        def add(make: Maker) -> Maker:
            cases[make.__name__] = Hostile(name, make, frozenset(gives), settings, bomb)
            return make

        return add

    return hostile
