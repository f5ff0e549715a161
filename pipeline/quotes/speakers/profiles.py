"""What a document tells about its persons and organizations: gender, descriptions, for whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.knowledge.names import Gender, gender_of_name
from pipeline.knowledge.organizations import organization_names, organization_nouns
from pipeline.knowledge.sources import us_states
from pipeline.knowledge.titles import titles
from pipeline.quotes.attribution import Span
from pipeline.quotes.speakers.mentions import Mentions, Row
from pipeline.quotes.speakers.phrases import (
    BREAKS,
    CUTS,
    Phrase,
    complements_of,
    final_name,
    modifiers_of,
    noun_of,
    owner_of,
    read_phrase,
    words_of,
)

HONORIFIC = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Lord|Lady|Dame|Madam)\.? $")
HONORIFICS: dict[str, Gender] = {
    "Mr": "m", "Sir": "m", "Lord": "m", "Mrs": "f", "Ms": "f", "Miss": "f", "Lady": "f",
    "Dame": "f", "Madam": "f",
}  # fmt: skip
PARTY = re.compile(r" ?[(,] ?([DR])(?:em|ep)?\.?(?:[-–]([A-Z][\w. ]{1,14}?)\.?)?(?=[),]| [—–-])")
PARTIES = {"D": "democrat", "R": "republican"}
COPULA = re.compile(r" (?:is|was|became|remains) (?:an?|the) ([^,.;\n]{3,80})")
APPOSITION = re.compile(
    r"(?:, | [—–-] |\()((?:an?|the|his|her|their|its|one of|former|who) [^,.;()\n—]{3,90})"
)
TITLED = re.compile(r", ([a-z][^,.;()\n—]{3,80})")
#: A phrase up to a name: "the spokesman for the ministry, Ali Reza".
SPOKESPERSON = re.compile(r"\bspokes(?:man|woman|person) (?:for|of) [^,.;:()\n]{2,90}\Z")
#: How many words before a name may describe it, and how many mentions of an entity are read.
WIDEST, MOST_READ = 9, 12
#: Verbs that tell that what stands behind a comma speaks: `with Mr Kim, the president said`.
SAID = frozenset("said says told tells added adds asked asks wrote writes replied tweeted".split())
PAST = frozenset(("former", "then", "ex", "onetime", "fired", "late"))


@dataclass(slots=True)
class Profile:
    """An entity as the document describes it.

    Attributes:
        kind: person, organization or country.
        name: canonical name.
        gender: of a person, where a title, an honorific or the first name tells.
        nouns: the heads of its descriptions with what stands before them, in lower case.
        words: of its descriptions, in lower case; states of the US by their name.
        titles: that stand with the name.
        sort: of an organization, where known ("media").
        speaks_for: whom it speaks for as a spokesperson.
    """

    kind: str
    name: str
    gender: Gender | None = None
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    sort: str | None = None
    speaks_for: str | None = None


class Profiles:
    """The profiles of a document's entities, each made when it is first asked for."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self.text, self.mentions = text, mentions
        self._made: dict[str, Profile] = {}

    def of(self, entity_id: str) -> Profile:
        """The profile of an entity that the document mentions."""
        if entity_id not in self._made:
            self._made[entity_id] = self._make(entity_id)
        return self._made[entity_id]

    def _make(self, entity_id: str) -> Profile:
        rows = self.mentions.by_entity.get(entity_id, [])
        kind = next((r["entity_type"] for r in rows if r["entity_type"]), "person")
        name = next((r["entity_name"] for r in rows if r["entity_name"]), "")
        profile = Profile(kind, name)
        named = [r for r in rows if r["kind"] == "name"]
        for row in named[:MOST_READ]:
            for span in _descriptions(self.text, row):
                self._read(profile, span)
            if row.get("title") and row["title"].lower() not in profile.titles:
                profile.titles.append(row["title"].lower())
        if kind == "person":
            profile.gender = _gender(self.text, named, profile)
        elif kind == "organization":
            profile.sort = _sort(name)
        return profile

    def _read(self, profile: Profile, span: Span) -> None:
        words = [w.bare for w in words_of(self.text, span)]
        profile.words.update(words)
        if words and words[0] != "who":
            core = read_phrase(self.text, span, self.mentions)
            profile.nouns.update(w.bare for w in core.words)
        for match in PARTY.finditer(self.text, max(0, span[0] - 1), span[1] + 1):
            profile.words.add(PARTIES[match[1]])
            profile.nouns.add(PARTIES[match[1]])
            state = us_states().get(match[2] or "") or us_states().get(f"{match[2]}.")
            profile.words.update((state or "").lower().split())
        if profile.kind == "person" and profile.speaks_for is None:
            profile.speaks_for = represented(self.text, span, self.mentions)


