"""From the words for a speaker to who it is: source → mention → entity."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any

from pipeline.knowledge.sources import SourceNoun, source_nouns
from pipeline.knowledge.titles import titles
from pipeline.quotes.attribution import Span

Row = dict[str, Any]

#: How sure a speaker is by the way it was found; for mentions that have a score, times that.
BY_NAME, BY_TITLE, BY_NOMINAL, BY_PRONOUN, BY_FLOATING = 0.95, 0.8, 0.75, 0.7, 0.65
#: How far before a floating quotation its speaker may have been named, in characters.
FLOATING_REACH = 600
PRONOUNS = frozenset("he she they it him her them i we you himself herself themselves".split())
INDEFINITE = frozenset(
    ("a", "an", "any", "another", "few", "many", "one", "other", "others", "several", "some", "two")
)
#: Words that point to somebody whom the text has named or means the reader to know.
POINTING = (
    frozenset(
        ("the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our", "your")
    )
    | PRONOUNS
)
BESIDE = frozenset(("person", "organization"))
RELATIVE = frozenset(("who", "which", "that"))
WORDS = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said something.

    Attributes:
        entity_id: the entity, None where it is nobody known.
        name: its canonical name.
        kind: person, organization, country, group, anonymous or unknown.
        resolved_by: name, nominal, pronoun, title, floating or none.
        antecedent: the mention that the source was resolved to.
        speaks_for: the organization or country of a spokesperson.
        score: how sure this is.
    """

    entity_id: str | None = None
    name: str | None = None
    kind: str = "unknown"
    resolved_by: str = "none"
    antecedent: Span | None = None
    speaks_for: str | None = None
    score: float = 0.0


