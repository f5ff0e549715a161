"""Compressed data: what is unpacked, and what is not."""

import bz2
import gzip
import io
import json
import lzma
from functools import partial

import pytest
import zstandard

from pipeline.load import LoadSettings, load_documents

LINES = "\n".join(json.dumps({"text": f"The port of Halden, day {n}."}) for n in range(3)).encode()
PACKERS = {
    ".bz2": partial(bz2.compress, compresslevel=1),
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}
SUFFIXES = pytest.mark.parametrize("suffix", PACKERS)


@SUFFIXES
def test_known_by_its_name(load, suffix):
    name = f"a.jsonl{suffix}"
    loaded = load({name: PACKERS[suffix](LINES)})
    assert loaded.documents["source"].to_pylist() == [f"{name}#line-{n}" for n in (1, 2, 3)]


@SUFFIXES
def test_known_by_its_first_bytes(load, suffix):
    loaded = load({"a.jsonl": PACKERS[suffix](LINES)})
    assert loaded.documents.num_rows == 3


@SUFFIXES
def test_several_streams_in_one_file(load, suffix):
    pack = PACKERS[suffix]
    loaded = load({f"a.jsonl{suffix}": pack(LINES + b"\n") + pack(b"") + pack(LINES)})
    assert loaded.documents["source"].to_pylist()[-1] == f"a.jsonl{suffix}#line-6"


@SUFFIXES
def test_standard_input(suffix):
    stream = io.BytesIO(PACKERS[suffix](LINES))
    assert load_documents(stream).documents.num_rows == 3


@SUFFIXES
def test_name_that_is_wrong(reject_one, suffix):
    row = reject_one(f"a.jsonl{suffix}", LINES)
    assert row["reason"] == "damaged"
    assert row["detail"].endswith(f"data, though the name ends in {suffix}")


@SUFFIXES
def test_end_that_is_missing(load, suffix):
    lines = b"\n".join(
        json.dumps({"id": n, "text": f"Day {n * n}."}).encode() for n in range(6_000)
    )
    loaded = load({f"a.jsonl{suffix}": PACKERS[suffix](lines)[:-1000]})
    assert loaded.documents.num_rows > 100
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"]) == (f"a.jsonl{suffix}", "damaged")
    assert "cut off or broken" in row["detail"]


@SUFFIXES
def test_bytes_that_are_wrong(reject_one, suffix):
    checked = zstandard.ZstdCompressor(write_checksum=True)
    packed = bytearray((PACKERS | {".zst": checked.compress})[suffix](LINES))
    packed[15:40] = bytes(25)
    assert reject_one(f"a.txt{suffix}", bytes(packed))["reason"] == "damaged"


@SUFFIXES
def test_bomb(reject_one, suffix):
    bomb = PACKERS[suffix](bytes(40_000_000))
    row = reject_one(f"a.jsonl{suffix}", bomb, settings=LoadSettings(max_bytes=10**9))
    assert row["reason"] == "too_large"
    assert "more than 200 times as much is taken for an attack" in row["detail"]


def test_documents_before_a_bomb_are_kept(load):
    loaded = load({"a.jsonl.gz": gzip.compress(LINES + b"\n" + b" " * 40_000_000)})
    assert loaded.documents.num_rows == 3
    assert loaded.rejects["reason"].to_pylist() == ["too_large"]


def test_ratio_is_allowed_where_it_is_wanted(load):
    data = gzip.compress(LINES + b"\n" + b" " * 12_000_000)
    loaded = load({"a.jsonl.gz": data}, LoadSettings(max_ratio=2000))
    assert loaded.documents.num_rows == 3
    assert loaded.rejects.num_rows == 0


def test_size_as_a_whole(reject_one):
    row = reject_one("a.txt.gz", gzip.compress(LINES), settings=LoadSettings(max_unpacked_bytes=50))
    assert (row["reason"], row["detail"]) == ("too_large", "unpacks to more than 50 bytes")


def test_nested(load):
    data = zstandard.compress(gzip.compress(bz2.compress(LINES)))
    assert load({"a.jsonl.bz2.gz.zst": data}).documents.num_rows == 3


def test_nested_too_deep(reject_one):
    data = LINES
    for _ in range(5):
        data = gzip.compress(data)
    row = reject_one("a.jsonl.gz", data)
    assert row["reason"] == "unsafe"
    assert row["detail"] == "archives or compression nested more than 4 deep"


def test_window_of_zstandard_that_takes_much_memory(reject_one):
    options = zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    packer = zstandard.ZstdCompressor(compression_params=options).compressobj()
    row = reject_one("a.jsonl.zst", packer.compress(LINES * 50) + packer.flush())
    assert row["reason"] == "damaged"
    assert "zstandard data" in row["detail"]