def represented(text: str, span: Span, mentions: Mentions) -> str | None:
    """For whom the one described speaks: `a spokesman for Iran`, `White House spokeswoman`."""
    phrase = read_phrase(text, span, mentions)
    noun = noun_of(phrase)
    if noun is None or noun[1] != "spokesperson" or PAST & {w.bare for w in phrase.words}:
        return None
    for head in _complement_head(text, phrase, mentions):
        return str(head["entity_name"])
    owner = owner_of(phrase, mentions)
    found = complements_of(phrase, text, mentions) or ([owner] if owner else [])
    found = found or modifiers_of(phrase, mentions)
    for kind in ("organization", "country", "person"):
        for mention in found:
            if mention["entity_type"] == kind:
                return str(mention["entity_name"])
    return None


def _complement_head(text: str, phrase: Phrase, mentions: Mentions) -> Iterator[Row]:
    """The name at the head of a complement: Harry Reid in `for Senate leader Harry Reid`."""
    start, end = phrase.rest
    if phrase.cut in ("of", "for", "to"):
        inner = read_phrase(text, (start + len(phrase.cut), end), mentions)
        name = final_name(inner, text, mentions)
        if name is not None:
            yield name


def _descriptions(text: str, mention: Row) -> Iterator[Span]:
    """Where a mention by name is described: before it, in brackets, in apposition, by a copula."""
    start = mention["start"]
    yield _before(text, start), start
    if text[start - 2 : start] == ", ":
        low = _before(text, start - 2)
        if "'s " in text[low:start] or "’s " in text[low:start]:
            yield low, start - 2  # "Sanders's campaign manager, Jeff Weaver"
        low = max(text.rfind("\n", 0, start) + 1, start - 120)
        for introduced in SPOKESPERSON.finditer(text, low, start - 2):
            yield introduced.start(), start - 2
    at = mention["end"]
    party = PARTY.match(text, at, at + 30)
    if party is not None:
        yield at, party.end()
        at = party.end() + (text[party.end()] == ")")
    found = APPOSITION.match(text, at, at + 120) or TITLED.match(text, at, at + 120)
    found = found or COPULA.match(text, at, at + 120)
    if found is not None and not _speaks(text, found.span(1)):
        yield found.span(1)


def _speaks(text: str, span: Span) -> bool:
    """Whether the words are no description but the subject of what follows."""
    for word in words_of(text, span):
        if word.text in CUTS:
            return False
        if word.bare in SAID:
            return True
    return False


def _before(text: str, end: int) -> int:
    """Where the words that describe the name at an offset begin."""
    low = max(text.rfind("\n", 0, end) + 1, end - 120)
    words = [w for w in words_of(text, (low, end)) if w.end <= end][-WIDEST:]
    start = end
    for word in reversed(words):
        gap = text[word.end : start].replace("'s", "").replace("’s", "")
        if BREAKS.search(gap) or word.text in CUTS or word.text.lower() in ("said", "says", "told"):
            break
        if gap.strip() and word.bare + "." not in ("u.s.", "gov.", "sen.", "rep.", "lt.", "gen."):
            break
        start = word.start
    return start


def _gender(text: str, named: list[Row], profile: Profile) -> Gender | None:
    for row in named:
        match = HONORIFIC.search(text, max(0, row["start"] - 8), row["start"])
        if match is not None:
            return HONORIFICS[match[1]]
    told = {titles()[w].gender for w in (*profile.titles, *profile.words) if w in titles()}
    told.discard(None)
    by_name = gender_of_name(profile.name)
    return by_name or (told.pop() if len(told) == 1 else None)


def _sort(name: str) -> str | None:
    known = organization_names().get(name)
    if known is not None:
        return known.kind
    words = name.lower().split()
    noun = organization_nouns().get(words[-1]) if words else None
    return noun.kind if noun is not None else None
