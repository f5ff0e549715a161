"""Forms of speech, a short passage each: what a careful reader finds in it is what the stage finds.

``python -m tests.quotes.passage_scoring`` lists what is wrong at present.
"""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from pipeline.language import LanguageModel
from pipeline.tables.vocabulary import ACTS, QUOTE_KINDS, SPEAKER_TYPES, UNKNOWN_REASONS
from tests.quotes.passage_scoring import (
    NAMES,
    SPANS,
    Passage,
    answers,
    content_key,
    differences,
    find_quotes,
    read_passages,
    report,
)

FLOOR = 0.84
"""The least share of passages in which everything is right."""

PASSAGES = read_passages()
VOCABULARIES = {
    "speaker_type": SPEAKER_TYPES,
    "kind": QUOTE_KINDS,
    "act": ACTS,
    "unknown_reason": UNKNOWN_REASONS,
}
FIELDS = {"content", "within", *SPANS, *NAMES, *VOCABULARIES}
NAMED = {"person", "organization", "country"}
OPENING, DOUBLE = "\"“‘'«„", '"“”«»„'
each_passage = pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.id)


@pytest.fixture(scope="module")
def found(bundled_model: LanguageModel) -> dict[str, list[dict[str, Any]]]:
    return find_quotes(PASSAGES, bundled_model)


@pytest.mark.eval
def test_the_forms_are_understood(found: dict[str, list[dict[str, Any]]]) -> None:
    wrong = {passage: differences(passage, found[passage.id]) for passage in PASSAGES}
    share = sum(not lines for lines in wrong.values()) / len(wrong)
    assert share >= FLOOR, f"{share:.3f} of the passages are right\n{report(wrong)}"


def test_there_are_enough_and_each_has_a_form_of_its_own() -> None:
    assert len(PASSAGES) >= 120
    for field in ("id", "form", "text"):
        times = Counter(getattr(passage, field) for passage in PASSAGES)
        assert [value for value, number in times.items() if number > 1] == []


def test_together_they_cover_the_vocabularies() -> None:
    quotes = [quote for passage in PASSAGES for quote in passage.quotes]
    for field, values in VOCABULARIES.items():
        used = {value for quote in quotes for value in answers(quote.get(field))}
        assert set(values) - used <= {"nominal", "name"}, field
    assert any(not passage.quotes for passage in PASSAGES)


@each_passage
def test_it_is_short(passage: Passage) -> None:
    assert len(passage.whole.split()) <= 60
    assert passage.whole.count("\n\n") <= 3


@each_passage
def test_its_strings_are_in_its_text(passage: Passage) -> None:
    strings = [
        words
        for quote in passage.quotes
        for field in ("content", "within", *SPANS)
        for words in answers(quote.get(field))
        if words is not None
    ]
    assert [words for words in strings if words not in passage.whole] == []


@each_passage
def test_its_contents_are_found_once_and_in_order(passage: Passage) -> None:
    for quote in passage.quotes:
        assert [p for p in quote["content"] if passage.whole.count(p) != 1] == []
        places = [passage.whole.index(part) for part in quote["content"]]
        assert all(one < other for one, other in pairwise(places))
    keys = [content_key(quote["content"]) for quote in passage.quotes]
    assert len(keys) == len(set(keys))


@each_passage
def test_its_quotes_are_what_they_are_called(passage: Passage) -> None:
    for quote in passage.quotes:
        assert set(quote) <= FIELDS
        for field, values in VOCABULARIES.items():
            if field in quote:
                assert set(answers(quote[field])) <= set(values)
        match quote["kind"]:
            case "direct":  # a block behind a colon needs no marks
                block = quote.get("cue", "").endswith(":")
                assert block or all(p[0] in OPENING for p in quote["content"]), quote["content"]
            case "indirect":
                assert not set(DOUBLE) & set("".join(quote["content"])), quote["content"]
            case "mixed":
                assert set(DOUBLE) & set("".join(quote["content"])), quote["content"]


@each_passage
def test_its_speakers_are_known_or_not(passage: Passage) -> None:
    for quote in passage.quotes:
        types = set(answers(quote["speaker_type"]))
        assert types <= NAMED if quote.get("speaker") else not types & NAMED
        assert "unknown" in types or "unknown_reason" not in quote
        if types == {"person"}:
            assert quote["speaker"] in passage.whole
        if "within" in quote:
            outer = content_key([quote["within"]])
            assert outer in [content_key(other["content"]) for other in passage.quotes]
            assert outer != content_key(quote["content"])
