"""Stages that need no language model, so that runs are tested by themselves."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.knowledge.names import slug
from pipeline.language import ModelIdentity
from pipeline.run import plan, work
from pipeline.tables import from_rows

Rows = list[dict[str, Any]]
POISON = "poison"


def fake_model(**changed: Any) -> ModelIdentity:
    """Stands for a language model."""
    told: dict[str, Any] = {"name": "fake", "version": "1.0", "sha256": "f" * 64}
    return ModelIdentity(**told | {"recogniser": {"name": "names"}} | changed)


def each_document(
    name: str, make: Callable[[str], dict[str, Any] | None]
) -> Callable[[Mapping[str, pa.Table], Any, Any], Mapping[str, pa.Table]]:
    """A stage that makes a row of the text of each document, and fails on a poisonous one."""

    def stage(tables: Mapping[str, pa.Table], model: Any, settings: Any) -> Mapping[str, pa.Table]:
        rows: Rows = []
        for document in tables["documents"].to_pylist():
            if f"{POISON} {name}" in document["text"]:
                raise ValueError(f"cannot work on {document['doc_id']}")
            row = make(document["text"])
            if row is not None:
                rows.append({"doc_id": document["doc_id"], "sentence_id": 0} | row)
        return {name: from_rows(name, rows)}

    return stage


def first_word(text: str) -> dict[str, Any]:
    word = text.split()[0]
    known = {"entity_id": f"person:{slug(word)}", "entity_name": word, "entity_type": "person"}
    return {"mention_id": 0, "kind": "name", "start": 0, "end": len(word), "text": word} | known


def whole_text(text: str) -> dict[str, Any]:
    speaker = text.split()[0]
    return {
        "quote_id": 0,
        "kind": "indirect",
        "act": "speech",
        "content": text,
        "content_start": 0,
        "content_end": len(text),
        "content_spans": [{"start": 0, "end": len(text)}],
        "speaker_id": f"person:{slug(speaker)}",
        "speaker": speaker,
        "speaker_type": "person",
        "resolved_by": "name",
        "score": 1.0,
    }


def fake_by_document() -> dict[str, Any]:
    """Stages that need no language model, by name."""
    sentence = {"paragraph_id": 0, "start": 0}
    return {
        "sentences": each_document(
            "sentences", lambda text: sentence | {"end": len(text), "text": text}
        ),
        "ner": each_document("mentions", first_word),
        "quotes": each_document("quotes", whole_text),
        "relations": each_document("relations", lambda text: None),
    }


@pytest.fixture
def fake_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets runs use stages that need no language model."""
    for name, stage in fake_by_document().items():
        monkeypatch.setitem(work.BY_DOCUMENT, name, stage)
    monkeypatch.setattr(work, "loaded_model", lambda name, entities: None)
    monkeypatch.setattr(plan, "identify_model", lambda name, entities: fake_model())


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three short articles."""
    return write_articles(tmp_path / "articles", "Anna left home.", "Boris won.", "Anna slept.")


def write_articles(folder: Path, *texts: str) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder
