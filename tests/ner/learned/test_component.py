"""The spaCy component `names`, with a tiny model, in pipelines of all kinds."""

import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline.errors import ModelError
from pipeline.language import LanguageModel, registry
from pipeline.ner.learned import component
from pipeline.ner.learned.component import NAME, NameComponent, vectors_at
from pipeline.ner.learned.labels import KINDS

TEXTS = (
    "Aleksandar Petrovic met Merkel in Berlin.",
    "Rain fell all night.",
    "",
    "The Russian bank: five billion.\n\nMoscow, Berlin",
)


@pytest.fixture(scope="module")
def nlp(tiny_model: Path) -> Language:
    """A pipeline that only tokenizes and finds names."""
    made = spacy.blank("en")
    made.add_pipe(NAME, config={"model": str(tiny_model)})
    return made


def names(doc: Doc) -> list[tuple[str, str]]:
    return [(e.text, e.label_) for e in doc.ents]


def plain(doc: Doc) -> Any:
    """All that the component leaves in a document."""
    words, vectors = doc._.name_words, doc._.name_vectors
    return (
        names(doc),
        doc._.name_scores.tolist(),
        words.tolist(),
        vectors.tolist(),
        str(vectors.dtype),
    )


def test_a_blank_pipeline_can_take_it(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert names(doc) == [
        ("Aleksandar Petrovic", "PERSON"),
        ("Merkel", "PERSON"),
        ("Berlin", "GPE"),
    ]
    assert len(doc._.name_scores) == 3 and all(0.9 < s <= 1 for s in doc._.name_scores)
    assert [t.ent_iob_ for t in doc] == list("BIOBOBO")
    assert nlp.pipe_labels[NAME] == list(KINDS)
    assert nlp.analyze_pipes()["problems"][NAME] == []


def test_it_replaces_the_entities_of_others(tiny_model: Path) -> None:
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Berlin"}, {"label": "ORG", "pattern": "met"}])
    nlp.add_pipe(NAME, config={"model": str(tiny_model)})
    assert names(nlp("Merkel met in Berlin.")) == [("Merkel", "PERSON"), ("Berlin", "GPE")]


def test_a_document_without_names_has_none(nlp: Language) -> None:
    for text in TEXTS[1:3]:
        assert (nlp(text).ents, nlp(text)._.name_scores.tolist()) == ((), [])
    assert nlp("")._.name_vectors.shape == (0, 128)
    assert nlp.make_doc(TEXTS[0])._.name_vectors is None


def test_a_stream_of_documents_is_read_as_each_alone(nlp: Language) -> None:
    alone = [plain(nlp(text)) for text in TEXTS]
    assert [plain(doc) for doc in nlp.pipe(TEXTS, batch_size=2)] == alone
    assert [plain(doc) for doc in nlp.pipe(TEXTS, n_process=2)] == alone


def test_vectors_are_looked_up_by_characters(nlp: Language) -> None:
    doc = nlp("Merkel, Aleksandar Petrovic")

    def numbers(surface: str, *, cut: int = 0) -> tuple[float, float] | None:
        start = doc.text.index(surface)
        found = vectors_at(doc, start + cut, start + len(surface))
        return None if found is None else (float(found[0][0]), float(found[1][0]))

    (merkel, other), (first, last) = (
        numbers("Merkel") or (0, 0),
        numbers("Aleksandar Petrovic") or (0, 0),
    )
    assert merkel == other != first != last
    assert numbers("Petrovic") == (last, last)
    assert numbers("Aleksandar Petrovic", cut=3) == (first, last)
    assert numbers(" ") is None
    assert vectors_at(nlp.make_doc("Merkel"), 0, 6) is None


def test_what_it_leaves_is_stored_with_the_document(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (unpacked,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    for other in (unpacked, copy, pickle.loads(pickle.dumps(doc))):
        assert plain(other) == plain(doc)
        assert vectors_at(other, 0, 10) is not None


def test_vectors_are_kept_in_halves_of_a_float(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert doc._.name_vectors.dtype == np.float16
    assert doc._.name_vectors.nbytes == 256 * len(doc._.name_words)


def test_a_saved_pipeline_needs_no_other_file(own_model: Path, tmp_path: Path) -> None:
    (own_model / "references.npz").write_bytes(b"for others")
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"model": str(own_model)})
    expected = plain(nlp(TEXTS[0]))
    nlp.to_disk(tmp_path / "saved")
    packed = nlp.to_bytes()
    shutil.rmtree(own_model)
    loaded = spacy.load(tmp_path / "saved")
    assert plain(loaded(TEXTS[0])) == expected
    assert (tmp_path / "saved" / NAME / "references.npz").read_bytes() == b"for others"
    loaded.to_disk(tmp_path / "saved")
    loaded.to_disk(tmp_path / "again")
    shutil.rmtree(tmp_path / "saved")
    assert plain(spacy.load(tmp_path / "again")(TEXTS[0])) == expected
    other = spacy.blank("en")
    other.add_pipe(NAME)
    assert plain(other.from_bytes(packed)(TEXTS[0])) == expected


def test_a_process_that_knows_only_spacy_finds_it(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    code = "import spacy, sys; print([e.text for e in spacy.load(sys.argv[1])('In Berlin').ents])"
    command = [sys.executable, "-c", code, str(tmp_path / "saved")]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout.strip() == "['Berlin']"


def test_it_goes_to_other_processes(nlp: Language) -> None:
    made = nlp.get_pipe(NAME)
    other = pickle.loads(pickle.dumps(made))
    assert names(other(nlp.make_doc(TEXTS[0]))) == names(nlp(TEXTS[0]))


def test_a_model_that_is_absent_is_an_error_when_it_is_needed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(component, "bundled_names", lambda: None)
    doc = spacy.blank("en")("Berlin")
    with pytest.raises(ModelError, match="the bundled name model is not installed"):
        NameComponent()(doc)
    with pytest.raises(ModelError, match="no name model 'nowhere'; give auto or the folder"):
        NameComponent("nowhere")(doc)
    with pytest.raises(ModelError, match="cannot load the name model"):
        NameComponent(str(tmp_path))(doc)


def test_a_saved_pipeline_with_a_broken_model_is_an_error(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    (tmp_path / NAME / "names.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="cannot load the name model"):
        spacy.load(tmp_path)


@pytest.fixture
def bundled() -> Language:
    """A blank pipeline with the model that ships with the package."""
    if registry.bundled_names() is None:
        pytest.skip("the name model is not here")
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    return nlp


def test_the_bundled_model_finds_names(bundled: Language, bundled_model: LanguageModel) -> None:
    text = (
        "MOSCOW, Oct 20 (Reuters) – Angela Merkel met Serbian President Aleksandar Vucic in Berlin."
    )
    expected = [("MOSCOW", "GPE"), ("Angela Merkel", "PERSON"), ("Serbian", "NORP")]
    expected += [("Aleksandar Vucic", "PERSON"), ("Berlin", "GPE")]
    for nlp in (bundled, bundled_model.nlp):
        assert [e for e in names(nlp(text)) if e in expected] == expected
