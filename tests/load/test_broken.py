"""Broken inputs: each becomes a document or a rejection with its reason."""

import gzip
import json
import time

import pandas as pd
import pytest

from pipeline.load import REASONS, LoadSettings, load_documents

BODY = "The port of Halden reopened on Friday after a strike of two weeks, the union said."
GZIP = gzip.compress(json.dumps({"text": BODY * 50}).encode())


@pytest.mark.parametrize(
    ("name", "content", "reason", "detail"),
    [
        ("a.txt", b"", "empty", "no bytes"),
        ("a.txt", b" \n\t\n", "empty", "white space"),
        ("a.txt", b"\xef\xbb\xbf\n\xe2\x80\x8b\n", "no_text", "no letter"),
        ("a.txt", b"...\n\n---", "no_text", "no letter"),
        ("a.txt", bytes(range(256)) * 8, "binary", "binary data"),
        ("a.md", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "binary", "PNG"),
        ("a.txt", b"{\\rtf1\\ansi A text.}", "binary", "RTF"),
        ("a.txt", b"\xff\xfeA\x00b", "encoding", "utf-16"),
        ("a.txt.gz", GZIP[:-20], "damaged", "gzip"),
        ("a.jsonl.gz", GZIP[:60], "damaged", "gzip"),
        ("a.json.gz", GZIP[:-8] + b"\x00" * 8, "damaged", "gzip"),
        ("a.txt.gz", b"not packed", "damaged", "not gzip data"),
        ("a.json", b'{"text": "The port', "damaged", "no valid JSON"),
        ("a.json", b'{"text": ' * 100_000, "damaged", "nested"),
        ("a.json", b"[" * 100_000, "damaged", "nested"),
        ("a.json", b"1" * 10_000, "damaged", "no valid JSON"),
        ("a.json", b"[]", "empty", "without records"),
        ("a.jsonl", b"\xfe\xff", "empty", "without records"),
        ("a.jsonl", b"\n" * 100_000, "empty", "without records"),
        ("a.json", b"12", "record", "int"),
        ("a.json", b'{"title": "Only a title"}', "no_text", "fields: title"),
        ("a.json", b'{"text": "", "id": 1}', "no_text", "is empty"),
        ("a.json", b'{"text": {"a": [1, {"b": 2}]}}', "no_text", "is empty"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "no_text", "no text"),
        ("a.html", b"<!-- -->", "no_text", "no text"),
        ("a.csv", b"id,headline\n1,Talks\n", "no_text", "columns: id, headline"),
        ("a.csv", b"id,text\n", "empty", "without records"),
        ("a.csv", b'"id,text\n1,A text.\n', "damaged", "header"),
        ("a.parquet", b"PAR1" + b"\x00" * 40 + b"PAR1", "damaged", "parquet"),
        ("a.parquet", b"id,text", "damaged", "parquet"),
    ],
)
def test_whole_file_is_refused(reject_one, name, content, reason, detail):
    row = reject_one(name, content)
    assert (row["source"], row["reason"], row["bytes"]) == (name, reason, len(content))
    assert detail in row["detail"]


def test_reasons_are_those_of_the_table():
    assert {"empty", "binary", "encoding", "damaged", "too_large", "no_text"} <= set(REASONS)


def test_broken_lines_do_not_stop_the_others(load):
    lines = [
        b'{"text": "One."}',
        b'{"text": "Two',
        b"",
        b"[1, 2]",
        b"\x00\x01\x02\x03",
        b'{"text": "Five."}',
    ]
    loaded = load({"a.jsonl": b"\n".join(lines)})
    assert loaded.documents["source"].to_pylist() == ["a.jsonl#line-1", "a.jsonl#line-6"]
    assert [(row["source"], row["reason"], row["bytes"]) for row in loaded.rejects.to_pylist()] == [
        ("a.jsonl#line-2", "damaged", len(lines[1]) + 1),
        ("a.jsonl#line-4", "record", len(lines[3]) + 1),
        ("a.jsonl#line-5", "binary", len(lines[4]) + 1),
    ]


def test_documents_before_the_end_of_cut_off_lines_are_kept(load):
    lines = "\n".join(json.dumps({"id": i, "text": f"{BODY} {i * 7919}"}) for i in range(5000))
    loaded = load({"a.jsonl.gz": gzip.compress(lines.encode())[:-5000]})
    assert loaded.documents.num_rows > 1000
    assert [row["reason"] for row in loaded.rejects.to_pylist()] == ["damaged"]


def test_line_of_50_megabytes(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"word " * 10_000_000 + b'"}\n{"text": "After it."}\n')
    start = time.process_time()
    loaded = load_documents(path)
    assert time.process_time() - start < 2
    assert loaded.documents["text"].to_pylist() == ["After it."]
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"]) == ("a.jsonl#line-1", "too_large")
    assert row["bytes"] == 50_000_013


