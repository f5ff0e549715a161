"""Who a description is: spokespersons, governments, campaigns, documents, groups, the unnamed."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.knowledge.countries import countries
from pipeline.knowledge.names import fold
from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.sources import administrations
from pipeline.quotes.attribution import Span
from pipeline.quotes.speakers.mentions import MODIFIER, Row, Speaker, speaker_of, unknown
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
from pipeline.quotes.speakers.profiles import represented
from pipeline.quotes.speakers.pronouns import GENDERS, by_pronoun
from pipeline.quotes.speakers.scene import Scene

#: How sure each way is: a noun with the one it belongs to; a kind told by its noun; an entity of
#: the same name elsewhere, or one spoken of before; the country that the document is about.
BELONGING, BY_KIND, BY_LOOKUP, DOMINANT = 0.85, 0.85, 0.75, 0.6
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
SPOKE = re.compile(r"\b[Ss]pokes(?:man|woman|person)\b")
ADMINISTRATION = re.compile(r"\b([A-Z][\w-]+)(?:['’]s)? administration\b")
#: How far back a spokesperson may have been introduced, and a government, in characters.
INTRODUCED, FAR = 2_000, 10_000


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
        return _spokesperson(scene, phrase)
    if kind == "government":
        return _government(scene, phrase)
    if kind == "team":
        return _team(scene, phrase)
    if kind == "document":
        return _document(scene, phrase)
    told = nominal_mention(scene, phrase)
    if kind in ("anonymous", "group"):
        return _people(scene, phrase, source, kind, told)
    if phrase.first in INDEFINITE:
        return _indefinite(phrase)
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
    if head.text[:1].isupper() and (len(phrase.words) > 1 or head.start > phrase.start - 1):
        return unknown("name")
    if phrase.is_plural and PEOPLE.search(phrase.head):
        return Speaker(kind="group", score=BY_KIND)
    owned = owner_of(phrase, scene.mentions) is not None
    person = PERSON.search(phrase.head) and phrase.first not in DEFINITE and not owned
    return Speaker(kind="anonymous", score=BY_KIND) if person else unknown("nominal")


def _associates(scene: Scene, phrase: Phrase) -> Iterator[Row]:
    """Those named with a head: its owner, its complements, its modifiers, in this order."""
    owner = _owner(scene, phrase)
    if owner is not None:
        yield owner
    if phrase.cut in ("of", "for", "from", "by", "at", "with", "to"):
        yield from complements_of(phrase, scene.text, scene.mentions)
    yield from reversed(modifiers_of(phrase, scene.mentions))


def _owner(scene: Scene, phrase: Phrase) -> Row | None:
    """The owner of a head; whom "his" means is found as for a speaker."""
    owner = owner_of(phrase, scene.mentions)
    word = owner["text"].lower() if owner is not None else phrase.first
    if word not in GENDERS:
        return owner
    at = owner["start"] if owner is not None else phrase.start
    found = by_pronoun(scene, (at, at + len(word)), word, None)
    rows = scene.mentions.by_entity.get(found.entity_id or "")
    if not rows:
        return owner
    antecedent = found.antecedent or (rows[0]["start"], rows[0]["end"])
    return {**rows[0], "start": antecedent[0], "end": antecedent[1]}


def _spokesperson(scene: Scene, phrase: Phrase) -> Speaker:
    """Who speaks for an organization or country is not named, so that it is it that speaks."""
    found = list(_associates(scene, phrase))
    if not found and phrase.first in DEFINITE and not phrase.is_plural:
        found = _introduced(scene, phrase.start)
    for kind in ("organization", "country"):
        for m in found:
            if m["entity_type"] == kind:
                return speaker_of(m, "nominal", BELONGING, speaks_for=m["entity_name"])
    person = next((m["entity_name"] for m in found if m["entity_type"] == "person"), None)
    return Speaker(kind="anonymous", speaks_for=person, score=BY_KIND)


def _introduced(scene: Scene, offset: int) -> list[Row]:
    """Whom `the spokesman` speaks for, where he was introduced: `a spokesman for Iran`."""
    found = list(SPOKE.finditer(scene.text, max(0, offset - INTRODUCED), offset))
    for match in reversed(found):
        line = scene.text.rfind("\n", 0, match.start()) + 1
        start = max(line, match.start() - 60)
        end = min(offset, match.end() + 80)
        name = represented(scene.text, (match.start(), end), scene.mentions)
        name = name or represented(scene.text, (start, match.end()), scene.mentions)
        rows = [m for m in scene.mentions.with_entity((start, end)) if m["entity_name"] == name]
        if rows:
            return rows[:1]
    return []


def _government(scene: Scene, phrase: Phrase) -> Speaker:
    """A government speaks for its country; `the Obama administration` for the United States."""
    for m in _associates(scene, phrase):
        if m["entity_type"] == "country":
            return speaker_of(m, "nominal", BELONGING)
    lead = [w for w in phrase.words[:-1] if w.bare not in DEFINITE]
    names = [fold(w.bare) for w in lead if w.text[:1].isupper()]
    iso3 = next((administrations()[n] for n in reversed(names) if n in administrations()), None)
    if iso3 is None and phrase.head == "administration" and not names:
        iso3 = _administration(scene, phrase.start)
    if iso3 is not None:
        where = (phrase.start, phrase.end)
        name = countries()[iso3].name
        return Speaker(iso3, name, "country", "nominal", where, score=BELONGING)
    told = nominal_mention(scene, phrase)
    if told is not None:
        return speaker_of(told, "nominal", BELONGING)
    if phrase.head == "authorities":
        return Speaker(kind="group", score=BY_KIND)
    if len(phrase.words) == 2 and phrase.first in DEFINITE:
        for _, speaker in reversed(scene.spoken):
            if speaker.kind == "country" and speaker.resolved_by == "nominal":
                return replace(speaker, score=BY_LOOKUP)
    iso3 = scene.main_country if phrase.head == "government" else None
    if iso3 and iso3 in countries():
        where = (phrase.start, phrase.end)
        return Speaker(iso3, countries()[iso3].name, "country", "nominal", where, score=DOMINANT)
    return unknown("nominal")


def _administration(scene: Scene, offset: int) -> str | None:
    """The country of `the administration`: of the one named last, or of the president named."""
    for match in reversed(list(ADMINISTRATION.finditer(scene.text, max(0, offset - FAR), offset))):
        iso3 = administrations().get(fold(match[1]))
        if iso3 is not None:
            return iso3
    for row in scene.mentions.before(offset, FAR):
        if row["title"] in ("President", "Pres.") and row["entity_type"] == "person":
            return administrations().get(fold(row["entity_name"]).split()[-1])
    return None


def _team(scene: Scene, phrase: Phrase) -> Speaker:
    """Somebody's campaign or office is not they, but speaks for them."""
    told = nominal_mention(scene, phrase)
    if told is not None and told["entity_type"] == "organization":
        return speaker_of(told, "nominal", BELONGING)
    for m in _associates(scene, phrase):
        if m["entity_type"] == "organization":
            return speaker_of(m, "nominal", BY_LOOKUP, speaks_for=m["entity_name"])
        if m["entity_type"] == "person":
            return Speaker(kind="group", speaks_for=m["entity_name"], score=BY_KIND)
    return Speaker(kind="group", score=BY_LOOKUP)


