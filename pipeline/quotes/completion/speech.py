"""Whether a quotation is speech by its form, and where a tag beside it would stand."""

import re

from pipeline.knowledge.quoted_things import quoted_things
from pipeline.language import Quotation
from pipeline.quotes.attribution import Span
from pipeline.quotes.page import FINITE, Page

#: Fewer words are a term in quotation marks unless they are a sentence of their own.
FEWEST_WORDS = 4
#: So many words that end like a sentence are one even where no finite verb is seen.
CLEARLY_SPEECH = 8
#: How far after a quotation its tag reaches, in characters.
LONGEST_TAG = 200
#: How many words before a quotation may tell that it is a title, a sign or a name.
NEAR_WORDS = 2

MARKS = "\"“”„‟″'‘’«»‹›` "
STOPS = frozenset(".?!")
ENDS = frozenset(".,?!…—–-")
#: What may stand before speech that no tag announces; nothing stands before that of a paragraph.
OPENERS = STOPS | frozenset(":—–-…)\"”’'")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])[.!?](?=\s|$)")
#: The author or the year of a work after its title.
CREDIT = re.compile(r",? by [A-Z]| \((?:\d{4}|[A-Z][^()\n]{0,40}\d{4})\)")


def is_speech(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation without a tag is a sentence that somebody said, and no term or title.

    It begins where a sentence may begin, has a finite verb and ends as a sentence or a clause
    before a tag does; after a comma or a word it has to look like a whole sentence.
    """
    text = page.text
    inner = text[quotation.start : quotation.end].strip(MARKS)
    words = WORD.findall(inner)
    if not words or inner[0] in ",;" or is_title(page, quotation):
        return False
    before = _before(page, quotation)
    ends = not quotation.closed or inner[-1] in ENDS
    if is_caption(page, quotation) or (
        len(words) < CLEARLY_SPEECH and _is_heading(page, quotation)
    ):
        return False
    if len(words) < FEWEST_WORDS:
        alone = not before or before in STOPS or before == ":"
        whole = inner[0].isupper() and inner[-1] in STOPS
        return alone and whole and _ends_sentence(page, quotation)
    first, last = page.token_at(quotation.start), page.token_at(quotation.end - 1)
    finite = any(t.tag_ in FINITE for t in page.doc[first : last + 1])
    if not before or before in OPENERS:
        long = len(words) >= CLEARLY_SPEECH or inner[-1] in "?!"
        return (finite or long) and (ends or _ends_sentence(page, quotation))
    if before == ",":
        return ends and (finite or len(words) >= CLEARLY_SPEECH)
    return ends and finite and inner[0].isupper()


def is_caption(page: Page, quotation: Quotation) -> bool:
    """Whether a few words end with a closing mark that has no opening one.

    Where they continue a quotation they are the name under it, `"…` and in the next line `Lee."`.
    """
    words = WORD.findall(page.text, quotation.start, quotation.end)
    return not quotation.opened and len(words) < CLEARLY_SPEECH


def is_title(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation is the title of a work, the words of a sign, or a name.

    The words before it say so, an author or a year follows, or its words are all capitalized.
    """
    text = page.text
    if CREDIT.match(text, quotation.end):
        return True
    near = text[max(page.paragraph_start(quotation.start), quotation.start - 40) : quotation.start]
    if not near.rstrip().endswith((".", "?", "!", ",", ":")):
        kinds = quoted_things()
        if any(w.lower() in kinds for w in WORD.findall(near)[-NEAR_WORDS:]):
            return True
    words = WORD.findall(text, quotation.start, quotation.end)
    long = [w for w in words if len(w) > 3]
    return len(words) > 2 and len(long) > 1 and all(w[0].isupper() for w in long)


def names_work(page: Page, content: list[Span]) -> bool:
    """Whether a content is the title of a work and no speech: `sang “We Will Cross at Dawn”`.

    It is one quotation without a stop, and neither a comma nor a colon stands beside it.
    """
    (start, end), *more = content
    quotation = page.quotation_at(start)
    if more or quotation is None or (quotation.start, quotation.end) != (start, end):
        return False
    inner = page.text[start:end].strip(MARKS)
    beside = _before(page, quotation) + _after(page, quotation)[:1]
    open_ended = bool(inner) and inner[-1] not in ENDS
    return open_ended and not set(beside) & {",", ":", ";"} and is_title(page, quotation)


def _is_heading(page: Page, quotation: Quotation) -> bool:
    """Whether a paragraph in single marks stands among speech in double ones."""
    if not quotation.single or _before(page, quotation) or all(q.single for q in page.quotations):
        return False
    return not _after(page, quotation).strip()


def ends_speech(page: Page, quotation: Quotation) -> bool:
    """Whether a sentence ends with a quotation, or a clause that a tag may follow."""
    inner = page.text[quotation.start : quotation.end].rstrip(MARKS)
    return not quotation.closed or inner[-1:] in ENDS or _ends_sentence(page, quotation)


def tag_region(page: Page, quotation: Quotation) -> Span:
    """Where a tag after a quotation would stand: up to the end of the sentence."""
    text, start = page.text, quotation.end
    following = text[start : start + 3].lstrip("—–- ")[:1]
    last = text[quotation.start : start].rstrip(MARKS)[-1:]
    if last in (".", "…") and not following.islower():
        return start, start
    limit = min(page.paragraph_end(start), start + LONGEST_TAG)
    stop = SENTENCE_END.search(text, start, limit)
    end = stop.start() if stop else limit
    inside = page.quotations_between(start, end)
    return start, inside[0].start if inside else end


def _before(page: Page, quotation: Quotation) -> str:
    """The last character before a quotation in its paragraph, empty where there is none."""
    at, low = quotation.start, page.paragraph_start(quotation.start)
    while at > low and page.text[at - 1].isspace():
        at -= 1
    return page.text[at - 1] if at > low else ""


def _after(page: Page, quotation: Quotation) -> str:
    """The next few characters after a quotation in its paragraph."""
    return page.text[quotation.end : quotation.end + 4].partition("\n")[0]


def _ends_sentence(page: Page, quotation: Quotation) -> bool:
    """Whether a sentence ends with a quotation: its paragraph does, or a new one begins."""
    rest = _after(page, quotation).strip(MARKS)
    inner = page.text[quotation.start : quotation.end].rstrip(MARKS)[-1:]
    return not rest or rest[0] in STOPS or (inner in STOPS and not rest[0].islower())
