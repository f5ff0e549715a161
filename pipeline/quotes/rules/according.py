"""What stands with `according to X`."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.quotes.attribution import Attribution
from pipeline.quotes.page import Page, trimmed

#: Fewer words are no content.
FEWEST_WORDS = 4


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
