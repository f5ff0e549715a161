"""Finds the antecedents of descriptions among the mentions before them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.names import fold
from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.titles import same_title, titles
from pipeline.ner.entities import Entity, Mention
from pipeline.ner.nominals import Nominal

__all__ = ["Context", "countries_in", "fitting_organizations", "resolve_nominal"]

_HEADS_OF_STATE = frozenset(
    [
        "president",
        "prime minister",
        "premier",
        "king",
        "queen",
        "chancellor",
        "emir",
        "sultan",
        "supreme leader",
    ]
)
_FARTHEST = 500  # mentions back, whatever the sentences: hostile texts may have but one
_EXACT = 3.0
_COMPATIBLE = 2.0
_COUNTRY = 2.0


@dataclass(slots=True)
class Context:
    """What a description or pronoun is resolved against.

    Attributes:
        doc: The document.
        mentions: Named mentions and those resolved so far, in order.
        sentence_of: The sentence number of each token.
        quotes: Token spans of quotations.
        window: How many sentences back an antecedent may stand.
    """

    doc: Doc
    mentions: list[Mention]
    sentence_of: list[int]
    quotes: list[tuple[int, int]]
    window: int

    def before(self, start: int) -> Iterator[Mention]:
        """Mentions with an entity that end before token `start`, the nearest first."""
        here = self.sentence_of[start]
        last = bisect_left(self.mentions, start, key=_start) - 1
        for i in range(last, max(-1, last - _FARTHEST), -1):
            m = self.mentions[i]
            if here - self.sentence_of[m.start] > self.window:
                return
            if m.end <= start and m.entity is not None:
                yield m

    def between(self, start: int, end: int) -> Iterator[Mention]:
        """Mentions that begin at a token of [start, end)."""
        for i in range(bisect_left(self.mentions, start, key=_start), len(self.mentions)):
            if self.mentions[i].start >= end:
                return
            yield self.mentions[i]

    def quote_of(self, i: int) -> tuple[int, int] | None:
        """The quotation that a token stands in."""
        at = bisect_left(self.quotes, (i, 0)) - 1
        if at >= 0 and self.quotes[at][0] < i < self.quotes[at][1]:
            return self.quotes[at]
        return None


def _start(mention: Mention) -> int:
    return mention.start


def resolve_nominal(nominal: Nominal, context: Context) -> Entity | None:
    """The entity that a description refers to, or None where that is unclear."""
    if nominal.kind == "person":
        return _apposed(nominal, context) or _person(nominal, context)
    if nominal.kind == "organization":
        return _organization(nominal, context)
    if nominal.kind == "country":
        return _country(nominal, context)
    if nominal.kind == "government":
        return _government(nominal, context)
    return None


def _apposed(nominal: Nominal, context: Context) -> Entity | None:
    """The person in "the spokesperson for the ministry, Nasser Kanaani," or "Sadr, the leader"."""
    doc = context.doc
    near = context.between(max(0, nominal.start - 12), nominal.end + 14)
    people = [m for m in near if m.label == "PERSON" and m.kind == "name"]
    if nominal.start > 0 and doc[nominal.start - 1].text == ",":
        for m in people:
            if m.end == nominal.start - 1:
                return m.entity
    for token in doc[nominal.end : nominal.end + 12]:
        if token.text == ",":
            return next((m.entity for m in people if m.start == token.i + 1), None)
        if token.is_space or token.pos_ in ("VERB", "AUX") or token.text in (".", ";", ":"):
            return None
    return None


def _person(nominal: Nominal, context: Context) -> Entity | None:
    if nominal.title is None:
        return None
    countries = countries_in(nominal, context)
    best: tuple[float, Entity] | None = None
    seen: set[str] = set()
    for rank, m in enumerate(context.before(nominal.start)):
        entity = m.entity
        if entity is None or entity.type != "person" or entity.id in seen:
            continue
        seen.add(entity.id)
        score = _fit(nominal, entity, countries)
        if score > 0:
            score -= 0.02 * rank
            if best is None or score > best[0]:
                best = score, entity
    return best[1] if best else None


def _fit(nominal: Nominal, entity: Entity, countries: set[str]) -> float:
    """How well a person fits a description; 0 where they do not."""
    title = nominal.title
    if title is None or (title.gender and entity.gender and title.gender != entity.gender):
        return 0.0
    if countries and entity.countries and not countries & entity.countries:
        return 0.0
    known = [t.lower() for t in entity.titles]
    if nominal.noun in known:
        score = _EXACT
    elif any(same_title(nominal.noun, t) for t in known):
        score = _COMPATIBLE
    elif nominal.noun in ("leader", "ruler") and any(_rules(t) for t in known):
        score = _COMPATIBLE / 2
    else:
        return 0.0
    if countries and countries & entity.countries:
        score += _COUNTRY
    return score


def _rules(title: str) -> bool:
    known = titles().get(title)
    name = (known.canonical or title).lower() if known else title
    return name in _HEADS_OF_STATE


def countries_in(nominal: Nominal, context: Context) -> set[str]:
    """Countries named inside a description or right after it ("the president of Serbia")."""
    doc = context.doc
    end = nominal.end
    if end < len(doc) and doc[end].lower_ == "of":
        end = min(len(doc), end + 3)
    return {m.country for m in context.between(nominal.start, end) if m.country and m.end <= end}


def _organization(nominal: Nominal, context: Context) -> Entity | None:
    return next(iter(fitting_organizations(nominal, context)), None)


def fitting_organizations(nominal: Nominal, context: Context) -> list[Entity]:
    """Organizations before a description that it may mean, the nearest first.

    Where the name of the nearest has the noun ("the ministry"), it is the only one.
    """
    noun = organization_nouns()[nominal.noun]
    head = fold(nominal.noun).split()[-1]
    found: dict[str, Entity] = {}
    for m in context.before(nominal.start):
        entity = m.entity
        if entity is None or entity.type != "organization":
            continue
        # "the foreign ministry" needs a ministry, "the newspaper" any medium.
        words = fold(entity.name).split()
        named = nominal.noun in fold(entity.name) or (" " not in nominal.noun and head in words)
        if named and not found:
            return [entity]
        if named or (entity.kind in noun.kinds and not noun.function):
            found.setdefault(entity.id, entity)
    return list(found.values())


def _country(nominal: Nominal, context: Context) -> Entity | None:
    for m in context.before(nominal.start):
        if m.entity is not None and m.entity.type == "country" and m.country_by == "name":
            return m.entity
    return None


def _government(nominal: Nominal, context: Context) -> Entity | None:
    inside = [
        m
        for m in context.between(nominal.start, nominal.end)
        if m.end <= nominal.end and m.entity is not None
    ]
    countries = [m.entity for m in inside if m.entity is not None and m.entity.type == "country"]
    return countries[-1] if countries else None
