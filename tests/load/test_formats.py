"""Each format, alone and packed."""

import csv
import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from pipeline.load import load_documents
from pipeline.load.formats import format_of

PARAGRAPHS = [
    "The union at the port of Halden said on Friday that it would return to the table.",
    "“We never left,” said its head, Ana Costa, after a meeting of two hours with the ministry.",
]
RECORD = {
    "id": "r-1",
    "title": "Talks resume",
    "text": "\n\n".join(PARAGRAPHS),
    "date": "2023-05-06",
    "authors": "Mara Vint, Staff Writer",
    "url": "https://www.coastledger.example/2023/05/06/talks",
}
WHOLE = "\n\n".join(["Talks resume", *PARAGRAPHS])


def test_text(load_one):
    row = load_one("a.txt", "\n\n".join(PARAGRAPHS))
    assert row["text"].split("\n\n") == PARAGRAPHS
    assert row["source"] == "a.txt"
    assert row["n_words"] == len(" ".join(PARAGRAPHS).split())
    assert len(row["sha256"]) == 64


HTML = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Talks resume - Coast Ledger</title><meta property="og:site_name" content="Coast Ledger">
<meta property="og:title" content="Talks resume - Coast Ledger">
<meta name="author" content="Mara Vint">
<meta property="article:published_time" content="2023-05-06T10:00:00+02:00">
<link rel="canonical" href="https://www.coastledger.example/2023/05/06/talks"></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>Talks resume</h1>
<p class="by">By Mara Vint, AFP</p><p>{PARAGRAPHS[0]}</p>
<blockquote><p>{PARAGRAPHS[1]}</p></blockquote>
<p>Ministers meet again on Monday, the port authority said, and ships will leave by noon.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_html(load_one):
    row = load_one("a.html", HTML)
    assert row["text"].split("\n\n")[:3] == ["Talks resume", *PARAGRAPHS]
    assert row["text"].count("\n\n") == 3
    assert "Home" not in row["text"]
    assert (row["title"], row["authors"]) == ("Talks resume", ["Mara Vint"])
    assert (row["publisher"], row["language"]) == ("Coast Ledger", "en")
    assert row["published"] == datetime(2023, 5, 6, 8, tzinfo=UTC)
    assert row["url"] == "https://www.coastledger.example/2023/05/06/talks"


def test_html_in_the_encoding_that_it_declares(load_one):
    page = HTML.replace("utf-8", "iso-8859-2").replace("Ana Costa", "Ana Čápková")
    page = page.replace("“", '"').replace("”", '"')
    assert "Ana Čápková" in load_one("a.htm", page.encode("iso-8859-2"))["text"]


@pytest.mark.parametrize("name", ["a.json", "a.json.gz"])
def test_json_object(load_one, name):
    data = json.dumps(RECORD).encode()
    row = load_one(name, gzip.compress(data) if name.endswith(".gz") else data)
    assert (row["doc_id"], row["source"], row["text"]) == ("r-1", name, WHOLE)
    assert row["authors"] == ["Mara Vint"]
    assert row["published"] == datetime(2023, 5, 6, tzinfo=UTC)
    assert row["publisher"] == "coastledger.example"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda records: records,
        lambda records: {"articles": records},
        lambda records: {"status": "ok", "data": {"items": records}},
    ],
)
def test_json_list(load, wrap):
    records = [RECORD, {**RECORD, "id": None, "text": "Another text."}]
    documents = load({"a.json": json.dumps(wrap(records))}).documents.to_pylist()
    assert [row["source"] for row in documents] == ["a.json#r-1", "a.json#item-2"]
    assert documents[1]["text"] == "Talks resume\n\nAnother text."


def test_news_article_of_schema_org(load_one):
    record = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "name": "Coast Ledger"},
            {
                "@type": "NewsArticle",
                "headline": "Talks resume",
                "articleBody": "\n".join(PARAGRAPHS),
                "author": [{"@type": "Person", "name": "Mara Vint"}, {"name": "Reuters"}],
                "publisher": {"@type": "Organization", "name": "Coast Ledger"},
                "datePublished": "2023-05-06T10:00:00Z",
                "inLanguage": "en-US",
                "mainEntityOfPage": {"@id": "https://coastledger.example/talks"},
            },
        ],
    }
    row = load_one("a.json", json.dumps(record))
    assert row["text"] == WHOLE
    assert (row["authors"], row["agency"]) == (["Mara Vint"], "Reuters")
    assert (row["publisher"], row["language"]) == ("Coast Ledger", "en")
    assert row["published"] == datetime(2023, 5, 6, 10, tzinfo=UTC)
    assert row["url"] == "https://coastledger.example/talks"


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_lines(load, name):
    lines = f"\ufeff{json.dumps(RECORD)}\r\n\r\n{json.dumps('Only a text.')}\n".encode()
    loaded = load({name: gzip.compress(lines) if name.endswith(".gz") else lines})
    assert loaded.documents["source"].to_pylist() == [f"{name}#r-1", f"{name}#line-3"]
    assert loaded.documents["text"].to_pylist() == [WHOLE, "Only a text."]
    assert loaded.rejects.num_rows == 0


