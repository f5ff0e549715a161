"""Scores of a pipeline, and their place in the model card."""

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from models import cards
from models.en_newsroom.recipe import card
from models.en_newsroom.recipe.evaluate import name_scores, sentence_scores
from pipeline.errors import InputError

ROW = {"p": 0.5, "r": 0.25, "f": 0.3333, "n": 4}
SCORES = {
    "syntax": {
        "EWT test": {
            "documents": 1,
            "words": 1200,
            "tags": 0.9512,
            "uas": 0.9,
            "las": 0.8,
            "sentences_parser": ROW,
            "sentences": ROW | {"f": 0.75},
        }
    },
    "names": {
        "conll2003-dev": {
            "all": ROW,
            "pattern labels": ROW,
            "by label": {"ORG": ROW},
            "by pattern label": {"DATE": ROW},
        }
    },
    "references": {"all": 0.7512, "m": 0.75, "f": 0.76},
    "words_per_second": 5000,
}


def named(nlp: Language, text: str, *entities: tuple[str, str], masked: str = "") -> Doc:
    doc = nlp(text)
    spans = [
        doc.char_span(text.index(name), text.index(name) + len(name), label)
        for name, label in entities
    ]
    start = text.index(masked)
    missing = [doc.char_span(start, start + len(masked))] if masked else []
    doc.set_ents([s for s in spans if s], missing=[s for s in missing if s])
    return doc


def test_names_are_counted_by_label(nlp: Language) -> None:
    text = "Kolev met Petrova in Varna on Monday near Skylark 5."
    gold = named(
        nlp, text, ("Kolev", "PERSON"), ("Petrova", "PERSON"), ("Varna", "GPE"),
        ("Monday", "DATE"), masked="Skylark 5",
    )  # fmt: skip
    found = named(
        nlp, text, ("Kolev", "PERSON"), ("Petrova", "ORG"), ("Varna", "GPE"),
        ("Monday", "DATE"), ("Skylark 5", "PRODUCT"),
    )  # fmt: skip
    scores = name_scores([found], [gold], ["LOC", "ORG", "PERSON"])
    assert scores["by label"] == {
        "GPE": {"p": 1.0, "r": 1.0, "f": 1.0, "n": 1},
        "ORG": {"p": 0.0, "r": 0.0, "f": 0.0, "n": 0},
        "PERSON": {"p": 1.0, "r": 0.5, "f": 0.6667, "n": 2},
    }
    assert scores["all"] == {"p": 0.6667, "r": 0.6667, "f": 0.6667, "n": 3}
    assert scores["pattern labels"] == {"p": 1.0, "r": 1.0, "f": 1.0, "n": 1}


def test_a_masked_name_counts_neither_way(nlp: Language) -> None:
    text = "The Skylark 5 left."
    gold = named(nlp, text, masked="Skylark 5")
    found = named(nlp, text, ("Skylark 5", "ORG"))
    scores = name_scores([found], [gold], ["ORG"])
    assert scores["all"] == {"p": 0.0, "r": 0.0, "f": 0.0, "n": 0}
    assert scores["by label"] == {}


def test_sentences_are_compared_by_their_characters(nlp: Language) -> None:
    text = "It rained. We left.\n\nThey stayed."
    gold, found = nlp(text), nlp(text)
    for doc, starts in ((gold, (0, 3, 7)), (found, (0, 7))):
        for token in doc:
            token.is_sent_start = token.i in starts
    score = sentence_scores([found], [gold])
    assert score == {"p": 0.5, "r": 0.3333, "f": 0.4, "n": 3}


def test_the_card_takes_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Model\n\n<!-- scores -->\nold\n<!-- /scores -->\n\nEnd.\n", encoding="utf8")
    cards.embed(path, card.tables(SCORES))
    once = path.read_text(encoding="utf8")
    cards.embed(path, card.tables(SCORES))
    assert path.read_text(encoding="utf8") == once
    assert once.startswith("# Model\n") and once.endswith("\n\nEnd.\n") and "old" not in once
    assert "| EWT test | 1,200 | 95.1 | 90.0 | 80.0 | 33.3 | 75.0 |" in once
    assert "| conll2003-dev, annotated labels | 4 | 50.0 | 25.0 | 33.3 |" in once
    assert "| ORG | 33.3 (4) |" in once
    assert "Speed: 5,000 words a second" in once


def test_a_card_without_marks_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Model\n", encoding="utf8")
    with pytest.raises(InputError, match="no place for the scores"):
        cards.embed(path, card.tables(SCORES))


def test_the_card_of_the_model_has_its_marks() -> None:
    text = (Path(card.__file__).parents[1] / "README.md").read_text(encoding="utf8")
    assert text.count("<!-- scores -->") == text.count("<!-- /scores -->") == 1
