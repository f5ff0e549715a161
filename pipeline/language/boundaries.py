"""Where sentences begin, as far as punctuation and paragraphs tell; the parser decides the rest.

A statistical parser splits at "Gov." and inside `"Why?" he asked`, and more so in the long
sentences of news. What is certain is set before it runs: a paragraph begins a sentence, a headline
is one, nothing begins without a final mark before it, and a speech tag stays with its quotation.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from pipeline.knowledge.cues import abbreviations, speech_forms

FINAL = frozenset((".", "!", "?", "…", "?!", "!!", "??", "...", "....", "!?"))
OPENING = frozenset(("“", "«", "‹", "„", "``", "‘", "(", "[", "{"))
CLOSING = frozenset(("”", "»", "›", "’", ")", "]", "}"))
STRAIGHT = frozenset(('"', "'", "''"))
#: A sentence of more tokens is none; it is cut, so that no later rule has to look further.
LONGEST_SENTENCE = 500
#: How many tokens after a quotation a verb of saying is looked for.
TAG_WINDOW = 8


def paragraph_starts(doc: Doc) -> list[int]:
    """Indices of the first token of each paragraph."""
    starts, fresh = [], True
    for token in doc:
        if token.is_space:
            fresh = fresh or "\n" in token.text
        elif fresh:
            starts.append(token.i)
            fresh = False
    return starts


def mark_boundaries(doc: Doc, *, headline: int = 0) -> None:
    """Sets `is_sent_start` of every token where it is certain, and leaves it open elsewhere.

    Args:
        doc: a tokenized document.
        headline: number of characters of the headline at its beginning, 0 where there is none.
    """
    first = set(paragraph_starts(doc))
    inside = straight_quotations(doc)
    starts: list[bool | None] = []
    begun = 0
    for token in doc:
        start: bool | None = False
        if token.i == 0 or token.i in first:
            start = True
        elif not token.is_space and token.idx >= headline:
            start = begins_sentence(doc, token.i, inside)
            if token.i - begun >= LONGEST_SENTENCE:
                start = True
        if start:
            begun = token.i
        starts.append(start)
    set_sentence_starts(doc, starts)


def set_sentence_starts(doc: Doc, starts: Sequence[bool | None]) -> None:
    """Sets `is_sent_start` of every token; None leaves it to the parser.

    All at once, because the attribute of a token looks at the whole document each time it is set.
    """
    values = [0 if start is None else 1 if start else -1 for start in starts]
    array: Any = np.array(values, dtype=np.int64).astype(
        np.uint64
    )  # what spaCy's stubs call Ints2d
    doc.from_array(["SENT_START"], array)


def straight_quotations(doc: Doc) -> dict[int, bool]:
    """For each straight quotation mark, whether it opens."""
    opens: dict[int, bool] = {}
    expecting = True
    for token in doc:
        if "\n" in token.text:
            expecting = True
        elif token.text in STRAIGHT:
            before = token.i == 0 or bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].is_space
            after = bool(token.whitespace_) or token.i + 1 == len(doc) or doc[token.i + 1].is_space
            opens[token.i] = expecting if before == after else before
            expecting = not opens[token.i]
    return opens


def begins_sentence(doc: Doc, i: int, straight: dict[int, bool]) -> bool | None:
    """Whether a token inside a paragraph begins a sentence; None where only a parse can tell."""
    token = doc[i]
    if (
        token.text in CLOSING
        or straight.get(i) is False
        or (token.is_punct and not _opens(token, straight))
    ):
        return False
    last, closed = _before(doc, i, straight)
    if last is None or _opens(doc[i - 1], straight):
        return False
    starter = _first_word(doc, i, straight)
    if starter is None or (token.text == "[" and starter.like_num):
        return False  # a note after the full stop: `… it rained. [1]`
    if starter.is_lower:
        return None if last.text in FINAL and not closed else False
    if last.text in FINAL:
        if closed and last.text != "." and has_speech_tag(doc, i):
            return False
        return None if last.text.startswith("..") or last.text == "…" else True
    if last.text.endswith(".") and len(last) > 1:
        return _after_abbreviation(last, starter)
    return False


def _opens(token: Token, straight: dict[int, bool]) -> bool:
    return token.text in OPENING or straight.get(token.i) is True


def _before(doc: Doc, i: int, straight: dict[int, bool]) -> tuple[Token | None, bool]:
    """The last token before closing marks, and whether a quotation was closed after it."""
    closed = False
    for k in range(i - 1, -1, -1):
        token = doc[k]
        if (token.like_num and k and doc[k - 1].text == "[") or token.text == "[":
            continue
        if token.text in CLOSING or straight.get(k) is False:
            closed = closed or token.text not in (")", "]", "}")
        elif not token.is_space or "\n" in token.text:
            return (None if token.is_space else token), closed
    return None, closed


def _first_word(doc: Doc, i: int, straight: dict[int, bool]) -> Token | None:
    """The first token at or after `i` that is no opening mark."""
    for token in doc[i : i + 4]:
        if not _opens(token, straight):
            return token
    return None


def _after_abbreviation(last: Token, starter: Token) -> bool | None:
    kind = abbreviations().get(last.lower_)
    if kind == "before_name" or not (starter.text[:1].isupper() or starter.like_num):
        return False
    if starter.like_num and kind in ("month", "before_number"):
        return False
    if kind is None and len(last) == 2:  # an initial: J. Smith
        return False
    return None


def has_speech_tag(doc: Doc, i: int) -> bool:
    """Whether a clause such as `Kerry asked` or `the minister said` begins at a token."""
    for token in doc[i : i + TAG_WINDOW]:
        if token.lower_ in speech_forms():
            return True
        if token.text in FINAL or token.is_quote or "\n" in token.text:
            return False
    return False
