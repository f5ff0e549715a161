"""Archives: their files are read in place, and attacks are refused."""

import gzip
import io
import json
import stat
import struct
import tarfile
import zipfile

import pytest
import zstandard

from pipeline.load import LoadSettings, iter_documents, load_documents

PAGE = "<html><body><p>The port of Halden reopened on Friday, the union said.</p></body></html>"
LINES = '{"id": "x", "text": "The talks resume."}\n{"text": "The ferries sail."}\n'
FILES = {"news/a.html": PAGE, "news/deep/b.jsonl": LINES, "c.txt": "The harbour is open."}
SOURCES = ["news/a.html", "news/deep/b.jsonl#x", "news/deep/b.jsonl#line-2", "c.txt"]


def zipped(files, *, method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name if isinstance(name, zipfile.ZipInfo) else str(name), data)
    return out.getvalue()


def tarred(files, *, change=None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            content = data.encode() if isinstance(data, str) else data
            info.size = len(content)
            if change:
                change(info)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


ARCHIVES = {
    "a.zip": zipped(FILES),
    "a.tar": tarred(FILES),
    "a.tar.gz": gzip.compress(tarred(FILES)),
    "a.tgz": gzip.compress(tarred(FILES)),
    "a.tar.zst": zstandard.compress(tarred(FILES)),
    "download": zipped(FILES),
    "archive": tarred(FILES),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_files_of_an_archive(load, name):
    loaded = load({name: ARCHIVES[name]})
    assert loaded.rejects.num_rows == 0
    assert loaded.documents["source"].to_pylist() == [f"{name}#{source}" for source in SOURCES]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_archive_in_a_pipe(name):
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    documents = load_documents(Pipe(ARCHIVES[name])).documents
    assert documents["source"].to_pylist() == [f"stdin#{source}" for source in SOURCES]


def test_archive_in_an_archive(load):
    inner = {"in.zip": ARCHIVES["a.zip"], "in.tgz": ARCHIVES["a.tgz"]}
    loaded = load({"a.zip": zipped(inner)})
    found = [*loaded.documents["source"].to_pylist(), *loaded.rejects["source"].to_pylist()]
    expected = [f"a.zip#{name}#{source}" for name in inner for source in SOURCES]
    assert sorted(found) == sorted(expected)
    assert loaded.rejects["source"].to_pylist() == ["a.zip#in.tgz#news/deep/b.jsonl#x"]


def test_archives_nested_too_deep(load):
    data = ARCHIVES["a.zip"]
    for _ in range(4):
        data = zipped({"a.zip": data, "b.txt": "Beside it."})
    loaded = load({"a.zip": data})
    assert loaded.rejects["source"].to_pylist() == ["a.zip#a.zip#a.zip#a.zip#a.zip"]
    assert loaded.rejects["reason"].to_pylist() == ["unsafe"]
    assert loaded.documents.num_rows == 4


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_hidden_files_are_passed_over(load, pack):
    names = [".DS_Store", "a/.git/b.txt", "__MACOSX/._a.txt", "./c.txt"]
    loaded = load({"a": pack(dict.fromkeys(names, "The harbour is open."))})
    assert loaded.documents["source"].to_pylist() == ["a#c.txt"]
    assert loaded.rejects.num_rows == 0


def test_folders_are_passed_over(load):
    assert load({"a.zip": zipped({"d/": "", "d/c.txt": "It."})}).rejects.num_rows == 0


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archive_without_files(reject_one, pack):
    assert reject_one("a.zip" if pack is zipped else "a.tar", pack({".x": ""}))["reason"] == "empty"


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    ("name", "source", "detail"),
    [
        ("/etc/a.txt", "etc/a.txt", "an absolute path"),
        ("a/../../b.txt", "a/../../b.txt", "leads out"),
        ("..\\b.txt", "../b.txt", "leads out"),
        ("C:\\b.txt", "C:/b.txt", "an absolute path"),
        ("a\x07.txt", "a\ufffd.txt", "control characters"),
    ],
)
def test_unsafe_name(load, tmp_path, pack, name, source, detail):
    loaded = load({"a": pack({name: "The port.", "ok.txt": "The harbour."})})
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"]) == (f"a#{source}", "unsafe")
    assert detail in row["detail"]
    assert loaded.documents["source"].to_pylist() == ["a#ok.txt"]
    assert [path.name for path in tmp_path.rglob("*")] == ["a"]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_link_or_device_in_a_tar(reject_one, kind):
    def change(info):
        info.type, info.linkname, info.size = kind, "/etc/passwd", 0

    row = reject_one("a.tar", tarred({"a.txt": ""}, change=change))
    assert (row["source"], row["reason"]) == ("a.tar#a.txt", "unsafe")


def test_link_in_a_zip(reject_one):
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert reject_one("a.zip", zipped({info: "/etc/passwd"}))["reason"] == "unsafe"


def test_encrypted_file_in_a_zip(load):
    data = bytearray(zipped({"a.txt": "The port.", "b.txt": "The harbour."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    loaded = load({"a.zip": bytes(data)})
    assert loaded.documents["source"].to_pylist() == ["a.zip#b.txt"]
    assert loaded.rejects["detail"].to_pylist() == ["encrypted; unpack it with its password"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_method_of_zip(reject_one, method):
    assert (
        reject_one("a.zip", zipped({"a.txt": "The port."}, method=method))["reason"]
        == "unsupported"
    )


def test_bomb_in_a_zip(load):
    loaded = load(
        {"a.zip": zipped({"a.txt": "The port.", "b.txt": bytes(40_000_000), "c.txt": "It."})}
    )
    assert loaded.documents["source"].to_pylist() == ["a.zip#a.txt", "a.zip#c.txt"]
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"], row["bytes"]) == ("a.zip#b.txt", "too_large", 40_000_000)


def test_bomb_in_a_zip_that_lies_about_its_size(load):
    data = zipped({"a.txt": "The port.", "b.jsonl": b" " * 40_000_000})
    data = data.replace(struct.pack("<L", 40_000_000), struct.pack("<L", 40_000))
    loaded = load({"a.zip": data})
    assert loaded.documents["source"].to_pylist() == ["a.zip#a.txt"]
    assert loaded.rejects["source"].to_pylist() == ["a.zip#b.jsonl"]


def test_bomb_in_a_tar(load):
    data = gzip.compress(tarred({"a.txt": "The port.", "b.jsonl": bytes(40_000_000)}))
    loaded = load({"a.tar.gz": data})
    assert loaded.documents["source"].to_pylist() == ["a.tar.gz#a.txt"]
    assert set(loaded.rejects["reason"].to_pylist()) == {"too_large"}


def test_files_of_a_zip_that_overlap(reject_one):
    data = bytearray(zipped({"a.txt": "The port.", "b.txt": "The port."}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = bytes(4)
    row = reject_one("a.zip", bytes(data))
    assert (row["source"], row["reason"]) == ("a.zip", "unsafe")


def test_size_of_all_files_together(load):
    files = {f"{n}.txt": f"The port, {n}. {'x' * 500}" for n in range(5)}
    loaded = load({"a.zip": zipped(files)}, LoadSettings(max_unpacked_bytes=1200))
    assert loaded.documents["source"].to_pylist() == ["a.zip#0.txt", "a.zip#1.txt"]
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"]) == ("a.zip", "too_large")


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_number_of_files(load, name):
    loaded = load({name: ARCHIVES[name]}, LoadSettings(max_members=2))
    assert loaded.documents.num_rows == 3
    assert loaded.rejects["detail"].to_pylist() == ["an archive of more than 2 files"]


def test_tar_that_is_cut_off(load):
    texts = {f"{n}.txt": f"The port, day {n}." for n in range(3)}
    data = tarred(texts)[: 2 * 1024 + 300]
    loaded = load({"a.tar": data})
    assert loaded.documents["source"].to_pylist() == ["a.tar#0.txt", "a.tar#1.txt"]
    (row,) = loaded.rejects.to_pylist()
    assert (row["source"], row["reason"]) == ("a.tar", "damaged")


def test_tar_with_a_broken_header(load):
    data = bytearray(tarred({f"{n}.txt": f"The port, day {n}." for n in range(3)}))
    data[1024 + 150] ^= 1
    loaded = load({"a.tar": bytes(data)})
    assert loaded.documents["source"].to_pylist() == ["a.tar#0.txt"]
    assert loaded.rejects["reason"].to_pylist() == ["damaged"]


def test_header_of_a_tar_that_takes_much_memory(reject_one):
    def change(info):
        info.type = tarfile.XHDTYPE

    data = tarred({"a": b"x" * 2_000_000}, change=change)
    assert reject_one("a.tar", data)["reason"] == "unsafe"


def test_zip_with_a_broken_file(load):
    data = bytearray(zipped({"a.txt": "The port." * 9, "b.txt": "The harbour." * 9}))
    data[40] ^= 0xFF
    loaded = load({"a.zip": bytes(data)})
    assert loaded.documents["source"].to_pylist() == ["a.zip#b.txt"]
    assert loaded.rejects.to_pylist()[0]["source"] == "a.zip#a.txt"
    assert loaded.rejects.to_pylist()[0]["reason"] == "damaged"


def streamed(files) -> bytes:
    """A zip archive as it is written to a pipe: the sizes stand behind the data."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *given):
            raise io.UnsupportedOperation

        def tell(self):
            raise io.UnsupportedOperation

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("pack", [zipped, streamed])
def test_zip_that_is_cut_off(load, pack):
    texts = {f"{n}.txt": f"The port of Halden, day {n * 7919}." for n in range(4)}
    data = pack({**texts, ".hidden": "x", "../up.txt": "It leads out."})
    loaded = load({"a.zip": data[: data.index(b"2.txt") + 20]})
    assert loaded.documents["source"].to_pylist() == ["a.zip#0.txt", "a.zip#1.txt"]
    told = [(row["source"], row["reason"]) for row in loaded.rejects.to_pylist()]
    assert told == [("a.zip#2.txt", "damaged"), ("a.zip", "damaged")]


@pytest.mark.parametrize("pack", [zipped, streamed])
def test_zip_without_its_directory(load, pack):
    data = pack({"0.txt": "The port.", ".hidden": "x", "../up.txt": "Out.", "1.txt": "The sea."})
    loaded = load({"a.zip": data[: data.index(b"PK\x01\x02")]})
    assert loaded.documents["source"].to_pylist() == ["a.zip#0.txt", "a.zip#1.txt"]
    told = [(row["source"], row["reason"]) for row in loaded.rejects.to_pylist()]
    assert told == [("a.zip#../up.txt", "unsafe"), ("a.zip", "damaged")]


def test_bomb_in_a_zip_without_its_directory(load):
    data = zipped({"a.txt": "The port.", "b.jsonl": b" " * 40_000_000})
    loaded = load({"a.zip": data[: data.index(b"PK\x01\x02")]})
    assert loaded.documents["source"].to_pylist() == ["a.zip#a.txt"]
    assert loaded.rejects["reason"].to_pylist()[0] == "too_large"


def test_zip_that_is_none(reject_one):
    assert reject_one("a.zip", b"The port.")["reason"] == "damaged"


def test_broken_files_do_not_stop_the_others(load):
    files = {"a.json": "{", "b.txt": "", "c.txt": "The harbour is open."}
    loaded = load({"a.zip": zipped(files)})
    assert loaded.documents["source"].to_pylist() == ["a.zip#c.txt"]
    told = [(row["source"], row["reason"], row["bytes"]) for row in loaded.rejects.to_pylist()]
    assert told == [("a.zip#a.json", "damaged", 1), ("a.zip#b.txt", "empty", 0)]


def test_many_files_one_after_the_other(load):
    files = {f"{n}.json": json.dumps({"id": n, "text": f"The port, day {n}."}) for n in range(300)}
    assert load({"a.zip": zipped(files)}).documents["doc_id"].to_pylist() == list(
        map(str, range(300))
    )


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz"])
def test_any_cut_gives_documents_or_rejections(name):
    data = ARCHIVES[name].rstrip(b"\0")
    for end in range(1, len(data), 13):
        assert list(iter_documents(io.BytesIO(data[:end])))
