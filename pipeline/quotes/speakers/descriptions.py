"""Who a description is: spokespersons, governments, campaigns, documents, groups, the unnamed."""

import re

from pipeline.knowledge.names import fold
from pipeline.knowledge.organizations import organization_nouns
from pipeline.quotes.attribution import Span
from pipeline.quotes.speakers.associates import (
    BELONGING,
    BY_LOOKUP,
    associates,
    nominal_mention,
    owner_in,
)
from pipeline.quotes.speakers.mentions import Row, Speaker, speaker_of, unknown
from pipeline.quotes.speakers.nominals import by_description, is_body, is_role
from pipeline.quotes.speakers.phrases import (
    COUNTED,
    DEFINITE,
    INDEFINITE,
    PEOPLE,
    PERSON,
    Phrase,
    complements_of,
    modifiers_of,
    noun_of,
    owner_of,
    owning_noun,
    read_phrase,
)
from pipeline.quotes.speakers.pronouns import person_meant
from pipeline.quotes.speakers.representatives import (
    BY_KIND,
    by_government,
    by_ministry,
    by_spokesperson,
)
from pipeline.quotes.speakers.scene import Scene

#: What tells that the members of a group are no more than sources.
UNNAMED = ("familiar with", "close to", "anonymity", "not authorized", "unauthorized", "briefed on")
#: Nouns of number, which stand for what follows their "of".
QUANTITIES = frozenset(
    "percent majority majorities minority dozens hundreds thousands millions scores handful rest "
    "half third quarter thirds quarters plurality share bulk most few all each none either neither "
    "number numbers some many several one another any others much two three four five couple group "
    "groups pair both member members crowd crowds those series list".split()
)
SINGLES = frozenset("one member another two three four couple pair".split())
#: Nouns that fit too many persons to mean one by themselves.
UNTELLING = frozenset(
    "official aide adviser advisor source expert analyst man woman person member supporter "
    "strategist operative consultant lawmaker lawyer attorney".split()
)
#: Whose names are looked up by a part of them.
BEARERS = ("person", "organization", None)
AGE = re.compile(r"\d{1,3}-years?-old$")


def by_noun(scene: Scene, phrase: Phrase, source: Span) -> Speaker:
    """The speaker that a phrase without a name at its head stands for, by its head noun.

    Args:
        scene: the document.
        phrase: the source taken apart.
        source: its offsets.
    """
    noun, kind = noun_of(phrase) or ("", "")
    if phrase.cut == "of" and noun in QUANTITIES and kind in ("group", "anonymous"):
        return _some_of(scene, phrase, noun)
    if kind == "spokesperson":
        return by_spokesperson(scene, phrase)
    if kind == "government":
        return by_government(scene, phrase)
    if kind == "team":
        return _team(scene, phrase)
    if kind == "document":
        return _document(scene, phrase)
    told = nominal_mention(scene, phrase)
    if kind in ("anonymous", "group"):
        return _people(scene, phrase, source, kind, told)
    if phrase.first in INDEFINITE:
        return _indefinite(phrase)
    if phrase.first == "the" and AGE.match(phrase.head):
        return person_meant(scene, (phrase.start, phrase.end)) or unknown("nominal")
    if phrase.head == "ministry" and told is None:
        found = by_ministry(scene, phrase)
        if found is not None:
            return found
    if is_role(phrase.head) or is_body(phrase.head) or told is not None:
        found = by_description(scene, phrase, phrase.start, told)
        if found is not None:
            return found
    return lookup(scene, phrase) or _unknown(scene, phrase)


def _some_of(scene: Scene, phrase: Phrase, noun: str) -> Speaker:
    """`one of Trump's aides`, `most of the Republicans`, `28 percent of voters`."""
    if noun in SINGLES:
        return Speaker(kind="anonymous", score=BY_KIND)
    start = phrase.rest[0] + len(phrase.cut)
    inner = noun_of(read_phrase(scene.text, (start, phrase.rest[1]), scene.mentions))
    anonymous = inner is not None and inner[1] == "anonymous"
    return Speaker(kind="anonymous" if anonymous else "group", score=BY_KIND)


def _people(scene: Scene, phrase: Phrase, source: Span, kind: str, told: Row | None) -> Speaker:
    """A class of people, or individuals of whom no more is told than what they are."""
    if told is not None and told["entity_type"] != "person":
        return speaker_of(told, "nominal", BELONGING)
    single = kind == "anonymous" and not phrase.is_plural
    if phrase.first in DEFINITE and is_body(phrase.head) and phrase.cut != "of":
        found = by_description(scene, phrase, phrase.start, told)
        if found is not None:
            return found
    if single and phrase.first in DEFINITE and is_role(phrase.head):
        last = scene.last_spoken(phrase.start)
        unnamed = last is not None and last[1].kind == "anonymous"
        unnamed = unnamed or (told is None and phrase.head in UNTELLING)
        found = None if unnamed else by_description(scene, phrase, phrase.start, told)
        if found is not None:
            return found
    words = scene.text[phrase.start : source[1]].lower()
    body = phrase.head.rstrip("s") in organization_nouns() or phrase.head.endswith("ies")
    counted = phrase.first in COUNTED and not body
    unnamed = kind == "anonymous" or counted or any(mark in words for mark in UNNAMED)
    return Speaker(kind="anonymous" if unnamed else "group", score=BY_KIND)


