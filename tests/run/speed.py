"""Measure a run beside the bare language model on the same texts: `make bench`.

Prints the words a second of each stage in one process, of the whole run in one process and in
several, and of `nlp.pipe` alone, all from the same minutes on the same machine. Each figure of one
process is of one core.
"""

import argparse
import tempfile
import time
from pathlib import Path

from pipeline.language import load_model
from pipeline.load import load_documents
from pipeline.run import RunResult, run
from pipeline.run.engines.processes import one_thread_each


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", default=["data/raw"])
    parser.add_argument("--model", default="auto")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=int, help="number of articles")
    args = parser.parse_args()
    with one_thread_each():
        bare, words = _bare(args.inputs, args.model, args.limit)
        alone = _run(args.inputs, args.model, args.limit, workers=1)
        shared = _run(args.inputs, args.model, args.limit, workers=args.workers)
    print(f"{words:,} words in {alone.counts['documents']:,} articles")
    for stage, taken in alone.times.items():
        print(f"{stage:<28}{taken.words_per_second:>12,.0f} words/s")
    one, several = words / alone.seconds, words / shared.seconds
    print(f"{'end to end, one process':<28}{one:>12,.0f} words/s")
    print(f"{f'end to end, {args.workers} workers':<28}{several:>12,.0f} words/s")
    print(f"{'nlp.pipe alone':<28}{bare:>12,.0f} words/s")
    print(f"{'run in one process / nlp.pipe':<31}{one / bare:>9.2f}")
    print(f"{f'{args.workers} workers / one process':<31}{several / one:>9.2f}")


def _bare(inputs: list[str], name: str, limit: int | None) -> tuple[float, int]:
    """Words a second of the language model alone, and number of words."""
    texts = load_documents(inputs, limit=limit).documents["text"].to_pylist()
    words = sum(len(text.split()) for text in texts)
    nlp = load_model(name).nlp
    started = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    return words / (time.perf_counter() - started), words


def _run(inputs: list[str], model: str, limit: int | None, *, workers: int) -> RunResult:
    engine = "inline" if workers == 1 else "processes"
    with tempfile.TemporaryDirectory() as out:
        options = {"model": model, "limit": limit, "workers": workers, "engine": engine}
        return run(inputs, out=Path(out), **options)


if __name__ == "__main__":
    main()