def test_lines_in_utf16(load_one):
    assert load_one("a.jsonl", json.dumps(RECORD).encode("utf-16"))["text"] == WHOLE


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("b.csv", ";"), ("a.tsv", "\t")])
def test_separated_values(load, name, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Doc-ID", "Headline", "BODY", "Publish_Date", "Byline", "Link", "section"])
    writer.writerow(["7", *list(RECORD.values())[1:], "world"])
    writer.writerow(["8", "", 'Short, said "he".', "", "", "", ""])
    documents = load({name: out.getvalue()}).documents.to_pylist()
    assert [row["doc_id"] for row in documents] == ["7", "8"]
    assert [row["text"] for row in documents] == [WHOLE, 'Short, said "he".']
    assert documents[1]["title"] is None
    assert documents[0]["authors"] == ["Mara Vint"]


def test_tabs_with_quotation_marks_of_the_text(load):
    table = 'id\ttext\n1\t"Yes," he said.\n2\tShe said "no.\n3\tAnd "that" was it.\n'
    documents = load({"a.tsv": table}).documents
    assert documents["text"].to_pylist() == [
        '"Yes," he said.',
        'She said "no.',
        'And "that" was it.',
    ]


def test_parquet(load, tmp_path: Path):
    frame = pd.DataFrame(
        {
            "guid": ["x", None],
            "content": [RECORD["text"], "Another text."],
            "title": ["Talks resume", None],
            "published": [datetime(2023, 5, 6, 10), None],
            "authors": [["Mara Vint", "AP"], None],
            "embedding": [[0.1], [0.2]],
        }
    )
    frame.to_parquet(tmp_path / "part.parquet")
    data = (tmp_path / "part.parquet").read_bytes()
    documents = load({"corpus.parquet/part.parquet": data, "part.parquet": data}).documents
    rows = documents.to_pylist()[:2]
    assert [row["source"] for row in rows] == [
        "corpus.parquet/part.parquet#x",
        "corpus.parquet/part.parquet#row-2",
    ]
    assert rows[0]["text"] == WHOLE
    assert (rows[0]["authors"], rows[0]["agency"]) == (["Mara Vint"], "AP")
    assert rows[0]["published"] == datetime(2023, 5, 6, 10, tzinfo=UTC)


def test_compressed_parquet(load_one):
    out = io.BytesIO()
    pd.DataFrame({"text": ["A text."], "date": [date(2023, 5, 6)]}).to_parquet(out)
    row = load_one("a.parquet.gz", gzip.compress(out.getvalue()))
    assert row["published"] == datetime(2023, 5, 6, tzinfo=UTC)


def test_record_with_html_in_its_body(load_one):
    body = f"<p>{PARAGRAPHS[0]}</p>\n<p>{PARAGRAPHS[1].replace('said', '<em>said</em>')}</p>"
    record = {"content": {"rendered": body}, "title": {"rendered": "Talks <i>resume</i>"}}
    assert load_one("a.json", json.dumps(record))["text"] == WHOLE


def test_record_keeps_paragraphs_around_inline_tags(load_one):
    text = f'See <a href="https://x.example">here</a>.\n\n{PARAGRAPHS[0]}\nA line < 5 and > 3.'
    assert load_one("a.json", json.dumps({"text": text}))["text"].split("\n\n") == [
        "See here.",
        PARAGRAPHS[0],
        "A line < 5 and > 3.",
    ]


def test_text_of_a_record_stays_whole(load_one):
    text = "By Jane Doe\n\nOctober 20, 2024\n\n# Not a *heading*\n\nSource: https://x.example/a"
    row = load_one("a.json", json.dumps({"id": 5, "text": text}))
    assert row["text"] == text
    assert row["doc_id"] == "5"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Talks resume", "Talks resume\n\nA text.", "Talks resume\n\nA text."),
        ("Talks resume", "TALKS RESUME\nA text.", "TALKS RESUME\n\nA text."),
        (
            "Talks to resume",
            "Talks to resume The union said.",
            "Talks to resume\n\nThe union said.",
        ),
        ("Talks", "Talks were hard.", "Talks\n\nTalks were hard."),
        ("Talks resume", "A text.", "Talks resume\n\nA text."),
        (None, "A text.", "A text."),
    ],
)
def test_title_of_a_record_is_its_first_paragraph_once(load_one, title, text, expected):
    row = load_one("a.json", json.dumps({"title": title, "text": text}))
    assert row["text"] == expected
    assert row["title"] == (expected.split("\n\n")[0] if title else None)


