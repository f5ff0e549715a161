"""Whose verb a cue is: shared sources, and speech that a third party passes on."""

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from pipeline.knowledge.cues import speech_forms
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.completion.speech import WORD
from pipeline.quotes.page import FINITE, Page, trimmed

__all__ = ["read_retellings", "share_sources"]

#: How the words for a speaker begin, and what they are.
NAMING = frozenset(("NNP", "NNPS", "DT", "PRP", "PRP$"))
NOUNS = frozenset(("NOUN", "PROPN"))
#: The words for a speaker that a tag inside a content has at most.
MOST_WORDS = 10
#: Words that may stand between the verb of a tag and "according to": a date.
MOST_BEHIND = 3
#: What a tag inside a content follows.
TAG = re.compile(r"[,?!][\"”’»]?\s+|[\"”’»]\s+")
RETOLD = "according to"
#: What stands before a participle that shares a source.
BREAKS = frozenset((",", "”", '"', "’", "—", "–"))


def share_sources(page: Page, found: Sequence[Attribution]) -> None:
    """Gives a verb without a source its subject, or the source that it shares with another verb.

    `…, Lee said, adding that …` and `Lee said … and warned …` have the source of the attribution
    before them in the sentence; a participle without one has the subject of the sentence.

    Args:
        page: the document.
        found: attributions; those without a source get one.
    """
    order = sorted((a for a in found if a.cue is not None), key=lambda a: a.cue or (0, 0))
    for before, attribution in pairwise([None, *order]):
        if attribution is None or attribution.cue is None or attribution.source is not None:
            continue
        verb = _verb(page, attribution.cue)
        if verb is None:
            continue
        shared = before.source if before is not None and before.cue else None
        low, high = page.sentence_bounds(verb.i)
        if before is not None and before.cue and before.cue[0] < page.doc[low].idx:
            shared = None
        previous = verb.nbor(-1) if verb.i > low else None
        linked = previous is not None and previous.lower_ in ("and", "but")
        source = _inverted(page, verb)
        if source is None and verb.tag_ in FINITE:
            source = _own_subject(page, verb) or (shared if linked else None)
        elif verb.tag_ == "VBG" and (linked or previous is None or previous.text in BREAKS):
            source = shared or _main_subject(page, list(page.doc[low:high]))
        if source is not None and not _touches(attribution, source):
            attribution.source = source


def _verb(page: Page, cue: Span) -> Token | None:
    """The first verb of a cue that is no auxiliary and not in quotation marks."""
    tokens = page.doc[page.token_at(cue[0]) : page.token_at(cue[1] - 1) + 1]
    verbs = [t for t in tokens if t.tag_[:2] == "VB" and t.dep_ not in ("aux", "auxpass")]
    return verbs[0] if verbs and not page.is_quoted(verbs[0]) else None


def _own_subject(page: Page, verb: Token) -> Span | None:
    """The subject of a verb by the parse, where it stands in its sentence."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return page.noun_span(subject) if subject is not None else None


def _inverted(page: Page, verb: Token) -> Span | None:
    """The words behind a verb that stands between them and a quotation: `“No!” shouted Lee.`."""
    after = verb.nbor(1) if verb.i + 1 < len(page.doc) else None
    before = page.quotation_at(verb.idx - 2) if verb.idx > 1 else None
    if after is None or before is None or before.end > verb.idx or after.tag_ not in NAMING:
        return None
    return page.noun_span(_head_of(after, verb.i))


def _head_of(token: Token, floor: int) -> Token:
    """The noun that a word of a noun phrase belongs to, behind a token."""
    while token.tag_ != "PRP" and token.head.i > token.i > floor and token.head.pos_ in NOUNS:
        token = token.head
    return token


def _main_subject(page: Page, tokens: Sequence[Token]) -> Span | None:
    """The subject of a sentence where it stands before its verb."""
    subjects = (t for t in tokens if t.dep_ in ("nsubj", "nsubjpass") and not page.is_quoted(t))
    main = next((t for t in subjects if t.head.dep_ == "ROOT" and t.i < t.head.i), None)
    return page.noun_span(main) if main is not None else None


def _touches(attribution: Attribution, source: Span) -> bool:
    return any(s < source[1] and source[0] < e for s, e in attribution.content)


def read_retellings(page: Page, found: Sequence[Attribution]) -> None:
    """Puts who said it for who passes it on: `…, Lee said, according to a transcript`.

    Args:
        page: the document.
        found: attributions; content, cue and source of those with "according to" are changed.
    """
    cues = {a.cue for a in found}
    for attribution in found:
        cue = attribution.cue
        if cue is None or page.text[slice(*cue)].lower() != RETOLD:
            continue
        start, end = attribution.content[-1]
        tag = _tag_before(page, start, end, cue[0]) if end <= cue[0] else None
        if tag is None or tag[2] in cues:
            continue
        stop, source, verb = tag
        attribution.content[-1] = start, min(end, stop)
        attribution.source, attribution.cue = source, verb


def _tag_before(page: Page, start: int, end: int, cue: int) -> tuple[int, Span, Span] | None:
    """Where the content ends before a tag that stands before a cue, its source and its verb."""
    low = page.token_at(max(start, end - 150))
    quoted = page.quotation_at(end - 1)
    if quoted is not None:
        low = page.token_at(quoted.end - 1)
    last = page.token_at(cue)
    for token in reversed(page.doc[max(low, last - MOST_BEHIND - 2) : last]):
        if token.lower_ in speech_forms() and token.tag_ in FINITE:
            break
    else:
        return None
    marks = list(TAG.finditer(page.text, page.doc[low].idx, token.idx))
    if not marks:
        return None
    source = trimmed(page, marks[-1].end(), token.idx)
    if source is None or not 1 <= len(WORD.findall(page.text, *source)) <= MOST_WORDS:
        return None
    inside = page.doc[page.token_at(source[0]) : token.i]
    if any(t.tag_ in FINITE or t.lower_ == "that" for t in inside):
        return None
    stop = marks[-1].start() + len(marks[-1].group().rstrip()) if quoted else marks[-1].start()
    return stop, source, (token.idx, token.idx + len(token))
