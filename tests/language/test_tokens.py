import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.tokens import LONGEST_RUN, split_at_initials, tokenize

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


def test_initials_are_split_from_what_follows_their_hyphen() -> None:
    nlp = spacy.blank("en")
    split_at_initials(nlp)
    text = "the U.S.-led raid, U.S.–Mexico talks and D.C.-based J.-P. Roe’s well-known U.S. aides"
    assert [t.text for t in nlp(text)] == [
        *("the", "U.S.", "-", "led", "raid", ",", "U.S.", "–", "Mexico", "talks", "and"),
        *("D.C.", "-", "based", "J.-P.", "Roe", "’s", "well", "-", "known", "U.S.", "aides"),
    ]
    nlp.tokenizer.infix_finditer = None
    split_at_initials(nlp)
    assert nlp("U.S.-led")[0].text == "U.S.-led"
