"""Broken and hostile inputs through all stages: rows or rejections, never a traceback."""

import gzip
import json
from pathlib import Path

import pytest

import pipeline
from pipeline.tables import read_table

ARTICLE = "Road opens\n\n“The road is open,” Ann Lee said on Monday. Norway agreed.\n"
MARKS = "\"“”'‘’«»„``''‹›"

INPUTS: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 20,
    "zeros.txt": b"\x00" * 5_000,
    "latin1.txt": b'Road opens\n\n"The road is open," Ann Lee said in a caf\xe9 in Malm\xf6.\n',
    "utf16.txt": ARTICLE.encode("utf-16"),
    "mixed.txt": ARTICLE.encode() + b"\xff\xfe\x80 and so on.\n",
    "mojibake.txt": ARTICLE.encode().decode("cp1252", "replace").encode(),
    "cut.txt.gz": gzip.compress(ARTICLE.encode() * 50)[:60],
    "cut.json": json.dumps({"title": "Road", "text": ARTICLE}).encode()[:40],
    "surrogate.json": b'{"title": "Road", "text": "The road \\ud800 is open, Ann Lee said."}',
    "records.jsonl": b'{"text": "Ann Lee said so."}\n{"text": 3}\nnot json\n[]\n{"id": "x"}\n',
    "long-line.txt": b"word " * 20_000,
    "no-space.txt": b"http://a.example/?" * 10_000,
    "no-title.txt": b"said said said, according to",
    "unbalanced.txt": "\n\n".join(f"The {m}road was open, Lee said." for m in MARKS).encode(),
    "nested.txt": ("“He said ‘" * 1_000 + "no" + "’”" * 1_000 + " and left.").encode(),
    "rtl.txt": "\u202eRoad\u202c\n\nقال Ann Lee \u200bإن\u200f so. \u2066Said.\u2069\n".encode(),
    "zero-width.txt": "A\u200bn\u200bn L\u200dee s\ufeffaid \u2060it is op\u00aden.\n".encode(),
    "capitals.txt": ARTICLE.upper().encode(),
    "full-stops.txt": (ARTICLE + "\n" + "." * 2_000).encode(),
    "marks.txt": (ARTICLE + "\n" + "“" * 500 + '"' * 500 + "’" * 500).encode(),
    "brackets.txt": (ARTICLE + "\n" + "(" * 500 + "no" + ")" * 500).encode(),
    "accents.txt": (ARTICLE + "\ne" + "\u0301" * 5_000).encode(),
    "no-characters.txt": (ARTICLE + "\n\ufffe\uffff\U0010ffff\ufdd0 It is.").encode(),
    "emoji.txt": (ARTICLE + "\n" + "👩‍👩‍👧‍👦🏳️‍🌈" * 200).encode(),
    "letters.txt": (ARTICLE + "\n" + " ".join("abcdefgh" * 100)).encode(),
    "commas.txt": (ARTICLE + "\nAnn Lee" + ", Ann Lee" * 300 + " said so.").encode(),
    "saids.txt": (ARTICLE + "\n“No,” " + "he said, " * 300).encode(),
    "newline\nname.txt": ARTICLE.encode(),
    "deep.html": b"<div>" * 3_000 + b"The road is open, Ann Lee said." + b"</div>" * 3_000,
    "no-end.html": "<html><body><p>“The road is open,” Ann Lee said.<p><b>It rained".encode(),
    "ragged.csv": b'title,text\nRoad,"The road is open.\nx,y,z,1,2\n',
    "table.parquet": b"PAR1 this is no parquet file PAR1",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(500),
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("out")
    for name, content in INPUTS.items():
        (folder / name).write_bytes(content)
    result = pipeline.run(folder, out=out)
    assert result.failed == 0
    return out


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_is_a_document_or_a_rejection(hostile_run: Path, name: str) -> None:
    sources = [
        source
        for table in ("documents", "rejects")
        for source in read_table(hostile_run, table)["source"].to_pylist()
    ]
    assert any(s.split("#")[0] == name for s in sources)


def test_the_tables_are_in_order(hostile_run: Path) -> None:
    assert pipeline.validate(hostile_run) == []


def test_good_articles_among_them_are_read_as_ever(hostile_run: Path) -> None:
    said = read_table(hostile_run, "who_said_what").to_pylist()
    good = [row for row in said if row["speaker"] == "Ann Lee" and "road is open" in row["quote"]]
    assert len(good) >= 3
