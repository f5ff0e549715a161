"""What all tests share: settings of the property tests, and one run over the sample corpus."""

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from pipeline import tables
from pipeline.language import LanguageModel, load_model

settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("repeatable")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_articles() -> Path:
    """The folder of the sample corpus."""
    return ROOT / "data" / "raw"


@pytest.fixture(scope="session")
def sample_gold() -> Sequence[Path]:
    """The annotations of the sample corpus, one file for each article."""
    return sorted((ROOT / "tests" / "gold").glob("*.json"))


@pytest.fixture(scope="session")
def sample_run(sample_articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a run over the sample corpus."""
    import pipeline

    out = tmp_path_factory.mktemp("sample")
    pipeline.run(sample_articles, out=out)
    return out


@pytest.fixture(scope="session")
def development_data() -> Path:
    """The annotated development data, which are not part of the repository."""
    folder = Path(os.environ.get("WSW_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("the annotated development data are not here; WSW_SHARED tells where they are")
    return folder


@pytest.fixture(scope="session")
def development_gold(development_data: Path) -> Sequence[Path]:
    """The annotations of the development data."""
    return sorted((development_data / "gold").glob("*.json"))


@pytest.fixture(scope="session")
def development_run(development_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a run over the annotated development articles."""
    import pipeline

    articles, out = (tmp_path_factory.mktemp(name) for name in ("articles", "development"))
    for folder in ("articles", "seed"):
        shutil.copytree(development_data / "data" / folder, articles / folder)
    pipeline.run(articles, out=out)
    return out


@pytest.fixture(scope="session")
def bundled_model() -> LanguageModel:
    """The model that ships with the package."""
    return load_model("en_newsroom")


@pytest.fixture
def make_documents() -> Callable[..., tables.Table]:
    """Makes the table `documents` of one text."""

    def make(text: str, *, title: str | None = None) -> tables.Table:
        row = {"doc_id": "d", "source": "d.txt", "title": title, "text": text, "authors": []}
        digest = hashlib.sha256(text.encode()).hexdigest()
        return tables.from_rows(
            "documents", [row | {"n_words": len(text.split()), "sha256": digest}]
        )

    return make


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Splits as BERT does; its pieces are the letters and digits, and marks."""
    alone = [chr(c) for c in range(33, 127) if not chr(c).isupper()]
    pieces = ["[PAD]", "[UNK]", *alone, *(f"##{c}" for c in alone if c.isalnum())]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made
