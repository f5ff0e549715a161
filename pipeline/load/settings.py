"""What a user may set about loading."""

from dataclasses import dataclass

from pipeline.errors import SettingsError

__all__ = ["LoadSettings"]

_ORDERS = (None, "DMY", "MDY", "YMD")


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

    Raises:
        SettingsError: If a limit is not positive, or the order of dates is unknown.
    """

    max_bytes: int = 20_000_000
    max_json_bytes: int = 500_000_000
    max_chars: int = 1_000_000
    min_chars: int = 1
    date_order: str | None = None
    date_languages: tuple[str, ...] = ("en",)

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_json_bytes", "max_chars", "min_chars"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; give a number of at least 1")
        if self.date_order not in _ORDERS:
            raise SettingsError(f"date_order is {self.date_order!r}; give DMY, MDY, YMD or None")
