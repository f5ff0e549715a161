"""What a network reads of a window, and what becomes of errors when it is loaded."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from pipeline.encoder.onnx import load_tokenizer, loading, window_inputs
from pipeline.encoder.words import CORE, Window, encode, windows
from pipeline.errors import ModelError

EDGES = (101, 102)


def test_a_window_stands_between_its_edges(tokenizer: Tokenizer) -> None:
    encoded = encode("we go on", tokenizer)
    pieces, features, first = window_inputs(encoded, Window(1, 3, 1, 3), EDGES)
    assert pieces.tolist() == [101, *encoded.pieces[2:].tolist(), 102]
    assert first.tolist() == [1, 3], "two letters a word"
    assert features.tolist() == [
        [0, 0, 0],
        *([encoded.features[1].tolist()] * 2),
        *([encoded.features[2].tolist()] * 2),
        [0, 0, 0],
    ]


@given(st.lists(st.sampled_from(["a", "said", "“No,”", "\n\n"]), max_size=300).map(" ".join))
def test_first_pieces_are_those_of_the_words(tokenizer: Tokenizer, text: str) -> None:
    encoded = encode(text, tokenizer)
    for window in windows(encoded, core=CORE // 8):
        pieces, features, first = window_inputs(encoded, window, EDGES)
        assert len(pieces) == len(features)
        assert len(first) == window.end - window.start
        starts = encoded.first[window.start : window.end]
        assert np.array_equal(pieces[first], encoded.pieces[starts])
        assert np.array_equal(features[first], encoded.features[window.start : window.end])


def test_a_tokenizer_is_loaded_for_texts_of_any_length(
    tokenizer: Tokenizer, tmp_path: Path
) -> None:
    short = Tokenizer.from_str(tokenizer.to_str())
    short.enable_truncation(4)
    short.enable_padding(length=4)
    short.save(str(tmp_path / "tokenizer.json"))
    loaded = load_tokenizer(tmp_path / "tokenizer.json")
    assert len(loaded.encode("a " * 9, add_special_tokens=False).ids) == 9
    assert len(loaded.encode("a", add_special_tokens=False).ids) == 1


def test_what_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    told = f"cannot load the odd model in {tmp_path} (KeyError('name'))"
    with pytest.raises(ModelError, match=re.escape(told)), loading("odd model", tmp_path):
        {}["name"]
