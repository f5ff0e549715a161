"""Lines that are quotes by their form: a name, a colon, what it says."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from pipeline.knowledge.organizations import organization_names
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.completion.speech import WORD
from pipeline.quotes.page import Page, trimmed

__all__ = ["headline_attribution", "transcript_attributions"]

HEADLINE = re.compile(r"([^:\n\"“]{2,60}): (?=\S)")
#: A first paragraph of more characters, or one that ends as a sentence does, is no headline.
LONGEST = 200
SENTENCE_END = re.compile(r"[.;,][\"”’']?$")
SPEAKERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
#: The words for a speaker at the beginning of what follows a quotation and a colon.
SPEAKER = re.compile(r": ?([\w.'’ -]{2,60}?)(?= (?:on|in|at|after|as|to|about|over)\b|,|$)")
#: A line of a transcript: a name or a letter, a colon, a sentence.
LINE = re.compile(r"(?:^|\n)([A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,3}): (?=\S)")
#: What stands for those who ask and answer.
LETTERS = frozenset(("Q", "A"))
#: So many lines make a transcript.
FEWEST_LINES = 2


def headline_attribution(page: Page) -> Attribution | None:
    """`Kerry: Assad Must Go`, `‘It is open’: Lee on the road`: at the head of an article.

    The name is an entity of the parse that ends at the colon, the end of a name in the text
    below, or a known organization.
    """
    end = page.paragraph_end(0)
    head = page.text[:end].rstrip()
    if len(head) > LONGEST or SENTENCE_END.search(head) or not page.text[end:].strip():
        return None
    match = HEADLINE.match(head)
    if match is None or page.quotation_at(0) is not None:
        return _quoted_headline(page, len(head))
    colon = match.end(1)
    source = _speaker_before(page, colon)
    content = trimmed(page, match.end(), len(head))
    if source is None or content is None or len(page.text[slice(*content)].split()) < 2:
        return None
    return _attribution(content, (colon, colon + 1), source)


def _attribution(content: Span, cue: Span, source: Span) -> Attribution:
    return Attribution(
        content=[content], cue=cue, lemma=":", act="speech", source=source, found_by="headline"
    )


def _speaker_before(page: Page, colon: int) -> Span | None:
    """The name that ends at the colon of a headline."""
    ents = page.doc.ents
    named = next((e for e in ents if e.end_char == colon and e.label_ in SPEAKERS), None)
    if named is not None:
        return named.start_char, colon
    words = page.text[:colon]
    if not words[:1].isupper() or len(words.split()) > 4:
        return None
    below = {e.text for e in ents if e.start_char > colon and e.label_ in SPEAKERS}
    if any(name == words or name.endswith(f" {words}") for name in below):
        return 0, colon
    return (0, colon) if words in organization_names() else None


def _quoted_headline(page: Page, end: int) -> Attribution | None:
    """A headline of a quotation, a colon and who speaks."""
    quotation = page.quotation_at(0)
    if quotation is None or quotation.start != 0 or not quotation.closed:
        return None
    match = SPEAKER.match(page.text, quotation.end, end)
    if match is None:
        return None
    colon = quotation.end
    return _attribution((0, colon), (colon, colon + 1), match.span(1))


def transcript_attributions(page: Page, found: list[Attribution]) -> Iterator[Attribution]:
    """Yields the lines of a transcript: `Lee: How deep is it?`, `Q: Why?`.

    Several lines begin with a name that the text has elsewhere or that begins several lines, or
    with the letters for question and answer.

    Args:
        page: the document.
        found: attributions so far; a line that one of them has is left out.
    """
    lines = list(LINE.finditer(page.text))
    times = Counter(match.group(1) for match in lines)
    if len(lines) < FEWEST_LINES:
        return
    words = Counter(WORD.findall(page.text))
    starts = sorted(s for a in found for s in a.content)
    lines = [match for match in lines if _is_turn(match.group(1), times, words)]
    for match in lines if len(lines) >= FEWEST_LINES else ():
        colon, content = match.end(1), _line(page, match.end())
        if content is not None and not _is_taken(starts, content):
            yield _attribution(content, (colon, colon + 1), match.span(1))


def _is_turn(name: str, times: Counter[str], words: Counter[str]) -> bool:
    """Whether a name at the beginning of a line is that of somebody who speaks."""
    if name in LETTERS:
        return set(times) >= LETTERS
    written = words[WORD.findall(name)[-1]] if WORD.search(name) else 0
    return written > times[name] or (times[name] > 1 and len(times) > 1)


def _is_taken(spans: list[Span], line: Span) -> bool:
    """Whether a line overlaps one of the spans, which are in order."""
    i = bisect_left(spans, (line[1], line[1]))
    return i > 0 and spans[i - 1][1] > line[0]


def _line(page: Page, start: int) -> Span | None:
    """The rest of a line, with the stop that ends it."""
    end = page.paragraph_end(start)
    while end > start and page.text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
