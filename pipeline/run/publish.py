"""The tables that people open: the rows of each sheet, linked over the corpus, and written."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.corpus import Gatherer, Linker, OwnIdentifiers, apply_links
from pipeline.duplicates import find_quote_groups
from pipeline.run.database import open_database
from pipeline.run.order import LINKED
from pipeline.run.sheets import MAKING, SOURCES, Sheets, part_name
from pipeline.run.store import Store, store_at
from pipeline.run.tasks import Context, Done
from pipeline.run.work import nothing_of, read_made
from pipeline.tables import Table, empty

__all__ = ["PublishTask", "gather_tables", "link_sheets"]

_LINKS, _GROUPS, _EVIDENCE = "links", "quote_groups", "evidence"


@dataclass(frozen=True, slots=True)
class PublishTask:
    """Write the tables of a sheet.

    Attributes:
        number: The sheet.
        tables: The tables to write of those that stages make document by document.
        link: Whether they are linked; then who_said_what is written as well.
    """

    number: int
    tables: tuple[str, ...]
    link: bool

    @property
    def name(self) -> str:
        """The name of the part."""
        return part_name(self.number)

    def perform(self, context: Context) -> Done:
        """Bring the rows together, link and write them."""
        started = time.perf_counter()
        store = store_at(context.store)
        found = {name: sheet_rows(store, context, name, self.name) for name in self.tables}
        if self.link:
            linked = {
                name: found[name] if name in found else sheet_rows(store, context, name, self.name)
                for name in LINKED
            }
            documents = store.read(MAKING, "documents", self.name)
            links = store.read(MAKING, _LINKS, self.name)
            groups = store.read(MAKING, _GROUPS, self.name)
            part = apply_links(documents, **linked, links=links, quote_groups=groups)
            found |= {name: getattr(part, name) for name in LINKED}
            found["who_said_what"] = part.who_said_what
            store.write(MAKING, _EVIDENCE, self.name, part.evidence)
        for name, table in found.items():
            store.write(MAKING, name, self.name, table)
        rows = {name: table.num_rows for name, table in found.items()}
        return Done(self.name, rows=rows, seconds={"tables": time.perf_counter() - started})


def sheet_rows(store: Store, context: Context, table: str, sheet: str) -> Table:
    """The rows of a table that belong to the documents of a sheet, in the order of these."""
    sources = store.read(MAKING, SOURCES, sheet)
    parts = []
    for partition in pc.unique(sources["partition"]):
        rows = read_made(store, context.keys, table, str(partition))
        wanted = sources.filter(pc.equal(sources["partition"], partition))["doc_id"]
        taken = pc.is_in(rows["doc_id"], value_set=wanted.combine_chunks())
        parts.append(rows if pc.all(taken).as_py() else rows.filter(taken))
    if not parts:
        return _no_rows(table)
    rows = pa.concat_tables(parts, promote_options="default")
    places = pc.index_in(rows["doc_id"], value_set=sources["doc_id"].combine_chunks())
    order = np.asarray(places.to_numpy())
    if np.all(order[:-1] <= order[1:]):
        return rows
    return rows.take(np.argsort(order, kind="stable"))


def _no_rows(table: str) -> Table:
    return empty(table) if table in LINKED or table == "sentences" else nothing_of("facts")[table]


def link_sheets(store: Store, context: Context, sheets: Sequence[int], scratch: Path) -> None:
    """Link the entities of all documents, group their quotes, and write both for each sheet."""
    with Linker(scratch) as linker:
        for number in sheets:
            linker.add(sheet_rows(store, context, "facts", part_name(number)))
        linker.link()
        for number in sheets:
            store.write(MAKING, _LINKS, part_name(number), linker.links(_doc_ids(store, number)))
    with open_database(scratch / "quotes.duckdb", memory=context.settings.run.memory) as database:
        for number in sheets:
            keys = sheet_rows(store, context, "quote_keys", part_name(number))
            database.register("given", keys)
            made = "insert into" if number else "create table"
            columns = "" if number else "as"
            database.execute(f"{made} keys {columns} select * from given")
            database.unregister("given")
        find_quote_groups(database, "keys")
        for number in sheets:
            store.write(MAKING, _GROUPS, part_name(number), _groups(database, store, number))


def _groups(database: duckdb.DuckDBPyConnection, store: Store, number: int) -> Table:
    """The groups of the quotes of a sheet."""
    ids = store.read(MAKING, SOURCES, part_name(number), columns=["doc_id"])
    database.register("wanted", ids)
    found: Table = database.sql(
        "select * from quote_groups where doc_id in (select doc_id from wanted) "
        "order by doc_id, quote_id"
    ).to_arrow_table()
    database.unregister("wanted")
    return found


def _doc_ids(store: Store, number: int) -> list[str]:
    found = store.read(MAKING, SOURCES, part_name(number), columns=["doc_id"])
    return [str(doc_id) for doc_id in found["doc_id"].to_pylist()]


def gather_tables(
    store: Store, sheets: Sequence[int], into: Sheets, own: OwnIdentifiers, scratch: Path
) -> Mapping[str, int]:
    """Make people, countries and organizations of what the sheets tell.

    Returns:
        Number of rows of each.
    """
    with Gatherer(scratch) as gatherer:
        for number in sheets:
            gatherer.add(store.read(MAKING, _EVIDENCE, part_name(number)))
        made: dict[str, Iterator[pa.Table]] = {
            "people": gatherer.people(own),
            "countries": gatherer.countries(own),
            "organizations": gatherer.organizations(own),
        }
        return {name: into.write_stream(name, rows) for name, rows in made.items()}
