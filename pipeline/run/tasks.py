"""The pieces of work of a run: each reads parts from the store, and leaves parts in it.

A task is worked on by whoever has it, in this process, in another or on another machine, and tells
no more than how much it did. What it leaves there is whole or not there at all, so that it can be
worked on again at any time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.run.settings import Settings

__all__ = ["Context", "Done", "Failure", "Lost", "Task"]


@dataclass(frozen=True, slots=True)
class Context:
    """What all tasks of a run have in common.

    Attributes:
        store: Address of the store.
        settings: The settings of the run.
        model: Name or path of the language model.
        entities: Who finds names.
        keys: The key of each stage.
    """

    store: str
    settings: Settings
    model: str
    entities: str
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that a stage could not work on, and why.

    Attributes:
        doc_id: The document.
        stage: The stage.
        reason: One of the reasons for rejection.
        error: What happened, in words.
    """

    doc_id: str
    stage: str
    reason: str
    error: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a task did.

    Attributes:
        name: Of what it worked on.
        documents: Number of documents.
        words: Number of words in them.
        rows: Number of rows made, by stage.
        seconds: Time at work, by stage.
        failures: The documents that failed.
    """

    name: str
    documents: int = 0
    words: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """A task whose process died.

    Attributes:
        task: The task.
        why: How the process ended.
    """

    task: "Task"
    why: str


class Task(Protocol):
    """A piece of work."""

    @property
    def name(self) -> str:
        """What it works on."""

    def perform(self, context: Context) -> Done:
        """Do it."""
