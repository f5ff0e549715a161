"""Groups of quotes of different articles that are the same words, found in a database on disk.

Two quotes are the same when their words are equal, when nearly all runs of three words are, or when
one is a part of the other. Pairs are found and verified in DuckDB; in memory is only which contents
are linked.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from pipeline import tables
from pipeline.duplicates.quote_keys import LONG, quote_keys, runs_of

__all__ = ["find_quote_groups", "group_quotes"]

#: Jaccard similarity of runs of three words, of which one word that differs costs three. Papers
#: hear a speech differently, so that half is enough of what is long and in quotation marks.
SIMILARITY = 0.7
SPOKEN_SIMILARITY = 0.5
SPOKEN_WORDS = 12
#: With how many of those before it in a band a content is compared.
NEAREST = 16
#: An anchor that more contents share is a set phrase; a part that has no rarer one stays alone.
MOST_FREQUENT = 200
PAIRS = 20_000

#: In the order of their fingerprints, so that the smallest number of a group has the smallest one.
_CONTENTS = """
create or replace temp table contents as
select row_number() over (order by fingerprint) - 1 as number, * from (
    select fingerprint, any_value(words) as words, any_value(n_words) as n_words,
        bool_or(marked) as marked,
        min(doc_id) as first_doc, max(doc_id) as last_doc
    from "{table}" group by fingerprint
)
"""
_BANDS = """
create or replace temp table bands as
select distinct number, unnest(bands) as key from "{table}" join contents using (fingerprint)
"""
_BANDED = """
create or replace temp table banded as
select number, key
from bands semi join (select key from bands group by key having count(*) > 1) as often using (key)
"""
_ANCHORS = """
create or replace temp table anchored as
select distinct number, unnest(anchors) as key from "{table}" join contents using (fingerprint)
"""
#: Nothing is linked by the quotes of a single document: what it says twice is no other's quote.
_APART = "(a.first_doc != a.last_doc or b.first_doc != b.last_doc or a.first_doc != b.first_doc)"
_BEFORE = ", ".join(f"lag(number, {k}) over keyed" for k in range(1, NEAREST + 1))
_NEAR = f"""
with candidates as (
    select distinct number, earlier from (
        select number, unnest([{_BEFORE}]) as earlier
        from banded window keyed as (partition by key order by number)
    ) where earlier is not null
)
select a.number, a.words, b.number as earlier, b.words as earlier_words,
    a.marked and b.marked as marked
from candidates
join contents as a using (number)
join contents as b on b.number = candidates.earlier
where {_APART}
"""
#: A part goes with the shortest whole. That two wholes share a set phrase does not join them.
_PARTS = f"""
with frequent as (select key, count(*) as contents from anchored group by key),
rarest as (
    select number, arg_min(key, (contents, key)) as key, min(contents) as contents
    from anchored join frequent using (key) group by number
)
select a.number, arg_min(b.number, (b.n_words, b.number)) as whole
from rarest
join anchored on anchored.key = rarest.key and anchored.number != rarest.number
join contents as a on a.number = rarest.number
join contents as b on b.number = anchored.number
where rarest.contents <= {MOST_FREQUENT} and a.n_words >= {LONG} and a.n_words < b.n_words
    and contains(' ' || b.words || ' ', ' ' || a.words || ' ') and {_APART}
group by a.number
"""
_GROUPS = """
create or replace table quote_groups as
with rooted as (
    select contents.*, coalesce(linked.root, contents.number) as root
    from contents left join linked using (number)
),
shared as (
    select root, 'quote:' || left(arg_min(fingerprint, number), 16) as quote_group
    from rooted group by root having min(first_doc) != max(last_doc)
)
select distinct doc_id, quote_id, quote_group
from "{table}" join rooted using (fingerprint) join shared using (root)
order by doc_id, quote_id
"""
_TEMPORARY = ("contents", "bands", "banded", "anchored")


def find_quote_groups(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make the table `quote_groups` of quotes that are the same as one of another document.

    Its columns are `doc_id`, `quote_id` and `quote_group`: "quote:" and the first 16 digits of the
    smallest fingerprint of the group. Rows, their order, threads and partitions make no difference.
    An article that is added can change the id of a group when its wording has a smaller
    fingerprint, join two groups that it links, and draw a part to a shorter whole.

    Args:
        connection: a database; temporary tables are made and dropped, `quote_groups` is replaced.
        table: a table of it, or a view of parquet files, with the columns of `quote_keys`.
    """
    for statement in (_CONTENTS, _BANDS, _BANDED, _ANCHORS):
        connection.execute(statement.format(table=table))
    groups = _Groups()
    for number, words, earlier, earlier_words, marked in _rows(connection, _NEAR):
        if _same(words.split(" "), earlier_words.split(" "), marked=marked):
            groups.link(number, earlier)
    for number, whole in _rows(connection, _PARTS):
        groups.link(number, whole)
    connection.register("linked", groups.table())
    connection.execute(_GROUPS.format(table=table))
    connection.unregister("linked")
    for name in _TEMPORARY:
        connection.execute(f"drop table temp.{name}")


def group_quotes(quotes: tables.Table) -> tables.Table:
    """Group the quotes of a corpus in memory.

    Args:
        quotes: the table `quotes`.

    Returns:
        `doc_id`, `quote_id` and `quote_group` of those that another document has as well.
    """
    with duckdb.connect() as connection:
        connection.register("keys", quote_keys(quotes))
        find_quote_groups(connection, "keys")
        groups: tables.Table = connection.table("quote_groups").to_arrow_table()
    return groups


class _Groups:
    """Disjoint sets of numbers, of which each goes by its smallest."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def link(self, one: int, other: int) -> None:
        low, high = sorted((self._root(one), self._root(other)))
        self._parents[high] = self._parents[low] = low

    def table(self) -> tables.Table:
        numbers = sorted(self._parents)
        roots = [self._root(number) for number in numbers]
        return pa.table(
            {"number": pa.array(numbers, pa.int64()), "root": pa.array(roots, pa.int64())}
        )

    def _root(self, number: int) -> int:
        while (parent := self._parents.get(number, number)) != number:
            self._parents[number] = self._parents.get(parent, parent)
            number = parent
        return number


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    for batch in connection.sql(query).to_arrow_reader(PAIRS):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _same(one: Sequence[str], other: Sequence[str], *, marked: bool) -> bool:
    """Whether two folded contents are nearly equal; figures have to be equal."""
    if _figures(one) != _figures(other):
        return False
    first, second = runs_of(one), runs_of(other)
    similarity = len(first & second) / len(first | second)
    spoken = marked and min(len(one), len(other)) >= SPOKEN_WORDS
    return similarity >= (SPOKEN_SIMILARITY if spoken else SIMILARITY)


def _figures(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if word[0].isdigit())
