"""The trained network at run time: names and quantities, and a vector of each word."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder.chains import Chain, all_spans
from pipeline.encoder.onnx import CONFIG_FILE, TOKENIZER_FILE, WordReader, loading
from pipeline.encoder.words import Encoded
from pipeline.errors import ModelError
from pipeline.ner.learned.labels import LABELS, REFERENCE

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NAMES_FILE = "names.onnx"
#: No name goes on behind an empty line.
EMPTY_LINE = re.compile(r"\n\s*\n")
INSIDE = np.flatnonzero([label.startswith("I-") for label in LABELS])
#: What keeps a name from going on.
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the words of a text.

    Attributes:
        encoded: the text as words.
        emissions: of the labels, (words, labels); a name never goes on behind an empty line.
        vectors: by which references are found, (words, `REFERENCE`).
    """

    encoded: Encoded
    emissions: Floats
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """A name or quantity.

    Attributes:
        start: its first character.
        end: after its last character.
        kind: one of `KINDS`.
        score: how likely it is right, 0 to 1: the probability of its least likely word.
    """

    start: int
    end: int
    kind: str
    score: float


class NameNetwork:
    """A trained model.

    Attributes:
        name: of the model.
        version: of the model.
        chain: transitions of the labels.
    """

    def __init__(self, folder: Path) -> None:
        """Loads a model.

        Args:
            folder: holds names.onnx, tokenizer.json and config.json.

        Raises:
            ModelError: a file is absent or cannot be read, or it is of another version.
        """
        with loading("name model", folder):
            config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf8"))
            self.name, self.version = str(config["name"]), str(config["version"])
            labels = config["labels"]
            self.chain = Chain.of(config["chain"])
            self._reader = WordReader(folder / NAMES_FILE, folder / TOKENIZER_FILE)
        if labels != list(LABELS):
            raise ModelError(f"the name model in {folder} is of another version of this package")

    def read(self, text: str) -> Scores:
        """Reads a text of any length."""
        encoded = self._reader.encode(text)
        emissions = np.zeros((len(encoded), len(LABELS)), dtype=np.float32)
        vectors = np.zeros((len(encoded), REFERENCE), dtype=np.float32)
        for window, (labels, references) in self._reader.read(encoded):
            low, high = window.core_start - window.start, window.core_end - window.start
            emissions[window.core_start : window.core_end] = labels[low:high]
            vectors[window.core_start : window.core_end] = references[low:high]
        emissions[np.ix_(paragraph_words(text, encoded), INSIDE)] = NEVER
        return Scores(encoded, emissions, vectors)

    def find(self, scores: Scores) -> list[Found]:
        """The names and quantities of a text that was read, in order."""
        return decode(scores, self.chain)


def paragraph_words(text: str, encoded: Encoded) -> Ints:
    """The first word behind each empty line."""
    ends = np.array([match.end() for match in EMPTY_LINE.finditer(text)], dtype=np.int64)
    first = np.searchsorted(encoded.starts, ends)
    return first[first < len(encoded)]


def decode(scores: Scores, chain: Chain) -> list[Found]:
    """The names and quantities that scores tell, in order."""
    if not len(scores.encoded):
        return []
    given = scores.emissions[None]
    labels = chain.best(given)[0][0]
    likely = chain.marginals(given)[0, np.arange(len(labels)), labels]
    return [
        Found(*scores.encoded.characters((start, end)), kind, float(likely[start:end].min()))
        for start, end, kind in all_spans(labels, LABELS)
    ]
