"""Makes the training and development files of the parser: what spaCy trains on."""

import logging
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from models.en_newsroom.recipe import treebank
from models.en_newsroom.recipe.data import treebank_file

log = logging.getLogger(__name__)

#: Draws the variations of quotation marks; each file starts with it anew.
SEED = 7
ATTRIBUTES = ["ORTH", "TAG", "DEP", "HEAD", "SENT_START", "SPACY"]
SETS = {"train": ("ewt-train", "gum-train"), "dev": ("ewt-dev", "gum-dev")}


def prepare(data: Path, work: Path) -> None:
    """Writes `parser-train.spacy` and `parser-dev.spacy`.

    Args:
        data: the data folder.
        work: takes the files.
    """
    work.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    for part, seed in (("train", SEED), ("dev", None)):
        files = (treebank_file(data, name) for name in SETS[part])
        docs = chain.from_iterable(treebank.documents(f, nlp, seed=seed) for f in files)
        _save(work / f"parser-{part}.spacy", docs)


def _save(path: Path, docs: Iterable[Doc]) -> None:
    bin_ = DocBin(attrs=ATTRIBUTES, docs=docs)
    bin_.to_disk(path)
    log.info("%s: %d documents", path.name, len(bin_))
