"""Corpora of names as texts with possible labels, and what is done to them in training."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

for package in ("torch", "faker"):
    pytest.importorskip(package, reason="training needs the extra 'train' (make train-test has it)")

import torch  # noqa: E402

from models.en_newsroom.names import variation  # noqa: E402
from models.en_newsroom.names.texts import (  # noqa: E402
    LABEL,
    Name,
    NamedText,
    cut,
    possible_labels,
    read_texts,
)
from models.encoder.crf import Chain  # noqa: E402
from pipeline.encoder.words import Encoded  # noqa: E402

NATIONAL = frozenset({"serbian"})
LISTS = variation.Lists([(["Wanjiru"], ["Odhiambo"])], ["Nakuru"], ["Rift Growers"])


def text_of(tmp_path: Path, text: str, *names: tuple[str, str], annotated: list[str]) -> NamedText:
    entities = [[text.index(n), text.index(n) + len(n), label] for n, label in names]
    record: dict[str, Any] = {
        "id": "x", "text": text, "entities": entities, "annotated": annotated,
    }  # fmt: skip
    file = tmp_path / "names.jsonl"
    file.write_text(json.dumps(record), encoding="utf8")
    return next(read_texts(file, NATIONAL))


def words(text: str) -> Encoded:
    """A text whose words are what spaces divide."""
    starts = [i for i in range(len(text)) if text[i] != " " and (not i or text[i - 1] == " ")]
    ends = [text.find(" ", s) if " " in text[s:] else len(text) for s in starts]
    n = len(starts)
    return Encoded(
        np.array(starts), np.array(ends), np.zeros((n, 3), int), np.zeros(n, int), np.arange(n)
    )


def labels_of(text: NamedText, word: int) -> set[str]:
    allowed = possible_labels(text, words(text.text))[word]
    return {label for label, i in LABEL.items() if allowed[i]}


def test_a_known_place_is_sure_and_an_unknown_one_open(tmp_path: Path) -> None:
    annotated = ["PERSON", "ORG", "LOC", "FAC", "NORP", "MISC"]
    names = [("Nairobi", "LOC"), ("Kwale Kubwa", "LOC")]
    text = text_of(tmp_path, "from Nairobi to Kwale Kubwa", *names, annotated=annotated)
    assert labels_of(text, 0) == {"O"}
    assert labels_of(text, 1) == {"B-GPE"}
    assert labels_of(text, 3) == {"B-GPE", "B-LOC"}
    assert labels_of(text, 4) == {"I-GPE", "I-LOC"}


def test_what_a_corpus_does_not_annotate_stays_possible(tmp_path: Path) -> None:
    text = text_of(tmp_path, "Kolev saw it", ("Kolev", "PERSON"), annotated=["PERSON", "LOC"])
    assert labels_of(text, 0) == {"B-PERSON"}
    assert {"O", "B-ORG", "I-ORG", "B-NORP"} <= labels_of(text, 1)
    assert not {"B-PERSON", "B-GPE", "B-DATE"} & labels_of(text, 1)


def test_what_no_pattern_tells_apart_stays_open(tmp_path: Path) -> None:
    annotated = ["PERSON", "ORG", "LOC", "MISC", "NORP"]
    text = text_of(tmp_path, "the Skylark 5 left", ("Skylark 5", "MISC"), annotated=annotated)
    assert {"O", "B-PRODUCT", "B-EVENT"} <= labels_of(text, 1)
    assert not {"B-ORG", "B-PERSON", "B-GPE", "B-NORP"} & labels_of(text, 1)


def test_a_part_keeps_the_names_in_it() -> None:
    text = NamedText("Ada met Bo in Ry", (Name(0, 3, ("PERSON",)), Name(8, 10, ("PERSON",))))
    assert cut(text, 4, 16) == NamedText("met Bo in Ry", (Name(4, 6, ("PERSON",)),))


def test_names_change_and_keep_their_places() -> None:
    text = NamedText(
        "KOLEV won.\n\nAda Kolev, of Varna, leads Port Union.",
        (
            Name(0, 5, ("PERSON",)),
            Name(12, 21, ("PERSON",)),
            Name(26, 31, ("GPE",)),
            Name(39, 49, ("ORG",)),
        ),
    )
    forms = set()
    for seed in range(300):
        for changed in variation.varied(text, LISTS, random.Random(seed)):
            for name in changed.names:
                found = changed.text[name.start : name.end]
                assert found == found.strip() and found
                forms.add((found, name.kinds[0]))
    assert {
        ("Wanjiru Odhiambo", "PERSON"), ("ODHIAMBO", "PERSON"), ("Nakuru", "GPE"),
        ("Rift Growers", "ORG"), ("Ada Kolev", "PERSON"), ("VARNA", "GPE"), ("kolev", "PERSON"),
    } <= forms  # fmt: skip


def test_parts_cover_the_text() -> None:
    text = NamedText("One.\n\nTwo.\n\nThree.", ())
    seen = set()
    for seed in range(50):
        parts = [t.text.lower() for t in variation.varied(text, LISTS, random.Random(seed))]
        assert "".join(parts).replace("\n", "") == "one.two.three."
        seen.add(len(parts))
    assert {1, 2, 3} <= seen


def test_the_lists_of_the_world_are_names() -> None:
    lists = variation.world_lists([NamedText("the Port Union", (Name(4, 14, ("ORG",)),))])
    assert lists.organizations == ["Port Union"]
    assert len(lists.people) > 40 and len(lists.places) > 10_000
    assert any("Wanjiku" in first for first, _ in lists.people)
    assert all(
        variation.WORD.fullmatch(name) for pair in lists.people for name in (*pair[0], *pair[1])
    )


def test_the_score_of_all_sequences_counts_what_is_possible() -> None:
    torch.manual_seed(1)
    chain = Chain(("O", "B-x", "I-x"))
    emissions = torch.randn(1, 2, 3)
    total = torch.logsumexp(
        torch.stack([
            emissions[0, 0, a] + emissions[0, 1, b]
            for a, b in ((0, 0), (0, 1), (1, 0), (1, 1), (1, 2))
        ]), 0,
    )  # fmt: skip
    assert torch.allclose(chain.total(emissions, None)[0], total, atol=1e-3)
