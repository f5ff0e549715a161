"""A spaCy pipeline that parses documents and remembers the last parses.

Consecutive stages need the same parse. Rather than store every token, the model keeps the parses
of the last few hundred documents: the stages that follow each other over a chunk share them, and
a stage that runs alone (`pipeline quotes DIR`) parses anew, with the sentences of the table.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import tables
from pipeline.language.boundaries import mark_boundaries, paragraph_starts, set_sentence_starts
from pipeline.language.tokens import tokenize

#: How many parses are kept. A chunk of `pipeline run` is smaller.
KEPT_PARSES = 256
#: spaCy refuses longer texts unless told otherwise; the loader rejects what is much longer.
MAX_LENGTH = 20_000_000
BATCH_SIZE = 32

Row = dict[str, Any]
Key = tuple[str, int, tuple[int, ...]]


class LanguageModel:
    """A loaded pipeline with its name, version and hash.

    Attributes:
        nlp: the spaCy pipeline; its components read sentence starts that are set before them.
        name: what `--model` took, or what `auto` stood for.
        version: of the model.
        sha256: over the files of the model, empty where it has no folder.
        path: its folder, empty where it has none.
        recogniser: name, version and SHA-256 of what finds names in it.
    """

    def __init__(
        self,
        nlp: Language,
        *,
        name: str = "",
        version: str = "",
        sha256: str = "",
        path: str = "",
        recogniser: Mapping[str, str] | None = None,
    ) -> None:
        self.nlp = nlp
        self.name, self.version, self.sha256, self.path = name, version, sha256, path
        self.recogniser = dict(recogniser or {})
        self._parses: OrderedDict[Key, Doc] = OrderedDict()
        nlp.max_length = MAX_LENGTH

    def sentence_docs(self, documents: tables.Table) -> Iterator[tuple[Row, Doc]]:
        """Parses documents; sentence boundaries are found by rule and, where open, by the parser.

        Args:
            documents: the table `documents`; `doc_id`, `title` and `text` are read.

        Yields:
            Each document as a row, and its `Doc`, whose text is the document's.
        """
        rows = documents.select(["doc_id", "title", "text"]).to_pylist()
        for row, doc in zip(rows, self._parse(self._tokenized(rows)), strict=True):
            self._keep(row, doc)
            yield row, doc

    def docs(self, documents: tables.Table, sentences: tables.Table) -> Iterator[tuple[Row, Doc]]:
        """Parses documents with given sentences, or takes the parse that is remembered.

        Args:
            documents: the table `documents`, all of its columns are given back.
            sentences: the table `sentences` of these documents; sentences begin where its rows do.

        Yields:
            Each document as a row, in the order of the table, and its `Doc`.
        """
        starts: dict[str, list[int]] = {}
        for sentence in sentences.select(["doc_id", "start"]).to_pylist():
            starts.setdefault(sentence["doc_id"], []).append(sentence["start"])
        rows = documents.to_pylist()
        keys = [
            (row["doc_id"], hash(row["text"]), tuple(sorted(starts.get(row["doc_id"], ()))))
            for row in rows
        ]
        known = [self._parses.get(key) for key in keys]
        todo = zip(rows, keys, known, strict=True)
        parsed = self._parse(
            self._with_starts(r["text"], k[2]) for r, k, doc in todo if doc is None
        )
        for row, key, doc in zip(rows, keys, known, strict=True):
            if doc is None:
                doc = next(parsed)
                self._remember(key, doc)
            yield row, doc

    def _tokenized(self, rows: Iterable[Row]) -> Iterator[Doc]:
        for row in rows:
            doc = tokenize(self.nlp, row["text"])
            title = row["title"] or ""
            headline = len(title) if title and row["text"].startswith(title) else 0
            mark_boundaries(doc, headline=headline)
            yield doc

    def _with_starts(self, text: str, starts: tuple[int, ...]) -> Doc:
        doc = tokenize(self.nlp, text)
        known = set(starts)
        set_sentence_starts(doc, [token.i == 0 or token.idx in known for token in doc])
        return doc

    def _parse(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        yield from self.nlp.pipe(docs, batch_size=BATCH_SIZE)

    def _keep(self, row: Row, doc: Doc) -> None:
        key = row["doc_id"], hash(row["text"]), tuple(start for start, _ in sentence_spans(doc))
        self._remember(key, doc)

    def _remember(self, key: Key, doc: Doc) -> None:
        self._parses[key] = doc
        while len(self._parses) > KEPT_PARSES:
            self._parses.popitem(last=False)


def sentence_spans(doc: Doc) -> Iterator[tuple[int, int]]:
    """Character offsets of the sentences of a `Doc`, without the white space at their edges."""
    for sentence in doc.sents:
        tokens = [t for t in sentence if not t.is_space]
        if tokens:
            yield tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def paragraphs(doc: Doc) -> list[int]:
    """The offset at which each paragraph of a `Doc` begins."""
    return [doc[i].idx for i in paragraph_starts(doc)]
