"""Where quotation marks open and close, well enough to know what stands inside."""

from spacy.tokens import Doc

__all__ = ["quotation_spans"]

_OPENING = frozenset({"“", "„", "«"})
_CLOSING = frozenset({"”", "»"})
_STRAIGHT = frozenset({'"', "``", "''"})


def quotation_spans(doc: Doc) -> list[tuple[int, int]]:
    """Token spans from the opening mark to the closing one; a paragraph's end closes, too."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for token in doc:
        text = token.text
        if token.is_space and "\n" in text:
            if opened is not None:
                spans.append((opened, token.i))
            opened = None
        elif opened is None and (text in _OPENING or text in _STRAIGHT):
            opened = token.i
        elif opened is not None and (text in _CLOSING or text in _STRAIGHT):
            spans.append((opened, token.i))
            opened = None
    if opened is not None:
        spans.append((opened, len(doc)))
    return spans
