"""Whose the cues are that were found without words for their speaker."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.speakers.scene import Scene

#: Forms that are active by themselves or with a form of "have".
ACTIVE = frozenset(("VBD", "VBP", "VBZ", "VBG", "VBN"))
#: What joins a cue to the one before it: `Lee said … and warned`, `Lee said …, adding`.
JOINING = re.compile(r"(?:\b(?:and|but|or)(?: \w{2,12}(?:ly|er)?)?|,(?: \w+ly)?)\s+\Z")
#: Subjects that stand for nobody here.
NOBODY = frozenset(("it", "there", "that", "this", "which"))
#: How far the cues of one subject are from each other, and how often verbs hang on one another.
REACH, DEEPEST = 400, 3


def unstated_sources(scene: Scene, attributions: Sequence[Attribution]) -> dict[int, Span]:
    """The words for the speaker that attributions without a source have in another clause.

    They are the source of the cue to which theirs is joined, or the subject of their verb: `The
    Kremlin said it would wait, adding that …`, `Lee waved and said he would stay`.

    Args:
        scene: the document, with its parse.
        attributions: in the order of their contents.

    Returns:
        The words by the place of the attribution in the sequence.
    """
    found = {}
    page = scene.page
    if page is None or not page.doc.has_annotation("DEP"):
        return {}
    for i, attribution in enumerate(attributions):
        verb = _verb(scene, attribution) if attribution.source is None else None
        if verb is None:
            continue
        source = _joined(scene, attributions, i, verb) or _subject(scene, attribution, verb)
        if source is not None:
            found[i] = source
    return found


def _verb(scene: Scene, attribution: Attribution) -> Token | None:
    """The active verb of a cue."""
    cue, page = attribution.cue, scene.page
    if cue is None or page is None:
        return None
    tokens = page.doc[page.token_at(cue[0]) : page.token_at(cue[1] - 1) + 1]
    verb = next((t for t in tokens if t.tag_ in ACTIVE), None)
    if verb is None or any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return None
    has = any(c.dep_ == "aux" for c in verb.children)
    return verb if has or verb.tag_ != "VBN" else None


def _joined(scene: Scene, attributions: Sequence[Attribution], i: int, verb: Token) -> Span | None:
    """The source of the cue before in the sentence, where this one goes on from it."""
    own = attributions[i]
    assert own.cue is not None
    low = scene.sentence_start(own.cue[0])
    join = JOINING.search(scene.text, max(low, own.cue[0] - 20), own.cue[0])
    if join is None or (join.group().startswith(",") and verb.tag_ != "VBG"):
        return None
    for other in reversed(attributions[max(0, i - 3) : i]):
        cue, source = other.cue, other.source
        if cue is None or source is None or not low <= cue[0] < own.cue[0]:
            continue
        near = own.cue[0] - cue[1] < REACH and source[0] >= low
        quoted = scene.is_quoted(cue[0]) == scene.is_quoted(own.cue[0])
        inside = any(start <= cue[0] < end for start, end in own.content)
        alike = verb.tag_ == "VBG" or _tense(scene, other) == verb.tag_
        return source if near and quoted and alike and not inside else None
    return None


def _tense(scene: Scene, attribution: Attribution) -> str:
    verb = _verb(scene, attribution)
    return verb.tag_ if verb is not None else ""


def _subject(scene: Scene, attribution: Attribution, verb: Token) -> Span | None:
    """The subject of a verb, or the one that it shares with the verb that it hangs on."""
    page = scene.page
    subject = next(_subjects(verb), None) or _behind(scene, attribution, verb)
    if page is None or subject is None or subject.lower_ in NOBODY:
        return None
    if any(c.dep_ == "conj" for c in subject.children):
        return None  # several
    if any(start <= subject.idx < end for start, end in attribution.content):
        return None
    return page.noun_span(subject) if page.is_quoted(subject) == page.is_quoted(verb) else None


def _behind(scene: Scene, attribution: Attribution, verb: Token) -> Token | None:
    """The subject of the clause behind a participle in front: `Arguing that …, Lee left`."""
    page = scene.page
    if page is None or verb.tag_ != "VBG":
        return None
    first, last = page.sentence_bounds(verb.i)
    end = attribution.content[-1][1]
    if verb.i != first or end <= verb.idx or scene.text[end : end + 1] != ",":
        return None
    tokens = page.doc[min(page.token_at(end), last) : last]
    return next((t for t in tokens if t.dep_ in ("nsubj", "nsubjpass")), None)


def _subjects(verb: Token) -> Iterator[Token]:
    """The subjects of a verb and of those it hangs on, the nearest first."""
    token = verb
    for _ in range(DEEPEST):
        if token.pos_ not in ("VERB", "AUX"):
            return
        yield from (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass"))
        hangs = token.dep_ == "conj" or (token.dep_ == "advcl" and token.tag_ == "VBG")
        if not hangs or token.head is token:
            return
        token = token.head
