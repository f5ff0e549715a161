"""A scorer that sees only the features of a pair, beside the one that sees the vectors as well.

The encoder learns its texts by heart long before it has learned agreement and syntax from the
features. What they tell alone holds on other texts: its scores are added to those of the network.
"""

import random
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.en_newsroom.names.losses import references_loss
from models.encoder.crf import NEVER
from pipeline.ner.reference.features import FEATURES

WIDTH, HIDDEN = 64, 64
EPOCHS, BATCH, RATE, WEIGHT_DECAY = 14, 64, 3e-3, 0.02
#: How often a feature is left out of a query in training, and a hidden unit.
LEFT_OUT, DROPOUT = 0.1, 0.2
OFFSETS = np.cumsum([0, *FEATURES.values()])[:-1]


class FeatureScorer(nn.Module):
    """Scores of pairs by their features."""

    def __init__(self) -> None:
        super().__init__()
        self.values = nn.Embedding(sum(FEATURES.values()), WIDTH)
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1, bias=False)
        nn.init.normal_(self.values.weight, std=0.1)

    def forward(self, features: Tensor) -> Tensor:
        """Scores of pairs, (queries, candidates), by features (queries, candidates, features)."""
        seen = self.values(features)
        if self.training:
            kept = torch.rand(len(features), 1, features.shape[2], 1) > LEFT_OUT
            seen = seen * kept
        hidden = functional.gelu(self.hidden(seen.sum(-2)))
        scores: Tensor = self.out(functional.dropout(hidden, DROPOUT, self.training))[..., 0]
        return scores


def train_features(records: Iterable[dict[str, Any]], *, epochs: int = EPOCHS) -> FeatureScorer:
    """Trains a scorer.

    Args:
        records: texts with references (`examples.read_references`).
        epochs: over their queries.
    """
    queries = [query for record in records for query in record["queries"]]
    torch.manual_seed(1)
    chance = random.Random(1)
    scorer = FeatureScorer()
    optimizer = torch.optim.AdamW(scorer.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    batches = max(1, len(queries) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, epochs * batches)
    for _ in range(epochs):
        chance.shuffle(queries)
        for k in range(batches):
            features, right = _batch(queries[k * BATCH : (k + 1) * BATCH])
            scores = scorer(features.clamp(min=0))
            scores = scores.masked_fill(features[:, :, 0] < 0, NEVER)
            optimizer.zero_grad()
            references_loss(scores, right).backward()
            optimizer.step()
            schedule.step()
    return scorer.eval()


def _batch(queries: Sequence[dict[str, Any]]) -> tuple[Tensor, Tensor]:
    """Features of the pairs, -1 where a query has no such candidate, and which are right."""
    most = max(len(q["candidates"]) for q in queries)
    features = torch.full((len(queries), most, len(OFFSETS)), -1)
    right = torch.zeros(len(queries), most, dtype=torch.bool)
    for i, query in enumerate(queries):
        n = len(query["candidates"])
        features[i, :n] = torch.from_numpy(np.asarray(query["features"]) + OFFSETS)
        right[i, :n] = torch.from_numpy(np.isin(query["candidates"], query["right"]))
    return features, right
