"""Who finds attributions: the model, the rules in its place, and what hostile texts do to them."""

import json
import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.encoder.onnx import CONFIG_FILE, TOKENIZER_FILE
from pipeline.errors import ModelError
from pipeline.language import LanguageModel
from pipeline.quotes import describe_model, finder
from pipeline.quotes.attribution import TRUST, Attribution
from pipeline.quotes.attributions import find_attributions
from pipeline.quotes.finder import LearnedFinder, bundled_path, load_finder
from pipeline.quotes.learned.network import ROLES_FILE, WORDS_FILE
from pipeline.quotes.page import Page
from pipeline.quotes.rules.finder import RuleFinder

FILES = (CONFIG_FILE, ROLES_FILE, TOKENIZER_FILE, WORDS_FILE)
TEXT = "“The road is open,” Ann Lee said on Monday. Kolev denied that it was."

HOSTILE = {
    "empty": "",
    "white space": " \n\n\t\n ",
    "one letter": "x",
    "marks": "\"'“”``''«»„‹›‘’" * 500,
    "opening marks": "“" * 3_000 + "it is open, Lee said.",
    "closing marks": "it is open, Lee said.” " * 500,
    "nested marks": "“He said ‘" * 500 + "no" + "’”" * 500 + " and left.",
    "no spaces": "x" * 200_000,
    "no spaces, all cues": "said" * 50_000,
    "an address": "http://a.example/" + "path" * 40_000 + " Lee said.",
    "paragraphs of a word": "\n\n".join(["word"] * 3_000),
    "paragraphs of a cue": "\n\n".join(["said"] * 3_000),
    "paragraphs that open": "\n\n".join(["“word"] * 3_000),
    "cues": "said " * 10_000,
    "turns": "Lee: " * 5_000,
    "other scripts": "قال إن “الطريق مفتوح” وقال 他说路开了。😀" * 300,
    "controls": "\x00\x01\u202e said \u200b that \ufeff it \u0301" * 300,
}


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the files of the model are absent."""
    monkeypatch.setattr(finder, "bundled_path", lambda: None)
    finder._rules.cache_clear()


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """A copy of the bundled model, to be broken."""
    bundled = bundled_path()
    assert bundled is not None
    shutil.copytree(bundled, tmp_path / "model")
    return tmp_path / "model"


@pytest.fixture(scope="module")
def sentencizer() -> Language:
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("sentencizer")
    return nlp


def spans(found: list[Attribution]) -> list[object]:
    return [(a.content, a.cue, a.source, a.score, a.found_by) for a in found]


def test_the_bundled_model_is_found_and_described() -> None:
    assert isinstance(load_finder(), LearnedFinder)
    assert load_finder() is load_finder("auto")
    described = describe_model()
    assert described["name"] == "en_quotes"
    assert described["version"] and len(described["sha256"]) == 64


def test_without_the_model_rules_find_quotes_and_one_warning_says_so(
    no_model: None, bundled_model: LanguageModel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        rules = load_finder()
        assert load_finder() is rules
    assert caplog.messages == [
        "the quote model en_quotes is not installed: quotes are found by rules"
    ]
    assert isinstance(rules, RuleFinder)
    assert describe_model() == {"name": "rules", "version": "", "sha256": ""}
    found = find_attributions(Page(bundled_model.nlp(TEXT)), rules)
    assert [TEXT[slice(*a.source)] for a in found if a.source] == ["Ann Lee", "Kolev"]
    assert {a.found_by for a in found} <= set(TRUST) - {"model"}


def test_a_folder_that_is_named_and_absent_is_an_error() -> None:
    for ask in (load_finder, describe_model):
        with pytest.raises(ModelError, match="no quote model 'nowhere'; give auto or the folder"):
            ask("nowhere")


def test_a_folder_that_is_no_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot load the quote model in .*No such file"):
        load_finder(str(tmp_path))


def test_another_folder_is_read_as_the_bundled_one(model_folder: Path) -> None:
    page = Page(spacy.blank("en")(""))
    other = load_finder(str(model_folder))
    assert isinstance(other, LearnedFinder) and other is not load_finder()
    assert describe_model(str(model_folder)) == describe_model()
    assert other(page) == []


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("content", [None, b"", b"\x00\xff no file of a model", b"[]", b"{}"])
def test_a_broken_file_is_an_error(model_folder: Path, file: str, content: bytes | None) -> None:
    if content is None:
        (model_folder / file).unlink()
    else:
        (model_folder / file).write_bytes(content)
    with pytest.raises(ModelError, match="quote model in"):
        load_finder(str(model_folder))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tags", ["O"]),
        ("roles", []),
        ("weights", {"other": 1.0}),
        ("weights", None),
        ("tag_chain", {}),
        ("role_chain", {"steps": "no", "begin": []}),
    ],
)
def test_a_config_of_another_version_is_an_error(
    model_folder: Path, key: str, value: object
) -> None:
    file = model_folder / CONFIG_FILE
    config = json.loads(file.read_text(encoding="utf8"))
    file.write_text(json.dumps(config | {key: value}), encoding="utf8")
    with pytest.raises(ModelError, match="quote model in"):
        load_finder(str(model_folder))


@pytest.fixture(scope="module", params=["model", "rules"])
def each_finder(request: pytest.FixtureRequest) -> Iterator[finder.Finder]:
    yield load_finder() if request.param == "model" else RuleFinder()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_time(
    each_finder: finder.Finder, sentencizer: Language, name: str
) -> None:
    text = HOSTILE[name]
    page = Page(sentencizer(text))
    begun = time.perf_counter()
    found = find_attributions(page, each_finder)
    assert time.perf_counter() - begun < 30
    for attribution in found:
        assert all(0 <= s < e <= len(text) for s, e in attribution.content)


def test_one_text_gives_the_same_in_any_company(bundled_model: LanguageModel) -> None:
    learned, texts = load_finder(), [TEXT, *(HOSTILE[n] for n in ("cues", "marks", "empty")), TEXT]
    pages = [Page(bundled_model.nlp(text[:2_000])) for text in texts]
    first = [spans(find_attributions(page, learned)) for page in pages]
    assert len(first[0]) == 2
    assert first[0] == first[-1]
    assert [spans(find_attributions(page, learned)) for page in reversed(pages)] == first[::-1]
    assert first[0] == spans(find_attributions(Page(bundled_model.nlp(TEXT)), learned))
