"""What no tag stands beside: floating quotations, `according to`, headlines with a colon."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.language import Quotation
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.ends import trimmed
from pipeline.quotes.page import Page
from pipeline.quotes.starts import FINITE

#: A quotation of fewer words is a term in quotation marks unless a tag says otherwise.
FEWEST_WORDS = 4
HEADLINE = re.compile(r"^([^:\n\"“]{2,60}): (?=\S)")


def floating_attributions(page: Page, used: set[Quotation]) -> Iterator[Attribution]:
    """Yields the quotations that are speech by their form and have no tag; adds them to `used`."""
    for quotation in page.quotations:
        if quotation in used or quotation.continues or not is_speech(page, quotation):
            continue
        parts = [q for q in page.chain(quotation) if q not in used]
        used.update(parts)
        yield Attribution(
            content=[(q.start, q.end) for q in parts],
            cue=None,
            lemma=None,
            act="speech",
            source=None,
            found_by="floating",
        )


def is_speech(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation without a tag is a sentence that somebody said, and no term or title.

    It begins where a sentence may begin, has a finite verb and a full stop, or it is a paragraph.
    """
    inner = page.text[quotation.start : quotation.end].strip("\"“”'‘’«»‹›` ")
    if len(inner.split()) < FEWEST_WORDS or not quotation.start < quotation.end:
        return False
    before = page.text[page.paragraph_start(quotation.start) : quotation.start].rstrip()
    if before and before[-1] not in '.?!:—–"”’)':
        return False
    first, last = page.token_at(quotation.start), page.token_at(quotation.end - 1)
    finite = any(t.tag_ in FINITE for t in page.doc[first : last + 1])
    ends = inner[-1] in ".?!…," or not quotation.closed
    return finite and (ends or not before) and inner[0] not in ",;"


def according_attributions(page: Page) -> Iterator[Attribution]:
    """Yields what stands with `according to X`: the rest of the sentence."""
    for token in page.doc[: max(0, len(page.doc) - 2)]:
        if (
            token.lower_ != "according"
            or page.doc[token.i + 1].lower_ != "to"
            or page.is_quoted(token)
        ):
            continue
        attribution = _according(page, token.i)
        if attribution is not None:
            yield attribution


def _according(page: Page, i: int) -> Attribution | None:
    doc = page.doc
    low, high = page.sentence_bounds(i)
    if i >= 2 and doc[i - 1].text == "," and doc[i - 2].lower_ in ("which", "who", "that"):
        return None  # the rest of a relative clause
    source = next((c for c in doc[i + 1].children if c.dep_ == "pobj"), None)
    source = source if source is not None and source.i > i + 1 else _noun_after(page, i + 2, high)
    if source is None:
        return None
    span = page.noun_span(source)
    span = max(span[0], doc[i + 2].idx), span[1]
    comma = page.text.find(",", span[0], span[1])
    span = (span[0], comma) if comma > span[0] else span
    after = page.token_at(span[1])
    content = None
    if all(t.is_punct or t.is_space or t.tag_ in ("CC", "RB") for t in doc[low:i]):
        while after < high and doc[after].text != ",":
            after += 1
        if after + 1 < high:
            content = trimmed(page, doc[after + 1].idx, page.end_of(high - 1))
    else:
        content = trimmed(page, doc[low].idx, page.end_of(i - 1))
    if content is None or len(page.text[slice(*content)].split()) < FEWEST_WORDS:
        return None
    start, end = content
    opening = page.quotation_at(end - 1)
    if opening is not None and opening.start < start:
        start = opening.start  # a quotation of several sentences before the tag
    return Attribution(
        content=[(start, end)],
        cue=(doc[i].idx, page.end_of(i + 1)),
        lemma="according to",
        act="speech",
        source=span,
        found_by="according",
    )


def _noun_after(page: Page, start: int, high: int) -> Token | None:
    for i in range(start, min(high, start + 10)):
        token = page.doc[i]
        if token.pos_ in ("PROPN", "NOUN", "PRON"):
            while token.dep_ == "compound" and token.head.i > token.i and token.head.i < high:
                token = token.head
            return token
    return None


def headline_attribution(
    page: Page, headline: int, names: set[tuple[int, int]]
) -> Attribution | None:
    """`Kerry: Assad Must Go`: a name and a colon at the head of an article.

    Args:
        page: the document.
        headline: number of characters of the headline.
        names: offsets of the mentions of people, organizations and countries.
    """
    match = HEADLINE.match(page.text[:headline])
    if match is None:
        return None
    end = len(match.group(1))
    starts = [start for start, stop in names if stop == end]
    if not starts:
        return None
    content = trimmed(page, match.end(), headline)
    if content is None or len(page.text[slice(*content)].split()) < 2:
        return None
    return Attribution(
        content=[content],
        cue=(end, end + 1),
        lemma=":",
        act="speech",
        source=(min(starts), end),
        found_by="headline",
    )
