"""Where the content of indirect speech ends: with its sentence, or where the reporter goes on."""

from spacy.tokens import Token

from pipeline.quotes.page import Page
from pipeline.quotes.starts import FINITE, clause_start, cue_of

TRAILING = " \t\n,;:.–—-"


def content_end(page: Page, verb: Token, start: int) -> int:
    """Offset after the content that begins at a token: the sentence's rest, up to a new cue."""
    _, high = page.sentence_bounds(start)
    relative = _inserted(verb)
    limit = min(high, relative + 1) if relative is not None and relative >= start else high
    end = limit
    for i in range(start + 1, limit):
        token = page.doc[i]
        if page.is_quoted(token):
            continue
        if token.text == "," and _breaks_off(page, i, limit, verb):
            end = i
            break
        if token.dep_ == "cc" and _new_cue(page, i, limit, verb):
            end = i
            break
    offset = page.end_of(end - 1)
    for quotation in page.quotations_between(page.doc[start].idx, offset):
        if quotation.end > offset:
            offset = quotation.end
    return offset


def _inserted(verb: Token) -> int | None:
    """The last token of a relative or other inserted clause that a verb of attribution heads."""
    marked = verb.tag_ in ("VBG", "VBN") or any(c.dep_ == "mark" for c in verb.children)
    before = verb.dep_ in ("advcl", "acl") and verb.i < verb.head.i and marked
    if verb.dep_ == "relcl" or before:
        return int(verb.right_edge.i)
    if verb.dep_ == "pcomp" and verb.head.i < verb.i and verb.head.head.i > verb.i:
        return int(verb.right_edge.i)
    return None


def _breaks_off(page: Page, comma: int, high: int, verb: Token) -> bool:
    """Whether a comma ends the content: `, adding that`, `, according to`, `, Kerry said`."""
    nxt = page.doc[comma + 1] if comma + 1 < high else None
    if nxt is None:
        return False
    if nxt.tag_ == "VBG" and cue_of(nxt) is not None:
        return True
    if nxt.lower_ == "according":
        return True
    if nxt.tag_ in FINITE and cue_of(nxt) is not None and verb.i < nxt.i:
        return True
    if any(c.left_edge.i == nxt.i and c.dep_ in ("advcl", "conj") for c in verb.children):
        return True
    if nxt.dep_ == "cc" or nxt.tag_ == "CC":
        return _new_cue(page, comma + 1, high, verb)
    return False


def _new_cue(page: Page, conjunction: int, high: int, verb: Token) -> bool:
    """Whether a conjunction joins another verb of attribution to the first: `… and said …`."""
    for i in range(conjunction + 1, min(high, conjunction + 6)):
        token = page.doc[i]
        if page.is_quoted(token):
            return False
        if token.pos_ in ("VERB",):
            joined = token.dep_ == "conj" and token.head is verb
            cue = cue_of(token)
            alike = token.tag_ in ("VBD", "VBZ", "VBP", "VBG") and verb.tag_ == token.tag_
            if joined or cue is None or not alike or i - conjunction > 2:
                return joined
            colon = i + 1 < high and page.doc[i + 1].text in ",:"
            return colon or clause_start(page, token, cue) is not None
    return False


def trimmed(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space and separating punctuation at its edges, None where empty.

    Quotation marks stay; a full stop before one stays with it.
    """
    text = page.text
    while start < end and text[start] in TRAILING:
        start += 1
    while end > start and text[end - 1] in TRAILING:
        end -= 1
    return (start, end) if start < end else None
