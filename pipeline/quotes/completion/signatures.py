"""Names under or behind a quotation, after a dash: `“It was loud.” — Ana Ruiz, nurse`."""

import re

from pipeline.quotes.attribution import Attribution
from pipeline.quotes.page import Page

#: A dash, then a name up to a comma, a bracket or the end of the line.
SIGNATURE = re.compile(r"\s{0,3}(--|[—–―-])\s?([A-Z][^\n,;:(\"“”]{2,60}?)(?=\s*(?:[,;:(\n]|$))")
DASHES = frozenset("—–―-")
MOST_WORDS = 6


def sign(page: Page, attribution: Attribution) -> None:
    """Gives an attribution without a source the name that signs its quotation.

    Args:
        page: the document.
        attribution: gets the name as its source, and the dash as its cue if it has none.
    """
    cue = attribution.cue
    if attribution.source is not None:
        return
    if cue is not None and not set(page.text[slice(*cue)]) <= DASHES:
        return
    end = attribution.content[-1][1]
    quotation = page.quotation_at(end - 1)
    match = SIGNATURE.match(page.text, end)
    if quotation is None or quotation.end != end or match is None:
        return
    name = match.group(2).rstrip(" .")
    if len(name.split()) <= MOST_WORDS and all(w[0].isupper() for w in name.split() if len(w) > 3):
        attribution.source = match.start(2), match.start(2) + len(name)
        attribution.cue = cue or match.span(1)
