"""Builds inputs and loads them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.load import Loaded, LoadSettings, load_documents

Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Writes files, given by name, and loads the folder."""

    def write_and_load(
        files: dict[str, str | bytes], settings: LoadSettings | None = None
    ) -> Loaded:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_documents(tmp_path, settings=settings or LoadSettings())

    return write_and_load


@pytest.fixture
def load_one(load: Load) -> Callable[..., dict[str, Any]]:
    """Loads a single file that must give exactly one document."""

    def load_single(name: str, content: str | bytes, **options: Any) -> dict[str, Any]:
        loaded = load({name: content}, **options)
        assert loaded.rejects.to_pylist() == []
        (row,) = loaded.documents.to_pylist()
        return row

    return load_single


@pytest.fixture
def reject_one(load: Load) -> Callable[..., dict[str, Any]]:
    """Loads a single file that must give exactly one rejection."""

    def reject_single(name: str, content: str | bytes, **options: Any) -> dict[str, Any]:
        loaded = load({name: content}, **options)
        assert loaded.documents.num_rows == 0
        (row,) = loaded.rejects.to_pylist()
        return row

    return reject_single