@pytest.mark.parametrize(
    "name", ["a.txt", "a.md", "a.html", "a.txt.gz", "a.json", "a.csv", "a.parquet"]
)
def test_too_large(load, tmp_path, name):
    text = BODY * 20
    content = text.encode()
    if name.endswith(".gz"):
        content = gzip.compress(content)
    elif name.endswith(".json"):
        content = json.dumps({"text": text}).encode()
    elif name.endswith(".csv"):
        content = f"id,text\n1,{text.replace(',', ';')}\n".encode()
    elif name.endswith(".parquet"):
        pd.DataFrame({"text": [text]}).to_parquet(tmp_path / name)
        content = (tmp_path / name).read_bytes()
    loaded = load({name: content}, LoadSettings(max_bytes=1000))
    assert loaded.rejects["reason"].to_pylist() == ["too_large"]
    assert load({name: content}).documents.num_rows == 1


def test_too_short(load):
    loaded = load({"a.txt": "A b c!", "b.txt": "A b c d"}, LoadSettings(min_chars=4))
    assert loaded.documents["source"].to_pylist() == ["b.txt"]
    assert loaded.rejects["detail"].to_pylist() == ["fewer than 4 letters and digits"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings(load_one, encoding):
    text = "François Bozizé met José in the café — “a start”, he said, and left for Malmö."
    assert load_one("a.txt", text.encode(encoding))["text"] == text


def test_other_scripts_without_declaration(load_one):
    any_language = LoadSettings(languages=())
    text = "Президент заявил сегодня в Москве, что переговоры возобновятся в понедельник утром."
    row = load_one("a.txt", text.encode("cp1251"), settings=any_language)
    assert (row["text"], row["language"]) == (text, "ru")


def test_single_wrong_byte_in_utf8(load_one):
    data = "Vučić said “no” in Niš.".encode().replace("š".encode(), b"\x9a")
    assert load_one("a.txt", data)["text"] == "Vučić said “no” in Niš."


def test_text_cut_off_in_a_character(load_one):
    assert load_one("a.txt", "Vučić was in Niš".encode()[:-1])["text"].startswith("Vučić was in Ni")


@pytest.mark.parametrize(
    "opening", ['He said "no.', "He said “no.", "He said ”no“.", "«No, he said", "''No'", '"' * 999]
)
def test_unbalanced_quotation_marks_stay(load_one, opening):
    text = f"{opening} And left."
    assert load_one("a.txt", text)["text"] == text


def test_unbalanced_quotation_mark_in_a_table(load):
    loaded = load({"a.csv": 'id,text\n1,One.\n2,"Two.\n3,Three.\n'})
    assert loaded.documents["text"].to_pylist() == ["One."]
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"]) == ("a.csv#row-2", "damaged")
    assert "lines 3 to 4" in row["detail"]


def test_rows_of_a_wrong_length(load):
    loaded = load({"a.csv": "id,text,url\n1,One\n2,Two, and more, of it\n\n3,Three,x\n"})
    assert loaded.documents["doc_id"].to_pylist() == ["1", "3"]
    assert "4 values, the header has 3" in loaded.rejects["detail"][0].as_py()


def test_lone_surrogates_and_nul_in_json(load_one):
    row = load_one(
        "a.json", r'{"id": "\ud800x", "title": "\u0000T\udfff", "text": "a\ud800b\u0000."}'
    )
    assert (row["doc_id"], row["title"], row["text"]) == ("x", "T", "T\n\nab.")


@pytest.mark.parametrize("wrap", ["", "<html><head><title>Talks</title></head><body>"])
def test_deeply_nested_html(load_one, wrap):
    page = wrap + "<div>" * 5000 + f"<p>{BODY}</p>" + "</div>" * 5000
    assert load_one("a.html", page)["text"].endswith(BODY)


def test_html_without_end(load_one):
    assert BODY in load_one("a.html", f"<html><body><p>{BODY}<p>Ships <b>left <a href='")["text"]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "(" * 9000,
            "[" * 9000,
            "a." * 9000,
            "By " + "A " * 9000,
            "@" * 9000,
            "1-" * 9000,
            "jan " * 9000,
        ),
        *(
            "read more " * 2000,
            "© " * 9000,
            "www." * 5000,
            "<a " * 9000,
            "> " * 9000,
            "\n".join("a b" * 3000),
        ),
        *(
            "a\n" * 10_000,
            " \n" * 50_000 + "x",
            "a / " * 9000,
            "from " * 9000,
            "12:30" * 5000,
            "\x1b[" * 9000,
        ),
        *(
            "**" * 9000,
            "](" * 9000,
            "photo by " * 3000,
            "é" * 9000,
            "Ã" * 9000,
            "by " * 9000,
            "<p>" * 4000,
        ),
    ],
    ids=lambda line: repr(line[:8]),
)
def test_hostile_lines_are_read_in_linear_time(load, line):
    start = time.process_time()
    loaded = load(
        {"a.txt": f"Title\n\n{line}\n\n{line}", "b.json": json.dumps({"text": line, "title": line})}
    )
    assert time.process_time() - start < 6
    assert loaded.documents.num_rows + loaded.rejects.num_rows == 2
