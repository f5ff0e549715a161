"""No regular expression of the package takes long, whatever the text."""

import re
import time
from typing import Any

import pytest

from pipeline.limits import TimeLimitExceeded, time_limit
from tests.load.patterns import attacks, patterns, ways

SIZE = 20_000
LIMIT = 1.0

PATTERNS = patterns()


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 150


def test_texts_are_made_that_a_careless_pattern_fails_on() -> None:
    for careless in (r"x(a+)+y", r"(\w+\s?)+:", r"\s+$|(?:ab|a)*c{30}"):
        slow = 0
        for text in attacks(re.compile(careless), 200_000):
            slow += seconds_of(re.compile(careless), text, 0.3) >= 0.3
        assert slow, careless


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_long(name: str) -> None:
    pattern = PATTERNS[name]
    for way in ways(name):
        for text in attacks(pattern, SIZE):
            seconds = seconds_of(pattern, text, LIMIT, way)
            assert seconds < LIMIT, f"{way} {pattern.pattern!r} on {text[:30]!r}"


def seconds_of(pattern: re.Pattern[Any], text: Any, limit: float, way: str = "search") -> float:
    started = time.process_time()
    try:
        with time_limit(limit):
            getattr(pattern, way)(text)
    except TimeLimitExceeded:
        return limit
    return time.process_time() - started
