"""The settings of a run: those of each stage, by default or from a TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.corpus import TableSettings
from pipeline.errors import SettingsError
from pipeline.load import LoadSettings
from pipeline.ner import NerSettings
from pipeline.quotes import QuoteSettings
from pipeline.relations import RelationSettings

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of every stage.

    Attributes:
        load: Of reading the inputs.
        ner: Of finding entities.
        quotes: Of attributing quotes.
        relations: Of tagging relations.
        tables: Of making the tables of the corpus.
    """

    load: LoadSettings = field(default_factory=LoadSettings)
    ner: NerSettings = field(default_factory=NerSettings)
    quotes: QuoteSettings = field(default_factory=QuoteSettings)
    relations: RelationSettings = field(default_factory=RelationSettings)
    tables: TableSettings = field(default_factory=TableSettings)

    @classmethod
    def from_toml(cls, path: Path) -> "Settings":
        """Read settings from a TOML file with a table for each stage; what it leaves out stays.

        Raises:
            SettingsError: If the file cannot be read, is no TOML, has an unknown key, or a value
                of the wrong type.
        """
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: is no TOML file: {error}") from error
        return cls.from_mapping(values)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> "Settings":
        """Make settings of nested mappings.

        Raises:
            SettingsError: If a key is unknown, or a value of the wrong type.

        Example:
            >>> Settings.from_mapping({"load": {"min_char": 3}})
            Traceback (most recent call last):
            ...
            pipeline.errors.SettingsError: load.min_char is no setting; did you mean load.min_chars?
        """
        made: Settings = _make(cls, values, "")
        return made


def _make(class_: Any, values: Mapping[str, Any], where: str) -> Any:
    types = get_type_hints(class_)
    names = [f.name for f in fields(class_)]
    given = {}
    for key, value in values.items():
        if key not in names:
            raise SettingsError(f"{where}{key} is no setting; {_advice(key, names, where)}")
        given[key] = _value(types[key], value, f"{where}{key}")
    return class_(**given)


def _advice(key: str, names: list[str], where: str) -> str:
    close = get_close_matches(key, names, n=1)
    if close:
        return f"did you mean {where}{close[0]}?"
    return f"known are {', '.join(where + name for name in names)}"


def _value(type_: Any, value: Any, name: str) -> Any:
    if is_dataclass(type_):
        if not isinstance(value, Mapping):
            raise SettingsError(f"{name} is {value!r}; give a table of settings")
        return _make(type_, value, f"{name}.")
    if isinstance(value, list):
        value = tuple(value)
    if isinstance(value, int) and not isinstance(value, bool) and type_ is float:
        value = float(value)
    plain = getattr(type_, "__origin__", type_)
    if isinstance(value, bool) is not (plain is bool) or not isinstance(value, plain):
        wanted = getattr(plain, "__name__", str(plain))
        raise SettingsError(f"{name} is {value!r}; give a value of the type {wanted}")
    return value
