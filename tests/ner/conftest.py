"""Parsed documents built by hand: the stage is tested without a trained model."""

import re
from collections.abc import Callable, Iterable

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.ner.document import document_mentions
from pipeline.ner.entities import Mention
from pipeline.ner.settings import NerSettings

BLANK = spacy.blank("en")
PRONOUN_TAGS = {"his": "PRP$", "its": "PRP$", "their": "PRP$", "her": "PRP$"}
PRONOUNS = frozenset("he him she it they them himself herself itself".split())
Arcs = dict[str, tuple[str, str]]
MakeDoc = Callable[..., Doc]


def tag(word: str, tags: dict[str, str]) -> str:
    lower = word.lower()
    if word in tags:
        return tags[word]
    if not any(c.isalnum() for c in word):
        return "."
    if lower in PRONOUNS:
        return "PRP"
    return PRONOUN_TAGS.get(lower, "NNP" if word[0].isupper() else "NN")


@pytest.fixture
def make_doc() -> MakeDoc:
    """Builds a `Doc` from text.

    Capitalised words are NNP and others NN, but for `tags`; `arcs` gives ``word: (dep, head)``
    for first occurrences; `ents` gives the model's entities as ``(text, label)``, each marked
    wherever it stands.
    """

    def make(
        text: str,
        *,
        ents: Iterable[tuple[str, str]] = (),
        tags: dict[str, str] | None = None,
        arcs: Arcs | None = None,
        lemmas: dict[str, str] | None = None,
    ) -> Doc:
        plain = BLANK.make_doc(text)
        words = [t.text for t in plain]
        tagged = [tag(w, tags or {}) if w.strip() else "_SP" for w in words]
        heads, deps = list(range(len(words))), ["dep"] * len(words)
        for word, (dep, head) in (arcs or {}).items():
            i = words.index(word)
            heads[i], deps[i] = words.index(head), dep
        starts = [
            i == 0 or words[i - 1] in (".", "?", "!") or "\n" in words[i - 1]
            for i in range(len(words))
        ]
        doc = Doc(
            plain.vocab,
            words=words,
            spaces=[bool(t.whitespace_) for t in plain],
            tags=tagged,
            pos=["VERB" if t.startswith("VB") else "NOUN" if t == "NN" else "X" for t in tagged],
            lemmas=[(lemmas or {}).get(w, w.lower()) for w in words],
            deps=deps,
            heads=heads,
        )
        doc = with_sentences(doc, starts) if not arcs else doc
        spans = []
        for name, label in ents:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                span = doc.char_span(match.start(), match.end(), label=label)
                assert span is not None, f"{name!r} is not on token borders"
                spans.append(span)
        doc.set_ents(spacy.util.filter_spans(spans))
        return doc

    return make


def with_sentences(doc: Doc, starts: list[bool]) -> Doc:
    """The same document with sentence starts in place of its (empty) tree."""
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        pos=[t.pos_ for t in doc],
        lemmas=[t.lemma_ for t in doc],
        sent_starts=starts,
    )


class Found:
    """The mentions of a document with ways to ask about them."""

    def __init__(self, doc: Doc, mentions: list[Mention]) -> None:
        self.doc, self.mentions = doc, mentions

    def all(self, text: str) -> list[Mention]:
        return [m for m in self.mentions if self.doc[m.start : m.end].text == text]

    def one(self, text: str) -> Mention:
        matching = self.all(text)
        assert len(matching) == 1, [self.doc[m.start : m.end].text for m in self.mentions]
        return matching[0]

    def names(self, type_: str) -> set[str]:
        return {m.entity.name for m in self.mentions if m.entity and m.entity.type == type_}

    def countries(self) -> set[str]:
        return {m.country for m in self.mentions if m.country}


@pytest.fixture
def find(make_doc: MakeDoc) -> Callable[..., Found]:
    """Builds a document and finds its mentions."""

    def find_in(text: str, **parts: object) -> Found:
        doc = make_doc(text, **parts)
        return Found(doc, document_mentions(doc, settings=NerSettings()))

    return find_in
