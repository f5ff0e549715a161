import hashlib

from pipeline import tables
from pipeline.language import LanguageModel
from pipeline.language import model as module
from pipeline.sentences import split_sentences


def make_documents(count: int) -> tables.Table:
    texts = [f"Article {n} is here. It rains." for n in range(count)]
    return tables.from_rows(
        "documents",
        [
            {
                "doc_id": f"d{n:03}",
                "source": f"{n}.txt",
                "text": text,
                "authors": [],
                "n_words": 6,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
            for n, text in enumerate(texts)
        ],
    )


def test_more_documents_than_parses_are_kept(bundled_model: LanguageModel, monkeypatch) -> None:
    monkeypatch.setattr(module, "KEPT_PARSES", 3)
    documents = make_documents(10)
    sentences = split_sentences(documents, model=bundled_model)
    for _ in range(2):
        docs = list(bundled_model.docs(documents, sentences))
        assert [row["doc_id"] for row, _ in docs] == documents["doc_id"].to_pylist()
        assert all(doc.text == row["text"] for row, doc in docs)


def test_changed_sentences_are_parsed_anew(bundled_model: LanguageModel) -> None:
    documents = make_documents(1)
    sentences = split_sentences(documents, model=bundled_model)
    ((_, first),) = bundled_model.docs(documents, sentences)
    ((_, second),) = bundled_model.docs(documents, sentences.slice(0, 1))
    assert len(list(first.sents)) == 2
    assert len(list(second.sents)) == 1
