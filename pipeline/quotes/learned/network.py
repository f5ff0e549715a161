"""The trained network at run time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder.chains import Chain
from pipeline.encoder.onnx import (
    CONFIG_FILE,
    TOKENIZER_FILE,
    WordReader,
    load_session,
    loading,
)
from pipeline.encoder.words import Encoded, Window
from pipeline.errors import ModelError
from pipeline.quotes.learned.decoding import Found, decode
from pipeline.quotes.learned.labels import REACH, ROLES, TAGS

Floats = NDArray[np.float32]

WORDS_FILE, ROLES_FILE = "words.onnx", "roles.onnx"
#: What the decoding needs (`decode`).
WEIGHTS = {"bias", "cue", "roles"}


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the words of a text.

    Attributes:
        encoded: the text as words.
        parts: the windows in which it was read, with the vectors of their words.
        tags: emissions of the tagger, (words, tags).
    """

    encoded: Encoded
    parts: list[tuple[Window, Floats, Floats]]
    tags: Floats


class QuoteNetwork:
    """A trained model.

    Attributes:
        name: of the model.
        version: of the model.
        tag_chain: transitions of the labels of words.
        role_chain: transitions of the labels of roles.
        weights: of the score of an attribution, by name.
    """

    def __init__(self, folder: Path) -> None:
        """Loads a model.

        Args:
            folder: holds words.onnx, roles.onnx, tokenizer.json and config.json.

        Raises:
            ModelError: a file is absent or cannot be read, or it is of another version.
        """
        with loading("quote model", folder):
            config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf8"))
            self.name, self.version = str(config["name"]), str(config["version"])
            labels = config["tags"], config["roles"]
            self.tag_chain = Chain.of(config["tag_chain"])
            self.role_chain = Chain.of(config["role_chain"])
            self.weights: dict[str, float] = dict(config["weights"])
            self._reader = WordReader(folder / WORDS_FILE, folder / TOKENIZER_FILE)
            self._roles = load_session(folder / ROLES_FILE)
        if labels != (list(TAGS), list(ROLES)) or not self.weights.keys() >= WEIGHTS:
            raise ModelError(f"the quote model in {folder} is of another version of this package")

    def read(self, text: str) -> Scores:
        """Reads a text of any length."""
        encoded = self._reader.encode(text)
        tags = np.zeros((len(encoded), len(TAGS)), dtype=np.float32)
        parts = []
        for window, (vectors, emissions) in self._reader.read(encoded):
            low, high = window.core_start - window.start, window.core_end - window.start
            tags[window.core_start : window.core_end] = emissions[low:high]
            parts.append((window, vectors, emissions))
        return Scores(encoded, parts, tags)

    def roles(self, scores: Scores, cues: Sequence[tuple[int, int]]) -> Floats:
        """Emissions of the words around cues.

        Args:
            scores: of the text.
            cues: first word and end of each cue, in order.

        Returns:
            (cues, 2 · REACH + 1, roles); the first word of the cue stands in the middle.
        """
        found = [np.zeros((0, 2 * REACH + 1, len(ROLES)), dtype=np.float32)]
        for window, vectors, emissions in scores.parts:
            own = [c for c in cues if window.core_start <= c[0] < window.core_end]
            if own:
                starts = np.array([s for s, _ in own], dtype=np.int64) - window.start
                ends = np.array([min(e, window.end) for _, e in own], dtype=np.int64)
                given = {
                    "words": vectors,
                    "tags": emissions,
                    "starts": starts,
                    "ends": ends - window.start,
                }
                found += self._roles.run(None, given)
        return np.concatenate(found)

    def find(self, scores: Scores) -> list[Found]:
        """The attributions of a text that was read, as spans of its words."""
        return decode(
            scores.tags,
            lambda cues: self.roles(scores, cues),
            tag_chain=self.tag_chain,
            role_chain=self.role_chain,
            weights=self.weights,
        )
