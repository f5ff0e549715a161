"""JSON, lines of JSON, and tables."""

import csv
import io
import json
import os
import pickle
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.load.hostile.case import BODY, DOCUMENT, Hostile, collector

CASES: dict[str, Hostile] = {}
hostile = collector(CASES)
TEXT = BODY.encode()
LINE = b'{"text": "' + TEXT + b'"}'

MARKER = Path(tempfile.gettempdir()) / f"unpickled-{os.getpid()}"
"""A folder that is made when the pickles here are loaded."""


class _Harm:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(MARKER),)


def with_value(value: str) -> bytes:
    return b'{"text": "' + TEXT + b'", "date": ' + value.encode() + b"}"


@hostile("a.json", "damaged")
def json_nested_in_lists() -> bytes:
    return b"[" * 1_000_000


@hostile("a.json", "damaged")
def json_nested_in_objects() -> bytes:
    return b'{"text":' * 100_000 + b'"a"' + b"}" * 100_000


@hostile("a.json", DOCUMENT, "no_text")
def json_nested_in_the_text() -> bytes:
    return b'[{"text": ' + b"[" * 900 + b'"a"' + b"]" * 900 + b"}, " + LINE + b"]"


@hostile("a.json", DOCUMENT)
def json_with_a_number_beyond_all_floats() -> bytes:
    return with_value("1e999999")


@hostile("a.json", "damaged")
def json_with_a_number_of_a_million_digits() -> bytes:
    return with_value("9" * 1_000_000)


@hostile("a.json", DOCUMENT)
def json_with_a_date_beyond_all_years() -> bytes:
    return with_value("99999999999999999999")


@hostile("a.json", DOCUMENT)
def json_with_what_is_no_number() -> bytes:
    return b'{"text": "' + TEXT + b'", "date": NaN, "id": Infinity, "url": -Infinity}'


@hostile("a.json", DOCUMENT)
def json_with_keys_twice() -> bytes:
    return b'{"text": 1, "text": null, "id": "a", "id": {"b": []}, "text": "' + TEXT + b'"}'


@hostile("a.json", DOCUMENT)
def json_with_lone_surrogates() -> bytes:
    return b'{"text": "\\ud800 ' + TEXT + b'\\udfff", "id": "\\udc00", "title": "\\ud83d\\u0000"}'


@hostile("a.json", DOCUMENT)
def json_with_nuls() -> bytes:
    return b'{"text": "\\u0000' + TEXT + b'\\u0000", "\\u0000": 1, "url": "\\u0000"}'


@hostile("a.json", "damaged")
def json_with_raw_nuls() -> bytes:
    return b'{"text": "\x00' + TEXT + b'"}'


@hostile("a.json", DOCUMENT)
def json_with_a_hundred_thousand_keys() -> bytes:
    return json.dumps({f"k{n}": {"a": n} for n in range(100_000)} | {"text": BODY}).encode()


@hostile("a.json", DOCUMENT, "no_text", "record")
def json_of_all_kinds_of_values() -> bytes:
    return b"[1, null, true, 1.5, [], {}, [[[]]], " + LINE + b"]"


@hostile("a.json", "too_large")
def json_with_a_text_without_end() -> bytes:
    return b'{"text": "' + b"word " * 2_000_000 + b'"}'


@hostile("a.json", "damaged")
def json_with_a_wrong_encoding() -> bytes:
    return b"\xff\xfe" + "[".encode("utf-16-le") * 1000


@hostile("a.json", DOCUMENT)
def json_with_an_author_nested_in_itself() -> bytes:
    author = b'{"name": ' * 800 + b'"x"' + b"}" * 800
    return b'{"text": "' + TEXT + b'", "author": ' + author + b"}"


@hostile("a.json", DOCUMENT)
def json_with_a_hundred_thousand_authors() -> bytes:
    return json.dumps({"text": BODY, "author": [f"Ann Lee {n}" for n in range(100_000)]}).encode()


@hostile("a.jsonl", DOCUMENT, "too_large", bomb=True)
def lines_with_one_of_100_megabytes() -> bytes:
    return b'{"text": "' + b"word " * 20_000_000 + b'"}\n' + LINE


@hostile("a.jsonl", "damaged", DOCUMENT)
def lines_that_are_cut() -> bytes:
    return b'{"text": "' + LINE + b"\n" + LINE + b"\n" + LINE[:40]


@hostile("a.jsonl", "binary", "damaged", DOCUMENT, "record")
def lines_of_everything() -> bytes:
    lines = [b"[]", b"1", b"\x00" * 50, b"{", b"[" * 100_000, b"nul", b'"' + TEXT + b'"', LINE]
    return b"\n".join(lines)


@hostile("a.csv", "damaged")
def csv_with_a_mark_that_never_closes() -> bytes:
    return b'id,text\n1,"' + b"word word word\n" * 1_000_000


