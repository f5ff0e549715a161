"""Where the content of indirect speech ends: with its sentence, or where the reporter goes on."""

from spacy.tokens import Token

from pipeline.quotes.page import FINITE, Page
from pipeline.quotes.rules.starts import clause_start, cue_of


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
    if _is_tag(page, comma, high):
        return True
    if any(c.left_edge.i == nxt.i and c.dep_ in ("advcl", "conj") for c in verb.children):
        return True
    if nxt.dep_ == "cc" or nxt.tag_ == "CC":
        return _new_cue(page, comma + 1, high, verb)
    return False


def _has_modal(verb: Token) -> bool:
    """Whether the clause under a verb has a modal, so that no past tense can be joined to it."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.tag_ == "VB"]
    return any(g.tag_ == "MD" for c in clauses for g in c.children)


def _is_tag(page: Page, comma: int, high: int) -> bool:
    """Whether a speech tag stands after a comma: `…, the ministry said on Tuesday`."""
    for token in page.doc[comma + 1 : min(high, comma + 9)]:
        if token.is_punct or page.is_quoted(token):
            return False
        if token.tag_ in FINITE:
            cue = cue_of(token)
            return (
                cue is not None and cue.tags_quotations and tag_bounds(page, token)[0] == comma + 1
            )
    return False


def _new_cue(page: Page, conjunction: int, high: int, verb: Token) -> bool:
    """Whether a conjunction joins another verb of attribution to the first: `… and said …`."""
    for i in range(conjunction + 1, min(high, conjunction + 6)):
        token = page.doc[i]
        if page.is_quoted(token):
            return False
        if token.tag_ == verb.tag_ == "VBD" and i - conjunction <= 2 and _has_modal(verb):
            return True  # `said it would stay and accused …`
        if token.pos_ in ("VERB",):
            joined = token.dep_ == "conj" and token.head is verb
            cue = cue_of(token)
            alike = token.tag_ in ("VBD", "VBZ", "VBP", "VBG") and verb.tag_ == token.tag_
            if joined or cue is None or not alike:
                return joined
            if i - conjunction > 2:
                return i + 1 < high and page.doc[i + 1].lower_ == "that"
            colon = i + 1 < high and page.doc[i + 1].text in ",:"
            return colon or cue.judges or clause_start(page, token, cue) is not None
    return False


def tag_bounds(page: Page, verb: Token) -> tuple[int | None, int]:
    """Token indices [start, end) of the tag round a verb: `, Kerry said in London`.

    It reaches left to the nearest comma or quotation mark, and right to the next comma, full stop
    or quotation; a verb with a clause after it is no tag, and has no start.
    """
    low, high = page.sentence_bounds(verb.i)
    left = verb.i
    while left > low and not (
        page.doc[left - 1].text in ",?!;:" or page.is_quoted(page.doc[left - 1])
    ):
        left -= 1
    if left == low:
        return None, verb.i + 1
    right = verb.i + 1
    while right < high:
        token = page.doc[right]
        if page.is_quoted(token) or token.text in ",.;:?!-–—" or token.lower_ == "according":
            break
        governs = token.tag_ == "TO" or (token.lower_ == "that" and token.tag_ == "IN")
        if token.tag_ in FINITE or (governs and right == verb.i + 1):
            return None, right
        right += 1
    return left, right
