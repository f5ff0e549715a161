"""What the tree promises: rooms with names that say what is in them, and files one can read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 330
LONGEST_FUNCTION = 60


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(module: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def prints(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"common", "helper", "helpers", "misc", "util", "utils"}
    assert [name_of(module) for module in MODULES if module.stem in drawers] == []


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_files_and_functions_are_short(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE
    lengths = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions(module)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize(
    "module", [m for m in MODULES if PACKAGE / "cli" not in m.parents], ids=name_of
)
def test_nothing_prints_outside_the_command_line(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if prints(node)] == []  # type: ignore[attr-defined]


def test_every_package_has_a_docstring() -> None:
    packages = [module for module in MODULES if module.name == "__init__.py"]
    bare = [m for m in packages if not ast.get_docstring(ast.parse(m.read_text(encoding="utf-8")))]
    assert [name_of(module) for module in bare] == []


def test_the_version_has_an_entry_in_the_changelog() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.MULTILINE)
    assert version is not None
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{version[1]}]" in changelog


def test_the_constraints_pin_versions_and_name_no_place() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=lambda line: line.split("==")[0])
    wrong = [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", line)]
    assert wrong == []
