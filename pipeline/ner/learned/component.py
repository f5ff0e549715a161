"""The spaCy component `names`: the recogniser of any English pipeline, in the place of its own."""

import shutil
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.encoder.words import words_between
from pipeline.errors import ModelError
from pipeline.language.registry import bundled_names
from pipeline.ner.learned.alignment import name_spans
from pipeline.ner.learned.labels import KINDS
from pipeline.ner.learned.network import NameNetwork, Scores

Halves = NDArray[np.float16]

NAME = "names"
#: What it leaves in a document besides its entities.
SCORES, WORDS, VECTORS = EXTENSIONS = ("name_scores", "name_words", "name_vectors")
for extension in EXTENSIONS:
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=None)


class NameComponent:
    """Finds names and quantities, and sets them as the entities of a document.

    It leaves arrays in a document as well, which are stored with it:

    - `doc._.name_scores`: how likely each of its entities is right, 0 to 1, (entities,);
    - `doc._.name_words`: the characters [start, end) of the words of the network, (words, 2);
    - `doc._.name_vectors`: their vectors, by which references are found, (words, 128), in halves
      of a float.

    Its files are stored with the pipeline.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("names")
        >>> doc = nlp("Vucic met Merkel in Berlin.")  # doctest: +SKIP
        >>> [(e.text, e.label_) for e in doc.ents]  # doctest: +SKIP
        [('Vucic', 'PERSON'), ('Merkel', 'PERSON'), ('Berlin', 'GPE')]
    """

    def __init__(self, model: str = "auto") -> None:
        """Makes the component; its model is loaded when it is needed.

        Args:
            model: `auto` for the bundled model, or the folder of a model.
        """
        self._model = model
        self._unpacked: TemporaryDirectory[str] | None = None

    @property
    def folder(self) -> Path:
        """The folder of the model.

        Raises:
            ModelError: there is none.
        """
        if self._model != "auto":
            if not Path(self._model).is_dir():
                raise ModelError(
                    f"there is no name model {self._model!r}; give auto or the folder of a model"
                )
            return Path(self._model).resolve()
        bundled = bundled_names()
        if bundled is None:
            raise ModelError("the bundled name model is not installed; give the folder of a model")
        return bundled

    @cached_property
    def network(self) -> NameNetwork:
        """The model.

        Raises:
            ModelError: it cannot be loaded.
        """
        return NameNetwork(self.folder)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the entities may be."""
        return KINDS

    def __call__(self, doc: Doc) -> Doc:
        """Sets the entities of a document."""
        scores = self.predict(doc)
        return self.set_annotations(doc, scores)

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Sets the entities of documents, in their order.

        Each is read by itself, so that its scores do not depend on its neighbours; batches would
        only add padding.
        """
        for doc in docs:
            yield self(doc)

    def predict(self, doc: Doc) -> Scores:
        """What the network says of the words of a document."""
        return self.network.read(doc.text)

    def set_annotations(self, doc: Doc, scores: Scores) -> Doc:
        """Sets the entities that scores tell; others are taken out."""
        names = name_spans(doc, self.network.find(scores))
        doc.set_ents([span for span, _ in names])
        doc._.set(SCORES, np.array([score for _, score in names], dtype=np.float32))
        encoded = scores.encoded
        doc._.set(WORDS, np.stack([encoded.starts, encoded.ends], axis=1).astype(np.int32))
        doc._.set(VECTORS, scores.vectors.astype(np.float16))
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the files of the model into a folder."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        if not path.samefile(self.folder):
            for file in self._files():
                shutil.copyfile(file, path / file.name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "NameComponent":
        """Takes the model of a folder.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._model = str(path)
        self.network = NameNetwork(self.folder)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The files of the model."""
        packed: bytes = srsly.msgpack_dumps({f.name: f.read_bytes() for f in self._files()})
        return packed

    def from_bytes(self, packed: bytes, *, exclude: Iterable[str] = ()) -> "NameComponent":
        """Takes the model of its files.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._unpacked = TemporaryDirectory(prefix="names-")
        for name, content in srsly.msgpack_loads(packed).items():
            (Path(self._unpacked.name) / Path(name).name).write_bytes(content)
        return self.from_disk(self._unpacked.name)

    def __getstate__(self) -> dict[str, Any]:
        # Another process loads the network anew.
        return {"_model": self._model, "_unpacked": None}

    def _files(self) -> list[Path]:
        return sorted(file for file in self.folder.iterdir() if file.is_file())


def vectors_at(doc: Doc, start: int, end: int) -> tuple[Halves, Halves] | None:
    """The vectors of the first and the last word of a stretch of text.

    Args:
        doc: a document that the component has read.
        start: the first character.
        end: after the last character.

    Returns:
        Two arrays of 128, or None where the document was not read or no word stands there.
    """
    words, vectors = doc._.get(WORDS), doc._.get(VECTORS)
    if words is None or vectors is None:
        return None
    span = words_between(words[:, 0], words[:, 1], (start, end))
    return None if span is None else (vectors[span[0]], vectors[span[1] - 1])


@Language.factory(
    NAME,
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": "auto"},
)
def make_names(nlp: Language, name: str, model: str) -> NameComponent:
    """Makes the component.

    Args:
        nlp: the pipeline.
        name: of the component in it.
        model: `auto`, or the folder of a name model; a pipeline that was saved with the component
            has a model of its own.
    """
    return NameComponent(model)
