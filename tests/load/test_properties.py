"""What holds for any bytes."""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.load import REASONS, Rejection, iter_documents
from pipeline.load.formats import EXTENSIONS
from pipeline.tables import from_rows

NAMES = [f"a{extension}{gz}" for extension in [*EXTENSIONS, ".xyz", ""] for gz in ("", ".gz")]
PIECES = [
    *(
        "# Port reopens\n\n",
        "By [AFP](#)\n\n",
        "October 20, 2024",
        "**a.b**",
        "Original url:\n<http://a.b/>",
    ),
    *(
        '{"text": "',
        '"}',
        "[",
        "]",
        '{"id": 1, "text": ["a", {"x": null}], "date": 1e400}',
        "\n",
        "\r\n",
        "\n\n",
    ),
    *(
        "id,text\n",
        '1,"a',
        "\t",
        "<html lang='x'>",
        "<p>",
        "</p>",
        "<!--",
        "<meta charset=utf-7>",
        "&#0;",
        "&#xd800;",
    ),
    *(
        "\ufeff",
        "\u200b",
        "\u202e",
        "\u00a0",
        "\x00",
        "\x85",
        "Ã©",
        "“no”",
        "- a",
        "> b",
        "PAR1",
        "\x1b[0m",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join)
BYTES = st.one_of(
    st.binary(max_size=300),
    TEXTS.map(lambda text: text.encode("utf-8", "replace")),
    TEXTS.map(lambda text: text.encode("utf-16")),
    st.tuples(TEXTS, st.binary(max_size=4)).map(lambda pair: pair[0].encode() + pair[1]),
)
REMOVED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]"
)


def assert_promises(rows: list) -> None:
    documents = [row for row in rows if isinstance(row, dict)]
    rejections = [row for row in rows if isinstance(row, Rejection)]
    assert rows
    for row in documents:
        text = row["text"]
        assert not REMOVED.search(text)
        assert "  " not in text
        assert "\n" not in text.replace("\n\n", "\0").replace("\0", "")
        assert text == text.strip() != ""
        assert "\n\n\n" not in text
        assert row["title"] is None or text.split("\n\n")[0] == row["title"]
        assert row["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert all(row.reason in REASONS and row.detail for row in rejections)
    assert from_rows("documents", documents).num_rows == len(documents)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    return tmp_path_factory.mktemp("any")


@given(name=st.sampled_from(NAMES), data=BYTES, pack=st.booleans(), cut=st.integers(0, 12))
@example(name="a.json", data=b'{"text": "\\ud83d"}', pack=False, cut=0)
@example(name="a.html", data=b"\x00<p>a</p>", pack=False, cut=0)
def test_any_bytes_give_documents_or_rejections(folder, name, data, pack, cut):
    path = folder / name
    packed = gzip.compress(data) if pack else data
    path.write_bytes(packed[: len(packed) - cut] if cut < len(packed) else packed)
    assert_promises(list(iter_documents(path)))
    path.unlink()


def own_name(file: tuple[str, bytes]) -> str:
    return file[0].partition("\0")[0] or "a"


@given(
    files=st.lists(
        st.tuples(st.sampled_from(NAMES) | TEXTS, BYTES), min_size=1, max_size=3, unique_by=own_name
    ),
    changes=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=4),
    kind=st.sampled_from(["zip", "tar"]),
)
def test_any_archive_gives_documents_or_rejections(files, changes, kind):
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files:
                archive.writestr(zipfile.ZipInfo(name or "a"), data)
    else:
        with tarfile.open(fileobj=out, mode="w", errors="surrogateescape") as archive:
            for name, data in files:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    packed = bytearray(out.getvalue())
    for place, byte in changes:
        packed[place % len(packed)] = byte
    assert_promises(list(iter_documents(io.BytesIO(bytes(packed)))))


@given(data=BYTES)
def test_any_standard_input_gives_documents_or_rejections(data):
    assert_promises(list(iter_documents(io.BytesIO(data))))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=5,
)
FIELDS = (
    "id",
    "text",
    "title",
    "date",
    "author",
    "url",
    "source",
    "language",
    "agency",
    "articles",
)


@given(records=st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON), min_size=1, max_size=4))
def test_any_records_give_documents_or_rejections(records):
    lines = "\n".join(json.dumps(record) for record in records)
    rows = list(iter_documents(io.BytesIO(lines.encode())))
    assert_promises(rows)
    ids = [row["doc_id"] for row in rows if isinstance(row, dict)]
    assert len(ids) == len(set(ids))


@given(text=st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cf", "Zs"))))
def test_text_of_a_record_keeps_its_characters(text):
    line = json.dumps({"text": f"x {text}."})
    (row,) = iter_documents(io.BytesIO(line.encode()))
    assert row["text"].startswith("x")
    if text.isascii() and "<" not in text:
        assert row["text"] == " ".join(f"x {text}.".split())
