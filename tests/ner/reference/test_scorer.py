"""The scores of pairs."""

import math
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.ner.reference.features import FEATURES
from pipeline.ner.reference.scorer import PairScorer

VALUES, WIDTH, UNITS, SEEN = sum(FEATURES.values()), 6, 5, 4


def arrays(seed: int = 3) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    shapes = {
        "features": (VALUES, SEEN),
        "hidden_weight": (UNITS, 3 * WIDTH + SEEN),
        "hidden_bias": (UNITS,),
        "out_weight": (UNITS,),
    }
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def test_scores_are_those_of_the_network(tmp_path: Path) -> None:
    given = arrays()
    np.savez(tmp_path / "references.npz", **given)
    random = np.random.default_rng(4)
    anaphor, candidates = random.normal(size=WIDTH), random.normal(size=(3, WIDTH))
    features = np.stack([random.integers(0, n, size=3) for n in FEATURES.values()], axis=1)
    found = PairScorer.load(tmp_path / "references.npz").scores(anaphor, candidates, features)
    starts = np.cumsum([0, *FEATURES.values()])[:-1]
    for candidate, values, score in zip(candidates, features, found, strict=True):
        seen = given["features"][starts + values].sum(0)
        pair = np.concatenate([anaphor, candidate, anaphor * candidate, seen])
        hidden = given["hidden_weight"] @ pair + given["hidden_bias"]
        gelu = [0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in hidden]
        assert score == pytest.approx(float(given["out_weight"] @ gelu), abs=1e-4)


@pytest.mark.parametrize("name", ["features", "hidden_weight", "hidden_bias", "out_weight"])
def test_a_file_without_an_array_is_refused(tmp_path: Path, name: str) -> None:
    given = arrays()
    del given[name]
    np.savez(tmp_path / "references.npz", **given)
    with pytest.raises(ModelError, match="cannot read the scorer of references"):
        PairScorer.load(tmp_path / "references.npz")


def test_a_file_that_is_no_file_of_arrays_is_refused(tmp_path: Path) -> None:
    (tmp_path / "references.npz").write_text("nothing")
    with pytest.raises(ModelError, match="cannot read the scorer of references"):
        PairScorer.load(tmp_path / "references.npz")


def test_other_features_are_another_version(tmp_path: Path) -> None:
    given = arrays()
    given["features"] = given["features"][1:]
    np.savez(tmp_path / "references.npz", **given)
    with pytest.raises(ModelError, match="of another version of this package"):
        PairScorer.load(tmp_path / "references.npz")
