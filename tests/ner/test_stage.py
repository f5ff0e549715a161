"""`find_entities`: the table, and what must hold for any text."""

import hashlib
import itertools
from typing import Any

import pyarrow as pa
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline import tables
from pipeline.errors import TableError
from pipeline.language import LanguageModel
from pipeline.ner import find_entities

WORDS = st.sampled_from(
    "Kim Jong - un President the EU ( ) ’s ' U.S. Serbian Vucic, said he it “ ” \" \n\n Mr al- and "
    "Washington's Jr. van İ ß 朝鮮 \u200b \u202e , . of Ministry Islamic State".split(" ")
)


def documents(*texts: str) -> pa.Table:
    return tables.from_rows(
        "documents",
        [
            {
                "doc_id": f"d{n}",
                "source": f"d{n}.txt",
                "text": text,
                "authors": [],
                "language": "en",
                "n_words": len(text.split()),
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
            for n, text in enumerate(texts)
        ],
    )


def sentences(docs: pa.Table) -> pa.Table:
    rows: list[dict[str, Any]] = []
    for row in docs.to_pylist():
        text = row["text"]
        start = len(text) - len(text.lstrip())
        rows.append(
            {
                "doc_id": row["doc_id"],
                "sentence_id": 0,
                "paragraph_id": 0,
                "start": start,
                "end": len(text.rstrip()),
                "text": text.strip(),
            }
        )
    return tables.from_rows("sentences", rows)


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Aleksandar Vucic"}])
    return LanguageModel(nlp, name="blank")


def test_a_row_has_what_the_table_promises(model):
    docs = documents("Serbian President Aleksandar Vucic spoke.")
    rows = find_entities(docs, sentences(docs), model=model).to_pylist()
    assert [(r["mention_id"], r["text"], r["label"], r["entity_id"]) for r in rows] == [
        (0, "Serbian", "NORP", "SRB"),
        (1, "Aleksandar Vucic", "PERSON", "person:aleksandar-vucic"),
    ]
    assert (rows[1]["title"], rows[1]["entity_name"], rows[1]["entity_type"]) == (
        "President",
        "Aleksandar Vucic",
        "person",
    )
    assert all(0 < r["score"] <= 1 for r in rows)


def test_no_documents_give_no_mentions(model):
    docs = tables.empty("documents")
    assert find_entities(docs, tables.empty("sentences"), model=model).num_rows == 0


def test_a_table_without_its_columns_is_refused(model):
    docs = documents("Serbia agreed.")
    with pytest.raises(TableError, match="sentences"):
        find_entities(docs, docs, model=model)


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_spans_are_their_surface_and_results_are_stable(words):
    model = LanguageModel(spacy.blank("en"), name="blank")
    text = " ".join(words).strip() or "x"
    docs = documents(text, text)
    found = find_entities(docs, sentences(docs), model=model).to_pylist()
    assert all(text[r["start"] : r["end"]] == r["text"] for r in found)
    assert [r["mention_id"] for r in found if r["doc_id"] == "d0"] == list(range(len(found) // 2))
    first = [{**r, "doc_id": ""} for r in found if r["doc_id"] == "d0"]
    assert first == [{**r, "doc_id": ""} for r in found if r["doc_id"] == "d1"]
    names = sorted((r["start"], r["end"]) for r in first if r["kind"] == "name")
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(names))


def test_a_quotation_without_end_still_gives_its_pronouns(model):
    docs = documents('"He said ' * 3000)
    assert find_entities(docs, sentences(docs), model=model).num_rows == 3000
