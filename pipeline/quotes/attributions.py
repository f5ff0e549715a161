"""The attributions of a page: found, completed, described."""

from pipeline.quotes.attribution import TRUST, Attribution, Span
from pipeline.quotes.completion.complete import complete
from pipeline.quotes.completion.headlines import headline_attribution, transcript_attributions
from pipeline.quotes.completion.nesting import add_inner, inner_regions
from pipeline.quotes.description.describe import describe
from pipeline.quotes.finder import Finder
from pipeline.quotes.page import Page, trimmed

#: Two attributions of the same content stand this close in the order of their beginnings.
NEIGHBOURS = 20


def find_attributions(page: Page, finder: Finder) -> list[Attribution]:
    """All attributions of a document, in the order of their contents.

    Args:
        page: the document.
        finder: finds them; completion and description are the same for all finders.
    """
    found = complete(page, finder(page))
    inner = [a for region in inner_regions(page) for a in finder.inside(page, region)]
    if inner:
        found = add_inner(page, found, inner)
    headline = headline_attribution(page)
    found += [headline] if headline else []
    found += list(transcript_attributions(page, found))
    for attribution in found:
        attribution.content = [s for c in attribution.content if (s := _said(page, c))]
        attribution.source = _words(page, attribution.source)
    found = [a for a in found if a.content]
    found.sort(key=lambda a: (a.start, a.content[-1][1]))
    found = distinct(found)
    for attribution in found:
        describe(page, attribution)
        attribution.addressee = _words(page, attribution.addressee)
    return found


def _said(page: Page, content: Span) -> Span | None:
    """A content without what does not count at its edges; a quotation left open keeps its stop."""
    span = _words(page, content)
    quotation = page.quotation_at(content[1] - 1)
    if span and quotation is not None and quotation.end == content[1] and not quotation.closed:
        return span[0], content[1]
    return span


def _words(page: Page, words: Span | None) -> Span | None:
    """A span without white space at its edges; None where no letter or digit is left."""
    span = trimmed(page, *words) if words else None
    return span if span and any(c.isalnum() for c in page.text[slice(*span)]) else None


def distinct(found: list[Attribution]) -> list[Attribution]:
    """Leaves out an attribution whose content another one has that is as sure; in their order."""
    kept: list[Attribution] = []
    for attribution in found:
        near = range(max(0, len(kept) - NEIGHBOURS), len(kept))
        rivals = [i for i in near if _same(attribution.content, kept[i].content)]
        if any(TRUST[kept[i].found_by] >= TRUST[attribution.found_by] for i in rivals):
            continue
        for i in reversed(rivals):
            del kept[i]
        kept.append(attribution)
    return kept


def _same(a: list[Span], b: list[Span]) -> bool:
    """Whether two contents share more than half of their characters."""
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return 2 * common > max(sum(e - s for s, e in a), sum(e - s for s, e in b))
