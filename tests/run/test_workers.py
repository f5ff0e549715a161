"""Runs over several processes, with the bundled model."""

import os
from pathlib import Path

import pytest

from pipeline.errors import ModelError
from pipeline.run import run
from pipeline.run.settings import RunSettings
from pipeline.run.validate import validate
from pipeline.tables import TABLES, read_table
from tests.run.conftest import write_articles

PARTITION = RunSettings().partition_documents


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More articles than a chunk holds."""
    texts = [
        f'Serbian President Milica Ilic met Joe Phiri on Monday.\n\n"We agreed on {n} points," '
        "Ilic said. She thanked Zambia."
        for n in range(PARTITION + 6)
    ]
    return write_articles(tmp_path_factory.mktemp("many") / "articles", *texts)


def test_the_tables_are_the_same_for_any_number_of_workers(many: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    before = dict(os.environ)
    run(many, out=one, model="en_newsroom", workers=1)
    result = run(many, out=two, model="en_newsroom", workers=2)
    assert dict(os.environ) == before
    for name in TABLES:
        assert read_table(one, name).equals(read_table(two, name)), name
    assert validate(two) == []
    assert result.failed == 0
    assert result.counts["quotes"] >= PARTITION
    assert min(time.seconds for time in result.times.values()) > 0


def test_a_missing_model_is_an_error_before_anything_is_read(many: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        run(many, out=tmp_path / "out", model="no_such_model", workers=2)
