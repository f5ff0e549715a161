"""Batches of windows: articles in a new order in each epoch, changed, cut anew."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.en_quotes.recipe.augment import NameLists, changed
from models.en_quotes.recipe.examples import Article, Example, Span, article_examples
from pipeline.quotes.learned.encoding import CORE, Tokenizer

#: How many batches are drawn at once, so that windows of a length come together.
POOL = 8


@dataclass(frozen=True, slots=True)
class Data:
    """What there is to learn from.

    Attributes:
        articles: with attributions.
        people: spans of the names of people in each article.
        names: records with annotated names.
        lists: names to put in the place of others.
    """

    articles: Sequence[Article]
    people: Sequence[Sequence[Span]]
    names: Sequence[dict[str, Any]]
    lists: NameLists


def count_batches(articles: Iterable[Article], tokenizer: Tokenizer, *, size: int) -> int:
    """How many batches the windows of all articles make."""
    return sum(1 for a in articles for _ in article_examples(a, tokenizer, core=CORE)) // size


def draw_batches(
    data: Data, tokenizer: Tokenizer, *, size: int, augment: bool, chance: random.Random
) -> Iterator[list[Example]]:
    """Yields batches without end.

    Args:
        data: what there is to learn from.
        tokenizer: splits texts into word pieces.
        size: windows in a batch.
        augment: change the articles.
        chance: decides on the order and on the changes.
    """
    pool: list[Example] = []
    while True:
        order = list(range(len(data.articles)))
        chance.shuffle(order)
        for i in order:
            article = data.articles[i]
            if augment:
                article = changed(article, data.people[i], data.lists, chance)
            core = chance.randint(CORE * 2 // 3, CORE) if augment else CORE
            pool += article_examples(article, tokenizer, core=core)
            if len(pool) >= POOL * size:
                pool.sort(key=lambda e: len(e.pieces))
                cut = [pool[k : k + size] for k in range(0, len(pool), size)]
                pool = cut.pop() if len(cut[-1]) < size else []
                chance.shuffle(cut)
                yield from cut
