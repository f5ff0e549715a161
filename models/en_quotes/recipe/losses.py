"""One step of training: losses of a batch of windows, and their gradients."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.en_quotes.recipe.examples import Example
from models.en_quotes.recipe.network import Network
from models.encoder.crf import NEVER
from models.encoder.reading import read
from pipeline.quotes.learned.labels import NAMES, REACH

#: What the loss of names is multiplied by.
NAMES_WEIGHT = 20


def learn_attributions(
    network: Network, batch: Sequence[Example], false_cues: int
) -> tuple[float, float]:
    """Adds the gradients of a batch; gives the losses of tags and roles for one cue."""
    words, mask = read(network.encoder, batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        emissions = network.tags(network.dropout(words))
    labels = torch.zeros(mask.shape, dtype=torch.long)
    for i, example in enumerate(batch):
        assert example.tags is not None
        labels[i, : len(example.tags)] = torch.from_numpy(example.tags)
    count = max(1, sum(len(e.cues) for e in batch))
    tag_loss = network.tag_chain.loss(emissions, labels, mask).sum() / count
    offset, starts, ends, roles = 0, [], [], []
    length = mask.shape[1]
    for i, example in enumerate(batch):
        for start, end, around in example.cues:
            starts.append(offset + start)
            ends.append(offset + end)
            roles.append(around)
        for start in _false_cues(emissions[i].detach().float(), example, false_cues):
            starts.append(offset + start)
            ends.append(offset + start + 1)
            roles.append(np.zeros(2 * REACH + 1, dtype=np.int64))
        offset += length
    role_loss = torch.zeros(())
    if starts:
        role_emissions = read_roles(
            network, words, emissions, mask, torch.tensor(starts), torch.tensor(ends)
        )
        gold = torch.from_numpy(np.stack(roles))
        role_loss = network.role_chain.loss(role_emissions, gold).sum() / count
    (tag_loss + role_loss).backward()
    return float(tag_loss.detach()), float(role_loss.detach())


def read_roles(
    network: Network, words: Tensor, emissions: Tensor, mask: Tensor, starts: Tensor, ends: Tensor
) -> Tensor:
    """Emissions of roles around cues, given as indices into all words of a batch of windows.

    What lies outside the window of a cue gets no role.
    """
    count, length = mask.shape
    flat = words.reshape(count * length, -1)
    tags = emissions.reshape(count * length, -1)
    window = starts // length
    lows = window * length
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return network.roles(flat, tags, starts, ends, lows, lows + mask.sum(1)[window])


def _false_cues(emissions: Tensor, example: Example, most: int) -> list[int]:
    """Words of the core that look most like a cue and are none."""
    low, high = example.core
    assert example.tags is not None
    cue = torch.log_softmax(emissions[: len(example.tags)], 1)[:, 1].clone()
    cue[torch.from_numpy((example.tags == 1) | (example.tags == 2))] = NEVER
    cue[:low] = NEVER
    cue[high:] = NEVER
    best = torch.topk(cue, min(most, len(cue)))
    return [int(i) for i, score in zip(best.indices, best.values, strict=True) if score > -6]


def learn_names(network: Network, batch: Sequence[Example]) -> float:
    """Adds the gradients of a batch with names; gives the loss of a word."""
    words, mask = read(network.encoder, batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network.names(network.dropout(words))
    allowed = torch.zeros(*mask.shape, len(NAMES), dtype=torch.bool)
    for i, example in enumerate(batch):
        assert example.names is not None
        labels = torch.from_numpy(example.names)
        known = functional.one_hot(labels, len(NAMES)).bool()
        known[:, list(example.unsure)] |= (labels == 0).unsqueeze(1)
        allowed[i, : len(labels)] = known
    scores = torch.log_softmax(scores.float(), 2)[mask]
    right = torch.logsumexp(scores.masked_fill(~allowed[mask], NEVER), 1)
    loss = -right.mean() * NAMES_WEIGHT
    loss.backward()
    return float(loss.detach())
