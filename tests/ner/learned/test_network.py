"""The network of names: what it reads, what is made of its scores, and broken files."""

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder.onnx import CONFIG_FILE, TOKENIZER_FILE
from pipeline.errors import ModelError
from pipeline.ner.learned.labels import KINDS, LABELS, REFERENCE
from pipeline.ner.learned.network import NAMES_FILE, NameNetwork


@pytest.fixture(scope="module")
def network(tiny_model: Path) -> NameNetwork:
    return NameNetwork(tiny_model)


def names(network: NameNetwork, text: str) -> list[tuple[str, str]]:
    found = network.find(network.read(text))
    return [(text[name.start : name.end], name.kind) for name in found]


def test_each_kind_has_a_beginning_and_an_inside() -> None:
    assert len(KINDS) == 18 and len(LABELS) == 37
    assert LABELS[:5] == ("O", "B-PERSON", "I-PERSON", "B-NORP", "I-NORP")


def test_names_are_found_with_their_kind_and_score(network: NameNetwork) -> None:
    text = "Aleksandar Petrovic met Merkel in Berlin, the Bank of America said."
    assert names(network, text) == [
        ("Aleksandar Petrovic", "PERSON"),
        ("Merkel", "PERSON"),
        ("Berlin", "GPE"),
        ("Bank of America", "ORG"),
    ]
    assert all(0.9 < name.score <= 1 for name in network.find(network.read(text)))


def test_the_score_is_that_of_the_least_likely_word(network: NameNetwork) -> None:
    sure, unsure = (network.find(network.read(text))[0] for text in ("U S", "U."))
    assert sure.score > 0.9
    assert (unsure.start, unsure.end) == (0, 1), "the mark is rather none of the name"
    assert unsure.score > 0.5


def test_no_name_goes_on_behind_an_empty_line(network: NameNetwork) -> None:
    assert names(network, "Aleksandar\nPetrovic") == [("Aleksandar\nPetrovic", "PERSON")]
    for gap in ("\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n"):
        assert names(network, f"Aleksandar{gap}Petrovic") == [("Aleksandar", "PERSON")]
        assert names(network, f"Merkel{gap}") == [("Merkel", "PERSON")]


@pytest.mark.parametrize("text", ["", " \n\n ", "x", "\ud800", "Merkel. " * 700, "Merkel" * 9])
def test_every_word_has_labels_and_a_vector(network: NameNetwork, text: str) -> None:
    scores = network.read(text)
    assert scores.emissions.shape == (len(scores.encoded), len(LABELS))
    assert scores.vectors.shape == (len(scores.encoded), REFERENCE)
    assert np.abs(scores.emissions).sum(axis=1).all()
    assert np.isfinite(scores.emissions).all()
    assert len(network.find(scores)) == (700 if len(text) > 999 else 0)


@pytest.mark.parametrize("file", [NAMES_FILE, TOKENIZER_FILE, CONFIG_FILE])
@pytest.mark.parametrize("content", [None, b"", b"\x00\xff no file of a model", b"[]", b"{}"])
def test_a_broken_file_is_an_error(own_model: Path, file: str, content: bytes | None) -> None:
    if content is None:
        (own_model / file).unlink()
    else:
        (own_model / file).write_bytes(content)
    with pytest.raises(ModelError, match="name model in"):
        NameNetwork(own_model)


@pytest.mark.parametrize(
    ("key", "value"), [("labels", ["O"]), ("chain", {}), ("chain", {"steps": "no", "begin": []})]
)
def test_a_config_of_another_version_is_an_error(own_model: Path, key: str, value: object) -> None:
    file = own_model / CONFIG_FILE
    config = json.loads(file.read_text(encoding="utf8"))
    file.write_text(json.dumps(config | {key: value}), encoding="utf8")
    with pytest.raises(ModelError, match="name model in"):
        NameNetwork(own_model)


def test_a_tokenizer_of_another_kind_is_an_error(own_model: Path) -> None:
    file = own_model / TOKENIZER_FILE
    file.write_text(file.read_text(encoding="utf8").replace("[CLS]", "[BOS]"), encoding="utf8")
    with pytest.raises(ModelError, match=r"no \[CLS\] and \[SEP\]"):
        NameNetwork(own_model)
