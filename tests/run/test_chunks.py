from typing import Any

import pyarrow as pa
import pytest

from pipeline.errors import ModelError, TableError
from pipeline.run.chunks import BY_DOCUMENT, Chunk, Failure, cut_into_chunks, process_chunk
from pipeline.run.failures import reject
from pipeline.run.settings import Settings
from pipeline.tables import empty, from_rows


def documents(*doc_ids: str, **duplicates: str) -> pa.Table:
    return from_rows(
        "documents",
        [
            {
                "doc_id": doc_id,
                "source": f"{doc_id}.txt",
                "text": f"Text of {doc_id}",
                "n_words": 3,
                "sha256": "0",
                "duplicate_of": duplicates.get(doc_id),
            }
            for doc_id in doc_ids
        ],
    )


def sentences(*doc_ids: str) -> pa.Table:
    row = {"paragraph_id": 0, "start": 0, "end": 4, "text": "Text"}
    return from_rows(
        "sentences", [row | {"doc_id": d, "sentence_id": i} for i, d in enumerate(doc_ids)]
    )


def doc_ids(table: pa.Table) -> list[str]:
    found: list[str] = table["doc_id"].to_pylist()
    return found


def test_chunks_hold_the_rows_of_their_documents() -> None:
    tables = {"documents": documents(*"abcde"), "sentences": sentences(*"aabddde")}
    cut = list(cut_into_chunks(tables, size=2))
    assert [doc_ids(chunk.tables["documents"]) for chunk in cut] == [["a", "b"], ["c", "d"], ["e"]]
    assert [doc_ids(chunk.tables["sentences"]) for chunk in cut] == [
        ["a", "a", "b"],
        ["d", "d", "d"],
        ["e"],
    ]
    assert [chunk.number for chunk in cut] == [0, 1, 2]


def test_no_documents_make_no_chunks() -> None:
    tables = {"documents": documents(), "sentences": empty("sentences")}
    assert list(cut_into_chunks(tables)) == []


def test_rows_without_their_document_are_refused() -> None:
    with pytest.raises(TableError) as caught:
        list(cut_into_chunks({"documents": documents("a"), "sentences": sentences(*"abb")}))
    assert str(caught.value) == (
        "table sentences, doc_id: 2 rows are of documents that the table documents lacks; "
        "remove these rows, or add the documents"
    )


def failing_on(*bad: str, error: type[Exception] = ValueError) -> Any:
    def stage(tables: dict[str, pa.Table], model: Any, settings: Any) -> pa.Table:
        for doc_id in doc_ids(tables["documents"]):
            if doc_id in bad:
                raise error(doc_id)
        return sentences(*doc_ids(tables["documents"]))

    return stage


def process(chunk: Chunk) -> Any:
    no_model: Any = None
    return process_chunk(chunk, stages=("sentences",), model=no_model, settings=Settings())


def test_documents_that_fail_cost_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BY_DOCUMENT, "sentences", failing_on("b", "d"))
    result = process(Chunk(3, {"documents": documents(*"abcd")}))
    assert result.number == 3
    assert doc_ids(result.tables["sentences"]) == ["a", "c"]
    assert result.failures == (
        Failure("b", "sentences", "ValueError: b"),
        Failure("d", "sentences", "ValueError: d"),
    )


def test_a_model_that_does_not_fit_is_no_failure_of_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(BY_DOCUMENT, "sentences", failing_on("a", error=ModelError))
    with pytest.raises(ModelError):
        process(Chunk(0, {"documents": documents("a")}))


def test_documents_that_repeat_a_failed_one_repeat_the_first_that_is_left() -> None:
    tables = {
        "documents": documents(*"abcde", b="a", d="a", e="c"),
        "rejects": empty("rejects"),
        "sentences": sentences(*"abc"),
    }
    left = reject(tables, [Failure("a", "ner", "ValueError: x")])
    assert left["documents"]["duplicate_of"].to_pylist() == [None, None, "b", "c"]
    assert doc_ids(left["sentences"]) == ["b", "c"]
    assert left["rejects"].to_pylist() == [
        {"source": "a.txt", "reason": "failed", "detail": "ner: ValueError: x", "bytes": 9}
    ]