@hostile("a.csv", "too_large")
def csv_with_a_line_of_30_megabytes() -> bytes:
    return b"id,text\n1," + b"word " * 6_000_000


@hostile("a.csv", "damaged", "no_text")
def csv_with_rows_of_other_lengths() -> bytes:
    return b"id,text\n1\n2," + TEXT + b"\n3,a,b,c\n" + b"," * 100_000 + b"\n"


@hostile("a.csv", "damaged", DOCUMENT, "no_text")
def csv_with_nuls() -> bytes:
    return b'id,text\n1,"' + TEXT + b'"\n2,\x00"' + TEXT + b'"\n\x00\n'


@hostile("a.csv", DOCUMENT)
def csv_with_a_hundred_thousand_columns() -> bytes:
    header = ",".join(["text", *(f"c{n}" for n in range(100_000))])
    return f'{header}\n"{BODY}"\n'.encode()


@hostile("a.csv", "no_text")
def csv_with_columns_of_one_name() -> bytes:
    return b"text,text,text\n" + TEXT.replace(b",", b";") + b",b,\n"


@hostile("a.csv", DOCUMENT)
def csv_with_formulas() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("title", "text"), ('=cmd|" /C calc"!A0', BODY)])
    return out.getvalue().encode()


@hostile("a.csv", "damaged")
def csv_of_quotation_marks() -> bytes:
    return b'"' * 1_000_001


@hostile("a.csv", "no_text")
def csv_of_separators() -> bytes:
    return b",;\t|" * 100_000


@hostile("a.tsv", DOCUMENT)
def tsv_with_marks_that_never_close() -> bytes:
    return b"id\ttext\n" + b"".join(b'%d\t"%s\n' % (n, TEXT + b"%d" % n) for n in range(500))


def parquet(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


@hostile("a.parquet", "damaged")
def parquet_that_is_cut_off() -> bytes:
    return parquet(pa.table({"text": [BODY] * 100}))[:-20]


@hostile("a.parquet", "damaged")
def parquet_with_a_broken_page() -> bytes:
    data = bytearray(parquet(pa.table({"text": [BODY + str(n) for n in range(500)]})))
    data[20:200] = b"\xff" * 180
    return bytes(data)


@hostile("a.parquet", "damaged", bomb=True)
def parquet_with_a_foot_of_four_gigabytes() -> bytes:
    data = bytearray(parquet(pa.table({"text": [BODY]})))
    data[-8:-4] = b"\xff\xff\xff\x7f"
    return bytes(data)


@hostile("a.parquet", "too_large", bomb=True)
def parquet_bomb_of_one_value() -> bytes:
    values = pa.DictionaryArray.from_arrays(
        pa.array([0] * 20_000, pa.int32()), ["word " * 1_000_000]
    )
    return parquet(pa.table({"text": values}), compression="zstd")


@hostile("a.parquet", "too_large", bomb=True)
def parquet_bomb_of_pages() -> bytes:
    table = pa.table({"text": ["word " * 2_000_000] * 50})
    return parquet(table, compression="zstd", use_dictionary=False)


@hostile("a.parquet", DOCUMENT)
def parquet_of_nested_types() -> bytes:
    rows = [{"text": [BODY], "author": [{"name": {"first": ["Ann"]}}], "date": {"a": 1}}]
    return parquet(pa.Table.from_pylist(rows))


@hostile("a.parquet", "no_text")
def parquet_of_other_types() -> bytes:
    return parquet(pa.table({"text": [1, 2], "date": [b"\xff", b""], "id": [[1.5], []]}))


@hostile("a.parquet", "damaged")
def parquet_of_broken_strings() -> bytes:
    broken = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\4\0\0\0"), pa.py_buffer(b"\xff\xfe\xfd\xfc")]
    )
    return parquet(pa.table({"text": broken}))


@hostile("a.parquet", "damaged")
def parquet_of_dates_beyond_all_years() -> bytes:
    dates = pa.array([2**60], pa.timestamp("ms"))
    return parquet(pa.table({"text": [BODY], "date": dates}))


@hostile("a.parquet", DOCUMENT)
def parquet_with_a_pickled_type() -> bytes:
    harm = {"ARROW:extension:name": "arrow.py_extension_type"}
    metadata = {**harm, "ARROW:extension:metadata": pickle.dumps(_Harm())}
    field = pa.field("text", pa.string(), metadata=metadata)
    return parquet(pa.table([[BODY]], schema=pa.schema([field])))


@hostile("a.parquet", "no_text")
def parquet_of_pickled_objects() -> bytes:
    return parquet(pa.table({"text": [pickle.dumps(_Harm())]}))


@hostile("a.parquet", DOCUMENT)
def parquet_with_columns_of_one_name() -> bytes:
    return parquet(pa.Table.from_arrays([pa.array([BODY]), pa.array(["b"])], ["text", "text"]))


@hostile("a.json", "damaged")
def pickle_called_json() -> bytes:
    return pickle.dumps(_Harm(), protocol=0)
