"""Measure the peak memory of runs over a corpus and over varied copies of it.

    python -m tests.run.memory news.jsonl --copies 1 10 --words 120

A copy has other numbers, and other endings of capitalised words within sentences, so that it
repeats nothing and names other people. The memory is that of all processes of the run together,
shared pages counted once (PSS, Linux only), looked at four times a second.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

_ENDINGS = ("", "ova", "sen", "etti", "escu", "ides", "wicz", "man", "ton", "ez", "ski", "ia")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_DIGIT = re.compile(r"\d")


def varied(text: str, copy: int) -> str:
    """A copy of a text with other names and numbers.

    >>> varied("The head of Acme, Jane Smith, met 12 people.", 3)
    'The head of Acmeetti, Janeetti Smithetti, met 45 people.'
    """
    if not copy:
        return text
    ending = _ENDINGS[copy % len(_ENDINGS)] + _ENDINGS[copy // len(_ENDINGS)]
    text = _NAME.sub(lambda name: name.group() + ending, text)
    return _DIGIT.sub(lambda digit: str((int(digit.group()) + copy) % 10), text)


def copies(corpus: Path, number: int, words: int | None) -> Iterator[dict[str, Any]]:
    """The articles of a corpus of JSON lines, so many times, cut after so many words."""
    for copy in range(number):
        with corpus.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = varied(record["text"], copy)
                if words is not None:
                    cut = re.match(rf"\s*(?:\S+\s+){{0,{words}}}", text)
                    text = cut.group() if cut else text
                yield record | {"id": f"{copy}-{record['id']}", "text": text}


def peak_of(command: list[str]) -> tuple[float, float]:
    """Run a command; return the peak of its memory in gigabytes, and the seconds that it took."""
    started = time.perf_counter()
    peak = 0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            peak = max(peak, _memory(psutil.Process(process.pid)))
            time.sleep(0.25)
    if process.returncode:
        raise SystemExit(process.returncode)
    return peak / 1e9, time.perf_counter() - started


def _memory(process: psutil.Process) -> int:
    total = 0
    try:
        for member in [process, *process.children(recursive=True)]:
            total += member.memory_full_info().pss
    except psutil.Error:
        return total
    return total


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--words", type=int, help="cut the articles after so many")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    for number in args.copies:
        with tempfile.TemporaryDirectory() as folder:
            corpus, out = Path(folder) / "corpus.jsonl", Path(folder) / "out"
            articles = 0
            with corpus.open("w", encoding="utf-8") as into:
                for record in copies(args.corpus, number, args.words):
                    into.write(json.dumps(record) + "\n")
                    articles += 1
            command = [sys.executable, "-m", "pipeline", "run", str(corpus), "--out", str(out)]
            peak, seconds = peak_of([*command, "--quiet", "--workers", str(args.workers)])
        print(f"{articles:>9,} articles {peak:>7.2f} GB {seconds:>9,.0f} s", flush=True)


if __name__ == "__main__":
    main()
