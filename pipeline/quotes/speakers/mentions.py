"""The mentions of one document by offset, and what it says to be a speaker."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from pipeline.quotes.attribution import Span

Row = dict[str, Any]

#: What looks like a name and modifies: `Obama-era`, but not `the US-led coalition`.
MODIFIER = re.compile(r"[-‐‑](?:era|style|backed|led|aligned|like|appointed|inspired)$", re.I)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said something.

    Attributes:
        entity_id: the entity, None where it is nobody known.
        name: its canonical name.
        kind: person, organization, country, group, anonymous or unknown. Anonymous is an unnamed
            individual or people of whom no more is told than that they are sources ("a senior
            official", "two officials", "sources", "critics"), or a document without an author;
            a group is a class of people that can be told from others ("officials",
            "Republicans", "the two leaders") and several speakers together ("Laos and Vietnam").
        resolved_by: name, nominal, pronoun, title, floating or none.
        antecedent: the mention that the source was resolved to.
        speaks_for: the organization, country or person of a spokesperson, campaign or office.
        score: how sure this is.
        reason: why the kind is unknown, as in `vocabulary.UNKNOWN_REASONS`; else None.
    """

    entity_id: str | None = None
    name: str | None = None
    kind: str = "unknown"
    resolved_by: str = "none"
    antecedent: Span | None = None
    speaks_for: str | None = None
    score: float = 0.0
    reason: str | None = None


def unknown(reason: str) -> Speaker:
    """A speaker who is not known, and why."""
    return Speaker(reason=reason)


def speaker_of(mention: Row, by: str, score: float, *, speaks_for: str | None = None) -> Speaker:
    """The entity of a mention as the speaker; the score is that of the way it was found."""
    sure = mention["score"] if mention.get("score") is not None else 1.0
    return Speaker(
        entity_id=mention["entity_id"],
        name=mention["entity_name"],
        kind=mention["entity_type"] or "unknown",
        resolved_by=by,
        antecedent=(mention["start"], mention["end"]),
        speaks_for=speaks_for,
        score=round(score * (0.5 + 0.5 * sure), 3),
        reason=None if mention["entity_type"] else "name",
    )


class Mentions:
    """The mentions of one document, found by offset."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = sorted(rows, key=lambda r: (r["start"], -r["end"]))
        self._starts = [r["start"] for r in self.rows]
        self.by_entity: dict[str, list[Row]] = {}
        for row in self.rows:
            if row["entity_id"] and not MODIFIER.search(row["text"]):
                self.by_entity.setdefault(row["entity_id"], []).append(row)

    def within(self, span: Span) -> list[Row]:
        """The mentions that lie inside a span."""
        low = bisect_left(self._starts, span[0])
        high = bisect_left(self._starts, span[1])
        return [r for r in self.rows[low:high] if r["end"] <= span[1]]

    def covering(self, span: Span) -> list[Row]:
        """The mentions that share a character with a span."""
        high = bisect_left(self._starts, span[1])
        return [r for r in self.rows[max(0, high - 30) : high] if r["end"] > span[0]]

    def before(self, offset: int, reach: int) -> list[Row]:
        """The mentions of entities that end before an offset, the nearest first.

        Args:
            offset: into the text.
            reach: how many characters before it a mention may begin.
        """
        low = bisect_left(self._starts, offset - reach)
        high = bisect_left(self._starts, offset)
        near = self.rows[max(low, high - 400) : high]
        return [
            r
            for r in reversed(near)
            if r["entity_id"] and r["end"] <= offset and not MODIFIER.search(r["entity_name"] or "")
        ]

    def with_entity(self, span: Span) -> list[Row]:
        """The mentions of entities inside a span that do not merely modify: `Obama-era`."""
        return [
            r
            for r in self.within(span)
            if r["entity_id"]
            and r["entity_name"]
            and not MODIFIER.search(r["text"])
            and not MODIFIER.search(r["entity_name"])
        ]
