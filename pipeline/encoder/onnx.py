"""Networks over words at run time: ONNX on one thread, one window at a time.

Every window is read by itself. In int8 the scale of the activations is found anew for each run of
the network, so that windows read together would change each other's scores; read alone, a text
gives the same scores in any company, and nothing is spent on padding.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from pipeline.encoder.words import Encoded, Window, encode, windows
from pipeline.errors import ModelError

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TOKENIZER_FILE, CONFIG_FILE = "tokenizer.json", "config.json"
CLASSIFIER, SEPARATOR = "[CLS]", "[SEP]"


class WordReader:
    """A network that reads windows of words.

    It takes `pieces` (pieces,), `features` (pieces, 3) and `first` (words,), and gives arrays with
    a row for each word.
    """

    def __init__(self, network: Path, tokenizer: Path) -> None:
        """Loads a network.

        Args:
            network: an ONNX file.
            tokenizer: of its word pieces.

        Raises:
            Exception: of any kind, where a file is absent or cannot be read.
        """
        self._tokenizer = load_tokenizer(tokenizer)
        edges = (self._tokenizer.token_to_id(name) for name in (CLASSIFIER, SEPARATOR))
        self._edges = [edge for edge in edges if edge is not None]
        if len(self._edges) != 2:
            raise ValueError(f"the tokenizer has no {CLASSIFIER} and {SEPARATOR}")
        self._session = load_session(network)

    def encode(self, text: str) -> Encoded:
        """A text as words."""
        return encode(text, self._tokenizer)

    def read(self, encoded: Encoded) -> Iterator[tuple[Window, list[Floats]]]:
        """Yields the windows of a text, and what the network gives for their words."""
        for window in windows(encoded):
            pieces, features, first = window_inputs(encoded, window, self._edges)
            given = {"pieces": pieces, "features": features, "first": first}
            yield window, self._session.run(None, given)


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


def load_tokenizer(file: Path) -> Tokenizer:
    """The tokenizer of a file, for texts of any length."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_session(file: Path) -> onnxruntime.InferenceSession:
    """The network of an ONNX file, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(file), sess_options=options, providers=["CPUExecutionProvider"]
    )


@contextmanager
def loading(what: str, folder: Path) -> Iterator[None]:
    """Says which model it is that cannot be loaded.

    Args:
        what: kind of model.
        folder: of the model.

    Raises:
        ModelError: for any exception inside; the libraries raise bare ones.
    """
    try:
        yield
    except Exception as error:
        raise ModelError(f"cannot load the {what} in {folder} ({error!r})") from error