def _document(scene: Scene, phrase: Phrase) -> Speaker:
    """A document speaks for the organization that made it or the person who wrote it."""
    text, mentions = scene.text, scene.mentions
    inner = owning_noun(phrase, mentions)
    if inner is not None and noun_of(inner) is not None:
        return by_noun(scene, inner, (inner.start, inner.end))  # "his campaign's filing"
    owner = _owner(scene, phrase) if inner is None else None
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


def nominal_mention(scene: Scene, phrase: Phrase) -> Row | None:
    """The mention of the description itself, if the stage before knows whom it means."""
    for m in scene.mentions.covering((phrase.end - 1, phrase.end)):
        known = m["kind"] == "nominal" and m["entity_id"] and m["entity_name"]
        if known and m["start"] >= phrase.start and not MODIFIER.search(m["entity_name"]):
            return m
    return None


def lookup(scene: Scene, phrase: Phrase) -> Speaker | None:
    """The person or body named elsewhere by the last words of a phrase that is no mention here."""
    names = [w for w in phrase.words if w.text[:1].isupper()]
    if not names or names[-1] is not phrase.words[-1]:
        return None
    for n in (3, 2, 1):
        wanted = fold(" ".join(w.bare for w in names[-n:])).split()
        named = (r[0] for r in scene.mentions.by_entity.values())
        rows = [r for r in named if r["entity_type"] != "country"]
        found = [r for r in rows if _is_part(wanted, fold(r["entity_name"] or "").split())]
        if len(found) == 1 and len(names) >= n and wanted:
            return speaker_of(found[0], "name", BY_LOOKUP)
    return None


def _is_part(wanted: list[str], name: list[str]) -> bool:
    return wanted in (name[-len(wanted) :], name[: len(wanted)])
