"""The evaluation gate: what a run finds in annotated articles may not slide below these floors.

A floor goes down only in a commit that says why. ``python -m tests.scoring TABLES GOLD.json...``
gives the scores of a run, and with ``--details`` what it missed.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.scoring import TASKS, Score, report, score

pytestmark = pytest.mark.eval

FLOORS = {
    "sample": {
        "people": 0.94,
        "organizations": 0.88,
        "countries": 0.98,
        "quotes": 0.85,
        "spoken": 0.81,
        "relations": 0.84,
    },
    "development": {
        "people": 0.95,
        "organizations": 0.96,
        "countries": 0.98,
        "quotes": 0.84,
        "spoken": 0.83,
        "relations": 0.82,
    },
}
"""The least F1 by corpus and task."""

SAMPLE_SHA256 = "1146cd170e83a1f8dae822b2de263a3eaf33bc2131c24d67131612638038cc78"
"""Of the articles and their annotations: floors say something only while these stay the same."""


@pytest.fixture(scope="module")
def sample_scores(sample_run: Path, sample_gold: Sequence[Path]) -> dict[str, Score]:
    return score(sample_run, sample_gold)


@pytest.fixture(scope="module")
def development_scores(development_run: Path, development_gold: Sequence[Path]) -> dict[str, Score]:
    return score(development_run, development_gold)


def test_the_sample_is_the_one_that_the_floors_were_pinned_on(
    sample_articles: Path, sample_gold: Sequence[Path]
) -> None:
    digest = hashlib.sha256()
    for file in [*sorted(sample_articles.iterdir()), *sample_gold]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    assert digest.hexdigest() == SAMPLE_SHA256, "measure anew, then pin floors and digest together"


@pytest.mark.parametrize("corpus", FLOORS)
@pytest.mark.parametrize("task", TASKS)
def test_it_is_as_good_as_pinned(corpus: str, task: str, request: pytest.FixtureRequest) -> None:
    scores: dict[str, Score] = request.getfixturevalue(f"{corpus}_scores")
    reached, floor = scores[task].f1, FLOORS[corpus][task]
    assert reached >= floor, report({task: scores[task]}, details=True)
