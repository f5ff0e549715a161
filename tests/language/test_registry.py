from pathlib import Path

import pytest
import spacy

from pipeline.errors import ModelError
from pipeline.language import available_models, load_model, registry


def test_an_unknown_name_says_how_to_see_what_is_there() -> None:
    with pytest.raises(
        ModelError, match=r"cannot load the language model 'en_nothing'.*pipeline models"
    ):
        load_model("en_nothing")


def test_a_model_that_is_missing_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: object) -> None:
        raise OSError(f"Can't find model {name}")

    monkeypatch.setattr(registry.spacy, "load", missing)
    with pytest.raises(ModelError, match="python -m spacy download en_core_web_sm"):
        load_model("en_core_web_sm")


def test_a_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.to_disk(tmp_path / "bare")
    with pytest.raises(ModelError, match="has no tagger and no parser and no ner"):
        load_model(str(tmp_path / "bare"))


def test_a_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    for name in ("tagger", "parser", "ner"):
        nlp.add_pipe(name)
    nlp.get_pipe("tagger").add_label("NN")
    nlp.to_disk(tmp_path / "german", exclude=["tagger", "parser", "ner"])
    with pytest.raises(ModelError, match=r"cannot load|not English"):
        load_model(str(tmp_path / "german"))


def test_auto_prefers_en_core_web_sm_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "is_installed", lambda name: name == "en_core_web_sm")
    assert registry.resolve("auto") == "en_core_web_sm"
    monkeypatch.setattr(registry, "is_installed", lambda name: False)
    assert registry.resolve("auto") == "en_newsroom"


def test_auto_without_any_model_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "is_installed", lambda name: False)
    monkeypatch.setattr(registry, "bundled_path", lambda: None)
    with pytest.raises(ModelError, match="spacy download en_core_web_sm"):
        registry.resolve("auto")


def test_the_bundled_model_is_listed_with_its_version() -> None:
    bundled = [m for m in available_models() if m.bundled]
    assert [m.name for m in bundled] == ["en_newsroom"]
    assert bundled[0].version


def test_the_bundled_model_has_the_components_and_labels_of_en_core_web_sm() -> None:
    nlp = load_model("en_newsroom").nlp
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
    assert {"nsubj", "dobj", "prep", "pobj", "ccomp", "agent", "attr", "acomp", "relcl"} <= set(
        nlp.get_pipe("parser").labels
    )
    assert {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "MONEY"} <= set(
        nlp.get_pipe("ner").labels
    )
    assert {"NNP", "VBD", "PRP$", "IN", "``", "''"} <= set(nlp.get_pipe("tagger").labels)


def test_the_hash_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = registry.hash_folder(tmp_path)
    assert first == registry.hash_folder(tmp_path)
    (tmp_path / "a").write_text("2")
    assert registry.hash_folder(tmp_path) != first
