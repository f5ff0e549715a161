"""From characters to tokens: the network's words are not those of a spaCy pipeline."""

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from pipeline.ner.learned.network import Found


def name_spans(doc: Doc, found: Iterable[Found]) -> list[tuple[Span, float]]:
    """Names as spans of tokens with their scores, in order, without overlaps.

    A token that a name ends within ("U.S.-led") belongs to it if at least half of its letters and
    digits do, or if the name has no other. Where two names share a token, the likelier stays.
    """
    kept: list[tuple[Span, float]] = []
    for name in found:
        span = _span(doc, name)
        if kept and span.start < kept[-1][0].end:
            if name.score <= kept[-1][1]:
                continue
            kept.pop()
        kept.append((span, name.score))
    return kept


def _span(doc: Doc, name: Found) -> Span:
    whole = doc.char_span(name.start, name.end, alignment_mode="expand")
    assert whole is not None, "the characters of a name are those of its document"
    start, end = whole.start, whole.end
    if end - start > 1 and not _belongs(doc[start], name):
        start += 1
    if end - start > 1 and not _belongs(doc[end - 1], name):
        end -= 1
    return Span(doc, start, end, label=name.kind)


def _belongs(token: Token, name: Found) -> bool:
    inside = token.text[max(0, name.start - token.idx) : name.end - token.idx]
    return 2 * _letters(inside) >= _letters(token.text)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
