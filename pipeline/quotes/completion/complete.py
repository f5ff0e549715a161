"""What every finder's attributions go through: closed at their marks, joined, and none forgotten.

A finder decides who said something; where a direct quotation begins and ends is decided by its
marks, and what follows a tag in its paragraph is the same speech. What no finder claimed and is
speech by its form becomes a floating attribution.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.knowledge.cues import speech_forms
from pipeline.language import Quotation
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.completion.clauses import mend_clauses
from pipeline.quotes.completion.floating import floating_attributions
from pipeline.quotes.completion.nesting import set_within
from pipeline.quotes.completion.paragraphs import cut_paragraphs
from pipeline.quotes.completion.parts import extend_clauses, part_ways, rejoin
from pipeline.quotes.completion.signatures import sign
from pipeline.quotes.completion.sources import read_retellings, share_sources
from pipeline.quotes.completion.speech import (
    MARKS,
    WORD,
    ends_speech,
    is_caption,
    names_work,
    tag_region,
)
from pipeline.quotes.page import Page, trimmed

__all__ = ["complete"]

#: How far from a cue the quotation that it splits off may begin, in characters.
LONGEST_TAG = 200
#: So many words after a quotation or a tag that break off were taken by mistake.
FEW_WORDS = 4
STOPS = frozenset(".!?\"”'’»")


@dataclass(slots=True)
class _Part:
    """A stretch of content with the attribution that it belongs to."""

    owner: Attribution
    start: int
    end: int


def complete(page: Page, found: list[Attribution]) -> list[Attribution]:
    """Completes the attributions of any finder, and adds the speech that has none.

    Contents are closed at their quotation marks and cut at their own cue and source; a quotation
    after a tag (`"…," X said. "…"`) and the paragraphs that continue one are joined to it; other
    quotations that are speech by form become floating attributions.

    Args:
        page: the document.
        found: attributions in any order; their contents are changed.

    Returns:
        The attributions in the order of their contents, those without content left out.
    """
    found = mend_clauses(page, cut_paragraphs(page, found))
    part_ways(page, found)
    rejoin(page, found)
    extend_clauses(page, found)
    read_retellings(page, found)
    share_sources(page, found)
    work = _Completion(page, found)
    work.cut_tags()
    work.close_at_marks()
    work.join_after_tags()
    work.join_paragraphs()
    kept = [a for a in work.write_back() if not names_work(page, a.content)]
    used = {q for q, parts in zip(page.quotations, work.claims(), strict=True) if parts}
    kept += floating_attributions(page, used)
    for attribution in kept:
        sign(page, attribution)
    kept.sort(key=lambda a: (a.start, a.content[-1][1]))
    set_within(kept)
    return kept


class _Completion:
    """The parts of all attributions of a page, by the quotations that they touch."""

    def __init__(self, page: Page, found: list[Attribution]) -> None:
        self.page, self.found = page, found
        self.starts = [q.start for q in page.quotations]
        self.parts = [_Part(a, s, e) for a in found for s, e in _merged(a.content)]
        self.cues = sorted(a.cue for a in found if a.cue is not None)

    def claims(self) -> list[list[_Part]]:
        """For each quotation the parts that touch it, in their order."""
        quotations = self.page.quotations
        claims: list[list[_Part]] = [[] for _ in quotations]
        for part in sorted(self.parts, key=lambda p: p.start):
            i = max(0, bisect_right(self.starts, part.start) - 1)
            while i < len(quotations) and quotations[i].start < part.end:
                if quotations[i].end > part.start:
                    claims[i].append(part)
                i += 1
        return claims

    def cut_tags(self) -> None:
        """Takes an attribution's own cue and source out of its content."""
        whole: list[_Part] = []
        for part in self.parts:
            pieces = [(part.start, part.end)]
            for tag in (part.owner.cue, part.owner.source):
                if tag is not None:
                    pieces = [piece for span in pieces for piece in _without(span, tag)]
            if pieces == [(part.start, part.end)]:
                self._cut_overshoot(part)
                whole.append(part)
                continue
            quoted = False
            for k, piece in enumerate(pieces):
                span = trimmed(self.page, *piece)
                if span and not (k and self._is_torn(*span, quoted=quoted)) and self._words(*span):
                    whole.append(_Part(part.owner, *span))
                    quoted = self.page.quotation_at(span[1] - 1) is not None
        self.parts = whole

    def _is_torn(self, start: int, end: int, *, quoted: bool) -> bool:
        """Whether a stretch is a few words that no sentence or quotation ends after.

        After a quotation the rest of the tag is torn off as well: `"…," Lee said on Monday.`.
        """
        text = self.page.text
        if len(self._words(start, end)) > FEW_WORDS:
            return False
        if quoted and not self.page.quotations_between(start, end):
            return True
        return text[end - 1] not in STOPS and text[end : end + 1] not in STOPS

    def _cut_overshoot(self, part: _Part) -> None:
        """Cuts a few words after a quotation that ended its sentence: `"…." In a later`."""
        i = bisect_right(self.starts, part.end - 1) - 1
        if i < 0 or self.page.quotations[i].end <= part.start:
            return
        end = self.page.quotations[i].end
        last = self.page.text[part.start : end].rstrip(MARKS)[-1:]
        if (
            end < part.end
            and last in (".", "?", "!")
            and self._is_torn(end, part.end, quoted=False)
        ):
            part.end = end

    def close_at_marks(self) -> None:
        """Ends contents at the marks of their quotations unless another content has the rest."""
        for quotation, parts in zip(self.page.quotations, self.claims(), strict=True):
            outer = [p for p in parts if not _is_inside(p.owner, quotation)]
            for k, part in enumerate(outer):
                before = outer[k - 1] if k else None
                after = outer[k + 1] if k + 1 < len(outer) else None
                if before is None and self._is_free(quotation.start, part.start):
                    part.start = min(part.start, quotation.start)
                if after is None and (quotation.closed or self._is_free(part.end, quotation.end)):
                    part.end = max(part.end, quotation.end)

    def _is_free(self, start: int, end: int) -> bool:
        """Whether no cue stands in a stretch."""
        i = bisect_left(self.cues, (start, start))
        return i == len(self.cues) or self.cues[i][0] >= end

    def join_after_tags(self) -> None:
        """Joins the quotation after a tag to the one before it: `"…," X said. "…"`."""
        quotations = self.page.quotations
        claims = self.claims()
        for part in list(self.parts):
            cue = part.owner.cue
            if cue is None or part.end > cue[0]:
                continue
            i = bisect_right(self.starts, part.end - 1) - 1
            if i < 0 or quotations[i].end < part.end or i + 1 == len(quotations):
                continue
            for j in self._following(i, cue):
                if claims[j]:
                    break
                claims[j].append(part)
                self.parts.append(_Part(part.owner, quotations[j].start, quotations[j].end))

    def _following(self, i: int, cue: Span) -> Iterator[int]:
        """The quotations that go on with quotation `i` after its tag, in the same paragraph."""
        page, quotations = self.page, self.page.quotations
        end = page.paragraph_end(cue[1])
        first = i + 1
        while first + 1 < len(quotations) and self._is_term(quotations[first], cue):
            first += 1
        if not cue[1] <= quotations[first].start < min(end, cue[1] + LONGEST_TAG):
            return
        gap = page.text[cue[1] : quotations[first].start].rstrip()
        if not gap.endswith((".", "!", "?", ",")):
            return
        if gap.endswith(",") and not self._is_free(cue[1], quotations[first].start):
            return
        j = first
        while j < len(quotations) and quotations[j].start < end:
            quotation = quotations[j]
            if j > first and page.text[quotations[j - 1].end : quotation.start].strip():
                return
            if self._has_tag(quotation) or not ends_speech(page, quotation):
                return
            yield j
            j += 1

    def _is_term(self, quotation: Quotation, cue: Span) -> bool:
        """Whether a quotation is a term inside a tag: `Lee told "Today" on Monday`."""
        if not cue[1] <= quotation.start < cue[1] + LONGEST_TAG:
            return False
        short = len(self._words(quotation.start, quotation.end)) <= FEW_WORDS
        return short and self.page.text[quotation.end : quotation.end + 2].strip().islower()

    def _has_tag(self, quotation: Quotation) -> bool:
        """Whether another cue stands right after a quotation, found or by its form."""
        start, end = tag_region(self.page, quotation)
        words = self._words(start, end)
        return not self._is_free(start, end) or any(w.lower() in speech_forms() for w in words)

    def _words(self, start: int, end: int) -> list[str]:
        return WORD.findall(self.page.text, start, end)

    def join_paragraphs(self) -> None:
        """Joins the paragraphs that continue a quotation left open, those before and after."""
        quotations = self.page.quotations
        claims = self.claims()
        for i in range(1, len(quotations)):
            before = claims[i - 1]
            if not quotations[i].continues or not before or claims[i]:
                continue
            if before[-1].end >= quotations[i - 1].end:
                self._take(i, claims, before[-1])
        for i in range(len(quotations) - 1, 0, -1):
            after = claims[i]
            if not quotations[i].continues or not after or claims[i - 1]:
                continue
            if after[0].start <= quotations[i].start:
                self._take(i - 1, claims, after[0])

    def _take(self, i: int, claims: list[list[_Part]], part: _Part) -> None:
        quotation = self.page.quotations[i]
        if _is_inside(part.owner, quotation) or not self._is_free(quotation.start, quotation.end):
            return
        if is_caption(self.page, quotation):
            return
        new = _Part(part.owner, quotation.start, quotation.end)
        self.parts.append(new)
        claims[i].append(new)

    def write_back(self) -> list[Attribution]:
        """The attributions with their contents as they are now, those without content left out."""
        spans: dict[int, list[Span]] = {}
        for part in self.parts:
            spans.setdefault(id(part.owner), []).append((part.start, part.end))
        kept = []
        for attribution in self.found:
            if id(attribution) in spans:
                attribution.content = _merged(spans[id(attribution)])
                kept.append(attribution)
        return kept


def _is_inside(attribution: Attribution, quotation: Quotation) -> bool:
    """Whether an attribution stands in a quotation with its cue: somebody quoted by the speaker."""
    cue = attribution.cue
    return cue is not None and quotation.start <= cue[0] < quotation.end


def _without(span: Span, tag: Span) -> Iterator[Span]:
    """What is left of a span when another is taken out of it."""
    if tag[1] <= span[0] or span[1] <= tag[0]:
        yield span
        return
    if span[0] < tag[0]:
        yield span[0], tag[0]
    if tag[1] < span[1]:
        yield tag[1], span[1]


def _merged(spans: list[Span]) -> list[Span]:
    """Spans in their order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
