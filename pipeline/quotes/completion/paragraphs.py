"""Contents that reach over the end of a paragraph: what of them belongs together."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import Page, trimmed


def cut_paragraphs(page: Page, found: Sequence[Attribution]) -> list[Attribution]:
    """Keeps contents to their paragraph, unless the text says that they go on.

    They go on where a quotation is left open, and in the block that a colon announces. A quotation
    of its own in a further paragraph is left to become a floating one; other text is no content.

    Args:
        page: the document.
        found: attributions; their contents are changed.

    Returns:
        The same attributions, those without content left out.
    """
    for attribution in found:
        pieces = [piece for span in attribution.content for piece in _pieces(page, span)]
        if len(pieces) > 1 and not _is_announced(page, attribution):
            attribution.content = _together(page, attribution, pieces)
    return [a for a in found if a.content]


def _pieces(page: Page, span: Span) -> Iterator[Span]:
    """A span cut at the ends of its paragraphs."""
    start, end = span
    while start < end:
        stop = min(end, page.paragraph_end(start))
        piece = trimmed(page, start, stop)
        if piece:
            yield piece
        start = stop + 1


def _is_announced(page: Page, attribution: Attribution) -> bool:
    """Whether a colon ends the paragraph before the content: a block of text."""
    before = page.text[: attribution.start].rstrip()
    return before.endswith(":") and "\n" in page.text[len(before) : attribution.start]


def _together(page: Page, attribution: Attribution, pieces: list[Span]) -> list[Span]:
    """The pieces in the paragraph of the cue, or the nearest one, and those that go on."""
    cue = attribution.cue or pieces[0]
    home = page.paragraph_start(cue[0])
    if all(page.paragraph_start(s) != home for s, _ in pieces):
        nearest = min(range(len(pieces)), key=lambda i: _distance(pieces[i], cue))
        home = page.paragraph_start(pieces[nearest][0])
    kept = [i for i, (s, _) in enumerate(pieces) if page.paragraph_start(s) == home]
    for i in range(kept[-1] + 1, len(pieces)):
        if not _continues(page, pieces[i]):
            break
        kept.append(i)
    for i in range(kept[0] - 1, -1, -1):
        if not _continues(page, pieces[i + 1]):
            break
        kept.insert(0, i)
    return [pieces[i] for i in kept]


def _distance(piece: Span, cue: Span) -> int:
    return max(piece[0] - cue[1], cue[0] - piece[1], 0)


def _continues(page: Page, piece: Span) -> bool:
    """Whether a piece begins in a quotation that goes on from the paragraph before."""
    i = bisect_left(page.quotations, piece[0] + 1, key=lambda q: q.start) - 1
    if i < 0:
        return False
    quotation = page.quotations[i]
    return quotation.continues and quotation.start <= piece[0] < quotation.end
