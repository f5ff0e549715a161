"""Who says the quotations without a tag: the one who speaks around them, or the other in turn."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.speakers.mentions import Speaker, speaker_of, unknown
from pipeline.quotes.speakers.scene import Scene

#: How sure: in the paragraph of a tagged quote, in the next one, further on, by turns, and the
#: subject of the sentence before.
SAME, NEXT, LATER, TURN, SUBJECT = 0.9, 0.8, 0.65, 0.6, 0.6
#: How many characters of other text may stand between a quotation and who spoke before it.
REACH = 600
#: How many attributions back those who speak in turns are looked for.
LOOKED_AT = 8
#: A paragraph that is a name and a newspaper or office.
SIGNATURE = re.compile(r"\s+(?:[—–-]+ ?)?([^\n,.:]{4,40})(?:, [^\n.:?!]{2,60})?(?=\n|$)")


def fill_turns(
    scene: Scene, attributions: Sequence[Attribution], found: Sequence[Speaker | None]
) -> list[Speaker]:
    """Gives every attribution without a source its speaker where the text allows.

    Args:
        scene: the document.
        attributions: in the order of their contents.
        found: the speakers known by their sources; None for those without one.
    """
    filled: list[Speaker] = []
    said: list[tuple[Span, Speaker]] = []
    for attribution, speaker in zip(attributions, found, strict=True):
        if speaker is None and attribution.cue is None:
            speaker = _floating(scene, attribution, said)
        speaker = speaker or unknown("no_source")
        filled.append(speaker)
        if attribution.act in ("speech", "writing") and speaker.kind != "unknown":
            spans = [s for s in (attribution.source, attribution.cue) if s] + attribution.content
            where = min(start for start, _ in spans), max(end for _, end in spans)
            said.append((where, speaker))
    return filled


def _floating(
    scene: Scene, attribution: Attribution, said: list[tuple[Span, Speaker]]
) -> Speaker | None:
    signed = _signature(scene, scene.text.find("\n", attribution.content[-1][1]))
    if signed is not None:
        return signed
    start = attribution.start
    before = [s for s in said[-LOOKED_AT:] if s[0][0] < start]
    subject = _subject_since(scene, start, before[-1][0][1] if before else 0)
    if subject is not None:
        return subject
    if not before:
        return None
    (_, end), speaker = before[-1]
    distance = scene.paragraphs_between(end, start)
    if distance > 1 and (start - end >= REACH or speaker.resolved_by == "floating"):
        return None
    if distance == 1 and _in_dialogue(scene, before):
        return replace(before[-2][1], resolved_by="floating", score=TURN)
    score = SAME if distance == 0 else NEXT if distance == 1 else LATER
    return replace(speaker, resolved_by="floating", score=score)


def _signature(scene: Scene, at: int) -> Speaker | None:
    """The person whose name is the paragraph from an offset: `Monica Hesse, Washington Post`."""
    match = SIGNATURE.match(scene.text, at) if at >= 0 else None
    if match is None:
        return None
    for m in scene.mentions.within(match.span(1)):
        whole = m["start"] == match.start(1) and m["end"] == match.end(1)
        if whole and m["entity_type"] == "person" and m["entity_id"]:
            return speaker_of(m, "floating", NEXT)
    return None


def _in_dialogue(scene: Scene, before: list[tuple[Span, Speaker]]) -> bool:
    """Whether two take turns: the last two paragraphs are theirs, and one of them asks."""
    if len(before) < 2:
        return False
    (first, one), (second, other) = before[-2:]
    if _same(one, other) or one.kind != "person" or other.kind != "person":
        return False
    if scene.paragraphs_between(first[1], second[0]) != 1:
        return False
    asks = any("?" in scene.text[start:end] for start, end in (first, second))
    gaps = [scene.text[a[1] : b[0]] for (a, _), (b, _) in pairwise(before[-2:])]
    return asks and all(len(gap.strip()) < 40 for gap in gaps)


def _same(one: Speaker, other: Speaker) -> bool:
    return (one.entity_id, one.kind) == (other.entity_id, other.kind)


def _subject_since(scene: Scene, start: int, since: int) -> Speaker | None:
    """The person who is the subject of the sentence right before, if it comes after all tags."""
    text = scene.text
    end = start
    if _signature(scene, text.rfind("\n", 0, max(0, start - 2))) is not None:
        return None
    while end > since and (text[end - 1].isspace() or text[end - 1] in "\"'“”‘’"):
        end -= 1
    if end - since < 25 or scene.paragraphs_between(end, start) > 1:
        return None
    low = max(scene.sentence_start(end - 1), since, end - REACH)
    people = [
        m
        for m in scene.mentions.within((low, end))
        if m["entity_type"] == "person" and m["entity_id"] and not scene.is_speech(m["start"])
    ]
    for m in people:
        if scene.is_subject(m):
            return speaker_of(m, "floating", SUBJECT)
    return None
