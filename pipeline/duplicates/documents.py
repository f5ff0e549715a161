"""Documents that repeat others: wire copy in many papers, found in a database on disk.

The documents are taken in order of publication. One that is alike to an earlier original repeats
it, any other is an original itself, so no chain of small changes leads from one story to another.
What is held in memory does not grow with the texts: DuckDB sorts and joins on disk, signatures lie
in a file, and a document that shares a band with another takes eight bytes.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.duplicates.signatures import PERMUTATIONS, bands_of, values_of

__all__ = ["find_duplicates"]

#: With how many of the documents before it in a band a document is compared, or rather with what
#: these repeat. A band that boilerplate fills with thousands costs no more than that for each.
NEAREST = 16
#: Documents whose signatures are in memory at once.
BATCH = 16_384
#: Pairs of a document and a candidate that are in memory at once.
PAIRS = 100_000
#: Bytes of signatures up to which no file is written.
SPOOL = 64 << 20
_WIDTH = 4 * PERMUTATIONS
_DAY = 86_400_000_000

Numbers = npt.NDArray[np.int64]

#: Many dates are days only, stored as midnight. Who printed when within a day is then not known, so
#: that those with a time come first; those without a date come last.
_RANKED = f"""
create or replace temp table ranked as
select place, fingerprint, signature is not null as has_signature, row_number() over (
    order by epoch_us(published) // {_DAY} nulls last, epoch_us(published) % {_DAY} = 0,
        epoch_us(published), place
) as rank
from "{{table}}"
"""
_COPIES = """
create or replace temp table copies as
select ranked.place, first.place as original
from ranked join (
    select fingerprint, arg_min(place, rank) as place
    from ranked group by fingerprint having count(*) > 1
) as first using (fingerprint)
where ranked.place != first.place
"""
_NUMBERED = """
create or replace temp table numbered as
select row_number() over (order by rank) - 1 as number, place
from ranked anti join copies using (place)
where has_signature
order by number
"""
_SIGNED = """
create or replace temp table signed as
select number, signature from numbered join "{table}" using (place) order by number
"""
_SHARED = """
create or replace temp table shared as
select bands.band, bands.number
from bands semi join (
    select band from bands group by band having count(*) > 1
) as often using (band)
"""
_BEFORE = ", ".join(f"lag(number, {k}) over banded" for k in range(1, NEAREST + 1))
_CANDIDATES = f"""
select distinct number, earlier from (
    select number, unnest([{_BEFORE}]) as earlier
    from shared window banded as (partition by band order by number)
) where earlier is not null
order by number, earlier
"""
_DUPLICATES = """
create or replace table duplicates as
with near as (
    select a.place, b.place as original
    from repeated
    join numbered as a on a.number = repeated.number
    join numbered as b on b.number = repeated.original
)
select copies.place, coalesce(near.original, copies.original) as original
from copies left join near on near.place = copies.original
union all select place, original from near
order by 1
"""
_TEMPORARY = ("ranked", "copies", "numbered", "signed", "bands", "shared", "repeated")


def find_duplicates(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    *,
    similarity: float | None,
    scratch: Path | None = None,
) -> None:
    """Make the table `duplicates` of documents that repeat another.

    The original of a story is what was published first: by date, those of a day with a time before
    those without, equal dates by place; without a date, last. It never repeats another itself.
    The result depends on these columns only, not on the order of the rows or on threads.

    A document is compared with what the 16 documents before it in each of its bands are or repeat.
    Where more originals than that share every band with it, by boilerplate, it can be missed.

    Args:
        connection: a database; temporary tables are made and dropped, `duplicates` is replaced.
        table: a table of it with the columns `place` (BIGINT, different in each row: the order of
            the input), `published` (TIMESTAMP or null), `fingerprint` (VARCHAR, `fingerprint_of`)
            and `signature` (BLOB or null, `signature_of`).
        similarity: the Jaccard similarity of their shingles from which two texts are the same,
            above 0 up to 1; None for equal fingerprints only.
        scratch: where a file of signatures goes while it runs, 512 bytes for each document; the
            system's folder for temporary files if None.
    """
    connection.execute(_RANKED.format(table=table))
    connection.execute(_COPIES)
    connection.execute(_NUMBERED)
    connection.execute("create or replace temp table repeated (number bigint, original bigint)")
    if similarity is not None:
        with tempfile.SpooledTemporaryFile(
            max_size=SPOOL, dir=None if scratch is None else str(scratch)
        ) as file:
            count = _write_signatures(connection, table, similarity, file)
            originals = _originals(connection, count, similarity, file)
        _insert_repeated(connection, originals)
    connection.execute(_DUPLICATES)
    for name in _TEMPORARY:
        connection.execute(f"drop table if exists temp.{name}")


def _write_signatures(
    connection: duckdb.DuckDBPyConnection, table: str, similarity: float, file: IO[bytes]
) -> int:
    """Fills the table of bands, and the file with signatures by number; gives their count."""
    connection.execute(_SIGNED.format(table=table))
    connection.execute("create or replace temp table bands (band bigint, number bigint)")
    ((count,),) = connection.execute("select count(*) from signed").fetchall()
    for start in range(0, count, BATCH):
        signatures = connection.execute(
            "select signature from signed where number >= ? and number < ? order by number",
            [start, start + BATCH],
        ).fetchnumpy()["signature"]
        file.write(b"".join(signatures))
        bands = np.array([bands_of(signature, similarity) for signature in signatures], np.int64)
        numbers = np.arange(start, start + len(bands), dtype=np.int64)
        _insert(connection, "bands", band=bands.ravel(), number=np.repeat(numbers, bands.shape[1]))
    connection.execute("drop table temp.signed")
    connection.execute(_SHARED)
    connection.execute("drop table temp.bands")
    return int(count)


def _originals(
    connection: duckdb.DuckDBPyConnection, count: int, similarity: float, file: IO[bytes]
) -> Numbers:
    """For each number that of the document it repeats, or its own."""
    originals = np.arange(count, dtype=np.int64)
    for number, earlier in _candidates(connection):
        candidates = np.unique(originals[earlier])
        signature = _read(file, number)
        scores = [float(np.mean(_read(file, c) == signature)) for c in candidates.tolist()]
        best = int(np.argmax(scores))  # the first, so the earliest, of the best
        if scores[best] >= similarity:
            originals[number] = candidates[best]
    return originals


def _candidates(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, Numbers]]:
    """Each document that shares a band, in order, with the numbers of earlier ones that do."""
    kept: list[Numbers] = [np.empty(0, np.int64), np.empty(0, np.int64)]
    for batch in connection.sql(_CANDIDATES).to_arrow_reader(PAIRS):
        pairs = [column.to_numpy() for column in batch.columns]
        numbers, earlier = (np.concatenate(pair) for pair in zip(kept, pairs, strict=True))
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        # The last document may go on in the next batch.
        for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            yield int(numbers[start]), earlier[start:end]
        kept = [numbers[starts[-1] :], earlier[starts[-1] :]]
    if len(kept[0]):
        yield int(kept[0][0]), kept[1]


def _read(file: IO[bytes], number: int) -> npt.NDArray[np.uint32]:
    file.seek(number * _WIDTH)
    return values_of(file.read(_WIDTH))


def _insert_repeated(connection: duckdb.DuckDBPyConnection, originals: Numbers) -> None:
    numbers = np.flatnonzero(originals != np.arange(len(originals)))
    _insert(connection, "repeated", number=numbers, original=originals[numbers])


def _insert(connection: duckdb.DuckDBPyConnection, table: str, **columns: Numbers) -> None:
    rows = pa.table({name: pa.array(values) for name, values in columns.items()})
    connection.register("rows_to_insert", rows)
    connection.execute(f"insert into {table} select * from rows_to_insert")
    connection.unregister("rows_to_insert")