def _indefinite(phrase: Phrase) -> Speaker:
    """`a Texan`, `several chains`: somebody, where the noun may be one for people or bodies."""
    head = phrase.head
    if phrase.is_plural or head.endswith(("men", "women")):
        body = head.rstrip("s") in organization_nouns()
        if body or (phrase.first not in COUNTED and PEOPLE.search(head)):
            return Speaker(kind="group", score=BY_KIND)
        return Speaker(kind="anonymous", score=BY_KIND) if PEOPLE.search(head) else _nobody()
    return Speaker(kind="anonymous", score=BY_KIND)


def _nobody() -> Speaker:
    return unknown("nominal")


def _unknown(scene: Scene, phrase: Phrase) -> Speaker:
    """What a phrase is that stands for nothing the document knows."""
    head = phrase.words[-1]
    if is_role(phrase.head):
        return unknown("nominal")
    opening = len(phrase.words) == 1 and scene.sentence_start(head.start) == head.start
    if opening and phrase.is_plural and PEOPLE.search(phrase.head):
        return Speaker(kind="group", score=BY_KIND)
    if head.text[:1].isupper() and (len(phrase.words) > 1 or head.start > phrase.start - 1):
        return unknown("name")
    if phrase.is_plural and PEOPLE.search(phrase.head):
        return Speaker(kind="group", score=BY_KIND)
    owned = owner_of(phrase, scene.mentions) is not None
    person = PERSON.search(phrase.head) and phrase.first not in DEFINITE and not owned
    return Speaker(kind="anonymous", score=BY_KIND) if person else unknown("nominal")


def _team(scene: Scene, phrase: Phrase) -> Speaker:
    """Somebody's campaign or office is not they, but speaks for them."""
    told = nominal_mention(scene, phrase)
    if told is not None and told["entity_type"] == "organization":
        return speaker_of(told, "nominal", BELONGING)
    for m in associates(scene, phrase):
        if m["entity_type"] == "organization":
            return speaker_of(m, "nominal", BY_LOOKUP, speaks_for=m["entity_name"])
        if m["entity_type"] == "person":
            return Speaker(kind="group", speaks_for=m["entity_name"], score=BY_KIND)
    return Speaker(kind="group", score=BY_LOOKUP)


def _document(scene: Scene, phrase: Phrase) -> Speaker:
    """A document speaks for the organization that made it or the person who wrote it."""
    text, mentions = scene.text, scene.mentions
    inner = owning_noun(phrase, mentions)
    if inner is not None and (noun_of(inner) is not None or is_role(inner.head)):
        return by_noun(scene, inner, (inner.start, inner.end))  # "his campaign's filing"
    owner = owner_in(scene, phrase) if inner is None else None
    if owner is not None and owner["entity_type"] in ("organization", "person"):
        return speaker_of(owner, "nominal", BY_LOOKUP)
    made = list(modifiers_of(phrase, mentions))
    by = text.find(" by ", phrase.rest[0] - 1, phrase.rest[1])
    if phrase.cut in ("by", "from"):
        made += complements_of(phrase, text, mentions)
    elif by >= 0:
        made += mentions.with_entity((by, phrase.rest[1]))
    wanted = ["organization", "person"] if phrase.cut in ("by", "from") else ["organization"]
    for m in made:
        owns = text[m["end"] : m["end"] + 2] in ("'s", "’s")
        if m["entity_type"] in wanted and not (owns and m["start"] >= phrase.rest[0]):
            return speaker_of(m, "nominal", BY_LOOKUP)
    return Speaker(kind="anonymous", score=BY_KIND)


def lookup(scene: Scene, phrase: Phrase) -> Speaker | None:
    """The person or body named elsewhere by the last words of a phrase that is no mention here."""
    names = [w for w in phrase.words if w.text[:1].isupper()]
    if not names or names[-1] is not phrase.words[-1]:
        return None
    for n in (3, 2, 1):
        wanted = fold(" ".join(w.bare for w in names[-n:])).split()
        if len(names) < n or not wanted:
            continue
        found = [
            (rows[0]["entity_type"] == "person", len(rows), rows[0]["start"], rows[0])
            for rows in scene.mentions.by_entity.values()
            if rows[0]["entity_type"] in (("person",) if phrase.cut == "of" else BEARERS)
            and _is_part(wanted, fold(rows[0]["entity_name"] or "").split())
        ]
        found.sort(key=lambda f: f[:3], reverse=True)
        if found and (len(found) == 1 or found[0][:2] > found[1][:2]):
            return speaker_of(found[0][3], "name", BY_LOOKUP)
    return None


def _is_part(wanted: list[str], name: list[str]) -> bool:
    return wanted in (name[-len(wanted) :], name[: len(wanted)])
