"""Fuzzing of loading: files are changed at random, and what holds for any input is checked.

python -m tests.load.fuzz --seconds 600            # all formats in turn
python -m tests.load.fuzz --format pdf --seconds 60
python -m tests.load.fuzz --format mail --atheris  # led by coverage, with the extra "fuzz"

What fails is written to a folder, and told with the error.
"""

import argparse
import hashlib
import random
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from pipeline.load import InputFile, LoadSettings, Rejection, read_rows
from pipeline.load.formats import format_of_name
from pipeline.load.outcome import REASONS
from pipeline.tables import from_rows
from tests.load.hostile import HOSTILE

LIMIT = 8.0  # seconds for one input, on a machine that does other things as well
SETTINGS = LoadSettings(max_seconds=4.0, languages=(), max_bytes=2_000_000)
LARGEST = 100_000
SAMPLES = Path(__file__).parents[2] / "data" / "raw"
LOST = re.compile("[\x00\ud800-\udfff]")
WORDS = [
    *(b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n\r\n", b"-1", b"4294967295", b"1e999"),
    *(b"<", b">", b"&#0;", b"&x;", b"<![CDATA[", b"]]>", b"<!--", b"</", b'"', b"'", b"\\ud800"),
    *(b"{", b"}", b"[", b"]", b"null", b"obj", b"endstream", b"/Kids", b"/Length", b"0 R", b"PK"),
    *(b"From ", b"Content-Type: ", b"boundary=", b"charset=utf-7", b"base64", b"--b", b"WARC/1.0"),
]


def seeds(*, bombs: bool = True) -> dict[str, list[tuple[str, bytes]]]:
    """Small files of every format: those of the sample, and the hostile ones."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    files = [(p.name, p.read_bytes) for p in sorted(SAMPLES.rglob("*")) if p.is_file()]
    hostile = [(c.name, c.make) for c in HOSTILE.values() if bombs or not c.bomb]
    for name, make in [*files, *hostile]:
        data = make()
        if len(data) <= LARGEST:
            found.setdefault(kind_of(name), []).append((name, data))
    return found


def kind_of(name: str) -> str:
    """The format of a file, or the ending of an archive."""
    packed = name.endswith((".gz", ".bz2", ".xz", ".zst"))
    return "packed" if packed else format_of_name(name) or name.rpartition(".")[2]


def mutate(data: bytes, others: Sequence[bytes], random_: random.Random) -> bytes:
    """Change a file in some places."""
    changed = bytearray(data)
    for _ in range(random_.choice((1, 1, 2, 4, 16))):
        place = random_.randrange(len(changed) + 1)
        end = min(place + random_.choice((1, 2, 8, 64, 1000)), len(changed))
        match random_.randrange(8):
            case 0:
                changed[place:end] = random_.randbytes(end - place)
            case 1:
                del changed[place:end]
            case 2:
                changed[place:place] = random_.choice(WORDS)
            case 3:
                changed[place:place] = changed[place:end] * random_.choice((1, 2, 50))
            case 4:
                del changed[place:]
            case 5:
                other = random_.choice(others)
                start = random_.randrange(len(other) + 1)
                changed[place:end] = other[start : start + random_.choice((8, 100, 2000))]
            case 6 if place < len(changed):
                changed[place] ^= 1 << random_.randrange(8)
            case _:
                changed[place:end] = random_.choice(WORDS) * random_.choice((1, 1, 300))
    return bytes(changed[: 4 * LARGEST])


def check(name: str, data: bytes, folder: Path) -> None:
    """Load a file, and check what holds for any."""
    path = folder / name
    path.write_bytes(data)
    started = time.process_time()
    rows = list(read_rows(InputFile(name, path=path), SETTINGS))
    seconds = time.process_time() - started
    assert rows, "no row"
    documents = [row for row in rows if not isinstance(row, Rejection)]
    for row in documents:
        assert not LOST.search(row["text"]), "signs that are none"
        assert row["text"].strip(), "no text"
        assert row["sha256"] == hashlib.sha256(row["text"].encode()).hexdigest()
    for row in rows:
        if isinstance(row, Rejection):
            assert row.reason in REASONS, row.reason
            assert row.detail, "no detail"
            assert row.reason != "failed", row.detail
            assert not LOST.search(row.detail + row.source), "signs that are none in a rejection"
    named = [row | {"doc_id": str(n)} for n, row in enumerate(documents)]
    assert from_rows("documents", named).num_rows == len(documents)
    assert seconds < LIMIT, f"{seconds:.1f} seconds"


def fuzz(kinds: Sequence[str], seconds: float, folder: Path, seed: int) -> int:
    """Load changed files until the time is over; returns how many failures there were."""
    random_ = random.Random(seed)
    known = seeds()
    failures: dict[str, int] = {}
    tried = dict.fromkeys(kinds, 0)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for kind in kinds:
            name, data = random_.choice(known[kind])
            changed = mutate(data, [other for _, other in known[kind]], random_)
            tried[kind] += 1
            note_failure(name, changed, folder, failures)
    told = ", ".join(f"{kind} {number}" for kind, number in tried.items())
    sys.stdout.write(f"{sum(tried.values())} inputs: {told}\n")
    sys.stdout.writelines(f"{count} times: {what}\n" for what, count in failures.items())
    return sum(failures.values())


def note_failure(name: str, data: bytes, folder: Path, failures: dict[str, int]) -> None:
    """Check an input; of each new kind of failure the input is kept."""
    try:
        check(name, data, folder)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        what = f"{type(error).__name__} {str(error)[:150]} ({frames[-1].name}, {kind_of(name)})"
        failures[what] = failures.get(what, 0) + 1
        if failures[what] == 1:
            path = folder / f"{hashlib.sha256(data).hexdigest()[:8]}-{name}"
            path.write_bytes(data)
            sys.stdout.write(f"{path}: {what}\n")
            sys.stdout.flush()


def fuzz_by_coverage(kind: str, seconds: int, folder: Path) -> None:
    """Let atheris choose the changes that reach new code; it ends the process."""
    import atheris

    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    known = seeds(bombs=False)[kind]
    for number, (_, data) in enumerate(known):
        (corpus / str(number)).write_bytes(data)
    name = known[0][0]
    with atheris.instrument_imports(include=["pipeline.load", "email", "pypdf"]):
        for module in [m for m in sys.modules if m.startswith("pipeline.load")]:
            del sys.modules[module]
        from pipeline.load import InputFile as File
        from pipeline.load import read_rows as read

    def one(data: bytes) -> None:
        path = folder / name
        path.write_bytes(data)
        assert list(read(File(name, path=path), SETTINGS)), "no row"

    options = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", f"-timeout={LIMIT:g}"]
    atheris.Setup([sys.argv[0], str(corpus), *options], one)
    atheris.Fuzz()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--format", help="one of them only")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", action="store_true", help="led by coverage; needs a format")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    if given.atheris:
        fuzz_by_coverage(given.format or "text", given.seconds, folder)
    kinds = [given.format] if given.format else sorted(seeds())
    sys.exit(fuzz(kinds, given.seconds, folder, given.seed) > 0)


if __name__ == "__main__":
    main()
