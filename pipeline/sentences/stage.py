"""The stage: a table of documents to a table of sentences."""

from pipeline import tables
from pipeline.language import LanguageModel
from pipeline.language.model import paragraphs, sentence_spans

__all__ = ["split_sentences"]


def split_sentences(documents: tables.Table, *, model: LanguageModel) -> tables.Table:
    """Splits documents into sentences.

    A paragraph begins a sentence, a headline (`title`, where the text begins with it) is one; a
    quotation is not torn from its speech tag, and abbreviations end no sentence that goes on.

    Args:
        documents: the table `documents`.
        model: see `pipeline.load_model`.

    Returns:
        The table `sentences`: doc_id, sentence_id and paragraph_id (both from 0 in a document),
        start, end, text. White space at the edges of a sentence is outside it.

    Raises:
        TableError: `documents` breaks its contract.
    """
    documents = tables.check("documents", documents)
    rows = []
    for document, doc in model.sentence_docs(documents):
        text = document["text"]
        starts = paragraphs(doc)
        paragraph = -1
        for sentence_id, (start, end) in enumerate(sentence_spans(doc)):
            while paragraph + 1 < len(starts) and starts[paragraph + 1] <= start:
                paragraph += 1
            rows.append(
                {
                    "doc_id": document["doc_id"],
                    "sentence_id": sentence_id,
                    "paragraph_id": paragraph,
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                }
            )
    return tables.from_rows("sentences", rows)
