"""The errors of the package: one base class, so that a caller can catch what is ours.

Every message says what is wrong, where, and what to do about it. The classes survive pickling,
because worker processes send them back to the process that started them.
"""

from functools import partial
from typing import Any

__all__ = [
    "InputError",
    "MissingExtraError",
    "ModelError",
    "PipelineError",
    "SettingsError",
    "TableError",
]

_DISTRIBUTION = "who-said-what"


class PipelineError(Exception):
    """Base of all errors that this package raises on purpose."""


class InputError(PipelineError):
    """The input cannot be used as a whole: it does not exist, or holds nothing to read.

    A single file or record that cannot be read is no error: it becomes a row of ``rejects``.
    """


class TableError(PipelineError):
    """A table breaks the contract of `pipeline.tables`.

    Attributes:
        table: Name of the table, where one is concerned.
        column: Name of the column (or columns, joined by a comma), where one is concerned.
        count: Number of rows at fault, where they can be counted.
    """

    def __init__(
        self,
        message: str,
        *,
        table: str | None = None,
        column: str | None = None,
        count: int | None = None,
    ) -> None:
        super().__init__(message)
        self.table = table
        self.column = column
        self.count = count


class ModelError(PipelineError):
    """A language model is missing, cannot be loaded, or lacks a component that a stage needs."""


class SettingsError(PipelineError):
    """A setting is unknown, or its value is out of range."""


class MissingExtraError(PipelineError):
    """A feature needs packages of an optional extra that is not installed.

    Example:
        >>> raise MissingExtraError(extra="notebook", package="matplotlib")
        Traceback (most recent call last):
        ...
        pipeline.errors.MissingExtraError: matplotlib is not installed; \
install it with: python -m pip install 'who-said-what[notebook]'
    """

    def __init__(self, *, extra: str, package: str | None = None) -> None:
        missing = f"{package} is" if package else f"the extra {extra!r} is"
        command = f"python -m pip install '{_DISTRIBUTION}[{extra}]'"
        super().__init__(f"{missing} not installed; install it with: {command}")
        self.extra = extra
        self.package = package

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), extra=self.extra, package=self.package), ()
