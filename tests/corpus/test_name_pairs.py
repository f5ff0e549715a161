"""Pairs of names that are, or are not, one person or organization: each decided by itself."""

import csv
from functools import cache
from pathlib import Path

import pytest

from pipeline.corpus.entities import LocalEntity
from pipeline.knowledge.names import slug
from tests.corpus.linked import link

with (Path(__file__).parent / "name_pairs.csv").open(encoding="utf-8") as lines:
    PAIRS = [tuple(row.values()) for row in csv.DictReader(lines)]

# What linking gets wrong: older spellings of Chinese surnames, two vowels that differ, and a first
# name that is no first name elsewhere.
WRONG = {
    ("Deng Xiaoping", "Teng Hsiao-ping"),
    ("Zhou Enlai", "Chou En-lai"),
    ("Khalifa Haftar", "Khalifa Hifter"),
    ("Khaled Meshaal", "Khalid Mashal"),
    ("Scott Walker", "Walker Scott"),
    ("Hezbollah", "Hizballah"),
}


@cache
def are_one(type_: str, one: str, other: str) -> bool:
    """Whether the two names, the first in two documents and the other in one, are linked."""
    named = [
        LocalEntity(f"d{i}", f"x:{slug(name)}", type_, name, surfaces={name}, mentions=1)
        for i, name in enumerate((one, one, other))
    ]
    links = link(named)
    return len({link.entity_id for link in links.values()}) == 1


@pytest.mark.parametrize(("type_", "one", "other", "same", "form"), PAIRS)
def test_a_pair(type_: str, one: str, other: str, same: str, form: str) -> None:
    right = all(are_one(type_, *pair) == (same == "yes") for pair in ((one, other), (other, one)))
    assert right == ((one, other) not in WRONG)


def test_precision_and_recall_of_the_pairs() -> None:
    linked = [(are_one(type_, one, other), same == "yes") for type_, one, other, same, _ in PAIRS]
    right = sum(found and same for found, same in linked)
    assert len(linked) >= 200
    assert right / sum(found for found, _ in linked) >= 0.99
    assert right / sum(same for _, same in linked) >= 0.95


def test_the_pairs_are_told_once() -> None:
    told = [(type_, *sorted((one, other))) for type_, one, other, _, _ in PAIRS]
    assert len(set(told)) == len(told)
