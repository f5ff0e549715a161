"""Training data of the scorer of pairs: GAP, GUM, and repeated names turned to pronouns.

    python -m models.en_newsroom.recipe.references OUT [--data DIR] [--model DIR]

Writes references-train.jsonl and references-dev.jsonl: records of a text with its mentions
(offsets) and queries (anaphor, candidates and which of them are right, as numbers of mentions;
the features of each pair).
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from models.en_newsroom.recipe import reference_gap, reference_gum, reference_repeated
from models.en_newsroom.recipe.data import BESIDE, names_file, pronouns_file, treebank_file
from models.en_newsroom.recipe.reference_repeated import Named
from pipeline.ner.reference.features import FEATURES

log = logging.getLogger(__name__)

TRAIN_FILE, DEV_FILE = "references-train.jsonl", "references-dev.jsonl"
MODEL = Path(__file__).parents[1] / "model"
REPEATED = ("worldwide-train", "conll2003-train", "wikigold-train")
SEED = 7


def build(data: Path, out: Path, nlp: Language) -> None:
    """Writes the two files.

    Args:
        data: A data folder with `coref`, `ud` and `ner`.
        out: Where to.
        nlp: The pipeline that parses the texts.
    """
    out.mkdir(parents=True, exist_ok=True)
    dev = [
        *reference_gap.records(reference_gap.read_gap(pronouns_file(data, "gap-validation")), nlp),
        *reference_gum.records(treebank_file(data, "gum-dev"), nlp),
    ]
    _write(out / DEV_FILE, dev)
    rows = reference_gap.read_gap(pronouns_file(data, "gap-dev"))
    rows += reference_gap.swapped(rows, nlp, seed=SEED)
    train = [
        *reference_gap.records(rows, nlp),
        *reference_gum.records(treebank_file(data, "gum-train"), nlp),
    ]
    train += reference_repeated.records(_named(data, nlp), nlp, seed=SEED)
    _write(out / TRAIN_FILE, train)


def _named(data: Path, nlp: Language) -> Iterator[Named]:
    """Texts with names: annotated ones, and those of GAP with the names that a pipeline finds."""
    for name in REPEATED:
        for line in names_file(data, name).read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            yield Named(row["text"], [(s, e, label) for s, e, label in row["entities"]])
    texts = [row.text for row in reference_gap.read_gap(pronouns_file(data, "gap-dev"))]
    for doc in nlp.pipe(texts, batch_size=32):
        yield Named(doc.text, [(e.start_char, e.end_char, e.label_) for e in doc.ents])


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf8", newline="\n") as file:
        for r in records:
            counts[f"{r['set']} records"] += 1
            counts[f"{r['set']} queries"] += len(r["queries"])
            counts[f"{r['set']} without antecedent"] += sum(not q["right"] for q in r["queries"])
            file.write(json.dumps(r, ensure_ascii=False) + "\n")
    log.info("%s: %s", path, dict(counts))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=BESIDE)
    parser.add_argument("--model", type=Path, default=MODEL)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    log.info("%d features", len(FEATURES))
    build(given.data, given.out, spacy.load(given.model))


if __name__ == "__main__":
    main()
