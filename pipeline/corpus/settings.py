"""Settings of the stage."""

from dataclasses import dataclass

__all__ = ["TableSettings"]


@dataclass(frozen=True, slots=True)
class TableSettings:
    """Settings of `build_tables`.

    Attributes:
        identifiers: Path of a list of one's own identifiers, CSV or Parquet with the columns name,
            id and, if wanted, type; empty for none.
    """

    identifiers: str = ""
