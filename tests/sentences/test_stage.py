import pytest

from pipeline import tables
from pipeline.language import LanguageModel
from pipeline.sentences import split_sentences

TEXT = (
    "Storm hits coast. Thousands flee\n\n"
    'OSLO (AFP) — "We did not see it coming. Nobody did," Gov. Ann Lee said on Oct. 22.\n\n'
    "The U.S. sent help. “Why now?” asked Mr. Rowe."
)


def sentences_of(documents: tables.Table, model: LanguageModel) -> list[dict]:
    return split_sentences(documents, model=model).to_pylist()


def test_sentences_paragraphs_and_offsets(make_documents, bundled_model: LanguageModel) -> None:
    documents = make_documents(TEXT, title="Storm hits coast. Thousands flee")
    rows = sentences_of(documents, bundled_model)
    assert [r["text"] for r in rows] == [
        "Storm hits coast. Thousands flee",
        'OSLO (AFP) — "We did not see it coming.',
        'Nobody did," Gov. Ann Lee said on Oct. 22.',
        "The U.S. sent help.",
        "“Why now?” asked Mr. Rowe.",
    ]
    assert [r["paragraph_id"] for r in rows] == [0, 1, 1, 2, 2]
    assert [r["sentence_id"] for r in rows] == [0, 1, 2, 3, 4]
    assert all(TEXT[r["start"] : r["end"]] == r["text"] for r in rows)


def test_sentences_changed_by_hand_are_the_sentences_of_later_stages(
    make_documents, bundled_model: LanguageModel
) -> None:
    documents = make_documents(TEXT)
    rows = sentences_of(documents, bundled_model)
    merged = [*rows[:-2], rows[-2] | {"end": rows[-1]["end"], "text": TEXT[rows[-2]["start"] :]}]
    (_, doc), *_ = bundled_model.docs(documents, tables.from_rows("sentences", merged))
    assert [s.text.strip() for s in doc.sents][-1] == TEXT[merged[-1]["start"] :]


def test_documents_without_rows_give_no_sentences(bundled_model: LanguageModel) -> None:
    assert sentences_of(tables.empty("documents"), bundled_model) == []


def test_parses_are_shared_by_stages(make_documents, bundled_model: LanguageModel) -> None:
    documents = make_documents(TEXT)
    sentences = split_sentences(documents, model=bundled_model)
    first = [doc for _, doc in bundled_model.docs(documents, sentences)]
    second = [doc for _, doc in bundled_model.docs(documents, sentences)]
    assert first[0] is second[0]


@pytest.mark.parametrize("marks", ["“", '"', "'", "«", "``"])
def test_a_thousand_nested_quotations_are_no_error(
    make_documents, bundled_model: LanguageModel, marks: str
) -> None:
    assert sentences_of(make_documents((marks + "He said ") * 1000), bundled_model)
