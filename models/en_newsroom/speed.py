"""How fast the recogniser of names is, beside a spaCy pipeline of small CNNs.

    python -m models.en_newsroom.speed [--model FOLDER] [--beside PIPELINE] [INPUT ...]

Both read the same articles, in turns, on one core. Texts are tokenized before. What is counted is
the time that the processor spends on this process, so that others do not slow it down.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language import load_model
from pipeline.load import Rejection, iter_documents
from pipeline.ner.learned.component import NAME

#: The sample corpus.
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw"
#: What is read before the time is taken.
WARM_UP = "Rain fell on Varna all night."


def measure(parts: dict[str, Language], texts: Sequence[str]) -> dict[str, int]:
    """Words that each pipeline reads in a second, white space aside.

    Args:
        parts: pipelines by name.
        texts: what they read.
    """
    seconds: Counter[str] = Counter()
    words = 0
    for nlp in parts.values():
        nlp(WARM_UP)
    for text in texts:
        for part, nlp in parts.items():
            doc = nlp.make_doc(text)
            began = time.process_time()
            read(doc, nlp)
            seconds[part] += time.process_time() - began
        words += sum(not token.is_space for token in doc)
    return {part: round(words / max(spent, 1e-9)) for part, spent in seconds.items()}


def read(doc: Doc, nlp: Language) -> None:
    """Sends a document through the components of a pipeline."""
    for _, component in nlp.pipeline:
        component(doc)


def texts_of(inputs: Iterable[str]) -> list[str]:
    """The texts of articles."""
    found = iter_documents(list(inputs))
    return [item["text"] for item in found if not isinstance(item, Rejection)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m models.en_newsroom.speed")
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help=f"articles ({SAMPLE})")
    parser.add_argument("--model", default="auto", help="folder of a name model (the bundled one)")
    parser.add_argument("--beside", default="en_newsroom", help="a spaCy pipeline (en_newsroom)")
    given = parser.parse_args(arguments)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    names = spacy.blank("en")
    names.add_pipe(NAME, config={"model": given.model})
    rest = load_model(given.beside, entities="base").nlp
    if NAME in rest.pipe_names:
        rest.remove_pipe(NAME)
    texts = texts_of(given.inputs or [str(SAMPLE)])
    speeds = measure({"names": names, ", ".join(rest.pipe_names): rest}, texts)
    for part, speed in speeds.items():
        print(f"{speed:>7,} words a second: {part}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
