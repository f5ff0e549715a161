"""Windows of texts in batches."""

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: Ids of the pieces before and after a window, in the vocabulary of BERT.
EDGES = (101, 102)
#: How many batches are drawn at once, so that windows of a length come together.
POOL = 8


class Window(Protocol):
    """What the encoder reads of a window: pieces, their features, the first piece of each word."""

    @property
    def pieces(self) -> Ints: ...  # noqa: D102
    @property
    def features(self) -> Ints: ...  # noqa: D102
    @property
    def first(self) -> Ints: ...  # noqa: D102


W = TypeVar("W", bound=Window)


def draw(
    count: int, windows_of: Callable[[int], Iterable[W]], *, size: int, chance: random.Random
) -> Iterator[list[W]]:
    """Yields batches without end, the texts in a new order each time round.

    Args:
        count: of the texts.
        windows_of: gives the windows of a text, by its number.
        size: word pieces in a batch, padding counted.
        chance: decides on the order.
    """
    pool: list[W] = []
    while True:
        order = list(range(count))
        chance.shuffle(order)
        for i in order:
            pool += windows_of(i)
            if sum(len(e.pieces) for e in pool) >= POOL * size:
                batches = cut_batches(pool, size)
                pool = batches.pop(0)
                chance.shuffle(batches)
                yield from batches


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
