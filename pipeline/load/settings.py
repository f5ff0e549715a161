"""What a user may set about loading."""

import re
from dataclasses import dataclass

from pipeline.errors import SettingsError
from pipeline.load.columns import parse_columns

__all__ = ["LoadSettings"]

_ORDERS = (None, "DMY", "MDY", "YMD")
_AT_LEAST_1 = (
    *("max_bytes", "max_json_bytes", "max_chars", "min_chars"),
    *("max_unpacked_bytes", "max_ratio", "max_members", "max_nesting"),
)
_MAX_SECONDS = 86_400
_LANGUAGE = re.compile("[a-z]{2}")


@dataclass(frozen=True, slots=True)
class LoadSettings:
    """Limits and conventions of loading.

    Attributes:
        max_bytes: Largest text file, or record of a container, that is read. Containers of lines
            and tables are read piece by piece and may be of any size.
        max_json_bytes: Largest .json file, and largest container that must be held in memory as a
            whole (a table in a pipe or inside gzip, lines in UTF-16).
        max_chars: Longest text of a document, in characters; what is longer is no article and would
            take memory and minutes in the stages that follow.
        min_chars: A text with fewer letters and digits is refused.
        date_order: How to read a date such as 03/04/2024: "DMY", "MDY" or "YMD". None leaves a date
            that can be read in two ways out instead of guessing.
        date_languages: Languages in which dates are written, as ISO 639-1 codes.
        columns: Names of columns and keys beside those that are recognised, as "field=name" with
            the fields of `pipeline.load.columns`: "text=body", "published=pubDate".
        languages: The languages that are kept, as ISO 639-1 codes; empty for any.
        max_seconds: Longest time that the conversion of one record may take.
        max_unpacked_bytes: Largest size of all that one archive or compressed file unpacks to.
        max_ratio: By how much compressed data may at most expand, beyond its first megabytes.
        max_members: Largest number of files in an archive.
        max_nesting: How deep archives and compression may be nested.
        duplicates: Whether texts that are nearly the same are looked for, beside those that are
            exactly the same.
        similarity: How much of their runs of words two such texts share, between 0 and 1.

    Raises:
        SettingsError: If a limit is not positive, or the order of dates, a field or a language is
            unknown.
    """

    max_bytes: int = 20_000_000
    max_json_bytes: int = 500_000_000
    max_chars: int = 1_000_000
    min_chars: int = 1
    date_order: str | None = None
    date_languages: tuple[str, ...] = ("en",)
    columns: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    max_seconds: float = 30.0
    max_unpacked_bytes: int = 100_000_000_000
    max_ratio: int = 200
    max_members: int = 10_000_000
    max_nesting: int = 4
    duplicates: bool = True
    similarity: float = 0.8

    def __post_init__(self) -> None:
        for name in _AT_LEAST_1:
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; give a number of at least 1")
        if not 0 < self.max_seconds <= _MAX_SECONDS:
            raise SettingsError(
                f"max_seconds is {self.max_seconds}; give a number above 0, up to {_MAX_SECONDS}"
            )
        if not 0 < self.similarity <= 1:
            raise SettingsError(
                f"similarity is {self.similarity}; give a number above 0, up to 1, or set "
                "duplicates to false"
            )
        if self.date_order not in _ORDERS:
            raise SettingsError(f"date_order is {self.date_order!r}; give DMY, MDY, YMD or None")
        parse_columns(self.columns)
        for code in self.languages:
            if not _LANGUAGE.fullmatch(code):
                raise SettingsError(
                    f"languages has {code!r}; give codes of two small letters, such as en, or none "
                    "for any language"
                )
