"""From the words for a speaker to who it is: source → mention → entity."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.knowledge.titles import titles
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import Page
from pipeline.quotes.speakers.descriptions import by_noun, lookup
from pipeline.quotes.speakers.mentions import Mentions, Row, Speaker, speaker_of, unknown
from pipeline.quotes.speakers.nominals import is_body, is_role
from pipeline.quotes.speakers.phrases import (
    COUNTED,
    DEFINITE,
    INDEFINITE,
    PEOPLE,
    PERSON,
    Phrase,
    conjuncts,
    final_name,
    noun_of,
    read_phrase,
    words_of,
)
from pipeline.quotes.speakers.profiles import represented
from pipeline.quotes.speakers.pronouns import PRONOUNS, RELATIVE, by_pronoun
from pipeline.quotes.speakers.relatives import antecedent_span
from pipeline.quotes.speakers.scene import Scene
from pipeline.quotes.speakers.turns import fill_turns

__all__ = ["Mentions", "Speaker", "find_speakers", "resolve"]

#: How sure a speaker is by the way it was found: the share that was right in a reading of news
#: and of PolNeAR's training articles.
BY_NAME, BY_NOMINAL, BY_PART = 0.97, 0.85, 0.5
#: What leads from a description to a name: "a group calling itself the Tibesti Front".
CALLED = re.compile(r"(?:\b(?<!-)called|calling itself|known as|named|identified as)(?: the)? $")
ADDRESSING = frozenset("told tells tell telling asked asks asking warned reminded".split())
QUESTIONS = frozenset(("asked", "asks", "asking"))
#: A relative pronoun stands for a phrase, which may end in another one, and so on.
DEEPEST = 3


def find_speakers(
    page: Page, mentions: Mentions, attributions: Sequence[Attribution]
) -> list[Speaker]:
    """The speaker of each attribution of a document, floating quotations included.

    Args:
        page: the parsed document.
        mentions: of the document.
        attributions: in the order of their contents, of whichever finder.

    Returns:
        As many speakers, in the same order.
    """
    contents = [span for a in attributions if a.source for span in a.content]
    scene = Scene(page.text, mentions, page=page, contents=contents)
    found: list[Speaker | None] = [None] * len(attributions)
    order = [i for i, a in enumerate(attributions) if a.source is not None]
    order.sort(key=lambda i: (attributions[i].source or (0, 0), i))
    for i in order:
        attribution = attributions[i]
        assert attribution.source is not None
        outer = _outer(attributions, found, i)
        asked = _addressees(scene, attribution)
        scene.addressed = frozenset(m["entity_id"] for m in asked)
        speaker = resolve(page.text, attribution.source, mentions, outer=outer, scene=scene)
        found[i] = speaker
        if speaker.kind != "unknown" or speaker.reason in ("name", "nominal"):
            scene.spoken.append((attribution.source, speaker))
        if asked and _asks(page.text, attribution):
            # Whoever was asked is expected to answer: "Lee asked Kim why. He said ..."
            scene.spoken.append((attribution.source, speaker_of(asked[0], "pronoun", 1.0)))
    scene.addressed = frozenset()
    return fill_turns(scene, attributions, found)


def _addressees(scene: Scene, attribution: Attribution) -> list[Row]:
    """The persons to whom something is said: `told Sean Hannity`, `asked Mr. Trump`."""
    cue, source = attribution.cue, attribution.source
    if attribution.addressee is not None:
        span = attribution.addressee
    elif cue is not None and source is not None and source[1] <= cue[0]:
        last = scene.text[slice(*cue)].split()[-1].lower()
        if last not in ADDRESSING:
            return []
        span = cue[1], cue[1] + 40
    else:
        return []
    found = scene.mentions.with_entity(span)
    near = [m for m in found if m["entity_type"] == "person" and m["kind"] == "name"]
    lead = scene.text[span[0] : near[0]["start"]].split() if near else []
    return near[:1] if len(lead) < 4 and all(w[:1].isupper() for w in lead) else []


def _asks(text: str, attribution: Attribution) -> bool:
    cue = attribution.cue
    return cue is not None and text[slice(*cue)].split()[-1].lower() in QUESTIONS


def _outer(
    attributions: Sequence[Attribution], found: Sequence[Speaker | None], i: int
) -> Speaker | None:
    """The speaker of the smallest content in which a source stands."""
    source = attributions[i].source
    assert source is not None
    best: tuple[int, Speaker] | None = None
    for j in range(max(0, i - 40), min(len(attributions), i + 40)):
        speaker = found[j]
        if j == i or speaker is None:
            continue
        for start, end in attributions[j].content:
            if start <= source[0] and source[1] <= end and (best is None or end - start < best[0]):
                best = end - start, speaker
    return best[1] if best else None


def resolve(
    text: str,
    source: Span,
    mentions: Mentions,
    *,
    head: int | None = None,
    outer: Speaker | None = None,
    scene: Scene | None = None,
) -> Speaker:
    """Finds the speaker that a source stands for.

    Args:
        text: of the document.
        source: offsets of the words for the speaker.
        mentions: of the document.
        head: offset of the head word of the source where a parse gives one; the words decide.
        outer: the speaker of the quotation in which the source itself stands; "I" is they.
        scene: what else is known of the document; made of text and mentions where absent.
    """
    scene = scene or Scene(text, mentions)
    return _resolve(scene, source, outer, head, DEEPEST)


def _resolve(
    scene: Scene, source: Span, outer: Speaker | None, head: int | None, depth: int
) -> Speaker:
    text, mentions = scene.text, scene.mentions
    words = list(words_of(text, source))
    if not words:
        return unknown("no_source")
    pronoun = _pronoun(words[0].bare, len(words), words[-1].bare)
    if pronoun in RELATIVE:
        span = antecedent_span(scene, source) if depth else None
        if span is None:
            return unknown("pronoun")
        found = _resolve(scene, span, outer, None, depth - 1)
        return _relative(scene, span, pronoun, found)
    if pronoun:
        return by_pronoun(scene, (words[0].start, words[0].end), pronoun, outer)
    phrase = read_phrase(text, source, mentions)
    if (
        head is not None
        and phrase.end <= head < source[1]
        and not final_name(phrase, text, mentions)
    ):
        phrase = _up_to(text, source, head, mentions) or phrase
    return _by_phrase(scene, phrase, source)


def _relative(scene: Scene, span: Span, pronoun: str, found: Speaker) -> Speaker:
    """The speaker that a relative pronoun stands for; who is a person, which is none."""
    person = pronoun in ("who", "whom")
    if person and found.kind in ("unknown", "organization", "country") and found.reason != "name":
        plural = read_phrase(scene.text, span, scene.mentions).is_plural
        return Speaker(kind="group" if plural else "anonymous", score=BY_NOMINAL)
    if found.kind == "unknown" or (found.kind == "person" and pronoun == "which"):
        return unknown("pronoun")
    return replace(found, resolved_by="pronoun" if found.entity_id else found.resolved_by)


def _up_to(text: str, source: Span, head: int, mentions: Mentions) -> Phrase | None:
    """The phrase that ends with the head word of a parse, where the words tell no kind."""
    phrase = read_phrase(text, source, mentions)
    if noun_of(phrase) is not None or is_role(phrase.head) or is_body(phrase.head):
        return None
    word = next((w for w in words_of(text, source) if w.start == head), None)
    return read_phrase(text, (source[0], word.end), mentions) if word else None


def _pronoun(first: str, n: int, last: str) -> str:
    """The pronoun that the words are, "he himself" and "they both" included; or nothing."""
    alone = n == 1 or (n == 2 and (last.endswith(("self", "selves")) or last in ("both", "all")))
    return first if alone and (first in PRONOUNS or first in RELATIVE) else ""


def _by_phrase(scene: Scene, phrase: Phrase, source: Span) -> Speaker:
    text, mentions = scene.text, scene.mentions
    if not phrase.words:
        return unknown("name")
    joint = _joint(scene, phrase, source)
    if joint is not None:
        return joint
    name = final_name(phrase, text, mentions)
    if name is not None and name["country_by"] == "demonym" and phrase.first != "the":
        if phrase.first not in INDEFINITE and not phrase.is_plural:
            return lookup(scene, phrase) or unknown("name")  # Mark Cuban, not a Cuban
        kind = "anonymous" if phrase.first in COUNTED else "group"
        return Speaker(kind=kind, score=BY_NOMINAL)
    if name is not None and name["entity_type"] == "organization" and phrase.first in ("a", "an"):
        name = None  # "a new super PAC", "a Republican"
    if name is not None and name["entity_type"] != "person":
        return speaker_of(name, "name", BY_NAME)
    if name is not None:
        return _named(scene, name, phrase, source)
    cut_off = _cut_off(scene, phrase, source)
    if cut_off is not None:
        return cut_off
    beside = _beside(scene, phrase, source) or _apposed(scene, phrase, source)
    if beside is not None:
        return beside
    return by_noun(scene, phrase, source)


def _named(scene: Scene, name: Row, phrase: Phrase, source: Span) -> Speaker:
    """A person by name, with whom they speak for."""
    speaks_for = represented(scene.text, (phrase.start, name["start"]), scene.mentions)
    if speaks_for is None and source[1] > name["end"] + 2:
        rest = scene.text[name["end"] : source[1]]
        start = name["end"] + len(rest) - len(rest.lstrip(" ,–—-("))
        speaks_for = represented(scene.text, (start, source[1]), scene.mentions)
    speaks_for = speaks_for or scene.profiles.of(name["entity_id"]).speaks_for
    return speaker_of(name, "name", BY_NAME, speaks_for=speaks_for)


def _joint(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
    """Several speakers together: `Laos and Vietnam`, `Trump and his aides`."""
    parts = conjuncts(phrase, scene.text, scene.mentions)
    if not parts:
        return None
    left, right = parts
    known = final_name(left, scene.text, scene.mentions)
    article = left.first in DEFINITE or left.first in ("a", "an")
    other = right.first in DEFINITE or right.first in ("a", "an", "other", "others", "many")
    plural = (noun_of(left) or ("", ""))[1] == "group" or left.first in PRONOUNS
    pair = known is not None or left.first == "both" or plural or (article and other)
    if not pair:
        return None
    if known is not None and known["country_by"] == "demonym" and right.is_plural is False:
        return None
    antecedent = (known["start"], known["end"]) if known is not None else None
    return Speaker(kind="group", antecedent=antecedent, score=BY_NOMINAL)


def _cut_off(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
    """The name that a source is only the beginning of, or the name that begins a clause."""
    known = noun_of(phrase) is not None or is_role(phrase.head) or is_body(phrase.head)
    for m in scene.mentions.covering((phrase.start, source[1])):
        if m["kind"] != "name" or not m["entity_name"] or m["start"] < phrase.start:
            continue
        if m["end"] > source[1] and m["start"] < source[1] and m["start"] - phrase.start < 5:
            return lookup(scene, phrase) or speaker_of(m, "name", BY_PART)
        lead = [w for w in phrase.words if w.end <= m["start"]]
        last = phrase.words[-1]
        odd = last.text.islower() and not (PERSON.search(last.bare) or PEOPLE.search(last.bare))
        opens = all(w.text[:1].isupper() and w.bare in titles() for w in lead)
        owns = scene.text[m["end"] : m["end"] + 1] in ("'", "’", "-")
        if not known and odd and opens and not owns and m["entity_type"] == "person":
            return speaker_of(m, "name", BY_PART)
        return None
    return None


def _apposed(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
    """The name before a description between commas: `Ann Lee, a top official, said`."""
    opens = phrase.first in ("a", "an", "the") or is_role(phrase.head)
    if not opens or phrase.is_plural or scene.text[source[1] : source[1] + 1] != ",":
        return None
    for m in scene.mentions.covering((source[0] - 3, source[0])):
        gap = scene.text[m["end"] : source[0]]
        if gap == ", " and m["entity_type"] == "person" and m["kind"] == "name":
            speaks_for = represented(scene.text, source, scene.mentions)
            return speaker_of(m, "name", BY_NAME, speaks_for=speaks_for)
    return None


def _beside(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
    """The name set beside a description: `Mexico's interior minister, Alfonso Navarrete`."""
    noun = noun_of(phrase)
    if noun is not None and noun[1] in ("group", "document", "team") and phrase.head != "group":
        return None
    if phrase.first in ("some", "many", "several", "most"):
        return None
    text, mentions = scene.text, scene.mentions
    someone = noun is not None or is_role(phrase.head)
    for m in mentions.covering((phrase.end, source[1] + 40)):
        if m["start"] < phrase.end or m["kind"] != "name" or m["entity_name"] is None:
            continue
        gap = text[phrase.end : m["start"]]
        straight = gap == " " and m["entity_type"] == "person" and not phrase.is_plural
        if CALLED.search(gap) or (straight and someone and m["start"] >= source[1]):
            return speaker_of(m, "name", BY_NOMINAL)
        lead = gap.rpartition(",")[2].split()
        titled = all(w[:1].isupper() or is_role(w.lower().rstrip(".")) for w in lead)
        outside = m["start"] >= source[1]
        person = m["entity_type"] == "person" or (m["entity_type"] == "organization" and not lead)
        beyond = outside and (gap.count(",") > 1 or not text[source[1] :].startswith(", "))
        if "," in gap and "\n" not in gap and person and titled and not beyond:
            span = (phrase.start, min(source[1], m["start"]))
            speaks_for = represented(text, span, mentions)
            speaks_for = speaks_for or scene.profiles.of(m["entity_id"]).speaks_for
            return speaker_of(m, "name", BY_NAME, speaks_for=speaks_for)
    return None
