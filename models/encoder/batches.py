"""Windows of texts in batches."""

from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

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
