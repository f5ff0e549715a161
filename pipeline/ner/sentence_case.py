"""Where capitals tell nothing: headlines in title case, paragraphs in capitals."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

__all__ = ["paragraphs", "title_case_tokens"]

_MIN_WORDS = 4
_SHARE = 0.6  # of the words that prose would not capitalise
_HEADLINE_WORDS = 30


def paragraphs(doc: Doc) -> Iterator[Span]:
    """The paragraphs of a document: what stands between blank lines."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start : len(doc)]


def title_case_tokens(doc: Doc) -> set[int]:
    """Tokens of paragraphs whose words are capitalised throughout ("Kerry: Assad Must Go").

    Lists of names are none: they have a word of the text in lower case ("Hill beat Jenson"), or,
    below the headline, brackets and numbers.
    """
    found: set[int] = set()
    for number, paragraph in enumerate(paragraphs(doc)):
        if len(paragraph) > _HEADLINE_WORDS or paragraph[-1].text in (".", "!"):
            continue
        words = [t for t in paragraph if t.is_alpha and len(t) > 3]
        first_dropped = words[1:] if len(words) >= _MIN_WORDS else words
        capitals = sum(1 for t in first_dropped if t.text[0].isupper())
        if len(words) > 1 and capitals >= _SHARE * len(first_dropped):
            running = any(t.is_lower and not t.is_stop for t in words)
            table = number > 0 and any(t.is_bracket or t.like_num for t in paragraph)
            if not running and not table:
                found.update(range(paragraph.start, paragraph.end))
    return found
