"""Texts as words and pieces: offsets, features, windows, whatever the text."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from pipeline.encoder.words import (
    CORE,
    GAPS,
    LONGEST,
    PIECES_OF_A_WORD,
    PLACES,
    SHAPES,
    Encoded,
    encode,
    windows,
    words_of,
)

HOSTILE = {
    "empty": "",
    "white space": " \n\t\n ",
    "emoji": "😀" * 1000,
    "half a pair": "\ud800 said \udfff",
    "controls": "\x00a\x01",
    "accents alone": "\u0301" * 1000,
    "names of pieces": "[CLS] she [SEP] said [PAD]",
    "marks": "\"'“”``''" * 1000,
}
NEWS = "He said: \"We won.\" (Really?)\n\nAn “odd” end… U.S.–made, don’t ``go'' 3rd McCain NATO\n"


def words(text: str, encoded: Encoded) -> list[str]:
    spans = zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True)
    return [text[start:end] for start, end in spans]


def check(text: str, encoded: Encoded) -> None:
    """What holds of every text."""
    starts, ends = encoded.starts, encoded.ends
    assert len(encoded) == len(starts) == len(ends) == len(encoded.first)
    assert encoded.features.shape == (len(encoded), 3)
    assert np.all(starts < ends)
    assert np.all(ends[:-1] <= starts[1:])
    assert not len(encoded) or (starts[0] >= 0 and ends[-1] <= len(text))
    assert np.all(np.diff(encoded.first) >= 1)
    lengths = np.diff(np.append(encoded.first, len(encoded.pieces)))
    assert np.all((lengths >= 1) & (lengths <= PIECES_OF_A_WORD))
    values = [len(SHAPES), len(GAPS), len(PLACES)]
    assert np.all((encoded.features >= 0) & (encoded.features < values))


def test_a_word_is_a_stretch_of_letters_and_digits_or_one_mark(tokenizer: Tokenizer) -> None:
    text = 'He said: "We won." (Really?)\nDon’t, U.S.'
    assert words(text, encode(text, tokenizer)) == [
        *("He", "said", ":", '"', "We", "won", ".", '"', "(", "Really", "?", ")"),
        *("Don", "’", "t", ",", "U", ".", "S", "."),
    ]


def test_features_are_shape_gap_and_place(tokenizer: Tokenizer) -> None:
    text = "Now “a NATO” McCain 3rd,\n\n‘I am’ in."
    encoded = encode(text, tokenizer)
    named = [
        (word, SHAPES[shape], GAPS[gap], PLACES[place])
        for word, (shape, gap, place) in zip(
            words(text, encoded), encoded.features.tolist(), strict=True
        )
    ]
    assert named == [
        ("Now", "title", "text", "outside"),
        ("“", "mark", "space", "double"),
        ("a", "lower", "none", "double"),
        ("NATO", "upper", "space", "double"),
        ("”", "mark", "none", "double"),
        ("McCain", "mixed", "space", "outside"),
        ("3rd", "digits", "space", "outside"),
        (",", "mark", "none", "outside"),
        ("‘", "mark", "line", "single"),
        ("I", "title", "none", "single"),
        ("am", "lower", "space", "single"),
        ("’", "mark", "none", "single"),
        ("in", "lower", "space", "outside"),
        (".", "mark", "none", "outside"),
    ]


def test_styles_of_marks_look_the_same(tokenizer: Tokenizer) -> None:
    straight = encode('"Yes" - we\'re out.', tokenizer)
    for text in ("“Yes” – we’re out.", "«Yes» — we´re out."):
        other = encode(text, tokenizer)
        assert other.pieces.tolist() == straight.pieces.tolist()
        assert other.starts.tolist() == straight.starts.tolist()
    tex = encode("``Yes'' - we're out.", tokenizer)
    assert tex.pieces.tolist() == straight.pieces.tolist()


def test_the_rest_of_a_long_word_is_not_read(tokenizer: Tokenizer) -> None:
    text = "see " + "x" * 50 + " now"
    encoded = encode(text, tokenizer)
    assert words(text, encoded) == ["see", "x" * 50, "now"]
    assert np.diff(encoded.first).tolist() == [3, PIECES_OF_A_WORD]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_have_exact_offsets(tokenizer: Tokenizer, text: str) -> None:
    encoded = encode(text, tokenizer)
    check(text, encoded)
    assert sum(w.core_end - w.core_start for w in windows(encoded)) == len(encoded)


@given(st.text(st.one_of(st.characters(), st.sampled_from(NEWS)), max_size=200))
def test_offsets_are_exact_whatever_the_text(tokenizer: Tokenizer, text: str) -> None:
    check(text, encode(text, tokenizer))


@pytest.mark.parametrize("text", ["a" * 1_000_000, "said,it." * 50_000], ids=["word", "no spaces"])
def test_a_text_of_a_megabyte_takes_linear_time(tokenizer: Tokenizer, text: str) -> None:
    def seconds(part: str) -> float:
        began = time.process_time()
        encoded = encode(part, tokenizer)
        check(part, encoded)
        assert sum(w.core_end - w.core_start for w in windows(encoded)) == len(encoded)
        return time.process_time() - began

    short = seconds(text[: len(text) // 4])
    assert seconds(text) < 12 * short + 1


def test_words_of_a_span_share_a_character_with_it(tokenizer: Tokenizer) -> None:
    encoded = encode("We don't go.", tokenizer)
    assert words_of(encoded, (0, 2)) == (0, 1)
    assert words_of(encoded, (4, 7)) == (1, 3)
    assert words_of(encoded, (2, 3)) is None
    assert words_of(encoded, (11, 12)) == (5, 6)
    assert words_of(encoded, (12, 20)) is None
    assert encoded.characters((1, 4)) == (3, 8)


def test_short_texts_are_read_at_once(tokenizer: Tokenizer) -> None:
    encoded = encode(NEWS, tokenizer)
    (window,) = windows(encoded)
    assert (window.start, window.end) == (window.core_start, window.core_end) == (0, len(encoded))


def test_windows_begin_and_end_with_paragraphs(tokenizer: Tokenizer) -> None:
    paragraph = "We go on and on to see it. " * 4
    text = "\n\n".join([paragraph.strip()] * 12)
    encoded = encode(text, tokenizer)
    found = list(windows(encoded))
    assert len(found) > 1
    lines = {0, *np.flatnonzero(encoded.features[:, 1] == GAPS.index("line")).tolist()}
    assert {w.core_start for w in found} <= lines
    assert all(w.start < w.core_start for w in found[1:])
    assert all(w.end > w.core_end for w in found[:-1])


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "said", "“No,”", "x" * 40, "2016"]), max_size=120).map(
            " ".join
        ),
        max_size=8,
    ).map("\n\n".join),
    st.integers(PIECES_OF_A_WORD, CORE),
)
def test_windows_cover_all_words_once(tokenizer: Tokenizer, text: str, core: int) -> None:
    encoded = encode(text, tokenizer)
    first = np.append(encoded.first, len(encoded.pieces))
    at = 0
    for window in windows(encoded, core=core):
        assert window.core_start == at < window.core_end
        assert window.start <= window.core_start and window.core_end <= window.end
        assert first[window.core_end] - first[window.core_start] <= core
        assert first[window.end] - first[window.start] + 2 <= LONGEST
        at = window.core_end
    assert at == len(encoded)


def test_the_same_text_gives_the_same(tokenizer: Tokenizer) -> None:
    one, other = encode(NEWS, tokenizer), encode(NEWS, tokenizer)
    assert np.array_equal(one.pieces, other.pieces)
    assert np.array_equal(one.features, other.features)
    assert list(windows(one)) == list(windows(other))
