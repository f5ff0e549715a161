from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.corpus.scratch import Scratch
from pipeline.errors import PipelineError


def test_rows_are_read_while_others_are_written(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, "x")
    scratch.run("CREATE TABLE t (i BIGINT)")
    scratch.insert("t", pa.table({"i": [1, 2, 3]}))
    for (i,) in scratch.rows("SELECT i FROM t WHERE i < ? ORDER BY i", (3,)):
        scratch.insert("t", pa.table({"i": [10 * i]}))
    assert scratch.table("SELECT i FROM t ORDER BY i")["i"].to_pylist() == [1, 2, 3, 10, 20]
    scratch.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PipelineError, match=r"file: no room for the database x: .*run again"):
        Scratch(tmp_path / "file", "x")


def test_too_little_room_is_told(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, "x")
    scratch.run("SET memory_limit = '4MB'")
    scratch.run("SET max_temp_directory_size = '0MB'")
    with pytest.raises(PipelineError, match="make room there"):
        scratch.run("CREATE TABLE t AS SELECT range AS i FROM range(9000000) ORDER BY hash(i)")
    scratch.close()
