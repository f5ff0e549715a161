"""What the encoder makes of a batch of windows."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from models.encoder.crf import NEVER
from models.encoder.network import Encoder


def read(encoder: Encoder, batch: Sequence[Any]) -> tuple[Tensor, Tensor]:
    """Vectors of the words of windows, (windows, words, 384), and which of them are words."""
    longest = max(len(e.pieces) for e in batch)
    most = max(len(e.first) for e in batch)
    pieces = torch.zeros(len(batch), longest, dtype=torch.long)
    features = torch.zeros(len(batch), longest, 3, dtype=torch.long)
    first = torch.zeros(len(batch), most, dtype=torch.long)
    mask = torch.zeros(len(batch), most, dtype=torch.bool)
    filled = torch.zeros(len(batch), longest, dtype=torch.bool)
    for i, example in enumerate(batch):
        pieces[i, : len(example.pieces)] = torch.from_numpy(example.pieces)
        features[i, : len(example.pieces)] = torch.from_numpy(example.features)
        first[i, : len(example.first)] = torch.from_numpy(example.first)
        mask[i, : len(example.first)] = True
        filled[i, : len(example.pieces)] = True
    attention = (~filled).float()[:, None, None, :] * NEVER
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return encoder(pieces, features, first, attention), mask
