import json
import logging
from pathlib import Path
from typing import Any

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
        load_model(str(tmp_path / "bare"), entities="base")


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
    assert nlp.pipe_names[:-1] == ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    assert nlp.pipe_names[-1] in ("names", "ner")
    assert {"nsubj", "dobj", "prep", "pobj", "ccomp", "agent", "attr", "acomp", "relcl"} <= set(
        nlp.get_pipe("parser").labels
    )
    assert {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "MONEY"} <= set(
        nlp.get_pipe(nlp.pipe_names[-1]).labels
    )
    assert {"NNP", "VBD", "PRP$", "IN", "``", "''"} <= set(nlp.get_pipe("tagger").labels)


def test_the_hash_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = registry.hash_folder(tmp_path)
    assert first == registry.hash_folder(tmp_path)
    (tmp_path / "a").write_text("2")
    assert registry.hash_folder(tmp_path) != first


@pytest.fixture
def own_ner(tmp_path: Path) -> str:
    """The path of a pipeline with a recogniser of its own."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", name="tagger")
    ruler: Any = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "ORG", "pattern": "Berlin"}])
    nlp.add_pipe("sentencizer", name="parser")
    nlp.to_disk(tmp_path / "pipeline")
    return str(tmp_path / "pipeline")


@pytest.fixture
def learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what stands for the bundled recogniser."""
    folder = tmp_path / "bundled" / "names"
    folder.mkdir(parents=True)
    config = {"name": "en_names", "version": "0.3"}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf8")
    (folder.parent / "config.cfg").touch()
    monkeypatch.setattr(registry, "bundled_path", lambda: folder.parent)
    return folder


def test_the_learned_recogniser_takes_the_place_of_another(own_ner: str, learned: Path) -> None:
    model = load_model(own_ner)
    assert model.nlp.pipe_names == ["tagger", "names", "parser"]
    assert model.recogniser == {
        "name": "en_names",
        "version": "0.3",
        "sha256": registry.hash_folder(learned),
    }


def test_base_leaves_a_pipeline_as_it_is(own_ner: str, learned: Path) -> None:
    model = load_model(own_ner, entities="base")
    assert model.nlp.pipe_names == ["tagger", "ner", "parser"]
    assert model.recogniser == {"name": "ner", "version": "", "sha256": ""}


def test_a_pipeline_without_a_recogniser_is_given_one(tmp_path: Path, learned: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", name="tagger")
    nlp.add_pipe("sentencizer", name="parser")
    nlp.to_disk(tmp_path / "bare")
    assert load_model(str(tmp_path / "bare")).nlp.pipe_names == ["tagger", "parser", "names"]
    with pytest.raises(ModelError, match="has no ner; take an English pipeline with tagger"):
        load_model(str(tmp_path / "bare"), entities="base")


def test_where_it_is_not_installed_a_pipeline_keeps_its_own(
    own_ner: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(registry, "bundled_names", lambda: None)
    with caplog.at_level(logging.WARNING):
        assert load_model(own_ner).nlp.pipe_names == ["tagger", "ner", "parser"]
    assert caplog.messages == [
        "the name model is not installed: names are found by the pipeline's own ner"
    ]


def test_a_recogniser_that_does_not_say_what_it_is_is_an_error(own_ner: str, learned: Path) -> None:
    (learned / "config.json").write_text("{}", encoding="utf8")
    with pytest.raises(ModelError, match="cannot load the name model in"):
        load_model(own_ner)


def test_other_words_than_learned_and_base_are_refused() -> None:
    with pytest.raises(ModelError, match="entities are 'best'; give learned or base"):
        load_model(entities="best")
