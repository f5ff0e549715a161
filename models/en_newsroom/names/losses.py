"""One step of training: losses of names and of references, and their gradients."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from models.en_newsroom.names.examples import Example, References
from models.en_newsroom.names.network import Network
from models.encoder.crf import NEVER
from models.encoder.reading import read

#: What the loss of a word is multiplied by, beside that of a query.
NAMES_WEIGHT = 20.0


def learn_names(network: Network, batch: Sequence[Example]) -> float:
    """Adds the gradients of a batch of windows; gives the loss of a word.

    The loss is how much likelier all sequences of labels are than those that are possible.
    """
    words, mask = read(network.encoder, batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        emissions = network.labels(network.dropout(words))
    emissions = emissions.float()
    never = torch.zeros_like(emissions)
    for i, example in enumerate(batch):
        assert example.allowed is not None
        forbidden = torch.from_numpy(~example.allowed)
        never[i, : len(forbidden)].masked_fill_(forbidden, NEVER)
    both = torch.cat([emissions, emissions + never])
    total, possible = network.chain.total(both, torch.cat([mask, mask])).chunk(2)
    loss = (total - possible).sum() / mask.sum()
    (loss * NAMES_WEIGHT).backward()
    return float(loss.detach())


def learn_references(network: Network, batch: Sequence[References], *, weight: float) -> float:
    """Adds the gradients of a batch of texts; gives the loss of a query.

    Args:
        network: in training.
        batch: texts with queries.
        weight: of this loss.
    """
    loss = references_loss(*reference_scores(network, batch))
    (loss * weight).backward()
    return float(loss.detach())


def references_loss(scores: Tensor, right: Tensor) -> Tensor:
    """How unlikely the right candidates are, the mean over queries.

    Args:
        scores: (queries, candidates); that there is none scores 0.
        right: which are right, (queries, candidates); none where there is no antecedent.
    """
    every = torch.cat([torch.zeros(len(scores), 1), scores], dim=1)
    found = torch.cat([~right.any(1, keepdim=True), right], dim=1)
    total = torch.logsumexp(every, 1)
    return (total - torch.logsumexp(every.masked_fill(~found, NEVER), 1)).mean()


def reference_scores(network: Network, batch: Sequence[References]) -> tuple[Tensor, Tensor]:
    """Scores of the candidates of all queries, and which are right: (queries, candidates) both.

    Where a query has fewer candidates than another the scores are those of what cannot be.
    """
    parts = [part for text in batch for part in text.parts]
    words, _ = read(network.encoder, parts)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = network.vectors(network.dropout(words))
    length = vectors.shape[1]
    flat = vectors.reshape(-1, vectors.shape[2])
    anaphors, candidates, features, at, right, row = [], [], [], [], [], 0
    for text in batch:
        places = []
        for part in text.parts:
            places.append(np.arange(part.core[0], part.core[1]) + row * length)
            row += 1
        mentions = np.concatenate(places)[text.mentions]
        for query in text.queries:
            found = mentions[query.candidates]
            anaphors.append(np.repeat(mentions[[query.anaphor]], len(found), axis=0))
            candidates.append(found)
            features.append(query.features)
            right.append(query.right)
            at.append(len(found))
    pairs = [_both(flat, np.concatenate(side)) for side in (anaphors, candidates)]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network.pairs(*pairs, torch.from_numpy(np.concatenate(features))).float()
    rows = np.repeat(np.arange(len(at)), at)
    columns = np.concatenate([np.arange(n) for n in at])
    table = torch.full((len(at), max(at)), NEVER)
    table = table.index_put((torch.from_numpy(rows), torch.from_numpy(columns)), scores)
    known = torch.zeros(len(at), max(at), dtype=torch.bool)
    known[rows, columns] = torch.from_numpy(np.concatenate(right))
    return table, known


def _both(flat: Tensor, words: np.ndarray) -> Tensor:
    """The vectors of the first and the last word, together."""
    return flat[torch.from_numpy(words)].flatten(1)
