"""Batches of windows: articles in a new order in each epoch, changed, cut anew."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.en_quotes.recipe.augment import SNIPPETS, NameLists, changed, snippets
from models.en_quotes.recipe.examples import Article, Example, Span, article_examples
from models.encoder.batches import draw
from pipeline.encoder.words import CORE, Tokenizer


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
    windows = (e for a in articles for e in article_examples(a, tokenizer, core=CORE))
    return sum(len(e.pieces) for e in windows) // size


def draw_batches(
    data: Data, tokenizer: Tokenizer, *, size: int, augment: bool, chance: random.Random
) -> Iterator[list[Example]]:
    """Yields batches without end.

    Args:
        data: what there is to learn from.
        tokenizer: splits texts into word pieces.
        size: word pieces in a batch, padding counted.
        augment: change the articles, and cut some of them into snippets.
        chance: decides on the order and on the changes.
    """

    def windows_of(i: int) -> Iterator[Example]:
        article = data.articles[i]
        if augment:
            article = changed(article, data.people[i], data.lists, chance)
        core = chance.randint(CORE * 2 // 3, CORE) if augment else CORE
        cut = augment and chance.random() < SNIPPETS
        for text in snippets(article, chance) if cut else [article]:
            yield from article_examples(text, tokenizer, core=core)

    return draw(len(data.articles), windows_of, size=size, chance=chance)
