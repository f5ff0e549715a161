"""Hard names and countries, a sentence each: what a careful reader finds is what is found.

``python -m tests.ner.hard_scoring`` lists what is wrong at present.
"""

from collections import Counter
from typing import Any

import pytest

from pipeline.knowledge.countries import countries
from pipeline.language import LanguageModel
from pipeline.tables.vocabulary import LABELS
from tests.ner.hard_scoring import (
    Hard,
    differences,
    find_mentions,
    is_country,
    read_hard,
    read_line,
    report,
)

FLOORS = {"countries": 0.93, "names": 0.88}
"""The least share of each topic's sentences in which everything is right."""

SENTENCES = read_hard()
each_sentence = pytest.mark.parametrize("hard", SENTENCES, ids=lambda h: h.id)


@pytest.fixture(scope="module")
def found(bundled_model: LanguageModel) -> dict[str, list[dict[str, Any]]]:
    return find_mentions(SENTENCES, bundled_model)


@pytest.mark.eval
@pytest.mark.parametrize("topic", FLOORS)
def test_hard_sentences_are_understood(topic: str, found: dict[str, list[dict[str, Any]]]) -> None:
    wrong = {h: differences(h, found[h.id]) for h in SENTENCES if h.topic == topic}
    share = sum(not lines for lines in wrong.values()) / len(wrong)
    assert share >= FLOORS[topic], f"{share:.3f} of {topic} are right\n{report(wrong)}"


def test_there_are_enough_and_none_twice() -> None:
    assert len(SENTENCES) >= 150
    assert {h.topic for h in SENTENCES} == set(FLOORS)
    times = Counter(h.text for h in SENTENCES)
    assert [text for text, number in times.items() if number > 1] == []


@each_sentence
def test_it_is_short(hard: Hard) -> None:
    assert len(hard.text.split()) <= 40
    assert hard.form


@each_sentence
def test_its_readings_are_known(hard: Hard) -> None:
    for entry in hard.expected:
        for reading in entry.readings:
            if is_country(reading):
                assert reading[:3] in countries()
            elif reading[0] not in "-@":
                assert reading.removeprefix("!") in LABELS


def row(text: str, words: str, label: str, **cells: Any) -> dict[str, Any]:
    start = text.index(words)
    empty = {"country": None, "country_by": None, "entity_name": None}
    return (
        {"start": start, "end": start + len(words), "text": words, "label": label} | empty | cells
    )


@pytest.mark.parametrize(
    ("expected", "right"),
    [
        ("Kyiv = UKR:metonym", True),
        ("Kyiv = UKR", True),
        ("Kyiv = UKR:name", False),
        ("Kyiv = -", False),
        ("Kyiv = -|UKR", True),
        ("Olena Moroz = PERSON; Kyiv = GPE", True),
        ("Moroz = PERSON", False),
        ("Olena Moroz = !ORG", True),
        ("Moroz = !PERSON", False),
        ("Olena Moroz = @Olena Moroz; Olena Moroz = ORG|PERSON", True),
        ("Olena Moroz = @Moroz", False),
        ("Rome = -", False),  # Kyiv is not listed
        ("Rome = GPE", False),
        ("Kyiv = UKR; Rome = -", True),
    ],
)
def test_what_is_right(expected: str, right: bool) -> None:
    text = "Kyiv sent Olena Moroz to Rome."
    hard = read_line("t:2", "t", {"form": "f", "text": text, "expected": expected})
    rows = [
        row(text, "Kyiv", "GPE", country="UKR", country_by="metonym"),
        row(text, "Olena Moroz", "PERSON", entity_name="Olena Moroz"),
    ]
    assert (differences(hard, rows) == []) is right


@pytest.mark.parametrize(
    "expected", ["Kyiv", "= UKR", "Kyiv = nowhere", "Lviv = UKR", "Kyiv#2 = UKR"]
)
def test_a_line_that_cannot_be_read_is_refused(expected: str) -> None:
    with pytest.raises(ValueError, match="t:2"):
        read_line("t:2", "t", {"form": "f", "text": "Kyiv spoke.", "expected": expected})
