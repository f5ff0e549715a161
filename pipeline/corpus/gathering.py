"""Gathers the tables of people, countries and organizations from what each part of a corpus tells.

Everything is added up in a database on disk, and read in the order of the tables, some thousands of
entities at a time.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from pipeline import tables
from pipeline.corpus.countries import country_row
from pipeline.corpus.evidence import EVIDENCE
from pipeline.corpus.gathered import Gathered
from pipeline.corpus.identifiers import OwnIdentifiers
from pipeline.corpus.organizations import organization_row
from pipeline.corpus.people import person_row
from pipeline.corpus.roles import HeldRole
from pipeline.corpus.scratch import Scratch

__all__ = ["Gatherer"]

_AT_ONCE = 2000  # entities
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_DATES = ("first_seen", "last_seen")
_COUNTED = {"surface": "surfaces", "way": "ways", "acts_for": "acts_for"}
_KEYS = "kind, entity_id, type, text, title, of_id, status"
_SUMS = """sum(n)::BIGINT AS n, sum(documents)::BIGINT AS documents, sum(quotes)::BIGINT AS quotes,
    min(first_seen) AS first_seen, max(last_seen) AS last_seen"""
# What the tables of people, countries and organizations share, in this order.
_SHARED = ("mentions", "documents", "quotes", *_DATES)

_RANKED = """
    CREATE OR REPLACE TABLE ranked_{name} AS
    SELECT row_number() OVER () AS rank, * FROM (
        SELECT entity_id, n, documents, quotes, first_seen, last_seen FROM {source}
        ORDER BY n DESC, entity_id)
"""
_NAMED = """
    SELECT r.rank, r.entity_id, e.text, r.n, r.documents, r.quotes, r.first_seen, r.last_seen
    FROM ranked_{name} r LEFT JOIN named e USING (entity_id)
    WHERE r.rank BETWEEN ? AND ? ORDER BY r.rank
"""
_OTHERS = """
    CREATE OR REPLACE TABLE others_{name} AS
    SELECT r.rank, f.kind, f.text, f.title, f.of_id, f.status,
        f.n, f.documents, f.first_seen, f.last_seen
    FROM folded f JOIN ranked_{name} r USING (entity_id)
    WHERE f.kind IN ('surface', 'way', 'acts_for', 'role', 'of', 'written')
    ORDER BY r.rank, f.kind, f.title, f.of_id, f.status, f.text
