"""Makes the training and development files of both parts: what spaCy trains on."""

import logging
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from models.en_newsroom.recipe import names, treebank
from models.en_newsroom.recipe.data import names_file, treebank_file

log = logging.getLogger(__name__)

#: Draws the variations of quotation marks and case; each file starts with it anew.
SEED = 7
PARSER_ATTRIBUTES = ["ORTH", "TAG", "DEP", "HEAD", "SENT_START", "SPACY"]
NER_ATTRIBUTES = ["ORTH", "SPACY", "ENT_TYPE", "ENT_IOB"]
PARSER_SETS = {"train": ("ewt-train", "gum-train"), "dev": ("ewt-dev", "gum-dev")}
NER_SETS = {
    "train": (
        "worldwide-train",
        "conll2003-train",
        "crossner-politics-train",
        "wikigold-train",
        "wnut17-train",
    ),
    "dev": ("worldwide-dev", "conll2003-dev", "crossner-politics-dev"),
}
#: The set that annotates nationalities, from which they are known in the others.
NATIONAL = "worldwide-train"


def prepare(data: Path, work: Path) -> None:
    """Writes `parser-train.spacy`, `parser-dev.spacy`, `ner-train.spacy` and `ner-dev.spacy`.

    Args:
        data: the data folder.
        work: takes the files.
    """
    work.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    national = names.national_names(names_file(data, NATIONAL))

    def parsed(part: str, seed: int | None) -> Iterator[Doc]:
        files = (treebank_file(data, name) for name in PARSER_SETS[part])
        return chain.from_iterable(treebank.documents(f, nlp, seed=seed) for f in files)

    def named(part: str, seed: int | None) -> Iterator[Doc]:
        files = (names_file(data, name) for name in NER_SETS[part])
        return chain.from_iterable(names.documents(f, nlp, national, seed=seed) for f in files)

    for part, seed in (("train", SEED), ("dev", None)):
        _save(work / f"parser-{part}.spacy", parsed(part, seed), PARSER_ATTRIBUTES)
        _save(work / f"ner-{part}.spacy", named(part, seed), NER_ATTRIBUTES)


def _save(path: Path, docs: Iterable[Doc], attributes: list[str]) -> None:
    bin_ = DocBin(attrs=attributes, docs=docs)
    bin_.to_disk(path)
    log.info("%s: %d documents", path.name, len(bin_))
