"""Whom a description means: `the governor`, `the New York Democrat`, `the company`."""

from pipeline.knowledge.names import fold, gender_of_name
from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.sources import role_families, us_states
from pipeline.knowledge.titles import longest_title, same_title, titles
from pipeline.quotes.speakers.mentions import Row, Speaker, speaker_of
from pipeline.quotes.speakers.phrases import (
    DEFINITE,
    INDEFINITE,
    OWNERS,
    POSSESSIVE,
    Phrase,
    words_of,
)
from pipeline.quotes.speakers.profiles import Profile
from pipeline.quotes.speakers.scene import Scene

#: How much speaks for an entity: its very title or noun; one of the same family; each modifier
#: found with it, or missing; that the stage before chose it; that it spoke last.
EXACT, FAMILY, MODIFIER, MISSING, TOLD, LAST = 2.0, 1.2, 0.8, -0.3, 0.9, 0.4
#: So much more if it is the title before its name: the president, not one of a company.
HOLDS = 0.3
#: A modifier that tells one office from another: the vice president is no president.
TELLING = frozenset(
    "former vice deputy prime assistant acting inspector attorney solicitor surgeon".split()
)
TELLING_MISSING = -2.5
#: A name among the modifiers that is not found: "the Vermont senator", "the Republican leader".
NAME_MISSING = -1.2
#: What a description needs, and how much each entity counts less than one named after it.
LEAST, RECENCY = 1.0, 0.05
REACH = 20_000
#: How far behind a description in a headline its name may stand.
AHEAD = 1200
SMALL = frozenset(("of", "and", "own", "same", "new", "old", "said", "then", "so-called"))
PARTY_NOUNS = frozenset(("democrat", "republican", "independent", "conservative", "labor"))


def is_role(noun: str) -> bool:
    """Whether a noun is one for a single person, by office, rank, work or party."""
    title = titles().get(noun)
    office = title is not None and title.kind != "modifier"
    return office or noun in role_families() or noun in PARTY_NOUNS


def is_body(noun: str) -> bool:
    """Whether a noun is one for an organization: `company`, `agency`, `ministry`."""
    return noun in organization_nouns()


def by_description(scene: Scene, phrase: Phrase, offset: int, told: Row | None) -> Speaker | None:
    """The entity that a description means, if the document has one that fits.

    Args:
        scene: the document.
        phrase: the description.
        offset: where it begins; entities named before it are meant.
        told: the mention whose entity the stage before found for it.
    """
    if is_body(phrase.head) and not is_role(phrase.head):
        after = scene.text[phrase.rest[0] + 3 : phrase.rest[1]].lstrip()
        if phrase.cut == "of" and phrase.words[-1].text[:1].isupper() and after[:1].isupper():
            return None  # a name: "the University of California"
        return _body(scene, phrase, offset, told)
    return _person(scene, phrase, offset, told)


def _person(scene: Scene, phrase: Phrase, offset: int, told: Row | None) -> Speaker | None:
    if phrase.first in OWNERS and told is None:
        return None  # whose wife, whose lawyer: names tell too little
    title = longest_title([w.bare for w in phrase.words])
    head = title[0].title if title else phrase.head
    modifiers = _modifiers(phrase, len(head.split())) + _complement(scene, phrase)
    last = scene.last_spoken(offset)
    best: tuple[float, Row] | None = None
    people = _people(scene, offset)
    held = any(m["title"] and same_title(head, m["title"].lower()) for m in people)
    seen: set[str] = set()
    for m in people:
        if m["entity_id"] in seen:
            continue
        seen.add(m["entity_id"])
        profile = scene.profiles.of(m["entity_id"])
        score = _fit(profile, head, modifiers, title[0].gender if title else None)
        if told is not None and told["entity_id"] == m["entity_id"]:
            score += TOLD if not held or _is_called(profile, head) else 0.0
        if score < LEAST:
            continue
        if last is not None and last[1].entity_id == m["entity_id"]:
            score += LAST
        score -= RECENCY * len(seen)
        if best is None or score > best[0]:
            best = score, m
    if best is None:
        plain = all(w.islower() and w not in TELLING for w in modifiers)
        meant = told if plain else None
        if told is None and phrase.first == "the" and not phrase.rest[1] > phrase.end + 1:
            meant = _only(scene, people, offset)
        return speaker_of(meant, "title", 0.6) if meant is not None else None
    sure = 0.9 if best[0] >= EXACT else 0.75
    return speaker_of(best[1], "title" if head in titles() else "nominal", sure)


