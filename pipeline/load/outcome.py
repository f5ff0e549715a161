"""What becomes of an input: a draft of a document, or a refusal with its reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import pyarrow as pa

from pipeline.tables.vocabulary import REJECT_REASONS

__all__ = ["REASONS", "Draft", "Item", "Loaded", "Refused", "Rejection"]

REASONS: tuple[str, ...] = REJECT_REASONS
"""Why an input may be refused; the closed list of ``rejects.reason``."""


class Loaded(NamedTuple):
    """What `load_documents` gives: the tables ``documents`` and ``rejects``."""

    documents: pa.Table
    rejects: pa.Table


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that gave no document: a row of the table ``rejects``."""

    source: str
    reason: str
    detail: str
    bytes: int | None = None


class Refused(Exception):
    """An input cannot become a document; `iter_documents` makes a `Rejection` of it.

    Attributes:
        reason: One of `REASONS`.
        detail: What exactly was found.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Draft:
    """A document before it has its id.

    Attributes:
        paragraphs: The body, clean, without the headline.
        doc_id: The id that the input itself gives.
    """

    paragraphs: list[str]
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    agency: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    doc_id: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What a reader gives for a file, or for each record of a container.

    Attributes:
        content: The draft, or why there is none, or a function that makes the draft or raises
            `Refused`. So the reader can go on to the next record when one takes too long.
        part: Name of the record within its container; None for a file that is one document.
        bytes: Size of the record, where it is known.
    """

    content: Draft | Refused | Callable[[], Draft]
    part: str | None = None
    bytes: int | None = None
