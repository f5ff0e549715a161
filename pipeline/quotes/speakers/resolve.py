"""From the words for a speaker to who it is: source → mention → entity."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import Page
from pipeline.quotes.speakers.besides import apposed, behind_title, beside, cut_off
from pipeline.quotes.speakers.descriptions import by_noun, lookup
from pipeline.quotes.speakers.mentions import Mentions, Row, Speaker, speaker_of, unknown
from pipeline.quotes.speakers.nominals import is_body, is_role
from pipeline.quotes.speakers.phrases import (
    COUNTED,
    DEFINITE,
    INDEFINITE,
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
from pipeline.quotes.speakers.subjects import unstated_sources
from pipeline.quotes.speakers.turns import fill_turns

__all__ = ["Mentions", "Speaker", "find_speakers", "resolve"]

#: How sure a speaker is by the way it was found: the share that was right in a reading of news
#: and of PolNeAR's training articles.
BY_NAME, BY_NOMINAL = 0.97, 0.85
#: How much less sure it is where the subject of the cue stands for the source.
BY_SUBJECT = 0.85
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
    sources = unstated_sources(scene, attributions)
    sources.update((i, a.source) for i, a in enumerate(attributions) if a.source is not None)
    order = sorted((source, i) for i, source in sources.items())
    for source, i in order:
        attribution = attributions[i]
        outer = _outer(attributions, found, source, i)
        asked = _addressees(scene, attribution)
        scene.addressed = frozenset(m["entity_id"] for m in asked)
        speaker = resolve(page.text, source, mentions, outer=outer, scene=scene)
        if attribution.source is None:
            found[i] = _shared(speaker)
            continue
        found[i] = speaker
        if speaker.kind != "unknown" or speaker.reason in ("name", "nominal"):
            scene.spoken.append((source, speaker))
        if asked and _asks(page.text, attribution):
            # Whoever was asked is expected to answer: "Lee asked Kim why. He said ..."
            scene.spoken.append((source, speaker_of(asked[0], "pronoun", 1.0)))
    scene.addressed = frozenset()
    filled = fill_turns(scene, attributions, found)
    return _first_persons(scene, attributions, filled)


def _shared(speaker: Speaker) -> Speaker | None:
    """The speaker by the subject of a cue that has no source, where it is somebody known."""
    if speaker.entity_id is None:
        return None
    return replace(speaker, score=round(speaker.score * BY_SUBJECT, 3))


def _first_persons(
    scene: Scene, attributions: Sequence[Attribution], found: Sequence[Speaker]
) -> list[Speaker]:
    """Gives "I" inside a quotation its speaker where that one is named only after it, or not."""
    filled = list(found)
    for i, attribution in enumerate(attributions):
        if attribution.source is None or filled[i].reason != "first_person":
            continue
        outer = _outer(attributions, filled, attribution.source, i)
        if outer is not None:
            filled[i] = resolve(
                scene.text, attribution.source, scene.mentions, outer=outer, scene=scene
            )
    return filled


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
    attributions: Sequence[Attribution], found: Sequence[Speaker | None], source: Span, i: int
) -> Speaker | None:
    """The speaker of the smallest content in which the source of an attribution stands."""
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
    titled = behind_title(scene, phrase, source)
    if titled is not None:
        return titled
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
    named = cut_off(scene, phrase, source)
    named = named or beside(scene, phrase, source) or apposed(scene, phrase, source)
    return named or by_noun(scene, phrase, source)


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
