"""Governments, administrations, ministries and those who speak for them or for others."""

import re
from dataclasses import replace

from pipeline.knowledge.countries import countries
from pipeline.knowledge.names import fold
from pipeline.knowledge.sources import administrations
from pipeline.quotes.speakers.associates import (
    BELONGING,
    BY_LOOKUP,
    DOMINANT,
    associates,
    nominal_mention,
)
from pipeline.quotes.speakers.mentions import Row, Speaker, speaker_of, unknown
from pipeline.quotes.speakers.nominals import by_description, is_body
from pipeline.quotes.speakers.phrases import DEFINITE, Phrase, read_phrase
from pipeline.quotes.speakers.profiles import represented
from pipeline.quotes.speakers.scene import Scene

#: How sure a kind is that is told by its noun.
BY_KIND = 0.85
#: What a description inside another one must be sure of.
LIKELY = 0.55
SPOKE = re.compile(r"\b[Ss]pokes(?:man|woman|person)\b")
ADMINISTRATION = re.compile(r"\b([A-Z][\w-]+)(?:['’]s)? administration\b")
#: How far back a spokesperson may have been introduced, and a government, in characters.
INTRODUCED, FAR = 2_000, 10_000


def by_spokesperson(scene: Scene, phrase: Phrase) -> Speaker:
    """Who speaks for an organization or country is not named, so that it is it that speaks."""
    found = list(associates(scene, phrase))
    if not found and phrase.first in DEFINITE and not phrase.is_plural:
        named = _named_spokesperson(scene, phrase)
        if named is not None:
            return named
        found = _introduced(scene, phrase.start)
    if not found and phrase.cut in ("of", "for", "from", "at", "with", "to"):
        found = _complement(scene, phrase)
    for kind in ("organization", "country"):
        for m in found:
            if m["entity_type"] == kind:
                return speaker_of(m, "nominal", BELONGING, speaks_for=m["entity_name"])
    person = next((m["entity_name"] for m in found if m["entity_type"] == "person"), None)
    return Speaker(kind="anonymous", speaks_for=person, score=BY_KIND)


def _named_spokesperson(scene: Scene, phrase: Phrase) -> Speaker | None:
    """Whom `the spokesman` means: the one named last, unless another one was introduced since."""
    gender = {"spokesman": "m", "spokeswoman": "f"}.get(phrase.head)
    for m in scene.mentions.before(phrase.start, INTRODUCED):
        if m["entity_type"] != "person" or m["kind"] != "name":
            continue
        profile = scene.profiles.of(m["entity_id"])
        if profile.speaks_for is None or (gender and profile.gender not in (None, gender)):
            continue
        since = SPOKE.search(scene.text, m["end"], phrase.start)
        if since is not None and scene.text[
            max(0, since.start() - 9) : since.start()
        ].lower().endswith((" a ", " another ")):
            return None
        return speaker_of(m, "nominal", BY_LOOKUP, speaks_for=profile.speaks_for)
    return None


def _complement(scene: Scene, phrase: Phrase) -> list[Row]:
    """The body that a complement without a name describes: `a spokesman for the company`."""
    start = phrase.rest[0] + len(phrase.cut)
    inner = read_phrase(scene.text, (start, phrase.rest[1]), scene.mentions)
    if not inner.words or inner.first not in DEFINITE or not is_body(inner.head):
        return []
    found = by_description(scene, inner, inner.start, nominal_mention(scene, inner))
    if found is None or found.entity_id is None or found.score < LIKELY:
        return []
    return scene.mentions.by_entity.get(found.entity_id, [])[:1]


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


def by_government(scene: Scene, phrase: Phrase) -> Speaker:
    """A government speaks for its country; `the Obama administration` for the United States."""
    for m in associates(scene, phrase):
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


def by_ministry(scene: Scene, phrase: Phrase) -> Speaker | None:
    """A ministry of a country: by its name, else it speaks for the country."""
    found = by_description(scene, phrase, phrase.start, None)
    owner = next((m for m in associates(scene, phrase) if m["entity_type"] == "country"), None)
    if found is not None and (owner is None or _of_country(scene, found, owner)):
        return found
    if owner is not None:
        return speaker_of(owner, "nominal", BY_LOOKUP)
    iso3 = scene.main_country if phrase.first == "the" else None
    if iso3 is None or iso3 not in countries():
        return None
    where = (phrase.start, phrase.end)
    return Speaker(iso3, countries()[iso3].name, "country", "nominal", where, score=DOMINANT)


def _of_country(scene: Scene, speaker: Speaker, country: Row) -> bool:
    """Whether a body is of a country, as far as its name tells."""
    rows = scene.mentions.by_entity.get(speaker.entity_id or "", [])
    spans = [(m["start"], m["end"]) for m in rows]
    named = [m for span in spans for m in scene.mentions.within(span) if m["country"]]
    return not named or any(m["country"] == country["entity_id"] for m in named)


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