class Mentions:
    """The mentions of one document, found by offset."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = sorted(rows, key=lambda r: (r["start"], -r["end"]))
        self._starts = [r["start"] for r in self.rows]

    def within(self, span: Span) -> list[Row]:
        """The mentions that lie inside a span."""
        low = bisect_left(self._starts, span[0])
        high = bisect_left(self._starts, span[1])
        return [r for r in self.rows[low:high] if r["end"] <= span[1]]

    def covering(self, span: Span) -> list[Row]:
        """The mentions that share a character with a span."""
        high = bisect_left(self._starts, span[1])
        return [r for r in self.rows[max(0, high - 30) : high] if r["end"] > span[0]]

    def ending_before(self, offset: int) -> Row | None:
        """The mention of an entity right before an offset, a comma between them or not."""
        high = bisect_left(self._starts, offset)
        for row in reversed(self.rows[max(0, high - 5) : high]):
            if row["entity_id"] and 0 < offset - row["end"] <= 2:
                return row
        return None


def resolve(text: str, source: Span, mentions: Mentions, *, head: int | None = None) -> Speaker:
    """Finds the speaker that a source stands for.

    Args:
        text: of the document.
        source: offsets of the words for the speaker.
        mentions: of the document.
        head: offset of the head word of the source where a parse gives one.
    """
    source = with_apposition(text, source, mentions)
    surface = text[source[0] : source[1]]
    inside = [m for m in mentions.covering(source) if m["entity_id"]]
    inside = [m for m in inside if m["start"] >= source[0] and m["end"] <= source[1]] or inside
    if surface.lower() in RELATIVE:
        antecedent = mentions.ending_before(source[0])
        if antecedent is not None:
            return _of(antecedent, "pronoun", BY_PRONOUN)
        return Speaker(kind="anonymous" if surface.lower() == "who" else "unknown")
    if surface.lower() in PRONOUNS:
        return _by_pronoun(inside)
    nominal = _whole(inside, source, "nominal")
    person = _first(inside, "person", "name")
    noun = source_noun(surface)
    spokesperson = noun is not None and noun.kind == "spokesperson"
    if person is not None and not _possessor(text, person, source):
        speaker = _of(person, "name", BY_NAME)
        if spokesperson:
            group = _first(inside, "organization", "name") or _first(inside, "country", "name")
            speaker = replace(speaker, speaks_for=group["entity_name"] if group else None)
        return speaker
    if nominal is not None:
        title = any(w.lower() in titles() for w in WORDS.findall(surface))
        return _of(nominal, "title" if title else "nominal", BY_TITLE if title else BY_NOMINAL)
    organization = _last(inside, "organization")
    country = _last(inside, "country")
    if spokesperson and (organization or country):
        group = organization or country
        assert group is not None
        speaker = _of(group, "nominal", BY_NOMINAL)
        return replace(speaker, speaks_for=group["entity_name"])
    if noun is not None and noun.kind in ("anonymous", "group") and not _is_name(inside, source):
        return Speaker(kind=noun.kind, resolved_by="none")
    if noun is not None and noun.kind == "government" and country is not None:
        return _of(country, "nominal", BY_NOMINAL)
    if organization is not None and (
        _is_head(organization, source, head) or organization["end"] == source[1]
    ):
        return _of(organization, "name", BY_NAME)
    if country is not None and _is_head(country, source, head):
        return _of(country, "name", BY_NAME)
    return Speaker(kind="anonymous" if noun is not None or is_unnamed(surface) else "unknown")


def is_unnamed(surface: str) -> bool:
    """Whether the words name nobody and point to nobody: "an airline", "many firms", "police"."""
    words = surface.split()
    if words[0].lower() in INDEFINITE:
        return True
    return words[0].lower() not in POINTING and surface.islower()


def with_apposition(text: str, source: Span, mentions: Mentions) -> Span:
    """The source with a name set beside it: `its commissioner for peace, Aminata Kourouba`."""
    for mention in mentions.covering((source[1], source[1] + 3)):
        beside = text[source[1] : mention["start"]] == ", "
        if beside and mention["kind"] == "name" and mention["entity_type"] in BESIDE:
            return source[0], mention["end"]
    return source


def source_noun(surface: str) -> SourceNoun | None:
    """What kind of speaker the words name, by their last word that is known to name one."""
    core = re.split(r",| of | for | in | at | from | who | with ", surface, maxsplit=1)[0]
    for word in reversed(WORDS.findall(core.lower())):
        found = source_nouns().get(word)
        if found is not None:
            return found
    return None


def _by_pronoun(inside: list[Row]) -> Speaker:
    for mention in inside:
        return _of(mention, "pronoun", BY_PRONOUN)
    return Speaker()


def _of(mention: Row, by: str, score: float) -> Speaker:
    return Speaker(
        entity_id=mention["entity_id"],
        name=mention["entity_name"],
        kind=mention["entity_type"] or "unknown",
        resolved_by=by,
        antecedent=(mention["start"], mention["end"]),
        score=round(score * (mention["score"] if mention["score"] is not None else 1.0), 3),
    )


def _first(mentions: list[Row], kind: str, by: str) -> Row | None:
    return next((m for m in mentions if m["entity_type"] == kind and m["kind"] == by), None)


def _last(mentions: list[Row], kind: str) -> Row | None:
    return next((m for m in reversed(mentions) if m["entity_type"] == kind), None)


def _whole(mentions: list[Row], source: Span, kind: str) -> Row | None:
    """A mention of a kind that is the source, or all of it but its edges."""
    for m in mentions:
        covered = min(m["end"], source[1]) - max(m["start"], source[0])
        if m["kind"] == kind and covered * 2 >= source[1] - source[0]:
            return m
    return None


def _possessor(text: str, mention: Row, source: Span) -> bool:
    """Whether a mention only owns what speaks: `Trump's lawyer`, `NPR's reporter`."""
    after = text[mention["end"] : min(source[1], mention["end"] + 3)]
    return after.startswith(("'s", "’s", "' ", "’ ")) and source[1] > mention["end"] + 3


def _is_name(mentions: list[Row], source: Span) -> bool:
    return any(m["kind"] == "name" and m["end"] == source[1] for m in mentions)


def _is_head(mention: Row, source: Span, head: int | None) -> bool:
    if head is not None:
        return bool(mention["start"] <= head < mention["end"])
    return bool(mention["end"] == source[1])
