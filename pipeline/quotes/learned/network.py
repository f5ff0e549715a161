"""The trained network at run time: ONNX on one thread, one window at a time.

Every window is read by itself. In int8 the scale of the activations is found anew for each run of
the network, so that windows read together would change each other's scores; read alone, a text
gives the same scores in any company, and nothing is spent on padding.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from pipeline.errors import ModelError
from pipeline.quotes.learned.decoding import Chain, Found, decode
from pipeline.quotes.learned.encoding import Encoded, Window, encode, windows
from pipeline.quotes.learned.labels import REACH, ROLES, TAGS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

WORDS_FILE, ROLES_FILE, TOKENIZER_FILE, CONFIG_FILE = (
    "words.onnx",
    "roles.onnx",
    "tokenizer.json",
    "config.json",
)
#: What the decoding needs (`decode`).
WEIGHTS = {"bias", "cue", "roles"}
CLASSIFIER, SEPARATOR = "[CLS]", "[SEP]"


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
        try:
            config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf8"))
            self.name, self.version = str(config["name"]), str(config["version"])
            labels = config["tags"], config["roles"]
            self.tag_chain = Chain.of(config["tag_chain"])
            self.role_chain = Chain.of(config["role_chain"])
            self.weights: dict[str, float] = dict(config["weights"])
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
            self._words = _session(folder / WORDS_FILE)
            self._roles = _session(folder / ROLES_FILE)
        except Exception as error:  # the libraries raise bare exceptions
            raise ModelError(f"cannot load the quote model in {folder} ({error!r})") from error
        edges = (self._tokenizer.token_to_id(t) for t in (CLASSIFIER, SEPARATOR))
        self._edges = [edge for edge in edges if edge is not None]
        known = labels == (list(TAGS), list(ROLES)) and self.weights.keys() >= WEIGHTS
        if not known or len(self._edges) != 2:
            raise ModelError(f"the quote model in {folder} is of another version of this package")
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def read(self, text: str) -> Scores:
        """Reads a text of any length."""
        encoded = encode(text, self._tokenizer)
        tags = np.zeros((len(encoded), len(TAGS)), dtype=np.float32)
        parts = []
        for window in windows(encoded):
            vectors, emissions = self._words.run(None, self._inputs(encoded, window))
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

    def _inputs(self, encoded: Encoded, window: Window) -> dict[str, Any]:
        pieces, features, first = window_inputs(encoded, window, self._edges)
        return {"pieces": pieces, "features": features, "first": first}


def window_inputs(
    encoded: Encoded, window: Window, edges: Sequence[int]
) -> tuple[Ints, Ints, Ints]:
    """What the network reads of a window: pieces, features of pieces, first pieces of words.

    Args:
        encoded: a text.
        window: of it.
        edges: the pieces that are set before and after.
    """
    first = np.append(encoded.first, len(encoded.pieces))
    low, high = int(first[window.start]), int(first[window.end])
    word_of = np.searchsorted(encoded.first, np.arange(low, high), side="right") - 1
    features = np.zeros((high - low + 2, 3), dtype=np.int64)
    features[1:-1] = encoded.features[word_of]
    pieces = np.concatenate([edges[:1], encoded.pieces[low:high], edges[1:]])
    return pieces, features, encoded.first[window.start : window.end] - low + 1


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(file), sess_options=options, providers=["CPUExecutionProvider"]
    )
