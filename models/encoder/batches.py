"""Windows of texts in batches, and what the encoder makes of them."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.encoder.crf import NEVER
from models.encoder.network import Encoder

Ints = NDArray[np.int64]


class Window(Protocol):
    """What the encoder reads of a window: pieces, their features, the first piece of each word."""

    @property
    def pieces(self) -> Ints: ...  # noqa: D102
    @property
    def features(self) -> Ints: ...  # noqa: D102
    @property
    def first(self) -> Ints: ...  # noqa: D102


W = TypeVar("W", bound=Window)


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


def cut_batches(pool: list[W], size: int) -> list[list[W]]:
    """Windows of about one length together, as many as make a batch; what is left over first.

    Args:
        pool: windows, which are sorted by length.
        size: word pieces in a batch, padding counted.
    """
    pool.sort(key=lambda e: -len(e.pieces))
    batches: list[list[W]] = [[]]
    for example in pool:
        if batches[-1] and len(batches[-1][0].pieces) * (len(batches[-1]) + 1) > size:
            batches.append([])
        batches[-1].append(example)
    return [batches.pop(), *batches] if len(batches) > 1 else [[], *batches]
