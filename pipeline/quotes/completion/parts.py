"""Which parts of a content belong together, and which contents go on over a clause behind them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.completion.speech import WORD, is_speech
from pipeline.quotes.page import Page, trimmed

__all__ = ["extend_clauses", "part_ways", "rejoin"]

#: A relative clause behind a comma, with its preposition.
RELATIVE = re.compile(r", (?:(?:in|of|on|at|for|from|to|with|by) )?which\b")
#: A condition: nearly always said by the same speaker.
CONDITION = re.compile(r" (?:if|unless)\b")
#: What stands between a clause and the next verb of its source.
LINK = re.compile(r", (?:and|but)\b")
#: No attribution of one sentence reaches farther, in characters.
FARTHEST = 1000
SENTENCE_END = re.compile(r"[.?!][\"”’»)]*\s")


def part_ways(page: Page, found: Sequence[Attribution]) -> None:
    """Leaves to others the parts of contents that are another's turn, or no longer tagged.

    `“Why?” the host asked. “For fun,” Lee replied`: between the parts a sentence ends that is
    no tag of Lee's. `Lee said it was late. “We wait.”`: after an indirect clause a quotation of
    its own floats.

    Args:
        page: the document.
        found: attributions; their contents are changed.
    """
    for attribution in found:
        cue, content = attribution.cue, attribution.content
        if cue is None or len(content) < 2:
            continue
        groups = [[content[0]]]
        for one, other in pairwise(content):
            if _is_parted(page, attribution, one, other):
                groups.append([])
            groups[-1].append(other)
        if len(groups) > 1:
            attribution.content = min(groups, key=lambda g: _distance(g, cue))


def _distance(group: Sequence[Span], cue: Span) -> int:
    return max(group[0][0] - cue[1], cue[0] - group[-1][1], 0)


def _is_parted(page: Page, attribution: Attribution, one: Span, other: Span) -> bool:
    """Whether a sentence that is no tag ends between two parts."""
    between = page.text[one[1] : other[0]]
    tags = [s for s in (attribution.cue, attribution.source) if s]
    if "\n" in between or any(one[1] <= s < other[0] for s, _ in tags):
        return False
    if SENTENCE_END.search(between + " ") is None:
        return False
    if WORD.search(between):
        return True
    quotation = page.quotation_at(other[0])
    alone = quotation is not None and (quotation.start, quotation.end) == other
    ends_open = page.quotation_at(one[1] - 1) is None
    return alone and ends_open and quotation is not None and is_speech(page, quotation)


def rejoin(page: Page, found: Sequence[Attribution]) -> None:
    """Joins a clause that was cut at a verb of its own: `Lee said he does not want | to go`.

    The source of the second verb lies in the content that ends at it, so that what follows belongs
    to both.
    """
    starts = {a.cue[0]: a for a in found if a.cue is not None and a.source is not None}
    for attribution in found:
        start, end = attribution.content[-1]
        inner = starts.get(end + 1 if page.text[end : end + 1] == " " else end)
        if inner is None or inner is attribution or inner.cue is None or inner.source is None:
            continue
        reach = inner.content[-1][1]
        if start <= inner.source[0] < end and inner.content[0][0] >= inner.cue[1] and reach > end:
            attribution.content[-1] = start, reach


def extend_clauses(page: Page, found: Sequence[Attribution]) -> None:
    """Lets contents go on over a relative clause or a condition behind them.

    Up to the end of the sentence, or to the next words of another attribution after a comma; not
    where another attribution reaches over the end of the content.

    Args:
        page: the document.
        found: attributions; their contents are changed.
    """
    extents = [_extent(a) for a in found]
    order = sorted(range(len(found)), key=lambda k: extents[k])
    for k, attribution in enumerate(found):
        cue, (start, end) = attribution.cue, attribution.content[-1]
        if cue is None or start < cue[0]:
            continue
        if not _goes_on(page, attribution.content[-1]):
            continue
        last = page.sentence_bounds(page.token_at(end - 1))[1]
        whole = stop = min(page.end_of(last - 1), page.paragraph_end(start))
        low = bisect_left(order, end - FARTHEST, key=lambda i: extents[i][0])
        high = bisect_left(order, stop, key=lambda i: extents[i][0])
        for i in order[low:high]:
            if i != k and extents[i][0] < end < extents[i][1]:
                stop = min([stop, *(s for s, _ in _spans(found[i]) if s >= end)])
        link = LINK.search(page.text, end + 1, stop)
        rest = trimmed(page, start, link.start() if link else stop)
        if rest is not None and rest[1] > end and (link or stop == whole):
            attribution.content[-1] = rest


def _goes_on(page: Page, content: Span) -> bool:
    """Whether a clause behind a content belongs to it: no other than a condition if it is quoted.

    Nothing behind a quotation belongs to it where the content is that quotation.
    """
    start, end = content
    quotation = page.quotation_at(end - 1)
    if quotation is None and RELATIVE.match(page.text, end):
        return True
    mixed = quotation is None or quotation.start > start
    return mixed and CONDITION.match(page.text, end) is not None


def _spans(attribution: Attribution) -> list[Span]:
    return [s for s in (attribution.cue, attribution.source, *attribution.content) if s]


def _extent(attribution: Attribution) -> Span:
    spans = _spans(attribution)
    return min(s for s, _ in spans), max(e for _, e in spans)
