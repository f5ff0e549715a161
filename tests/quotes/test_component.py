"""The spaCy component `quotes`, on the bundled pipeline and on others."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline import tables
from pipeline.errors import ModelError
from pipeline.language import LanguageModel
from pipeline.quotes import attribute_quotes
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.component import NAME, QuoteComponent
from pipeline.sentences import split_sentences

TEXTS = (
    "“The bridge will stay closed,” Mayor Ann Lee told reporters on Monday.",
    "Rain fell on the harbour all night.",
    "The minister said in a statement that the talks had failed.\n\n"
    "“We are tired,” he said. “We go home.”",
    "",
    "According to the report, “prices will rise” next year. Smith denied it.",
)


@pytest.fixture
def bundled(bundled_model: LanguageModel) -> Iterator[Language]:
    """The bundled pipeline with the component at its end."""
    nlp = bundled_model.nlp
    nlp.add_pipe("quotes")
    yield nlp
    nlp.remove_pipe("quotes")


def plain(attribution: Attribution) -> dict[str, Any]:
    """An attribution without the one that it lies in, which is another object in each run."""
    return {name: getattr(attribution, name) for name in Attribution.__slots__ if name != "within"}


def words(text: str, span: tuple[int, int] | None) -> str | None:
    return None if span is None else text[slice(*span)]


def test_it_is_added_to_the_bundled_pipeline_by_its_name(bundled: Language) -> None:
    assert bundled.pipe_names[-1] == NAME
    analysis = bundled.analyze_pipes()
    assert analysis["problems"][NAME] == []
    assert analysis["attrs"]["doc._.quotes"]["assigns"] == [NAME]
    (quote,) = bundled(TEXTS[0])._.quotes
    assert [words(TEXTS[0], s) for s in quote.content] == ["“The bridge will stay closed,”"]
    assert words(TEXTS[0], quote.cue) == "told"
    assert words(TEXTS[0], quote.source) == "Mayor Ann Lee"
    assert words(TEXTS[0], quote.addressee) == "reporters"
    assert (quote.lemma, quote.act) == ("tell", "speech")


def test_it_is_added_to_a_pipeline_made_by_hand(bundled_model: LanguageModel) -> None:
    nlp = spacy.blank("en", vocab=bundled_model.nlp.vocab)
    for name in ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"):
        nlp.add_pipe(name, source=bundled_model.nlp)
    nlp.add_pipe("quotes")
    (quote,) = nlp(TEXTS[0])._.quotes
    assert (words(TEXTS[0], quote.source), quote.lemma) == ("Mayor Ann Lee", "tell")


def test_sentences_are_all_that_it_cannot_do_without() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("quotes")
    (quote,) = nlp(TEXTS[0])._.quotes
    assert words(TEXTS[0], quote.source) == "Mayor Ann Lee"


def test_a_stream_of_documents_is_read_as_each_alone(bundled: Language) -> None:
    alone = [[plain(q) for q in bundled(text)._.quotes] for text in TEXTS]
    assert sum(map(len, alone)) >= 4
    for size in (1, 2, 100):
        docs = bundled.pipe(TEXTS, batch_size=size)
        assert [[plain(q) for q in doc._.quotes] for doc in docs] == alone
    backwards = list(bundled.pipe(reversed(TEXTS)))
    assert [[plain(q) for q in doc._.quotes] for doc in reversed(backwards)] == alone


def test_a_document_that_was_not_read_has_no_quotes(bundled: Language) -> None:
    assert bundled.make_doc(TEXTS[0])._.quotes is None
    assert bundled("")._.quotes == []


def test_the_stage_finds_what_the_component_finds(bundled_model: LanguageModel) -> None:
    rows = [{"doc_id": str(i), "source": str(i), "text": t} for i, t in enumerate(TEXTS) if t]
    given = {"title": None, "authors": [], "n_words": 9, "sha256": "0" * 64}
    documents = tables.from_rows("documents", [row | given for row in rows])
    sentences = split_sentences(documents, model=bundled_model)
    component = bundled_model.nlp.create_pipe("quotes")
    assert isinstance(component, QuoteComponent)
    expected = [
        (row["doc_id"], quote.content, quote.cue, quote.source, quote.lemma, quote.act)
        for row, doc in bundled_model.docs(documents, sentences)
        for quote in component(doc)._.quotes
    ]
    quotes = attribute_quotes(
        documents, sentences, tables.empty("mentions"), model=bundled_model
    ).to_pylist()
    found = [
        (
            q["doc_id"],
            [(s["start"], s["end"]) for s in q["content_spans"]],
            _span(q, "cue"),
            _span(q, "source"),
            q["cue_lemma"],
            q["act"],
        )
        for q in quotes
    ]
    assert len(found) >= 4
    assert found == expected


def _span(row: dict[str, Any], name: str) -> tuple[int, int] | None:
    start = row[f"{name}_start"]
    return None if start is None else (start, row[f"{name}_end"])


def test_another_model_is_named_in_its_configuration(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    with pytest.raises(ModelError, match="there is no quote model 'nowhere'"):
        nlp.add_pipe("quotes", config={"model": "nowhere"})
    with pytest.raises(ModelError, match="cannot load the quote model"):
        nlp.add_pipe("quotes", config={"model": str(tmp_path)})


def test_a_pipeline_with_it_is_saved_and_loaded(
    bundled: Language, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bundled.to_disk(tmp_path)
    with caplog.at_level(logging.WARNING):
        loaded = spacy.load(tmp_path)
    assert loaded.pipe_names == bundled.pipe_names
    assert [plain(q) for q in loaded(TEXTS[2])._.quotes] == [
        plain(q) for q in bundled(TEXTS[2])._.quotes
    ]


def test_quotes_are_stored_with_their_document(bundled: Language) -> None:
    text = "“Lee said, ‘The road is open,’ and left,” Mayor Ann Lee told reporters on Monday."
    doc = bundled(text)
    outer, inner = Attribution([(0, 9)], None, None, "speech", None, "model"), doc._.quotes[0]
    inner.within = outer
    doc._.quotes = [outer, inner]
    stored = DocBin(store_user_data=True, docs=[doc])
    (loaded,) = DocBin().from_bytes(stored.to_bytes()).get_docs(bundled.vocab)
    assert list(loaded._.quotes) == [outer, inner]
    assert all(isinstance(span, tuple) for q in loaded._.quotes for span in q.content)


def test_other_data_of_a_document_are_stored_as_ever() -> None:
    doc = spacy.blank("en")("Yes.")
    doc.user_data["mine"] = {"a": [1, {"b": "c"}]}
    copy = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert copy.user_data["mine"] == {"a": [1, {"b": "c"}]}


def test_several_processes_find_the_same() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("quotes")
    alone = [[plain(q) for q in nlp(text)._.quotes] for text in TEXTS]
    shared = [[plain(q) for q in doc._.quotes] for doc in nlp.pipe(TEXTS, n_process=2)]
    assert shared == alone
