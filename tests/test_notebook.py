"""The notebook runs on the tables of a run, and shows what it promises."""

from pathlib import Path

import nbformat
import pytest

nbclient = pytest.importorskip("nbclient")

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "explore.ipynb"


def test_it_is_stored_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    assert not any(cell.outputs or cell.execution_count for cell in cells)


def test_it_runs_on_the_sample_corpus(sample_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WSW_TABLES", str(sample_run))
    monkeypatch.delenv("MPLBACKEND", raising=False)  # the kernel draws into the notebook
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=180, resources={"metadata": {"path": str(NOTEBOOK.parent)}}
    )
    client.execute()
    shown = {
        cell.id: [output.get("data", {}) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    for chart in ("speakers", "about", "time", "countries"):
        assert any("image/png" in data for data in shown[chart]), f"no chart in cell {chart!r}"
    for frame in ("said", "circumstances", "unknown"):
        assert any("text/html" in data for data in shown[frame]), f"no table in cell {frame!r}"
    (page,) = (data["text/html"] for data in shown["article"] if "text/html" in data)
    assert page.count("<mark") >= 2
