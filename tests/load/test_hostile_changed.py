"""Some of what `fuzz` does at length: files changed at random keep what holds for any input."""

import random
from pathlib import Path

import pytest

from tests.load.fuzz import check, mutate, seeds

SEEDS = seeds(bombs=False)
INPUTS = 12


def test_all_formats_are_there() -> None:
    assert {"csv", "docx", "html", "json", "jsonl", "mail", "parquet", "pdf", "warc"} < set(SEEDS)
    assert {"markdown", "packed", "tar", "text", "tsv", "xml", "zip"} < set(SEEDS)


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_changed_files_become_documents_or_rejections(kind: str, tmp_path: Path) -> None:
    chosen = random.Random(kind)
    for _ in range(INPUTS):
        name, data = chosen.choice(SEEDS[kind])
        check(name, mutate(data, [other for _, other in SEEDS[kind]], chosen), tmp_path)
