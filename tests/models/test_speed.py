"""The measure of speed."""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models.en_newsroom import speed

READ: list[str] = []


@Language.component("noting")
def noting(doc: Doc) -> Doc:
    """Notes what it reads."""
    READ.append(doc.text)
    return doc


def test_all_pipelines_read_every_text_in_turns() -> None:
    parts = {"one": spacy.blank("en"), "two": spacy.blank("en")}
    for nlp in parts.values():
        nlp.add_pipe("noting")
    READ.clear()
    found = speed.measure(parts, ["Rain fell.", "It rained."])
    assert list(found) == ["one", "two"] and min(found.values()) > 0
    assert [*[speed.WARM_UP] * 2, *["Rain fell."] * 2, *["It rained."] * 2] == READ


def test_articles_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell on Varna all night, said Ann Lee.", encoding="utf8")
    (tmp_path / "b.txt").write_text("", encoding="utf8")
    assert speed.texts_of([str(tmp_path)]) == ["Rain fell on Varna all night, said Ann Lee."]
