"""A tiny model of names: it knows a few words, whatever stands around them."""

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece

from pipeline.encoder.onnx import CLASSIFIER, CONFIG_FILE, SEPARATOR, TOKENIZER_FILE
from pipeline.ner.learned.labels import LABELS, REFERENCE
from pipeline.ner.learned.network import NAMES_FILE

#: The label of each word that the model knows.
KNOWN = {
    **dict.fromkeys(("vucic", "merkel"), "B-PERSON"),
    "aleksandar": "B-PERSON",
    "petrovic": "I-PERSON",
    **dict.fromkeys(("berlin", "moscow", "u"), "B-GPE"),
    "s": "I-GPE",
    "russian": "B-NORP",
    "bank": "B-ORG",
    **dict.fromkeys(("of", "america"), "I-ORG"),
    "five": "B-CARDINAL",
}
PIECES = ["[PAD]", "[UNK]", CLASSIFIER, SEPARATOR, *KNOWN, *".,'-("]


def write_tiny_model(folder: Path) -> Path:
    """Writes the files that `NameNetwork` reads."""
    onnx = pytest.importorskip("onnx", reason="the tiny model is written with onnx")
    helper, kinds = onnx.helper, onnx.TensorProto
    labels = np.zeros((len(PIECES), len(LABELS)), np.float32)
    labels[:, 0] = 4
    for word, label in KNOWN.items():
        labels[PIECES.index(word), LABELS.index(label)] = 9
    labels[PIECES.index("."), LABELS.index("I-GPE")] = 3.5
    vectors = np.arange(len(PIECES), dtype=np.float32)[:, None] * np.ones(REFERENCE, np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["pieces", "first"], ["words"]),
            helper.make_node("Gather", ["label_table", "words"], ["emissions"]),
            helper.make_node("Gather", ["vector_table", "words"], ["vectors"]),
        ],
        "names",
        [
            helper.make_tensor_value_info("pieces", kinds.INT64, ["pieces"]),
            helper.make_tensor_value_info("features", kinds.INT64, ["pieces", 3]),
            helper.make_tensor_value_info("first", kinds.INT64, ["words"]),
        ],
        [
            helper.make_tensor_value_info("emissions", kinds.FLOAT, ["words", len(LABELS)]),
            helper.make_tensor_value_info("vectors", kinds.FLOAT, ["words", REFERENCE]),
        ],
        [
            onnx.numpy_helper.from_array(labels, "label_table"),
            onnx.numpy_helper.from_array(vectors, "vector_table"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / NAMES_FILE))
    tokenizer = Tokenizer(WordPiece({p: i for i, p in enumerate(PIECES)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / TOKENIZER_FILE))
    config = {"name": "tiny", "version": "0.1", "labels": list(LABELS), "chain": chain_lists()}
    (folder / CONFIG_FILE).write_text(json.dumps(config), encoding="utf8")
    return folder


def chain_lists() -> dict[str, list[list[float]] | list[float]]:
    """A chain in which only what cannot be is said: a name's inside without its beginning."""
    steps = [
        [-1e4 if to[:2] == "I-" and of[2:] != to[2:] else 0.0 for to in LABELS] for of in LABELS
    ]
    return {"steps": steps, "begin": [-1e4 if to[:2] == "I-" else 0.0 for to in LABELS]}


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny model."""
    return write_tiny_model(tmp_path_factory.mktemp("names") / "model")


@pytest.fixture
def own_model(tmp_path: Path) -> Path:
    """A folder of the tiny model that a test may change."""
    return write_tiny_model(tmp_path / "own")
