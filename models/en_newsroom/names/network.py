"""The network: an encoder, a tagger of names, and a scorer of mentions that may be one thing.

The encoder is BERT of six layers of 384 (all-MiniLM-L6-v2). The tagger gives every word a label of
`LABELS`. For references each word has a vector of `REFERENCE` numbers; a scorer sees those of the
first and the last word of an anaphor and of a candidate, with features of the pair, and says how
likely they are one. That there is no antecedent scores 0.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.encoder.crf import Chain
from models.encoder.network import WIDTH, Dropout, Encoder
from pipeline.ner.learned.labels import LABELS, REFERENCE

#: Numbers that the features of a pair make together, and units of the scorer's hidden layer.
FEATURE_WIDTH, HIDDEN = 64, 192


class PairScorer(nn.Module):
    """Says how likely a candidate is what an anaphor refers to."""

    def __init__(self, features: Iterable[int]) -> None:
        super().__init__()
        self.features = nn.ModuleList(nn.Embedding(n, FEATURE_WIDTH) for n in features)
        self.hidden = nn.Linear(6 * REFERENCE + FEATURE_WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1, bias=False)
        for embedding in self.features:
            nn.init.normal_(embedding.weight, std=0.1)

    def forward(self, anaphors: Tensor, candidates: Tensor, features: Tensor) -> Tensor:
        """Scores of pairs.

        Args:
            anaphors: (pairs, 2 · REFERENCE), of the first and the last word.
            candidates: (pairs, 2 · REFERENCE).
            features: (pairs, features), their values.

        Returns:
            (pairs,)
        """
        seen = sum(e(features[:, k]) for k, e in enumerate(self.features))
        pair = torch.cat([anaphors, candidates, anaphors * candidates, seen], dim=1)
        scores: Tensor = self.out(functional.gelu(self.hidden(pair)))[:, 0]
        return scores


class Network(nn.Module):
    """All parts.

    Args:
        features: how many values each feature of a pair has.
    """

    def __init__(self, features: Iterable[int]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = Dropout()
        self.labels = nn.Linear(WIDTH, len(LABELS))
        self.chain = Chain(LABELS)
        self.vectors = nn.Linear(WIDTH, REFERENCE)
        self.pairs = PairScorer(features)
