"""Names that are not the head of a source: beside a description, or cut off by its end."""

import re

from pipeline.knowledge.titles import titles
from pipeline.quotes.attribution import Span
from pipeline.quotes.speakers.descriptions import lookup
from pipeline.quotes.speakers.mentions import Speaker, speaker_of
from pipeline.quotes.speakers.nominals import is_body, is_role
from pipeline.quotes.speakers.phrases import PEOPLE, PERSON, Phrase, noun_of
from pipeline.quotes.speakers.profiles import represented
from pipeline.quotes.speakers.scene import Scene

#: How sure a name is that stands beside a description, or of which a part is the source.
BY_NAME, BY_NOMINAL, BY_PART = 0.97, 0.85, 0.5
#: What leads from a description to a name: "a group calling itself the Tibesti Front".
CALLED = re.compile(r"(?:\b(?<!-)called|calling itself|known as|named|identified as)(?: the)? $")


def behind_title(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
    """The name behind a title of several parts: `Special Agent in Charge Ann Lee`."""
    noun = noun_of(phrase)
    someone = is_role(phrase.head) or PERSON.search(phrase.head)
    single = noun is None or noun[1] == "anonymous"
    if phrase.cut in ("", ",") or not someone or phrase.is_plural or not single:
        return None
    end = scene.text.find(",", *phrase.rest)
    end = phrase.rest[1] if end < 0 else end
    for m in scene.mentions.with_entity((phrase.rest[0], end)):
        lead = scene.text[phrase.rest[0] : m["start"]].split()
        plain = len(lead) > 1 and lead[-1][:1].isupper() and lead[-1].lower() not in titles()
        if m["entity_type"] == "person" and m["kind"] == "name" and m["end"] == end and plain:
            own = scene.mentions.covering((m["start"] - 2, m["start"] - 1))
            named = any(o["entity_type"] == "person" for o in own)
            return None if named else speaker_of(m, "name", BY_NOMINAL)
    return None


def cut_off(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
    """The name that a source is only the beginning of, or the name that begins a clause."""
    known = noun_of(phrase) is not None or is_role(phrase.head) or is_body(phrase.head)
    for m in scene.mentions.covering((phrase.start, source[1])):
        if m["kind"] != "name" or not m["entity_name"]:
            continue
        if m["start"] < phrase.start:
            if m["end"] == source[1] and m["entity_type"] == "person":
                return speaker_of(m, "name", BY_PART)
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


def apposed(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
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


def beside(scene: Scene, phrase: Phrase, source: Span) -> Speaker | None:
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
