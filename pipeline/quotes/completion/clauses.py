"""Where a content without marks begins and ends: at a second verb, at a subject.

Nothing is found here: a content is cut at what cannot belong to it, or split at a second verb of
its source.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.knowledge.cues import known_cue
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import FINITE, Page, trimmed

__all__ = ["mend_clauses"]

#: What opens the clause of a second verb: `said … and warned that …`.
OPENERS = frozenset(("that", "to", "whether"))
#: `was quoted by AFP as saying`, from the verb to the content.
AS_SAYING = re.compile(r"[^.;:\n\"“]{0,60}?\bas (?:having )?(?:saying|said),? ?")
#: `…, it was announced`: what the pronoun stands for is the clause before it.
PRONOUN = "it"
#: Before a noun of saying: `made this comment`.
POINTERS = frozenset(("this", "that", "these", "those", "such"))
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
PAST_SUBJECTS = frozenset(("VBD", "VBN"))


def mend_clauses(page: Page, found: Sequence[Attribution]) -> list[Attribution]:
    """Mends contents outside quotation marks.

    Args:
        page: the document.
        found: attributions; their contents, and where it is part of them the source, are changed.

    Returns:
        The same, and those split off; none without content.
    """
    mended: list[Attribution] = []
    for attribution in found:
        _read_as_saying(page, attribution)
        _drop_hearer(page, attribution)
        _put_for_pronoun(page, attribution)
        _cut_at_main_verb(page, attribution)
        mended += _split(page, attribution)
    return [a for a in mended if not _only_points(page, a)]


def _tokens(page: Page, span: Span) -> list[Token]:
    return list(page.doc[page.token_at(span[0]) : page.token_at(span[1] - 1) + 1])


def _only_points(page: Page, attribution: Attribution) -> bool:
    """Whether a content only points at words that stand elsewhere: `this comment`, `the same`."""
    if len(attribution.content) != 1:
        return False
    words = [t for t in _tokens(page, attribution.content[0]) if t.is_alpha]
    if [t.lower_ for t in words] == ["the", "same"]:
        return True
    if len(words) != 2 or words[0].lower_ not in POINTERS or words[1].pos_ != "NOUN":
        return False
    noun = words[1].lemma_.lower()
    entry = known_cue(noun, verbal=False) or known_cue(noun, verbal=True)
    return entry is not None and entry.act == "speech"


def _read_as_saying(page: Page, attribution: Attribution) -> None:
    """`Lee was quoted as saying that …`: who is quoted is the source, and says what follows."""
    cue = attribution.cue
    if cue is None:
        return
    words = [t.lower_ for t in _tokens(page, cue)]
    match = AS_SAYING.match(page.text, cue[1])
    if "quoted" not in words or "saying" in words or match is None:
        return
    end = page.end_of(page.sentence_bounds(page.token_at(match.end() - 1))[1] - 1)
    content = trimmed(page, match.end(), end)
    before = [s for s in attribution.content if s[1] <= cue[0]]
    if content is None or len(before) != 1 or page.text[cue[0] - 1 : cue[0]] != " ":
        return
    attribution.source = before[0]
    attribution.content = [content]
    attribution.cue = cue[0], cue[1] + len(match.group().rstrip(" ,"))


def _drop_hearer(page: Page, attribution: Attribution) -> None:
    """`Passengers were told that …`: the subject of the passive is no part of what was told."""
    cue, content = attribution.cue, attribution.content
    if cue is None or len(content) < 2 or content[0][1] > cue[0] or content[1][0] < cue[1]:
        return
    first, verb = _tokens(page, content[0]), page.doc[page.token_at(cue[1] - 1)]
    if not any(t.dep_ == "nsubjpass" and t.head == verb for t in first):
        return
    following = page.doc[page.token_at(content[1][0])].lower_
    entry = known_cue(verb.lower_, verbal=True)
    if following == "that" and entry is not None and entry.addressee == "object":
        attribution.content = content[1:]


def _put_for_pronoun(page: Page, attribution: Attribution) -> None:
    """`The road is open, it was announced`: puts the clause before for its pronoun."""
    cue, content = attribution.cue, attribution.content
    if cue is None or len(content) != 1 or page.text[slice(*content[0])].lower() != PRONOUN:
        return
    start, end = content[0]
    low = page.doc[page.sentence_bounds(page.token_at(start))[0]].idx
    before = trimmed(page, low, start)
    ends = page.text[cue[1] : cue[1] + 1] in (".", "")
    if end < cue[0] and ends and before and page.text[:start].rstrip().endswith(","):
        attribution.content = [before]


def _cut_at_main_verb(page: Page, attribution: Attribution) -> None:
    """`His warning that the dam would break went unread`: cuts at the verb of the cue."""
    cue = attribution.cue
    if cue is None or len(attribution.content) != 1 or attribution.content[0][0] < cue[1]:
        return
    start, end = attribution.content[0]
    nouns = [t for t in _tokens(page, cue) if t.pos_ == "NOUN" and t.dep_ in SUBJECTS]
    for token in _tokens(page, (start, end)):
        ours = token.tag_ in FINITE and not page.is_quoted(token)
        if ours and any(noun.head in (token, token.head) for noun in nouns):
            cut = trimmed(page, start, token.idx)
            attribution.content = [cut] if cut else attribution.content
            return


def _split(page: Page, attribution: Attribution) -> Iterator[Attribution]:
    """`said … and warned that …`: yields an attribution for each verb of the source."""
    cue = attribution.cue
    if cue is None or len(attribution.content) != 1 or attribution.content[0][0] < cue[1]:
        yield attribution
        return
    start, end = attribution.content[0]
    tense = {t.tag_ for t in _tokens(page, cue)}
    tokens = _tokens(page, (start, end))
    for before, verb, after in zip(tokens[2:], tokens[3:], tokens[4:], strict=False):
        if not _is_second(page, before, verb, after, tense):
            continue
        first, second = trimmed(page, start, before.idx), trimmed(page, after.idx, end)
        if first is None or second is None:
            continue
        attribution.content = [first]
        yield attribution
        span = verb.idx, verb.idx + len(verb)
        yield from _split(page, replace(attribution, content=[second], cue=span))
        return
    yield attribution


def _is_second(page: Page, before: Token, verb: Token, after: Token, tense: set[str]) -> bool:
    """Whether a verb of saying stands behind "and" or "but" in the tense of the cue."""
    if before.lower_ not in ("and", "but") or after.lower_ not in OPENERS:
        return False
    past = verb.tag_ in PAST_SUBJECTS and bool(tense & PAST_SUBJECTS)
    if page.is_quoted(verb) or not (past or (verb.tag_ in FINITE and verb.tag_ in tense)):
        return False
    if any(child.dep_ in SUBJECTS and child.i < verb.i for child in verb.children):
        return False
    entry = known_cue(verb.lower_, verbal=True)
    return entry is not None and entry.kind == "verb" and entry.act == "speech"
