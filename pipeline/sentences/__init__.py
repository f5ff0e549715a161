"""Stage 2: documents to sentences, with paragraphs kept and the headline a sentence of its own."""

from pipeline.sentences.stage import split_sentences

__all__ = ["split_sentences"]
