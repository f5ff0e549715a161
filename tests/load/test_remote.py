"""Files by address."""

import gzip
import pickle
import sys

import fsspec
import pytest

from pipeline.errors import InputError, MissingExtraError
from pipeline.load import InputFile, cut_file, find_inputs, load_documents, read_rows

FILES = {
    "news/b/2.txt": b"The port reopens.",
    "news/b/1.txt": b"The ferries sail.",
    "news/a.jsonl.gz": gzip.compress(b'{"id": "x", "text": "The talks resume."}'),
    "news/.hidden/c.txt": b"It is hidden.",
    "other/c.txt": b"The harbour is open.",
}


@pytest.fixture
def store():
    """A store of files in memory."""
    system = fsspec.filesystem("memory")
    for name, data in FILES.items():
        system.pipe(f"/{name}", data)
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def sources(inputs) -> list[str]:
    return [file.source for file in find_inputs(inputs)]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ("memory://news", ["a.jsonl.gz", "b/1.txt", "b/2.txt"]),
        ("memory://news/", ["a.jsonl.gz", "b/1.txt", "b/2.txt"]),
        ("memory://news/b/2.txt", ["2.txt"]),
        ("memory://news/**/*.txt", ["b/1.txt", "b/2.txt"]),
        ("memory://news/b/[2-9].txt", ["2.txt"]),
        (["memory://other", "memory://news/b"], ["other/c.txt", "news/b/1.txt", "news/b/2.txt"]),
        (["memory://news/b/2.txt", "memory://news/b"], ["2.txt", "1.txt"]),
    ],
)
@pytest.mark.usefixtures("store")
def test_files_by_address(inputs, expected):
    assert sources(inputs) == expected


@pytest.mark.usefixtures("store")
def test_files_are_read():
    documents = load_documents("memory://news").documents.to_pylist()
    assert [row["source"] for row in documents] == ["a.jsonl.gz#x", "b/1.txt", "b/2.txt"]
    assert documents[0]["text"] == "The talks resume."


@pytest.mark.usefixtures("store")
def test_address_beside_a_path(tmp_path):
    (tmp_path / "a.txt").write_text("A text.")
    assert sources(["memory://other", tmp_path]) == [
        "memory://other/c.txt",
        (tmp_path / "a.txt").as_posix(),
    ]


@pytest.mark.usefixtures("store")
def test_files_can_be_sent_to_another_process():
    (file,) = find_inputs("memory://other")
    assert isinstance(file, InputFile)
    assert pickle.loads(pickle.dumps(file)) == file


def test_file_that_is_gone_when_it_is_read(store):
    found = find_inputs("memory://other")
    store.rm("/other/c.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.load.stage.find_inputs", lambda inputs: found)
        (row,) = load_documents("memory://other").rejects.to_pylist()
    assert (row["source"], row["reason"]) == ("c.txt", "unreadable")


def test_pieces_of_a_file(store):
    store.pipe("/other/d.jsonl", b'"The port."\n"The ferries."\n"The harbour."\n')
    (file,) = find_inputs("memory://other/d.jsonl")
    first, second = cut_file(file, size=20)
    assert [row["source"] for row in read_rows(first)] == ["d.jsonl#line-1", "d.jsonl#line-2"]
    assert [row["source"] for row in read_rows(second)] == ["d.jsonl#line-3"]


def test_local_files_by_address(tmp_path):
    (tmp_path / "a.txt").write_text("A text.")
    assert sources(f"file://{tmp_path}") == ["a.txt"]
    assert sources(f"file://{tmp_path}/*.txt") == ["a.txt"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("memory://none", "memory://none: no such file or folder"),
        ("memory://other/*.html", "memory://other/*.html: no file matches"),
        (
            "memory://news/.hidden/*/",
            "memory://news/.hidden/*/: no file matches",
        ),
        ("memory://n*/b", "memory://n*/b: a glob needs a name before it, such as that of a bucket"),
        (
            "gopher://a/b",
            "gopher://a/b: gopher:// is unknown; known are file://, gs://, http://, https://, "
            "memory://, s3://",
        ),
    ],
)
@pytest.mark.usefixtures("store")
def test_nothing_to_read(address, message):
    with pytest.raises(InputError) as raised:
        find_inputs(address)
    assert str(raised.value) == message


@pytest.mark.usefixtures("store")
def test_permission_that_is_missing(monkeypatch):
    def refuse(self, path, **options):
        raise PermissionError("access denied")

    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.info", refuse)
    with pytest.raises(InputError, match="memory://news: cannot be read: access denied"):
        find_inputs("memory://news")


@pytest.mark.parametrize(
    ("address", "extra", "package"),
    [
        ("s3://bucket/news", "s3", "s3fs"),
        ("gs://bucket/news", "gcs", "gcsfs"),
        ("https://host.example/a.jsonl.gz", "http", "aiohttp"),
    ],
)
def test_package_that_is_missing(monkeypatch, address, extra, package):
    def missing(protocol):
        raise ImportError(protocol)

    monkeypatch.setattr("fsspec.get_filesystem_class", missing)
    with pytest.raises(MissingExtraError) as raised:
        find_inputs(address)
    assert (raised.value.extra, raised.value.package) == (extra, package)


class Web(fsspec.AbstractFileSystem):
    """A web server with one file."""

    protocol = ("http", "https")

    @classmethod
    def _strip_protocol(cls, path):
        return path

    def unstrip_protocol(self, name):
        return name

    def info(self, path, **options):
        return {"name": path, "size": 1, "type": "file"}


def test_address_on_a_web_server_may_hold_a_question_mark(monkeypatch):
    monkeypatch.setattr("fsspec.get_filesystem_class", lambda protocol: Web)
    monkeypatch.setattr("fsspec.filesystem", lambda protocol, **options: Web())
    monkeypatch.setattr("pipeline.load.remote._path", lambda system, name: Address(name))
    assert sources("https://host.example/news/a.jsonl.gz?key=[secret]") == ["a.jsonl.gz"]


class Address(str):
    """Stands for a path of a file system whose package may not be installed."""


def test_no_package_of_a_store_is_loaded_without_need():
    assert "s3fs" not in sys.modules
