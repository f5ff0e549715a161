"""What finding duplicates takes: `python -m tests.duplicates.memory_of_duplicates 200000`.

Makes signatures of invented documents, a fifth of them reprints of earlier ones and a tenth sharing
boilerplate, in a database on disk that may take 512 MB, and prints time and memory.
"""

import hashlib
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from pipeline.duplicates import find_duplicates

BATCH = 10_000
WIDTH = 128


def fill(path: Path, count: int) -> None:
    connection = duckdb.connect(str(path))
    random = np.random.default_rng(1)
    boilerplate = random.integers(0, 2**32, (20, WIDTH), dtype=np.uint32)
    connection.execute(
        "create table documents (place bigint, published timestamp, "
        "fingerprint varchar, signature blob)"
    )
    for start in range(0, count, BATCH):
        values = random.integers(0, 2**32, (BATCH, WIDTH), dtype=np.uint32)
        for i in range(1, BATCH, 5):  # a reprint of which a tenth differs
            values[i] = np.where(random.random(WIDTH) < 0.1, values[i], values[i - 1])
        for i in range(3, BATCH, 10):  # a frame that thousands share, of which half differs
            frame = boilerplate[random.integers(20)]
            values[i] = np.where(random.random(WIDTH) < 0.5, values[i], frame)
        places = np.arange(start, start + BATCH)
        signatures = [row.tobytes() for row in values]
        rows = pa.table(
            {
                "place": places,
                "published": pa.array(places // 1000 * 86_400_000_000, pa.timestamp("us")),
                "fingerprint": [hashlib.sha256(s).hexdigest() for s in signatures],
                "signature": pa.array(signatures, pa.binary()),
            }
        )
        connection.register("rows", rows)
        connection.execute("insert into documents select * from rows")
        connection.unregister("rows")
    connection.close()


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.duckdb"
        settings = {"memory_limit": "512MB", "temp_directory": str(Path(folder) / "temp")}
        # In a process of its own, so that what it takes is not counted.
        filling = multiprocessing.get_context("spawn").Process(target=fill, args=(path, count))
        filling.start()
        filling.join()
        with duckdb.connect(str(path), config=settings) as connection:
            before = peak()
            wall, cpu = time.perf_counter(), time.process_time()
            find_duplicates(connection, "documents", similarity=0.8, scratch=Path(folder))
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            ((found,),) = connection.execute("select count(*) from duplicates").fetchall()
    print(f"{count} documents, {found} duplicates: {wall:.1f} s, {cpu:.1f} s of CPU")
    print(f"peak memory {before} MB before, {peak()} MB after")


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
