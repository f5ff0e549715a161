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

__all__ = ["RunSettings", "Settings"]


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Settings of how a run works, which decide nothing about what it finds.

    Attributes:
        partition_documents: Number of documents that are worked on together; what a run that is
            killed loses is no more than such a part for each worker.
        partition_chars: Number of characters at which such a part ends before.
        file_bytes: A file of lines that is larger is read in pieces of this size; smaller files are
            read together up to it.
        max_seconds: Longest time that a stage may take for one document.
        memory: Memory that the tables of the corpus are made in, in megabytes; what needs more goes
            to the disk.
        gpus: GPUs for each worker that holds the models, where the engine is a cluster.

    Raises:
        SettingsError: If a number is out of range.
    """

    partition_documents: int = 64
    partition_chars: int = 1_000_000
    file_bytes: int = 64_000_000
    max_seconds: float = 300.0
    memory: int = 512
    gpus: float = 0.0

    def __post_init__(self) -> None:
        for name in ("partition_documents", "partition_chars", "file_bytes", "memory"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; give a number of at least 1")
        if self.max_seconds <= 0:
            raise SettingsError(f"max_seconds is {self.max_seconds}; give a number above 0")
        if self.gpus < 0:
            raise SettingsError(f"gpus is {self.gpus}; give a number of at least 0")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of every stage.

    Attributes:
        load: Of reading the inputs.
        ner: Of finding entities.
        quotes: Of attributing quotes.
        relations: Of tagging relations.
        tables: Of making the tables of the corpus.
        run: Of how the work is divided.
    """

    load: LoadSettings = field(default_factory=LoadSettings)
    ner: NerSettings = field(default_factory=NerSettings)
    quotes: QuoteSettings = field(default_factory=QuoteSettings)
    relations: RelationSettings = field(default_factory=RelationSettings)
    tables: TableSettings = field(default_factory=TableSettings)
    run: RunSettings = field(default_factory=RunSettings)

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
