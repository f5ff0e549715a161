"""Batches of windows."""

import random
from itertools import islice

import pytest
from tokenizers import Tokenizer

from models.en_quotes.recipe.augment import NameLists
from models.en_quotes.recipe.batches import Data, draw_batches
from models.en_quotes.recipe.examples import Article, Example

SENTENCE = "Kolev said it.\n\n"
SAID = {"content": [(11, 13)], "cue": [(6, 10)], "source": [(0, 5)]}
SIZE = 400


@pytest.fixture
def data() -> Data:
    """Articles of one to twelve paragraphs, each with a cue."""
    articles = [
        Article(
            str(n),
            SENTENCE * n,
            [
                {part: [(s + at, e + at) for s, e in spans] for part, spans in SAID.items()}
                for at in range(0, len(SENTENCE) * n, len(SENTENCE))
            ],
        )
        for n in range(1, 13)
    ]
    return Data(articles, [[]] * len(articles), [], NameLists(["Maja"], ["Horvat"]))


def draw(
    data: Data, tokenizer: Tokenizer, *, augment: bool, seed: int = 1, count: int = 40
) -> list[list[Example]]:
    chance = random.Random(seed)
    drawn = draw_batches(data, tokenizer, size=SIZE, augment=augment, chance=chance)
    return list(islice(drawn, count))


@pytest.mark.parametrize("augment", [False, True])
def test_a_batch_has_no_more_pieces_than_it_may(
    data: Data, tokenizer: Tokenizer, augment: bool
) -> None:
    for batch in draw(data, tokenizer, augment=augment):
        assert batch
        padded = max(len(e.pieces) for e in batch) * len(batch)
        assert padded <= SIZE or len(batch) == 1


def test_windows_are_drawn_about_equally_often(data: Data, tokenizer: Tokenizer) -> None:
    times = dict.fromkeys(range(1, 13), 0)
    for batch in draw(data, tokenizer, augment=False, count=200):
        for example in batch:
            times[len(example.cues)] += 1
    assert min(times.values()) > 0.75 * max(times.values())


def test_the_same_seed_gives_the_same_batches(data: Data, tokenizer: Tokenizer) -> None:
    def pieces(seed: int) -> list[list[list[int]]]:
        batches = draw(data, tokenizer, augment=True, seed=seed)
        return [[e.pieces.tolist() for e in batch] for batch in batches]

    assert pieces(3) == pieces(3)
    assert pieces(3) != pieces(4)
