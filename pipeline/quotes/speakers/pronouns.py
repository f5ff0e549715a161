"""Who he, she, it, they, who, I and we are when they speak.

The mentions carry the antecedents that the coreference of the stage before found. Here is known
what it did not know: who spoke last and where speech begins and ends. A pronoun goes on with the
last speaker unless another person of its gender has become the subject since; persons named only
inside speech are no antecedents while there are others.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.knowledge.names import Gender
from pipeline.knowledge.sources import source_nouns
from pipeline.quotes.attribution import Span
from pipeline.quotes.speakers.mentions import Row, Speaker, speaker_of, unknown
from pipeline.quotes.speakers.nominals import is_role
from pipeline.quotes.speakers.phrases import COUNTED, noun_of, read_phrase
from pipeline.quotes.speakers.scene import SUBJECTS, Scene

GENDERS: dict[str, Gender | None] = {
    "he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f",
    "hers": "f",
}  # fmt: skip
NEUTER = frozenset(("it", "itself", "its"))
PLURAL = frozenset(("they", "them", "themselves", "their"))
FIRST = frozenset(("i", "we", "me", "us", "myself", "ourselves", "my", "our"))
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
OTHER = frozenset(
    ("you", "this", "these", "what", "there", "nothing", "something", "everything", "yourself")
)
PRONOUNS = frozenset((*GENDERS, *NEUTER, *PLURAL, *FIRST, *OTHER))

#: What follows an "it" that stands for nothing: "it is worth noting".
EXPLETIVE = re.compile(
    r"(?: (?:is|was|seems|appears|remains|has been|would be|will be|became)\b|['’]s )"
)
#: How sure an antecedent is: the last speaker goes on and the stage before agrees; one of the two
#: says so; the nearest subject; the nearest mention of any kind.
AGREED, CONTINUED, SUBJECT, MENTIONED, NEAREST = 0.88, 0.8, 0.75, 0.6, 0.45
#: How far back an antecedent may stand, in characters: in all, and of the author's own words.
REACH, NARRATIVE = 3000, 500
#: After so many characters of the author's own words another person may be "he".
GONE_ON = 150


def by_pronoun(scene: Scene, source: Span, word: str, outer: Speaker | None) -> Speaker:
    """The speaker that a pronoun stands for.

    Args:
        scene: the document.
        source: offsets of the pronoun.
        word: the pronoun in lower case.
        outer: who says the quotation in which it stands.
    """
    if word in FIRST:
        if outer is not None and outer.kind != "unknown":
            return replace(outer, resolved_by="pronoun", score=round(outer.score * 0.9, 3))
        return unknown("first_person")
    if word in OTHER:
        return unknown("pronoun")
    found: Speaker | None
    if word in GENDERS:
        found = _person(scene, source, GENDERS[word], outer)
    elif word in NEUTER:
        found = _body(scene, source)
    else:
        found = _many(scene, source)
    return found or unknown("pronoun")


def person_meant(scene: Scene, source: Span) -> Speaker | None:
    """Whom words for a person without a name mean that go on from before: `the 61-year-old`."""
    found = _person(scene, source, None, None)
    return replace(found, resolved_by="nominal") if found is not None and found.entity_id else None


def _told(scene: Scene, source: Span) -> Row | None:
    """The mention of the pronoun, if the stage before found its antecedent."""
    return next((m for m in scene.mentions.with_entity(source) if m["kind"] == "pronoun"), None)


def _person(
    scene: Scene, source: Span, gender: Gender | None, outer: Speaker | None
) -> Speaker | None:
    told = _told(scene, source)
    if scene.is_quoted(source[0]):
        # In direct speech a pronoun is hardly the one who speaks, and means whom they mean.
        if told is not None and (outer is None or told["entity_id"] != outer.entity_id):
            return speaker_of(told, "pronoun", MENTIONED)
        return None
    candidate, score = _antecedent(scene, source, gender, outer, told)
    if candidate is None or candidate.kind == "unknown":
        return None
    if told is not None and told["entity_id"] == candidate.entity_id:
        score = AGREED
    return replace(candidate, resolved_by="pronoun", score=score)


def _antecedent(
    scene: Scene, source: Span, gender: Gender | None, outer: Speaker | None, told: Row | None
) -> tuple[Speaker | None, float]:
    last = _last_person(scene, source, gender)
    since = last[0][1] if last else 0
    subject = _subject(scene, source, gender, since, inside=outer is not None)
    since = max(since, subject["end"] if subject is not None else 0)
    if _unnamed_subject(scene, source, since):
        return Speaker(kind="anonymous"), SUBJECT
    if subject is not None:
        return speaker_of(_nearer(scene, told, subject, source), "pronoun", 1.0), SUBJECT
    if outer is not None and outer.kind == "person" and _gender_fits(scene, outer, gender):
        return outer, CONTINUED
    if last is not None and (told is None or not _is_told(scene, told, last)):
        return last[1], CONTINUED
    if told is not None:
        return speaker_of(told, "pronoun", 1.0), MENTIONED
    named = [m for m in _before(scene, source, gender) if m["kind"] != "pronoun"]
    outside = next((m for m in named if not scene.is_speech(m["start"])), None)
    nearest = outside or (named[0] if named else None)
    return (speaker_of(nearest, "pronoun", 1.0), NEAREST) if nearest else (None, 0.0)


def _before(scene: Scene, source: Span, gender: Gender | None) -> Iterator[Row]:
    """The mentions of persons of a gender before an offset and not far, the nearest first."""
    for m in scene.mentions.before(source[0], REACH):
        if scene.narrative_between(m["end"], source[0]) > NARRATIVE:
            return
        if _fits(scene, m, gender):
            yield m


def _subject(
    scene: Scene, source: Span, gender: Gender | None, since: int, *, inside: bool
) -> Row | None:
    """The nearest subject that is named outside speech, or inside the speech of the pronoun."""
    sentence = scene.sentence_start(source[0])
    found: Row | None = None
    for m in _before(scene, source, gender):
        if found is not None and m["end"] <= scene.sentence_start(found["start"]):
            break
        if m["end"] <= since or m["kind"] == "pronoun":
            continue
        if scene.is_speech(m["start"]):
            same = inside and m["start"] >= sentence and not scene.is_quoted(m["start"])
            if not same:
                continue
        if scene.is_subject(m):
            # "Gustavo and Paloma met": who is known to be a man goes before who is not.
            known = gender is None or scene.profiles.of(m["entity_id"]).gender == gender
            if known:
                return m
            found = found or m
    return found


def _unnamed_subject(scene: Scene, source: Span, since: int) -> bool:
    """Whether somebody without a name is the subject since: `A woman got probation after she`."""
    if scene.page is None:
        return False
    page, start = scene.page, scene.sentence_start(source[0])
    last = page.token_at(source[0])
    first = max(page.token_at(max(start, since)), last - 80)
    for token in page.doc[first:last]:
        if token.dep_ not in SUBJECTS or token.tag_ != "NN" or scene.is_speech(token.idx):
            continue
        noun = source_nouns().get(token.lower_)
        article = any(c.lower_ in ("a", "an", "one", "another") for c in token.children)
        if noun is not None and noun.kind == "anonymous" and article:
            return True
    return False


def _nearer(scene: Scene, told: Row | None, subject: Row, source: Span) -> Row:
    """Of the nearest subject and the antecedent told by the stage before, the likelier one.

    Parses miss subjects: what was told wins where it is named after the subject, and not as an
    object, an owner or after a preposition.
    """
    if told is None or told["entity_id"] == subject["entity_id"]:
        return subject
    elsewhere = "\n" in scene.text[subject["end"] : source[0]]
    sentence = scene.sentence_start(source[0])
    for m in scene.mentions.before(source[0], REACH):
        if m["end"] <= subject["end"]:
            return subject
        if m["entity_id"] != told["entity_id"] or m["kind"] == "pronoun":
            continue
        if elsewhere and m["start"] >= sentence and not scene.is_speech(m["start"]):
            return told
        quoted = scene.is_quoted(m["start"]) or m["kind"] != "name"
        return subject if quoted or scene.is_object(m) else told
    return subject


def _is_told(scene: Scene, told: Row, last: tuple[Span, Speaker]) -> bool:
    """Whether what the stage before found goes before the one who spoke last.

    So it does where that one has no name, or the author has long gone on to tell of another.
    """
    if last[1].kind == "unknown":
        return True
    known = last[1].entity_id is not None
    if known and scene.narrative_between(last[0][1], told["start"]) < GONE_ON:
        return False
    return any(
        r["entity_id"] == told["entity_id"]
        and r["kind"] == "name"
        and not scene.is_speech(r["start"])
        for r in scene.mentions.within((last[0][1], told["start"]))
    )


def _last_person(scene: Scene, source: Span, gender: Gender | None) -> tuple[Span, Speaker] | None:
    """Who of this gender spoke last, somebody unnamed included, with the words for them."""
    for span, speaker in reversed(scene.spoken):
        if span[1] > source[0]:
            continue
        far = scene.narrative_between(span[1], source[0]) > NARRATIVE
        if far or source[0] - span[1] > REACH:
            return None
        if speaker.kind == "person" and _gender_fits(scene, speaker, gender):
            return span, speaker
        if speaker.kind != "person" and speaker.speaks_for and _is_spokesperson(scene, span):
            return span, speaker
        if speaker.entity_id is None and _is_somebody(scene, span, speaker):
            return span, speaker
    return None


def _is_spokesperson(scene: Scene, span: Span) -> bool:
    noun = noun_of(read_phrase(scene.text, span, scene.mentions))
    return noun is not None and noun[1] == "spokesperson"


def _is_somebody(scene: Scene, span: Span, speaker: Speaker) -> bool:
    """Whether a speaker without a name is one person: `a former aide`, a name nobody knows."""
    if speaker.kind not in ("anonymous", "unknown"):
        return False
    phrase = read_phrase(scene.text, span, scene.mentions)
    if speaker.kind == "unknown":
        return speaker.reason == "name" or (speaker.reason == "nominal" and is_role(phrase.head))
    noun = noun_of(phrase)
    single = phrase.first in COUNTED and not phrase.is_plural
    return noun is not None and noun[1] != "document" and single


def _fits(scene: Scene, mention: Row, gender: Gender | None) -> bool:
    if mention["entity_type"] != "person" or mention["entity_id"] in scene.addressed:
        return False
    own = scene.profiles.of(mention["entity_id"]).gender
    return own is None or gender is None or own == gender


def _gender_fits(scene: Scene, speaker: Speaker, gender: Gender | None) -> bool:
    if speaker.entity_id is None or speaker.entity_id in scene.addressed:
        return False
    own = scene.profiles.of(speaker.entity_id).gender
    return own is None or gender is None or own == gender


def _body(scene: Scene, source: Span) -> Speaker | None:
    """An organization or country, or the document that spoke last, for "it"."""
    told = _told(scene, source)
    if EXPLETIVE.match(scene.text, source[1]):
        return speaker_of(told, "pronoun", MENTIONED) if told is not None else None
    last = scene.last_spoken(source[0])
    near = last is not None and scene.paragraphs_between(last[0][1], source[0]) <= 1
    for m in scene.mentions.before(source[0], REACH):
        if last is not None and near and m["end"] <= last[0][1]:
            break
        if scene.paragraphs_between(m["end"], source[0]) > 1:
            break
        body = m["entity_type"] in ("organization", "country") and m["country_by"] != "demonym"
        if body and not scene.is_speech(m["start"]) and scene.is_subject(m):
            agreed = told is not None and told["entity_id"] == m["entity_id"]
            return speaker_of(m, "pronoun", AGREED if agreed else SUBJECT)
    noun = noun_of(read_phrase(scene.text, last[0], scene.mentions)) if last else None
    document = noun is not None and noun[1] == "document"
    body = last is not None and last[1].kind in ("organization", "country")
    if last is not None and near and (body or document):
        return replace(last[1], resolved_by="pronoun", score=CONTINUED)
    return speaker_of(told, "pronoun", MENTIONED) if told is not None else None


def _many(scene: Scene, source: Span) -> Speaker | None:
    """Whoever several persons are: those who spoke last, or the plural subject before."""
    told = _told(scene, source)
    if told is not None:
        return speaker_of(told, "pronoun", MENTIONED)
    last = scene.last_spoken(source[0])
    noun = _plural_subject(scene, source[0], last[0][1] if last else 0)
    if noun is not None:
        return noun
    if last is not None and scene.paragraphs_between(last[0][1], source[0]) <= 1:
        kind = last[1].kind
        addressed = last[1].entity_id in scene.addressed
        if kind in ("group", "anonymous", "organization") and not addressed:
            return replace(last[1], resolved_by="pronoun", score=SUBJECT)
    return None


def _plural_subject(scene: Scene, offset: int, since: int) -> Speaker | None:
    """The class of people that is the subject nearest before an offset."""
    if scene.page is None:
        return None
    page = scene.page
    i = min(page.token_at(offset), len(page.doc) - 1)
    for token in reversed(page.doc[max(0, i - 80) : i]):
        if token.idx < since or scene.paragraphs_between(token.idx, offset) > 1:
            return None
        if token.dep_ not in ("nsubj", "nsubjpass") or scene.is_speech(token.idx):
            continue
        if token.tag_ not in ("NNS", "NNPS") and not any(c.dep_ == "conj" for c in token.children):
            continue
        span = page.noun_span(token)
        noun = noun_of(read_phrase(page.text, span, scene.mentions))
        kind = noun[1] if noun and noun[1] in ("group", "anonymous") else "group"
        return Speaker(kind=kind, resolved_by="pronoun", antecedent=None, score=MENTIONED)
    return None
