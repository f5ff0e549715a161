"""Ids of documents, and texts that occur twice."""

import json

LINES = [
    {"id": "a", "text": "First text."},
    {"id": "a", "text": "Second text."},
    {"id": "a", "text": "First text."},
    {"id": "a", "text": "Second text."},
    {"id": "b", "text": "First text."},
    {"text": "First text."},
    {"text": "First  text."},
]


def load_lines(load, lines):
    return load({"c.jsonl": "\n".join(map(json.dumps, lines))})


def test_records_keep_their_ids_and_ids_stay_unique(load):
    loaded = load_lines(load, LINES)
    documents = loaded.documents.to_pylist()
    ids = [row["doc_id"] for row in documents]
    assert ids[:3] == ["a", f"a-{documents[1]['sha256'][:8]}", "b"]
    assert len(set(ids)) == len(ids) == 5
    assert [row["duplicate_of"] for row in documents] == [None, None, "a", "a", "a"]


def test_same_text_under_the_same_id_is_refused(load):
    rejects = load_lines(load, LINES).rejects.to_pylist()
    assert [(row["source"], row["reason"]) for row in rejects] == [("c.jsonl#a", "record")] * 2
    assert "read before" in rejects[0]["detail"]


def test_ids_are_the_same_in_every_run(load):
    assert load_lines(load, LINES).documents.equals(load_lines(load, LINES).documents)


def test_same_files_get_ids_of_their_own(load):
    documents = load(dict.fromkeys(["a.txt", "b.txt", "c/b.txt"], "The same text.")).documents
    first, *others = documents.to_pylist()
    assert first["doc_id"] == first["sha256"][:16]
    assert first["duplicate_of"] is None
    assert {row["duplicate_of"] for row in others} == {first["doc_id"]}
    assert len(set(documents["doc_id"].to_pylist())) == 3


def test_id_depends_on_the_content_alone(load_one):
    assert load_one("a.txt", "A text.")["doc_id"] == load_one("a.txt", "A  text.\n")["doc_id"]
