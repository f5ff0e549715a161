"""Who else printed a story: marks repetitions in the table of documents, and counts reprints."""

import duckdb
import pyarrow as pa

from pipeline import tables
from pipeline.duplicates.documents import find_duplicates
from pipeline.duplicates.signatures import body_of, fingerprint_of, signature_of

__all__ = ["mark_duplicates", "summarise_reprints"]

_REPRINTS = """
create or replace table reprints as
select duplicates.original as place,
    list_sort(list(distinct copy.publisher) filter (
        copy.publisher is distinct from original.publisher and copy.publisher is not null
    )) as also_published_by,
    count(*)::integer as reprints
from duplicates
join "{documents}" as copy on copy.place = duplicates.place
join "{documents}" as original on original.place = duplicates.original
group by duplicates.original
order by 1
"""
_MARKED = """
select original.doc_id as duplicate_of,
    case when duplicates.place is null then coalesce(also_published_by, []::varchar[]) end
        as also_published_by,
    case when duplicates.place is null then coalesce(reprints, 0) end::integer as reprints
from compared
left join duplicates using (place)
left join reprints using (place)
left join compared as original on original.place = duplicates.original
order by compared.place
"""


def mark_duplicates(documents: tables.Table, *, similarity: float | None = 0.8) -> tables.Table:
    """Mark the documents that repeat another, and count on the others how often they are repeated.

    Bodies are compared, without the headline. A copy under another headline, with a dateline, a
    byline or a short paragraph more or less is a repetition; an update of which a fifth is new, or
    the first half of a story, is none: quotes that they share are grouped all the same.

    Args:
        documents: the table `documents`.
        similarity: the Jaccard similarity of runs of five words from which two texts are the same;
            None for texts that are equal but for case, spacing and marks.

    Returns:
        The table with `duplicate_of`, `also_published_by` and `reprints` set; what stood in
        `duplicate_of` is replaced.
    """
    documents = tables.check("documents", documents)
    rows = documents.select(["doc_id", "title", "text", "publisher"])
    bodies = [
        body_of(title.as_py(), text.as_py())
        for title, text in zip(rows["title"], rows["text"], strict=True)
    ]
    compared = pa.table(
        {
            "place": pa.array(range(len(bodies)), pa.int64()),
            "doc_id": rows["doc_id"].combine_chunks(),
            "publisher": rows["publisher"].combine_chunks(),
            # Without the zone: a day is a day of UTC, wherever the program runs.
            "published": documents["published"].cast(pa.timestamp("us")).combine_chunks(),
            "fingerprint": pa.array(map(fingerprint_of, bodies), pa.string()),
            "signature": pa.array(
                [signature_of(body) if similarity is not None else None for body in bodies],
                pa.binary(),
            ),
        }
    )
    with duckdb.connect() as connection:
        connection.register("compared", compared)
        find_duplicates(connection, "compared", similarity=similarity)
        summarise_reprints(connection, documents="compared")
        marked = connection.sql(_MARKED).to_arrow_table()
    for name in marked.column_names:
        place = documents.schema.get_field_index(name)
        field = documents.schema.field(place)
        documents = documents.set_column(place, field, marked[name].cast(field.type))
    return tables.check("documents", documents)


def summarise_reprints(connection: duckdb.DuckDBPyConnection, *, documents: str) -> None:
    """Make the table `reprints` of originals that are repeated.

    Its columns are `place`, `also_published_by` (VARCHAR[], the publishers of the repetitions
    in order and once each, without the original's own) and `reprints` (INTEGER, how many repeat
    it).

    Args:
        connection: a database with the table `duplicates` that `find_duplicates` makes.
        documents: a table of it with the columns `place` and `publisher`.
    """
    connection.execute(_REPRINTS.format(documents=documents))
