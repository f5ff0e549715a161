"""Broken and hostile files: each becomes documents or rejections, in bounded time and memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.load import InputFile, LoadSettings, Rejection, load_documents, read_rows
from pipeline.tables import from_rows
from tests.load.hostile import BODY, HOSTILE
from tests.load.hostile.case import DOCUMENT
from tests.load.hostile.records import MARKER

SECONDS = 10
ROOT = Path(__file__).parents[2]
BOMBS = [name for name, case in HOSTILE.items() if case.bomb]
MEMORY = 1 << 30
"""What loading may take beside the modules; each of the bombs would unpack to more."""

BOUNDED = f"""
import json, resource, sys
from pathlib import Path
import docx, pypdf, trafilatura
from pipeline.load import InputFile, LoadSettings, Rejection, read_rows
from pipeline.load import feeds, newsml, warc
from tests.load.hostile import HOSTILE
size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + {MEMORY}, size + {MEMORY}))
for path in map(Path, sys.argv[1:]):
    settings = LoadSettings(**HOSTILE[path.parent.name].settings)
    rows = read_rows(InputFile(path.name, path=path), settings)
    print(json.dumps([row.reason if isinstance(row, Rejection) else "document" for row in rows]))
"""


@pytest.fixture(autouse=True)
def nothing_was_unpickled() -> Iterator[None]:
    yield
    assert not MARKER.exists()


def test_there_are_more_than_200_files() -> None:
    assert len(HOSTILE) > 200


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in BOMBS])
def test_every_file_ends_as_documents_or_rejections(name: str, tmp_path: Path) -> None:
    case = HOSTILE[name]
    path = tmp_path / case.name
    path.write_bytes(case.make())
    started = time.process_time()
    rows = list(read_rows(InputFile(case.name, path=path), LoadSettings(**case.settings)))
    assert time.process_time() - started < SECONDS
    rejections = [row for row in rows if isinstance(row, Rejection)]
    documents = [row for row in rows if not isinstance(row, Rejection)]
    gives = {row.reason for row in rejections} | ({DOCUMENT} if documents else set())
    assert gives == case.gives, rejections[:5]
    assert not any("root:" in row["text"] for row in documents)
    table = from_rows("documents", [row | {"doc_id": str(n)} for n, row in enumerate(documents)])
    assert table.num_rows == len(documents)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux")
def test_bombs_take_no_memory(tmp_path: Path) -> None:
    paths = []
    for name in BOMBS:
        paths.append(tmp_path / name / HOSTILE[name].name)
        paths[-1].parent.mkdir()
        paths[-1].write_bytes(HOSTILE[name].make())
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-c", BOUNDED, *map(str, paths)]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    gave = dict(zip(BOMBS, map(json.loads, lines.splitlines()), strict=True))
    assert {n: set(rows) for n, rows in gave.items()} == {n: HOSTILE[n].gives for n in BOMBS}
    assert seconds < 2 * len(BOMBS)


@pytest.mark.parametrize(
    "name", [b"a\nb.txt", b"a\xff\xfe.txt", b"a\xed\xa0\x80.txt", b"\x1b[2Ja.txt", b"-rf.txt"]
)
def test_files_of_strange_names(name: bytes, tmp_path: Path) -> None:
    Path(str(tmp_path).encode().decode(), name.decode("utf-8", "surrogateescape")).write_text(BODY)
    loaded = load_documents(tmp_path)
    assert loaded.documents["text"].to_pylist() == [BODY]
    assert loaded.documents["source"][0].as_py().encode().endswith(b".txt")


class Lines:
    """A stream of a line of many bytes, and one after it, of which none is ever held."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._rest = b'"}\n{"text": "' + BODY.encode() + b'"}\n'
        self._head = b'{"text": "'

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        if self._head:
            self._head, data = b"", self._head
        elif self._left:
            data = b"a" * min(self._left, size)
            self._left -= len(data)
        else:
            data, self._rest = self._rest[:size], self._rest[size:]
        return data


def test_a_line_of_200_megabytes_is_passed_over() -> None:
    started = time.process_time()
    loaded = load_documents(Lines(200_000_000))  # type: ignore[arg-type]
    assert loaded.documents["text"].to_pylist() == [BODY]
    assert [row["reason"] for row in loaded.rejects.to_pylist()] == ["too_large"]
    assert time.process_time() - started < 5
