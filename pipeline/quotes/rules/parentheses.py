"""Speech without quotation marks whose tag stands after it or inside it: `Rain fell, X said`."""

from spacy.tokens import Token

from pipeline.knowledge.cues import Cue
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.page import FINITE, Page, trimmed
from pipeline.quotes.rules.ends import tag_bounds
from pipeline.quotes.rules.subjects import subject_of

#: Words before the verb that make what looks like a tag a clause of its own.
NO_TAG = frozenset(
    "who which that whom where after before as when while since because if until although".split()
)


def parenthetical(page: Page, verb: Token, cue: Cue) -> Attribution | None:
    """`…, X said.` and `…, X said, …`: the content stands before the verb, or round it."""
    if not cue.tags_quotations or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    low, high = page.sentence_bounds(verb.i)
    left, right = tag_bounds(page, verb)
    if left is None or left <= low + 1 or page.doc[left - 1].text not in ",?!":
        return None
    if any(page.is_quoted(t) for t in page.doc[left:right]):
        return None
    if page.doc[left].tag_ == "CC" or any(
        t.lower_ in NO_TAG or t.dep_ == "mark" for t in page.doc[left : verb.i]
    ):
        return None  # `…, which also claims the shoal, …`, `…, hours after Oman said …`
    inserted = right < high and page.doc[right].text == ","
    if not _has_clause(page, low, high if inserted else left - 1):
        return None
    source = subject_of(page, verb)
    if source is not None and not page.doc[left].idx <= source[0] < page.end_of(right - 1):
        source = trimmed(page, page.doc[left].idx, verb.idx)
        named = any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in page.doc[left : verb.i])
        if (
            source is None
            or not named
            or page.doc[left].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ")
        ):
            return None
    if source is None and not _impersonal(page, left, verb.i):
        return None
    first = trimmed(page, page.doc[low].idx, page.end_of(left - 2))
    if first is None or (page.quotation_at(first[0]) and page.quotation_at(first[1] - 1)):
        return None
    parts = [first]
    if right < high and page.doc[right].text == "," and right + 1 < high:
        rest = trimmed(page, page.doc[right + 1].idx, page.end_of(high - 1))
        more = page.doc[right + 1].tag_ != "VBG" and page.doc[right + 1].lower_ != "according"
        if rest is not None and more and _is_tail(page, right + 1, high):
            parts.append(rest)
    return Attribution(
        content=parts,
        cue=(verb.idx, verb.idx + len(verb)),
        lemma=cue.lemma,
        act=cue.act,
        source=source,
        found_by="clause",
    )


def _is_tail(page: Page, start: int, high: int) -> bool:
    """Whether what follows a parenthetical tag goes on with the content."""
    return any(page.doc[k].tag_ in FINITE for k in range(start, high))


def _impersonal(page: Page, left: int, verb: int) -> bool:
    """`, it was officially stated`."""
    words = [t.lower_ for t in page.doc[left:verb]]
    return "it" in words and any(w in ("was", "is", "been") for w in words)


def _has_clause(page: Page, low: int, high: int) -> bool:
    return any(t.tag_ in FINITE and not page.is_quoted(t) for t in page.doc[low:high])
