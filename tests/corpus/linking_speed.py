"""Measures how long it takes to link and gather a corpus, and how much memory.

A folder of tables stands for the corpus, as often as one says: in each further copy the documents
have other ids, and one name in ten another surname. Run by ``python -m tests.corpus.linking_speed
FOLDER COPIES``. Time and memory of the steps that need all documents are told, in one process.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.corpus import Gatherer, Linker, OwnIdentifiers, apply_links, collect_facts
from pipeline.knowledge.names import slug

PART = 64  # documents
TABLES = ("documents", "mentions", "quotes", "relations")
ENDINGS = ("ov", "sky", "enko", "son", "i", "ez", "man", "oglu", "idis", "ura")
ONSETS = ("b", "d", "gr", "k", "l", "m", "n", "p", "st", "v")


def parts(folder: Path, numbers: range) -> Iterator[dict[str, pa.Table]]:
    """The tables of some documents at a time."""
    given = {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
    for name, type_ in (("also_published_by", pa.list_(pa.string())), ("reprints", pa.int32())):
        if name not in given["documents"].column_names:
            empty = pa.nulls(given["documents"].num_rows, type_)
            given["documents"] = given["documents"].append_column(name, empty)
    doc_ids = given["documents"]["doc_id"]
    for number in numbers:
        wanted = doc_ids.slice(number * PART, PART).combine_chunks()
        yield {
            name: table.filter(pc.is_in(table["doc_id"], wanted)) for name, table in given.items()
        }


def surname(copy: int, name: str) -> str:
    """A surname of which there is one for each copy."""
    digits = f"{copy}{crc32(name.encode()) % 100}"
    return (
        "".join(ONSETS[int(d)] + "aeiou"[int(d) % 5] for d in digits).title() + ENDINGS[copy % 10]
    )


def varied(name: str | None, copy: int) -> str | None:
    """The name, or another in one of ten."""
    if name is None or copy == 0 or crc32(f"{name}{copy}".encode()) % 10:
        return name
    return f"{name.partition(' ')[0]} {surname(copy, name)}"


def replace(table: pa.Table, column: str, values: pa.Array | list[str | None]) -> pa.Table:
    place = table.schema.get_field_index(column)
    return table.set_column(place, column, values)


def copied(facts: pa.Table, copy: int) -> pa.Table:
    """Facts of the same documents in other words."""
    if copy == 0:
        return facts
    facts = replace(facts, "doc_id", pc.binary_join_element_wise(facts["doc_id"], str(copy), "-"))
    old = facts["name"].to_pylist()
    names = [varied(name, copy) for name in old]
    ids = [
        id_ if new == name or new is None else f"{id_.partition(':')[0]}:{slug(new)}"
        for id_, name, new in zip(facts["entity_id"].to_pylist(), old, names, strict=True)
    ]
    facts = replace(facts, "name", pa.array(names, pa.string()))
    return replace(facts, "entity_id", pa.array(ids, pa.string()))


def copied_evidence(evidence: pa.Table, copy: int) -> pa.Table:
    """Evidence of other entities, for one in ten."""
    ids = [
        id_ if varied(id_, copy) == id_ else f"{id_}-{surname(copy, id_).lower()}"
        for id_ in evidence["entity_id"].to_pylist()
    ]
    return replace(evidence, "entity_id", pa.array(ids, pa.string()))


def told(what: str, started: float) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    seconds = time.process_time() - started
    return f"{what:<45} {seconds:8.1f} s of one core   peak so far {peak:.2f} GB"


def measure(folder: Path, copies: int) -> Iterator[str]:
    """One line for each step."""
    total = pq.read_metadata(folder / "documents.parquet").num_rows
    numbers = range(-(-total // PART))
    with TemporaryDirectory() as scratch, Linker(Path(scratch)) as linker:
        for number, part in enumerate(parts(folder, numbers)):
            facts = collect_facts(**part)
            pq.write_table(facts, f"{scratch}/facts{number}.parquet")
        started = time.process_time()
        for copy in range(copies):
            for number in numbers:
                facts = pq.read_table(f"{scratch}/facts{number}.parquet")
                linker.add(copied(facts, copy))
        yield told(f"entered {copies * total:,} documents", started)
        started = time.process_time()
        linker.link()
        yield told("linked", started)
        for number, part in enumerate(parts(folder, numbers)):
            links = linker.links(part["documents"]["doc_id"].to_pylist())
            pq.write_table(apply_links(**part, links=links).evidence, f"{scratch}/{number}.parquet")
        yield told("evidence of the first copy", started)
        started = time.process_time()
        with Gatherer(Path(scratch)) as gatherer:
            for copy in range(copies):
                for number in numbers:
                    evidence = pq.read_table(f"{scratch}/{number}.parquet")
                    gatherer.add(copied_evidence(evidence, copy))
            yield told("entered the evidence", started)
            for make in (gatherer.people, gatherer.countries, gatherer.organizations):
                started = time.process_time()
                rows = sum(table.num_rows for table in make(OwnIdentifiers()))
                yield told(f"gathered {rows:,} {make.__name__}", started)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="tables of a run")
    parser.add_argument("copies", type=int, nargs="?", default=1)
    chosen = parser.parse_args()
    for line in measure(chosen.folder, chosen.copies):
        print(line, flush=True)


if __name__ == "__main__":
    main()
