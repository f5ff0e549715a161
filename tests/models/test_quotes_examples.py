"""Annotated articles as windows with labels."""

from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from models.en_quotes.recipe.batches import Data, count_batches
from models.en_quotes.recipe.examples import (
    Article,
    Example,
    article_examples,
    name_examples,
)
from models.encoder.batches import EDGES
from pipeline.encoder.words import CORE, encode
from pipeline.quotes.learned.labels import NAMES, REACH, ROLES, TAGS

TEXT = '"We won," Kolev said, "at last." Petrova disagreed.'


def spans(text: str, *parts: str) -> list[tuple[int, int]]:
    return [(text.index(part), text.index(part) + len(part)) for part in parts]


def attribution(text: str, content: list[str], cue: str, source: str) -> dict[str, Any]:
    return {
        "content": spans(text, *content),
        "cue": spans(text, cue) if cue else [],
        "source": spans(text, source) if source else [],
    }


@pytest.fixture
def article() -> Article:
    said = attribution(TEXT, ['"We won,"', '"at last."'], "said", "Kolev")
    return Article("a", TEXT, [said, attribution(TEXT, ["disagreed"], "", "Petrova")])


def labels(example: Example, names: tuple[str, ...], ids: Any) -> str:
    return " ".join("-" if names[i] == "O" else names[i] for i in ids)


def test_words_get_the_labels_of_their_spans(article: Article, tokenizer: Tokenizer) -> None:
    (example,) = article_examples(article, tokenizer, core=CORE)
    quote = "B-content I-content I-content I-content I-content"
    assert example.tags is not None
    assert labels(example, TAGS, example.tags) == (
        f"{quote} B-source B-cue - {quote} B-source B-content -"
    )
    assert example.core == (0, 16)


def test_a_cue_sees_its_own_parts_only(article: Article, tokenizer: Tokenizer) -> None:
    (example,) = article_examples(article, tokenizer, core=CORE)
    ((start, end, around),) = example.cues
    assert (start, end) == (6, 7)
    assert around.shape == (2 * REACH + 1,)
    inside = labels(example, ROLES, around[REACH - 6 : REACH + 10])
    quote = "B-content I-content I-content I-content I-content"
    assert inside == f"{quote} B-source - - {quote} - - -"
    assert not around[: REACH - 6].any() and not around[REACH + 10 :].any()


def test_pieces_stand_between_two_marks(article: Article, tokenizer: Tokenizer) -> None:
    (example,) = article_examples(article, tokenizer, core=CORE)
    encoded = encode(TEXT, tokenizer)
    assert (example.pieces[0], example.pieces[-1]) == EDGES
    assert example.pieces[1:-1].tolist() == encoded.pieces.tolist()
    assert (example.first - 1).tolist() == encoded.first.tolist()
    assert len(example.features) == len(example.pieces)
    assert np.array_equal(example.features[example.first], encoded.features)
    assert not example.features[[0, -1]].any()


def test_a_span_that_is_cut_begins_anew(tokenizer: Tokenizer) -> None:
    text = "Kolev said " + "that it is so and " * 40
    said = {"content": [(11, len(text.strip()))], "cue": [(6, 10)], "source": [(0, 5)]}
    first, *others = article_examples(Article("a", text, [said]), tokenizer, core=200)
    assert others
    assert len(first.cues) == 1 and not any(e.cues for e in others)
    for example in (first, *others):
        assert example.tags is not None
        begins = np.flatnonzero(example.tags == TAGS.index("B-content"))
        assert begins.tolist() == ([2] if example is first else [0])
    ((_, _, around),) = first.cues
    content = np.flatnonzero(around == ROLES.index("I-content"))
    assert content[-1] == min(2 * REACH, REACH + len(first.first) - 2)
    cores = [e.core[1] - e.core[0] for e in (first, *others)]
    assert sum(cores) == len(encode(text, tokenizer))


def test_each_cue_is_in_the_core_of_one_window(tokenizer: Tokenizer) -> None:
    sentence = "Kolev said it. "
    text = sentence * 60
    said = [
        {"content": [(i + 11, i + 13)], "cue": [(i + 6, i + 10)], "source": [(i, i + 5)]}
        for i in range(0, len(text), len(sentence))
    ]
    found = list(article_examples(Article("a", text, said), tokenizer, core=150))
    assert sum(len(e.cues) for e in found) == 60
    for example in found:
        for start, end, around in example.cues:
            assert example.core[0] <= start < end <= example.core[1]
            names = labels(example, ROLES, around[REACH - 1 : REACH + 2])
            assert names == "B-source - B-content"
    data = Data([Article("a", text, said)], [[]], [], None)  # type: ignore[arg-type]
    pieces = sum(len(e.pieces) for e in article_examples(data.articles[0], tokenizer, core=CORE))
    assert pieces > 60 * 13
    assert count_batches(data.articles, tokenizer, size=pieces) == 1
    assert count_batches(data.articles, tokenizer, size=pieces // 3) == 3


def test_names_leave_open_what_is_not_annotated(tokenizer: Tokenizer) -> None:
    text = "Anna Petrova left Sofia for the EU."
    entities = [[0, 12, "PERSON"], [18, 23, "LOC"], [32, 34, "MISC"]]
    record = {"text": text, "entities": entities, "annotated": ["PERSON", "LOC", "MISC"]}
    (example,) = name_examples([record], tokenizer)
    assert example.tags is None and example.names is not None
    assert labels(example, NAMES, example.names) == "B-PERSON I-PERSON - B-PLACE - - - -"
    assert {NAMES[i] for i in example.unsure} == {"B-ORG", "I-ORG", "B-NORP", "I-NORP"}
