"""A linear chain of labels: the best sequence of a text, and its spans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Span = tuple[int, int]

#: Emissions this far below the best one are taken for so far: nothing is quite impossible.
LEAST = -60.0


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of the steps between labels, (from, to), and of the first label."""

    steps: Floats
    begin: Floats

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Chain":
        """From the lists of a config."""
        return cls(
            np.asarray(given["steps"], dtype=np.float32),
            np.asarray(given["begin"], dtype=np.float32),
        )

    def best(self, emissions: Floats) -> tuple[Ints, Floats]:
        """The best labels of sequences of one length, by Viterbi's algorithm.

        Args:
            emissions: (sequences, words, labels).

        Returns:
            The labels, (sequences, words), and the scores of the sequences.
        """
        count, length, _ = emissions.shape
        labels = np.zeros((count, length), dtype=np.int64)
        if not count or not length:
            return labels, np.zeros(count, dtype=np.float32)
        back = np.zeros(emissions.shape, dtype=np.int8)
        score = emissions[:, 0] + self.begin
        steps = self.steps[None]
        for t in range(1, length):
            ways = score[:, :, None] + steps
            back[:, t] = ways.argmax(axis=1)
            score = ways.max(axis=1) + emissions[:, t]
        rows = np.arange(count)
        labels[:, -1] = score.argmax(axis=1)
        for t in range(length - 1, 0, -1):
            labels[:, t - 1] = back[rows, t, labels[:, t]]
        return labels, score.max(axis=1)

    def marginals(self, emissions: Floats) -> Floats:
        """How likely each label of each word is, by the forward-backward algorithm.

        Args:
            emissions: (sequences, words, labels).

        Returns:
            Probabilities, (sequences, words, labels).
        """
        chances = np.exp(np.maximum(emissions - emissions.max(axis=2, keepdims=True), LEAST))
        steps, begin = np.exp(self.steps), np.exp(self.begin - self.begin.max())
        chances = chances.astype(np.float64)
        before, after = chances.copy(), np.ones_like(chances)
        length = emissions.shape[1]
        for t in range(length):
            before[:, t] *= before[:, t - 1] @ steps if t else begin
            before[:, t] /= before[:, t].sum(axis=1, keepdims=True)
        for t in range(length - 2, -1, -1):
            after[:, t] = (chances[:, t + 1] * after[:, t + 1]) @ steps.T
            after[:, t] /= after[:, t].sum(axis=1, keepdims=True)
        both = before * after
        return np.asarray(both / both.sum(axis=2, keepdims=True), dtype=np.float32)

    def score_of_none(self, emissions: Floats) -> Floats:
        """The score of sequences that are O throughout."""
        words = emissions[:, :, 0].sum(axis=1)
        return np.asarray(words + self.begin[0] + self.steps[0, 0] * (emissions.shape[1] - 1))


def all_spans(labels: Ints, names: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans [first, end) of a sequence of BIO labels, with what they are, in order."""
    spans = []
    for start in np.flatnonzero([names[label].startswith("B-") for label in labels]).tolist():
        kind, end = names[labels[start]][2:], start + 1
        while end < len(labels) and names[labels[end]] == f"I-{kind}":
            end += 1
        spans.append((start, end, kind))
    return spans


def spans_of(labels: Ints, name: str, names: Sequence[str]) -> list[Span]:
    """The spans [first, end) of one label in a sequence of BIO labels."""
    return [(start, end) for start, end, kind in all_spans(labels, names) if kind == name]