"""


class Gatherer:
    """Adds up the evidence of the parts of a corpus; used as a context.

    Args:
        scratch: A folder for its database; without one that is kept in memory.
    """

    def __init__(self, scratch: Path | None = None) -> None:
        self._scratch = Scratch(scratch, "gathering")
        self._folded = False
        kinds = {pa.string(): "VARCHAR"}
        columns = ", ".join(f"{f.name} {kinds.get(f.type, 'BIGINT')}" for f in EVIDENCE)
        self._scratch.run(f"CREATE TABLE evidence ({columns})")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()

    def add(self, evidence: pa.Table) -> None:
        """Add what `apply_links` tells of a part of the corpus."""
        dates = {name: evidence[name].cast(pa.int64()) for name in _DATES}
        for name, values in dates.items():
            place = evidence.schema.get_field_index(name)
            evidence = evidence.set_column(place, name, values)
        self._scratch.insert("evidence", evidence)

    def people(self, own: OwnIdentifiers) -> Iterator[pa.Table]:
        """The table of people, the most mentioned first, in parts."""
        return self._listed("people", "named WHERE type = 'person'", partial(person_row, own=own))

    def countries(self, own: OwnIdentifiers) -> Iterator[pa.Table]:
        """The table of countries, the most mentioned first, in parts."""
        where = "folded WHERE kind = 'country'"
        return self._listed("countries", where, partial(country_row, own=own))

    def organizations(self, own: OwnIdentifiers) -> Iterator[pa.Table]:
        """The table of organizations, the most mentioned first, in parts."""
        row = partial(organization_row, own=own)
        return self._listed("organizations", "named WHERE type = 'organization'", row)

    def _listed(
        self, name: str, source: str, row: Callable[..., dict[str, Any]]
    ) -> Iterator[pa.Table]:
        self._fold()
        self._scratch.run(_RANKED.format(name=name, source=source))
        self._scratch.run(_OTHERS.format(name=name))
        ((total,),) = self._scratch.rows(f"SELECT count(*) FROM ranked_{name}")
        for first in range(1, total + 1, _AT_ONCE):
            between = (first, first + _AT_ONCE - 1)
            told = self._told(name, between)
            found = [
                row(entity_id, name_, told.get(rank, Gathered()))
                | dict(zip(_SHARED, (*numbers, _date(seen), _date(last)), strict=True))
                for rank, entity_id, name_, *numbers, seen, last in self._scratch.rows(
                    _NAMED.format(name=name), between
                )
            ]
            yield tables.from_rows(name, found)

    def _fold(self) -> None:
        """Add up the rows of the parts."""
        if self._folded:
            return
        self._scratch.run(
            f"CREATE TABLE folded AS SELECT {_KEYS}, {_SUMS} FROM evidence GROUP BY ALL"
        )
        self._scratch.run("DROP TABLE evidence")
        # Linked tables give an entity one name; if not, that of most documents counts.
        self._scratch.run(
            """CREATE TABLE named AS
            SELECT entity_id, type, text, sum(n) OVER alike AS n,
                sum(documents) OVER alike AS documents, sum(quotes) OVER alike AS quotes,
                min(first_seen) OVER alike AS first_seen, max(last_seen) OVER alike AS last_seen
            FROM folded WHERE kind = 'entity'
            WINDOW alike AS (PARTITION BY entity_id)
            QUALIFY row_number() OVER (
                PARTITION BY entity_id ORDER BY documents DESC, type, text) = 1"""
        )
        self._fold_countries()
        self._folded = True

    def _fold_countries(self) -> None:
        """Count for people the countries of the bodies in which they hold roles."""
        self._scratch.run(
            """CREATE TABLE acting AS
            WITH government AS (
                SELECT entity_id, first(text ORDER BY n DESC, text) AS country
                FROM folded WHERE kind = 'government' GROUP BY entity_id),
            told AS (
                SELECT entity_id, text AS country, n FROM folded WHERE kind = 'acts_for'
                UNION ALL
                SELECT p.entity_id, g.country, p.n
                FROM folded p JOIN government g ON g.entity_id = p.of_id WHERE p.kind = 'post')
            SELECT entity_id, country, sum(n)::BIGINT AS n FROM told GROUP BY ALL"""
        )
        self._scratch.run("DELETE FROM folded WHERE kind IN ('acts_for', 'post', 'government')")
        self._scratch.run(
            "INSERT INTO folded (kind, entity_id, text, n) "
            "SELECT 'acts_for', entity_id, country, n FROM acting"
        )

    def _told(self, name: str, between: tuple[int, int]) -> dict[int, Gathered]:
        found: defaultdict[int, Gathered] = defaultdict(Gathered)
        for rank, kind, text, title, of_id, status, *numbers in self._scratch.rows(
            f"SELECT * FROM others_{name} WHERE rank BETWEEN ? AND ?", between
        ):
            n, documents, first, last = numbers
            known = found[rank]
            if kind == "role":
                role = known.roles[title, of_id, status]
                role.add(HeldRole(Counter(), documents, _date(first), _date(last)))
            elif kind == "of":
                known.roles[title, of_id, status].of[text] += n
            elif kind == "written":
                known.written[title][text] += n
            else:
                getattr(known, _COUNTED[kind])[text] += n
        return found


def _date(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _BEGINNING + timedelta(microseconds=microseconds)
