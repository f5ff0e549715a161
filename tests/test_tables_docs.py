import subprocess
import sys
from pathlib import Path

from pipeline.tables import TABLES, describe

ROOT = Path(__file__).parents[1]


def test_the_description_of_the_tables_is_current() -> None:
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == describe(), "docs/tables.md is not current; write it with: make docs"


def test_the_description_holds_every_column_in_a_row_of_four_cells() -> None:
    rows = [line for line in describe().splitlines() if line.startswith("| `")]
    assert len(rows) == sum(len(spec.columns) for spec in TABLES.values())
    assert {row.count("|") for row in rows} == {5}


def test_the_module_writes_the_description(tmp_path: Path) -> None:
    path = tmp_path / "tables.md"
    subprocess.run([sys.executable, "-m", "pipeline.tables", str(path)], check=True, cwd=ROOT)
    assert path.read_text(encoding="utf-8") == describe()
