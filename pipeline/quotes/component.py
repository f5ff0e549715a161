"""The spaCy component `quotes`: any English pipeline with a tagger and a parser can take it."""

from collections.abc import Iterable, Iterator

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.quotes.attribution import Attribution
from pipeline.quotes.attributions import find_attributions
from pipeline.quotes.finder import Finder, load_finder
from pipeline.quotes.page import Page
from pipeline.quotes.serialization import decode, encode

NAME = "quotes"

# So that documents with quotes can be stored, and passed between processes.
srsly.msgpack_encoders.register(NAME, func=encode)
srsly.msgpack_decoders.register(NAME, func=decode)


class QuoteComponent:
    """Finds attributions and leaves them in `doc._.quotes`, a list of `Attribution`.

    Example:
        >>> import spacy
        >>> nlp = spacy.load("models/en_newsroom/model")
        >>> _ = nlp.add_pipe("quotes")
        >>> doc = nlp("“The bridge will stay closed,” the mayor told reporters on Monday.")
        >>> [(doc.text[slice(*q.source)], q.lemma) for q in doc._.quotes]
        [('the mayor', 'tell')]
    """

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        if not Doc.has_extension(NAME):
            Doc.set_extension(NAME, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Sets the quotes of a document."""
        return self.set_annotations(doc, self.predict(Page(doc)))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Sets the quotes of documents, in their order.

        Each is read by itself, so that its scores do not depend on its neighbours; batches would
        only add padding.
        """
        for doc in docs:
            yield self(doc)

    def predict(self, page: Page) -> list[Attribution]:
        """The attributions of a document, in the order of their contents."""
        return find_attributions(page, self.finder)

    def set_annotations(self, doc: Doc, quotes: list[Attribution]) -> Doc:
        """Leaves attributions in a document."""
        doc._.quotes = quotes
        return doc


@Language.factory(
    NAME,
    assigns=["doc._.quotes"],
    requires=["token.tag", "token.dep", "token.lemma", "doc.sents"],
    default_config={"model": "auto"},
)
def make_quotes(nlp: Language, name: str, model: str) -> QuoteComponent:
    """Makes the component.

    Args:
        nlp: the pipeline.
        name: of the component in it.
        model: `auto`, or the folder of a quote model.
    """
    return QuoteComponent(load_finder(model))
