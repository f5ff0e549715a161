"""A linear chain of labels with learned transitions (a conditional random field), in batches."""

import torch
from torch import Tensor, nn

#: Score of a step that cannot be.
NEVER = -1e4


def forbidden(labels: tuple[str, ...]) -> tuple[list[tuple[int, int]], list[int]]:
    """The steps (from, to) and the beginnings that BIO labels cannot have."""
    inside = [i for i, label in enumerate(labels) if label.startswith("I-")]
    steps = [(a, i) for i in inside for a, label in enumerate(labels) if label[2:] != labels[i][2:]]
    return steps, inside


class Chain(nn.Module):
    """Scores of label sequences: emissions of the words plus transitions between them."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        n = len(labels)
        self.steps = nn.Parameter(torch.zeros(n, n))
        self.begin = nn.Parameter(torch.zeros(n))
        steps, inside = forbidden(labels)
        never = torch.zeros(n, n)
        for a, b in steps:
            never[a, b] = NEVER
        first = torch.zeros(n)
        first[inside] = NEVER
        self.register_buffer("never", never)
        self.register_buffer("never_first", first)

    def transitions(self) -> Tensor:
        """Scores of the steps, from row to column."""
        return self.steps + self.never

    def beginnings(self) -> Tensor:
        """Scores of the first label."""
        return self.begin + self.never_first

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor | None = None) -> Tensor:
        """Negative log-likelihood of each sequence.

        Args:
            emissions: (sequences, words, labels).
            labels: (sequences, words).
            mask: (sequences, words), true for words, which stand first; None where all are.

        Returns:
            (sequences,)
        """
        emissions = emissions.float()
        return self.total(emissions, mask) - self._score(emissions, labels, mask)

    def _score(self, emissions: Tensor, labels: Tensor, mask: Tensor | None) -> Tensor:
        gold = emissions.gather(2, labels.unsqueeze(2)).squeeze(2)
        steps = self.transitions()[labels[:, :-1], labels[:, 1:]]
        begin = self.beginnings()[labels[:, 0]]
        if mask is None:
            return begin + gold.sum(1) + steps.sum(1)
        return begin + (gold * mask).sum(1) + (steps * mask[:, 1:]).sum(1)

    def total(self, emissions: Tensor, mask: Tensor | None) -> Tensor:
        """The score of all sequences of labels together, (sequences,)."""
        emissions = emissions.float()
        steps = self.transitions().unsqueeze(0)
        first, *rest = emissions.unbind(1)
        alpha = self.beginnings() + first
        for t, emission in enumerate(rest, start=1):
            after = torch.logsumexp(alpha.unsqueeze(2) + steps, dim=1) + emission
            alpha = after if mask is None else torch.where(mask[:, t, None], after, alpha)
        return torch.logsumexp(alpha, dim=1)
