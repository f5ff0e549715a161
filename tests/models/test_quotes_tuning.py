"""How sure an attribution is, fitted on what was right and wrong."""

import numpy as np
import pytest

from models.en_quotes.recipe.tuning import fit


def test_the_fit_finds_the_weights_that_made_the_data() -> None:
    chance = np.random.default_rng(0)
    evidence = chance.normal(size=(20_000, 2))
    odds = -0.5 + 1.5 * evidence[:, 0] + 0.75 * evidence[:, 1]
    right = (chance.random(20_000) < 1 / (1 + np.exp(-odds))).astype(np.float64)
    assert fit(evidence, right) == pytest.approx((-0.5, 1.5, 0.75), abs=0.1)


def test_evidence_that_separates_all_does_not_run_away() -> None:
    evidence = np.array([[-1.0, 0.0], [1.0, 0.0]] * 10)
    bias, cue, roles = fit(evidence, np.array([0.0, 1.0] * 10))
    assert 0 < cue < 20
    assert abs(bias) < 1 and abs(roles) < 1


def test_where_all_is_right_every_score_is_high() -> None:
    bias, cue, roles = fit(np.zeros((30, 2)), np.ones(30))
    assert 3 < bias < 20
    assert (cue, roles) == pytest.approx((0.0, 0.0))
