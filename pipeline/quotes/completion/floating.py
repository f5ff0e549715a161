"""Floating quotations: speech that no tag stands beside."""

from collections.abc import Iterator

from pipeline.language import Quotation
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.completion.speech import is_caption, is_speech
from pipeline.quotes.page import Page, trimmed


def floating_attributions(page: Page, used: set[Quotation]) -> Iterator[Attribution]:
    """Yields the quotations that are speech by their form and have no tag; adds them to `used`."""
    for quotation in page.quotations:
        if quotation in used or quotation.continues or not is_speech(page, quotation):
            continue
        parts = [q for q in page.chain(quotation) if q not in used]
        used.update(parts)
        caption = next((q for q in parts if is_caption(page, q)), None)
        yield Attribution(
            content=[(q.start, q.end) for q in parts if q != caption],
            cue=None,
            lemma=None,
            act="speech",
            source=trimmed(page, caption.start, caption.end - 1) if caption else None,
            found_by="floating",
        )
