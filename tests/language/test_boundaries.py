import pytest
import spacy
from spacy.language import Language

from pipeline.language.boundaries import mark_boundaries


@pytest.fixture(scope="module")
def english() -> Language:
    return spacy.blank("en")


def split(english: Language, text: str, headline: int = 0) -> list[str]:
    """The sentences by what is certain; what is left open does not begin one here."""
    doc = english.make_doc(text)
    mark_boundaries(doc, headline=headline)
    starts = [t.idx for t in doc if t.is_sent_start is True or t.i == 0]
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Rain fell. Snow came.", ["Rain fell.", "Snow came."]),
        ("He left on Oct. 22 for Oslo. It rained.", ["He left on Oct. 22 for Oslo.", "It rained."]),
        ("The U.S. envoy left.", ["The U.S. envoy left."]),
        (
            "Then Gov. Mike Rowe and Sen. Ann Lee met.",
            ["Then Gov. Mike Rowe and Sen. Ann Lee met."],
        ),
        ("J. R. Smith spoke.", ["J. R. Smith spoke."]),
        ('"Why?" Lee asked. "Go."', ['"Why?" Lee asked.', '"Go."']),
        ("“Stop!” the driver shouted at them.", ["“Stop!” the driver shouted at them."]),
        ("“It is over.” The crowd left.", ["“It is over.”", "The crowd left."]),
        ("''We won,'' he said. ''We did.''", ["''We won,'' he said.", "''We did.''"]),
        ("Lee said: “We won. They lost.”", ["Lee said: “We won.", "They lost.”"]),
        ("It cost $3.5 million. Nobody paid.", ["It cost $3.5 million.", "Nobody paid."]),
        ("He left (it rained.) Then came snow.", ["He left (it rained.)", "Then came snow."]),
    ],
)
def test_sentences_begin_where_they_must(
    english: Language, text: str, sentences: list[str]
) -> None:
    assert split(english, text) == sentences


def test_a_paragraph_begins_a_sentence_whatever_stands_before_it(english: Language) -> None:
    assert split(english, "no full stop here\n\nand none here") == [
        "no full stop here",
        "and none here",
    ]


def test_a_headline_is_one_sentence(english: Language) -> None:
    headline = "Storm hits U.S. coast. Thousands flee"
    assert split(english, headline + "\n\nRain fell.", len(headline)) == [headline, "Rain fell."]


@pytest.mark.parametrize("text", ["", "\n\n", "  ", "."])
def test_texts_without_words_are_no_error(english: Language, text: str) -> None:
    mark_boundaries(english.make_doc(text))
