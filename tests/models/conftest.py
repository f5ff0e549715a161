"""What the tests of the model's recipe share."""

from pathlib import Path

import pytest
from spacy.lang.en import English
from spacy.language import Language

from models.en_newsroom.recipe import data


@pytest.fixture(scope="session")
def native() -> Path:
    """Invented documents in the formats of the public repositories."""
    return Path(__file__).with_name("native")


@pytest.fixture(scope="session")
def tiny_data(native: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents in the layout of the data folder."""
    folder = tmp_path_factory.mktemp("data")
    data.build(native, folder, articles=native / "worldwide.csv")
    return folder


@pytest.fixture(scope="session")
def nlp() -> Language:
    """A pipeline that only tokenizes."""
    return English()
