"""Takes documents that a stage failed on out of the tables, and lists them among the rejects."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.run.chunks import Failure
from pipeline.tables import Table, concat, from_rows

__all__ = ["reject"]


def reject(tables: Mapping[str, Table], failures: Sequence[Failure]) -> dict[str, Table]:
    """Move failed documents to the rejects, and remove the rows of other tables about them.

    Args:
        tables: The tables by name, "documents" and "rejects" among them.
        failures: The documents that failed.

    Returns:
        The tables without these documents. Documents that repeat one of them repeat the first of
        those that are left.
    """
    failed = {failure.doc_id: failure for failure in failures}
    rows = [
        {
            "source": document["source"],
            "reason": "failed",
            "detail": f"{failed[document['doc_id']].stage}: {failed[document['doc_id']].error}",
            "bytes": len(document["text"].encode()),
        }
        for document in tables["documents"].to_pylist()
        if document["doc_id"] in failed
    ]
    left = {
        name: table if name == "rejects" else _without(table, list(failed))
        for name, table in tables.items()
    }
    left["documents"] = _repeat_others(left["documents"], set(failed))
    left["rejects"] = concat("rejects", [tables["rejects"], from_rows("rejects", rows)])
    return left


def _without(table: Table, doc_ids: list[str]) -> Table:
    found = pc.is_in(table["doc_id"], value_set=pa.array(doc_ids, pa.string()))
    return table.filter(pc.invert(found))


def _repeat_others(documents: Table, failed: set[str]) -> Table:
    """Let documents that repeat a failed one repeat the first of them."""
    firsts: dict[str, str] = {}
    originals: list[str | None] = []
    for document in documents.select(["doc_id", "duplicate_of"]).to_pylist():
        doc_id, original = document["doc_id"], document["duplicate_of"]
        if original in failed:
            first = firsts.setdefault(original, doc_id)
            original = None if first == doc_id else first
        originals.append(original)
    place = documents.schema.get_field_index("duplicate_of")
    column = pa.array(originals, pa.string())
    return documents.set_column(place, documents.schema.field(place), column)