def _is_called(profile: Profile, head: str) -> bool:
    """Whether the document gives somebody this very title or noun."""
    nouns = profile.nouns.union(*(t.split() for t in profile.titles))
    return any(same_title(head, t) for t in profile.titles) or set(head.split()) <= nouns


def _people(scene: Scene, offset: int) -> list[Row]:
    """The mentions of persons before an offset; after it where nobody is named in a headline."""
    rows = scene.mentions.before(offset, REACH)
    found = [m for m in rows if m["entity_type"] == "person"]
    if not found and "\n" not in scene.text[:offset]:
        rows = scene.mentions.with_entity((offset, offset + AHEAD))
        found = [m for m in rows if m["entity_type"] == "person" and m["kind"] == "name"]
    return found


def _only(scene: Scene, people: list[Row], offset: int) -> Row | None:
    """The only person named before an offset, if the document gives them no office or work."""
    if len({m["entity_id"] for m in people}) != 1 or people[0]["start"] > offset:
        return None
    profile = scene.profiles.of(people[0]["entity_id"])
    known = bool(profile.titles) or any(is_role(noun) for noun in profile.nouns)
    return None if known else people[0]


def _fit(profile: Profile, head: str, modifiers: list[str], gender: str | None) -> float:
    own = profile.gender or gender_of_name(profile.name)
    if gender is not None and own is not None and own != gender:
        return 0.0
    titled = {w for t in profile.titles for w in t.split()}
    nouns, known = titled | profile.nouns, titled | profile.words
    if _is_called(profile, head):
        holds = any(same_title(head, t) for t in profile.titles)
        score = EXACT + HOLDS if holds else EXACT
    elif _family(head) and any(_family(w) == _family(head) for w in nouns):
        score = FAMILY
    else:
        return 0.0
    for word in modifiers:
        lower = word.lower()
        if lower in known:
            score += MODIFIER
        elif lower in TELLING or (len(word) > 2 and word in us_states()):
            score += TELLING_MISSING
        else:
            score += MISSING if word == lower else NAME_MISSING
    return score


def _family(noun: str) -> str | None:
    return role_families().get(noun)


def _modifiers(phrase: Phrase, taken: int) -> list[str]:
    """The words of a description that tell one from another, states of the US by their name."""
    found: list[str] = []
    for word in phrase.words[: len(phrase.words) - taken]:
        if word.bare in DEFINITE or word.bare in INDEFINITE or word.bare in SMALL:
            continue
        state = us_states().get(word.text) if len(word.text) > 2 else None
        found += state.split() if state else [POSSESSIVE.sub("", word.text)]
    return found


def _complement(scene: Scene, phrase: Phrase) -> list[str]:
    """The names after "of" and the like: `the leader of Lebanon's Hezbollah group`."""
    if phrase.cut not in ("of", "for", "at", "to"):
        return []
    words = list(words_of(scene.text, phrase.rest))[1:4]
    return [POSSESSIVE.sub("", w.text) for w in words if w.text[:1].isupper()]


def _body(scene: Scene, phrase: Phrase, offset: int, told: Row | None) -> Speaker | None:
    """The organization named last that may be called so."""
    noun = organization_nouns()[phrase.head]
    modifiers = [fold(w) for w in _modifiers(phrase, 1)]
    if told is not None and _names(told, phrase):
        return speaker_of(told, "nominal", 0.9)
    seen: set[str] = set()
    for m in scene.mentions.before(offset, REACH):
        if m["entity_type"] != "organization" or m["entity_id"] in seen:
            continue
        seen.add(m["entity_id"])
        profile = scene.profiles.of(m["entity_id"])
        known = set(fold(profile.name).split()) | profile.words
        told_so = told is not None and told["entity_id"] == m["entity_id"]
        named = phrase.head in known
        kind = profile.sort in noun.kinds if profile.sort else bool(noun.kinds) and told is None
        if not (named or kind or told_so):
            continue
        # "the Islamic organization" is no organization whose descriptions are without Islam.
        if modifiers and not any(word in known for word in modifiers):
            continue
        sure = 0.85 if named or told_so else 0.7 if profile.sort else 0.5
        return speaker_of(m, "nominal", sure)
    # What no other words name: "the US-led coalition".
    own = told is not None and told["entity_type"] == "organization"
    return speaker_of(told, "nominal", 0.75) if own and told is not None else None


def _names(told: Row, phrase: Phrase) -> bool:
    """Whether the words themselves are a name: `the Iraqi army`, `Cuba's foreign ministry`."""
    words = {fold(w.text) for w in phrase.words} - {"the"}
    return words <= set(fold(told["entity_name"]).split())
