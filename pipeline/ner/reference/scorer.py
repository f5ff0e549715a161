"""Scores of pairs of an anaphor and a candidate, by a small network in numpy."""

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from pipeline.errors import ModelError
from pipeline.ner.learned.component import NameComponent
from pipeline.ner.reference.features import FEATURES

__all__ = ["WEIGHTS_FILE", "PairScorer", "find_scorer"]

Floats = NDArray[np.float32]

#: The scorer's file in the folder of a name model, and its arrays.
WEIGHTS_FILE = "references.npz"
ARRAYS = ("features", "hidden_weight", "hidden_bias", "out_weight")


@dataclass(frozen=True, slots=True)
class PairScorer:
    """A layer of hidden units over two mentions, their product and the features of the pair.

    Attributes:
        features: What each value of each feature adds to the hidden units, (values of all
            features one after the other, units).
        anaphor: Weights of the anaphor's vector, (numbers, units).
        candidate: Weights of the candidate's vector, (numbers, units).
        product: Weights of the product of both, (numbers, units).
        bias: Of the hidden units.
        out: Weights of the units in the score.
    """

    features: Floats
    anaphor: Floats
    candidate: Floats
    product: Floats
    bias: Floats
    out: Floats

    @property
    def width(self) -> int:
        """Numbers of a mention's vector."""
        return len(self.anaphor)

    @classmethod
    def load(cls, path: Path) -> "PairScorer":
        """Loads a scorer.

        Args:
            path: A file of numpy arrays: ``features`` (values of all features, numbers of a
                feature), ``hidden_weight`` (units, inputs; the inputs are the anaphor's vector,
                the candidate's, their product, the sum of the features), ``hidden_bias`` and
                ``out_weight`` (units).

        Raises:
            ModelError: The file cannot be read, or is of other features than this package has.
        """
        try:
            with np.load(path) as file:
                embedded, weight, bias, out = (np.asarray(file[a], np.float32) for a in ARRAYS)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"cannot read the scorer of references in {path} ({error})") from error
        width, rest = divmod(weight.shape[1] - embedded.shape[1], 3)
        if rest or len(embedded) != sum(FEATURES.values()):
            raise ModelError(
                f"the scorer of references in {path} is of another version of this package"
            )
        anaphor, candidate, product, seen = np.split(weight.T, [width, 2 * width, 3 * width])
        return cls(embedded @ seen, anaphor, candidate, product, bias, out.reshape(-1))

    def scores(self, anaphor: Floats, candidates: Floats, features: NDArray[np.integer]) -> Floats:
        """Scores of candidates beside no antecedent, which scores 0.

        Args:
            anaphor: Its vector: that of its first and that of its last word, one after the other.
            candidates: Their vectors, (candidates, numbers).
            features: Values of the pairs, (candidates, features).

        Returns:
            A score each.
        """
        rows = features + _OFFSETS
        hidden = (
            anaphor @ self.anaphor
            + candidates @ self.candidate
            + (candidates * anaphor) @ self.product
            + self.features[rows].sum(axis=1)
            + self.bias
        )
        found: Floats = _gelu(hidden) @ self.out
        return found


@lru_cache(maxsize=2)
def load_scorer(path: Path, changed: int) -> PairScorer:
    """A scorer that was loaded before, unless its file has changed since then."""
    return PairScorer.load(path)


def find_scorer(nlp: Language) -> PairScorer | None:
    """The scorer that stands beside a pipeline's learned recogniser, None where it has none.

    Raises:
        ModelError: It cannot be read.
    """
    for _, component in nlp.pipeline:
        if isinstance(component, NameComponent):
            path = component.folder / WEIGHTS_FILE
            return load_scorer(path, path.stat().st_mtime_ns) if path.is_file() else None
    return None


_OFFSETS = np.cumsum([0, *FEATURES.values()])[:-1]


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, x · Φ(x).

    The error function is that of Abramowitz and Stegun, 7.1.26 (error below 2e-7).
    """
    z = np.abs(x) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    result: Floats = (0.5 * x * (1 + erf)).astype(np.float32)
    return result
