"""Documents made of CoNLL-U."""

from pathlib import Path

from spacy.language import Language

from models.en_newsroom.recipe import treebank


def test_a_document_is_parsed_text(tiny_data: Path, nlp: Language) -> None:
    docs = list(treebank.documents(tiny_data / "ud" / "ewt-train.conllu", nlp))
    assert [len(list(doc.sents)) for doc in docs] == [4, 1]
    assert docs[0].text == (
        'The minister visited the port of Varna on Monday. "We agree," she said.\n\n'
        "Anna Petrova is mayor and her brother. Ships don't stop because of rain. "
    )
    said = next(token for token in docs[0] if token.text == "said")
    assert (said.tag_, said.dep_, said.head.text) == ("VBD", "ROOT", "said")


def test_a_paragraph_begins_after_a_blank_line(tiny_data: Path, nlp: Language) -> None:
    doc = next(treebank.documents(tiny_data / "ud" / "ewt-train.conllu", nlp))
    blank = next(token for token in doc if token.is_space)
    assert (blank.text, blank.tag_, blank.is_sent_start) == ("\n\n", "_SP", False)
    assert doc[blank.i + 1].is_sent_start


def test_words_that_are_written_together(tiny_data: Path) -> None:
    *_, (_, _, tokens) = treebank.sentences(tiny_data / "ud" / "gum-train.conllu")
    assert [t.text + " " * t.space for t in tokens][:4] == ["Ships ", "do", "n't ", "stop "]


def test_only_genres_with_open_terms(tiny_data: Path, nlp: Language) -> None:
    path = tiny_data / "ud" / "gum-test.conllu"
    assert len(list(treebank.documents(path, nlp))) == 1
    assert len(list(treebank.documents(path, nlp, open_only=False))) == 2
    assert treebank.is_open("weblog-harbour") and treebank.is_open("GUM_news_storm")
    assert not treebank.is_open("GUM_fiction_ghost")


def test_a_seed_changes_quotation_marks_alone(tiny_data: Path, nlp: Language) -> None:
    path = tiny_data / "ud" / "ewt-train.conllu"
    plain = next(treebank.documents(path, nlp)).text
    varied = {next(treebank.documents(path, nlp, seed=seed)).text for seed in range(8)}
    curly = plain.replace('"We agree,"', "“We agree,”").replace("don't", "don’t")
    assert varied == {plain, curly}