@pytest.mark.parametrize(
    ("stream", "sources"),
    [
        (json.dumps(RECORD) + "\n" + json.dumps({"text": "A text."}), ["#r-1", "#line-2"]),
        (json.dumps(RECORD, indent=1), [""]),
        (json.dumps([RECORD]), ["#r-1"]),
        (HTML, [""]),
        (WHOLE, [""]),
        ("[Photo: a ship]\n\nA text.", [""]),
    ],
)
def test_standard_input_is_recognised(stream, sources):
    loaded = load_documents(io.BytesIO(stream.encode()))
    assert loaded.rejects.num_rows == 0
    assert loaded.documents["source"].to_pylist() == [f"stdin{part}" for part in sources]
    assert "<" not in loaded.documents["text"][0].as_py()


def test_compressed_standard_input(monkeypatch):
    class Standard:
        buffer = io.BytesIO(gzip.compress(json.dumps(RECORD).encode()))

    monkeypatch.setattr("sys.stdin", Standard)
    assert load_documents("-").documents["text"].to_pylist() == [WHOLE]


def test_unknown_extension(load):
    loaded = load({"a.log": WHOLE, "b.xyz": b"\x89PNG\r\n\x1a\n", "c.bin": bytes(range(256)) * 4})
    assert loaded.documents["source"].to_pylist() == ["a.log"]
    assert loaded.rejects["reason"].to_pylist() == ["unsupported", "unsupported"]
    assert "PNG" in loaded.rejects["detail"][0].as_py()


@pytest.mark.parametrize("name", ["a.doc", "a.RTF", "a.odt", "a.xlsx.gz"])
def test_format_of_an_office_program(reject_one, name):
    data = gzip.compress(b"PK\x03\x04") if name.endswith(".gz") else b"{\\rtf1 A text.}"
    row = reject_one(name, data)
    assert row["reason"] == "unsupported"
    assert row["detail"].endswith("file; save it as .docx, .pdf or plain text")


NITF = "<nitf><body><body.content><p>The port.</p></body.content></body></nitf>"
MAIL = "Received: by x\r\nFrom: Ana <ana@ledger.example>\r\nSubject: Talks\r\n\r\nThey resume."


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("", b"%PDF-1.7 ...", "pdf"),
        ("", b"WARC/1.0\r\nWARC-Type: warcinfo", "warc"),
        ("", b"PK\x03\x04\x14\x00\x06[Content_Types].xml word/document.xml", "docx"),
        ("", b"<?xml version='1.0'?><rss version='2.0'><channel>", "feed"),
        ("", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("a.xml", NITF.encode(), "nitf"),
        ("a.xml", b"<?xml version='1.0'?><html><body>", "html"),
        ("a.rss.gz", b"<rss version='2.0'>", "feed"),
        ("", MAIL.encode(), "mail"),
        ("", b"From ana@ledger.example Fri May  5 10:00:00 2023\nFrom: Ana\n", "mail"),
        ("", b"From: Ana\nTo: all\n\nWe met on Friday.", "text"),
        ("", b"From here on, the port is open.\n", "text"),
        ("a.eml", b"A text.", "mail"),
        ("", b"<p>A text.</p>", "html"),
        ("", b"<unknown>A text.</unknown>", "text"),
    ],
)
def test_format(name, head, expected):
    assert format_of(name, head) == expected


def test_other_xml_is_not_supported(reject_one):
    row = reject_one("a.xml", "<inventory><ship>Halden</ship></inventory>")
    assert row["reason"] == "unsupported"
    assert "neither a feed nor NewsML" in row["detail"]
