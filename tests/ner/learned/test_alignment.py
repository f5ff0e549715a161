"""Names in characters, as spans of spaCy's tokens."""

import pytest
import spacy

from pipeline.ner.learned.alignment import name_spans
from pipeline.ner.learned.network import Found

BLANK = spacy.blank("en")


def aligned(text: str, *names: str | tuple[str, float]) -> list[str]:
    found = []
    for name in names:
        surface, score = name if isinstance(name, tuple) else (name, 0.9)
        start = text.index(surface)
        found.append(Found(start, start + len(surface), "GPE", score))
    return [span.text for span, _ in name_spans(BLANK(text), found)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("a US-led raid", "US", "US"),
        ("Trump’s plan", "Trump", "Trump"),
        ("pro-Russian men", "Russian", "Russian"),
        ("the U.S. said", "U.S", "U.S."),
        ("the U.S.-led raid", "U.S.", "U.S.-led"),
        ("in N'Djamena now", "N'Djamena", "N'Djamena"),
        ("in Côte d’Ivoire now", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("write to @MarineLePen", "MarineLePen", "@MarineLePen"),
        ("New York.Then he", "New York", "New York"),
        ("the Bank U.S.-financed", "Bank U.S", "Bank"),
        ("the U.S.-financed Bank", "financed Bank", "U.S.-financed Bank"),
    ],
)
def test_a_token_belongs_to_the_name_that_has_half_of_it(
    text: str, name: str, expected: str
) -> None:
    assert aligned(text, name) == [expected]


def test_of_two_names_in_a_token_the_likelier_stays() -> None:
    assert aligned("U.S.–Mexico talks", ("U.S.", 0.9), ("Mexico", 0.8)) == ["U.S.–Mexico"]
    assert aligned("U.S.–Mexico talks", ("U.S.", 0.7), ("Mexico talks", 0.8)) == [
        "U.S.–Mexico talks"
    ]


def test_labels_and_scores_stay() -> None:
    doc = BLANK("Kyiv and Lviv")
    spans = name_spans(doc, [Found(0, 4, "GPE", 0.7), Found(9, 13, "ORG", 0.8)])
    assert [(s.text, s.label_, score) for s, score in spans] == [
        ("Kyiv", "GPE", 0.7),
        ("Lviv", "ORG", 0.8),
    ]
    assert name_spans(doc, []) == []
