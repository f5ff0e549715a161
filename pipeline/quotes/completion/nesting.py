"""Quotes inside quotes: where a finder has to look again, and who is quoted by whom."""

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.knowledge.cues import speech_forms
from pipeline.language import Quotation
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.completion.speech import FEWEST_WORDS, MARKS, STOPS, WORD, is_title
from pipeline.quotes.page import Page

__all__ = ["add_inner", "inner_regions", "set_within"]

#: So many words before an inner quotation are searched for a verb of saying: `told the crowd 'No'`.
VERB_REACH = 4
#: How many enclosing contents are looked at; contents of one page overlap in no more.
MOST_HOSTS = 8


def inner_regions(page: Page) -> list[Span]:
    """The quotations that hold another one which is speech by form, for a finder to look into.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("sentencizer")
    >>> inner_regions(Page(nlp("“He told me ‘I will not go’,” she said.")))
    [(0, 29)]
    """
    return [
        (quotation.start, quotation.end)
        for quotation in page.quotations
        if any(_is_quoted_speech(page, quotation, inner) for inner in quotation.inner)
    ]


def _is_quoted_speech(page: Page, outer: Quotation, inner: Quotation) -> bool:
    """Whether a quotation inside another is what somebody said, and no term or title."""
    text = page.text
    before = text[max(outer.start, inner.start - 80) : inner.start].rstrip()
    content = text[inner.start : inner.end].strip(MARKS)
    words = WORD.findall(content)
    if not words or is_title(page, inner):
        return False
    told = any(w.lower() in speech_forms() for w in WORD.findall(before)[-VERB_REACH:])
    if before.endswith((",", ":")):
        return told or content[0].isupper()
    if told:
        return True
    return len(words) >= FEWEST_WORDS and content[0].isupper() and content[-1] in STOPS


def add_inner(
    page: Page, found: Sequence[Attribution], inner: Sequence[Attribution]
) -> list[Attribution]:
    """Adds what a finder found inside quotations to the attributions that it found in the page.

    Kept is what lies with its cue in a quotation that is somebody's content already, and whose own
    content is quoted there once more; it is closed at the inner quotation marks.

    Args:
        page: the document.
        found: the attributions of the page, completed.
        inner: attributions of stretches that `inner_regions` gave, with offsets of the page.

    Returns:
        All of them in the order of their contents; `within` tells who quotes whom.
    """
    kept = list(found)
    cues = {a.cue for a in found}
    starts = [q.start for q in page.quotations]
    for attribution in inner:
        low, high = _extent(attribution)
        i = bisect_right(starts, low) - 1
        if attribution.cue is None or attribution.cue in cues or i < 0:
            continue
        outer = page.quotations[i]
        quoted = any(s < q.end and q.start < e for s, e in attribution.content for q in outer.inner)
        if quoted and high <= outer.end and (low, high) != (outer.start, outer.end):
            attribution.content = [_closed(outer, span) for span in attribution.content]
            cues.add(attribution.cue)
            kept.append(attribution)
    set_within(kept)
    new = {id(a) for a in inner}
    kept = [a for a in kept if id(a) not in new or a.within is not None]
    return sorted(kept, key=lambda a: (a.start, a.content[-1][1]))


def _closed(outer: Quotation, span: Span) -> Span:
    """A content closed at the marks of the inner quotation that it begins or ends in."""
    start, end = span
    for quotation in outer.inner:
        if quotation.start < start < quotation.end and end > quotation.start:
            start = quotation.start
        if quotation.start < end < quotation.end:
            end = quotation.end
        if quotation.start == start and quotation.closed:
            end = min(end, quotation.end)
    return start, end


def set_within(attributions: Sequence[Attribution]) -> None:
    """Sets `within` of each attribution that lies with its cue in the content of another one.

    It is the innermost such content; one that lies nowhere has None.
    """
    hosts = sorted(
        ((s, -e, k) for k, a in enumerate(attributions) for s, e in a.content),
    )
    extents = sorted((*_extent(a), k) for k, a in enumerate(attributions))
    stack: list[tuple[int, int, int]] = []
    at = 0
    for low, high, k in extents:
        while at < len(hosts) and hosts[at][0] <= low:
            start, end, host = hosts[at]
            while stack and stack[-1][1] <= start:
                stack.pop()
            stack.append((start, -end, host))
            at += 1
        holding = (h for s, e, h in reversed(stack[-MOST_HOSTS:]) if s <= low and high <= e)
        found = next((h for h in holding if h != k), -1)
        attributions[k].within = attributions[found] if found >= 0 else None


def _extent(attribution: Attribution) -> Span:
    """From the first to the last character of content and cue."""
    spans = [*attribution.content, *([attribution.cue] if attribution.cue else [])]
    return min(s for s, _ in spans), max(e for _, e in spans)
