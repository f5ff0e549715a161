"""Identifiers of entities: those of Wikidata that are known, and those of the user's own list."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import InputError
from pipeline.knowledge.identifiers import wikidata_ids
from pipeline.knowledge.names import fold

__all__ = ["OwnIdentifiers", "identify", "read_identifiers"]

_TYPES = ("person", "organization", "country")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class OwnIdentifiers:
    """The identifiers of a user's own list.

    Attributes:
        by_name: Identifiers by type and folded name; the type is empty where the list gives none.
    """

    by_name: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def find(self, type_: str, names: Iterable[str]) -> str | None:
        """The identifier of an entity: that of the first of its names that the list has."""
        for name in names:
            folded = fold(name)
            found = self.by_name.get((type_, folded)) or self.by_name.get(("", folded))
            if found is not None:
                return found
        return None


def identify(
    entity_id: str, type_: str, names: Iterable[str], own: OwnIdentifiers
) -> dict[str, str | None]:
    """The columns `wikidata` and `own_id` of an entity.

    An identifier of the list that has the form of one of Wikidata is taken for one where none is
    known.

    Args:
        entity_id: Id of the entity.
        type_: person, organization or country.
        names: Its canonical name, then its aliases.
        own: The user's list.
    """
    own_id = own.find(type_, names)
    listed = own_id if own_id is not None and _WIKIDATA.fullmatch(own_id) else None
    return {"wikidata": wikidata_ids().get(entity_id) or listed, "own_id": own_id}


def read_identifiers(path: Path) -> OwnIdentifiers:
    """Read a list of identifiers: CSV or Parquet with the columns name and id, and type if wanted.

    Several rows may have one id: they are the names of one entity. A type (person, organization or
    country) limits a row to entities of that type.

    Raises:
        InputError: If the file cannot be read, lacks a column, or has a row without a name or id,
            with an unknown type, or with another id for a name that it has already.
    """
    found: dict[tuple[str, str], str] = {}
    for number, row in _rows(path):
        name, id_, type_ = (_text(row.get(column)) for column in ("name", "id", "type"))
        where = f"{path}, row {number}"
        if not name or not id_:
            raise InputError(f"{where}: no {'name' if not name else 'id'}; give every row both")
        if type_ not in ("", *_TYPES):
            raise InputError(f"{where}: the type is {type_!r}; use {', '.join(_TYPES)}, or none")
        if found.setdefault((type_, fold(name)), id_) != id_:
            raise InputError(
                f"{where}: {name!r} has the id {id_!r}, and {found[type_, fold(name)]!r} before; "
                "give a name one id, or give its rows different types"
            )
    return OwnIdentifiers(found)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows with their numbers, the first after the header being 1."""
    try:
        if path.suffix.lower() == ".parquet":
            rows = pq.read_table(path).to_pylist()
        elif path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as lines:
                rows = list(csv.DictReader(lines))
        else:
            raise InputError(f"{path}: is no list of identifiers; give a .csv or .parquet file")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, csv.Error, pa.ArrowException) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    lacking = [c for c in ("name", "id") if rows and c not in rows[0]]
    if lacking or not rows:
        what = f"lacks the column {' and '.join(lacking)}" if lacking else "has no rows"
        raise InputError(f"{path}: {what}; it needs the columns name and id, and may have type")
    yield from enumerate(rows, start=1)
