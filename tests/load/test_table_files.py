"""Tables: attacks, and columns by the names that a user gives."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.load import LoadSettings
from pipeline.load.outcome import Refused
from pipeline.load.table_files import read_parquet


def parquet(columns, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def test_parquet_that_expands_without_end(load):
    data = parquet({"text": ["A text.", " " * 40_000_000]}, row_group_size=1, compression="zstd")
    loaded = load({"a.parquet": data})
    assert loaded.documents["text"].to_pylist() == ["A text."]
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"]) == ("a.parquet", "too_large")


def test_columns_that_are_not_read_may_expand(load_one):
    data = parquet({"text": ["A text."], "image": [bytes(40_000_000)]}, compression="zstd")
    assert load_one("a.parquet", data)["text"] == "A text."


def test_value_that_many_rows_share_is_not_copied_for_all_at_once(monkeypatch):
    sizes: list[int] = []
    iter_batches = pq.ParquetFile.iter_batches

    def watched(self, batch_size, **options):
        sizes.append(batch_size)
        return iter_batches(self, batch_size=batch_size, **options)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", watched)
    monkeypatch.setattr("pipeline.load.table_files._LISTED_BYTES", 30_000)
    data = parquet({"text": ["word " * 2000] * 50}, compression="none")
    assert len(list(read_parquet(io.BytesIO(data), LoadSettings()))) == 50
    assert sizes == [2]


@pytest.mark.parametrize(
    "type_", [pa.binary(), pa.list_(pa.int64()), pa.map_(pa.string(), pa.int8())]
)
def test_text_of_a_strange_type(reject_one, type_):
    data = parquet({"text": pa.array([None], type_)})
    assert reject_one("a.parquet", data)["reason"] == "no_text"


def test_parquet_of_a_damaged_group(load):
    data = bytearray(parquet({"text": [f"Day {n} of it." for n in range(400)]}, row_group_size=200))
    middle = len(data) // 2
    data[middle - 300 : middle] = bytes(300)
    loaded = load({"a.parquet": bytes(data)})
    assert loaded.rejects["reason"].to_pylist()[-1] == "damaged"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"no;Story,Story text\n1;x,The port.\n"),
        ("a.json", json.dumps({"items": [{"Story text": "The port."}]}).encode()),
        ("a.parquet", parquet({"Story text": ["The port."]})),
    ],
)
def test_column_that_a_user_names(load_one, name, data):
    settings = LoadSettings(columns=("text=Story text",))
    assert load_one(name, data, settings=settings)["text"] == "The port."


def test_table_in_a_pipe_that_is_too_large():
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(Refused) as raised:
        list(read_parquet(Pipe(bytes(100)), LoadSettings(max_json_bytes=50)))
    assert raised.value.reason == "too_large"
