"""The wheel holds all that a run needs, the models included."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = """# Zambia and Malawi agree on a bridge

By [AFP](#)

May 3, 2024

Zambian President Mary Banda met Malawian Foreign Minister Joe Phiri in Lusaka on Friday.

"We will build the bridge together," Banda said.
"""


def call(*arguments: object, folder: Path) -> str:
    """Runs a command that does not see the source tree, and gives its standard output."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))}
    done = subprocess.run(
        [str(a) for a in arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT),
        folder=folder,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, which borrows only the dependencies of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    call(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index"),
        *("--quiet", "--disable-pip-version-check", wheel),
        folder=folder,
    )
    # Paths in a .pth file are searched last, and .pth files in them are not read: an editable
    # installation of this package stays out of sight.
    libraries = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    site = call(
        *(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"), folder=folder
    )
    (Path(site.strip()) / "dependencies.pth").write_text("\n".join(libraries) + "\n")
    return folder


def test_the_installed_wheel_runs_in_an_empty_folder(environment: Path, tmp_path: Path) -> None:
    command = environment / "bin" / "pipeline"
    where = call(
        *(environment / "bin" / "python", "-c", "import pipeline; print(pipeline.__file__)"),
        folder=tmp_path,
    )
    assert Path(where.strip()).is_relative_to(environment)

    models = json.loads(call(command, "models", "--json", folder=tmp_path))
    (bundled,) = [model for model in models["models"] if model["bundled"]]
    assert Path(bundled["path"]).is_relative_to(environment)
    assert models["quote_model"]["name"] == "en_quotes"

    (tmp_path / "bridge.md").write_text(ARTICLE, encoding="utf-8")
    told = call(
        *(command, "run", "bridge.md", "--out", "out", "--model", "en_newsroom", "--json"),
        folder=tmp_path,
    )
    counts = json.loads(told)["counts"]
    assert (counts["documents"], counts["rejects"]) == (1, 0)
    assert counts["people"] >= 1
    assert counts["countries"] >= 1
    assert counts["who_said_what"] >= 1
    assert call(command, "validate", "out", folder=tmp_path) == "out: 10 tables, no problems\n"


def test_any_pipeline_finds_the_component_by_its_name(environment: Path, tmp_path: Path) -> None:
    code = """
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.add_pipe("quotes")
doc = nlp("“The road is open,” Ann Lee said on Monday.")
print([doc.text[slice(*quote.source)] for quote in doc._.quotes])
"""
    told = call(environment / "bin" / "python", "-c", code, folder=tmp_path)
    assert told == "['Ann Lee']\n"


def test_the_wheel_holds_no_tests_and_no_training_files(wheel: Path) -> None:
    listed = call(sys.executable, "-m", "zipfile", "-l", wheel, folder=wheel.parent)
    names = [line.split()[0] for line in listed.splitlines()[1:]]
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pipeline", "who_said_what"}
    assert "pipeline/language/en_newsroom/config.cfg" in names
    quotes = {"config.json", "roles.onnx", "tokenizer.json", "words.onnx"}
    assert {f"pipeline/quotes/en_quotes/{name}" for name in quotes} <= set(names)
    assert "pipeline/py.typed" in names
    assert any(name.endswith("knowledge/data/countries.csv") for name in names)
