import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.tokens import LONGEST_RUN, tokenize

ENGLISH = spacy.blank("en")


@pytest.mark.parametrize("run", ["http://a.b/c?", "a", "it's\"", "U.S.-", "“"])
def test_megabytes_without_white_space_take_little_time(run: str) -> None:
    text = "Rain fell. " + run * (500_000 // len(run)) + " Then snow."
    begin = time.perf_counter()
    doc = tokenize(ENGLISH, text)
    assert time.perf_counter() - begin < 20
    assert doc.text == text


@given(
    st.lists(
        st.sampled_from(["Rain fell.", " ", "  ", "\n\n", "x" * (LONGEST_RUN + 5), "it's", "\t"]),
        max_size=12,
    )
)
def test_the_text_is_kept(parts: list[str]) -> None:
    text = "".join(parts)
    assert tokenize(ENGLISH, text).text == text


def test_ordinary_text_is_what_the_tokenizer_makes_of_it() -> None:
    text = "He said it didn't rain in the U.S. on Oct. 22."
    assert [t.text for t in tokenize(ENGLISH, text)] == [t.text for t in ENGLISH.make_doc(text)]
