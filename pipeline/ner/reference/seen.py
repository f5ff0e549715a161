"""Mentions of the pipeline as the scorer of pairs sees them."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.knowledge.names import fold
from pipeline.ner.entities import Entity, Mention
from pipeline.ner.nominals import Nominal
from pipeline.ner.reference.groups import Group
from pipeline.ner.reference.referents import PRONOUN_GENDERS, Referent, ReferentType

__all__ = [
    "referent_of_group",
    "referent_of_mention",
    "referent_of_nominal",
    "referent_of_pronoun",
]

_TYPES: dict[str, ReferentType] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_NEUTER = frozenset({"it", "its", "itself"})


def referent_of_mention(doc: Doc, m: Mention, *, seen: Referent | None = None) -> Referent | None:
    """A mention with what is known of its entity; None for demonyms ("Serbian").

    Args:
        doc: The document.
        m: The mention.
        seen: The same one before it was resolved, if it is a description or pronoun.
    """
    if m.country_by == "demonym":
        return None
    entity = m.entity
    type_: ReferentType = entity.type if entity is not None else _TYPES.get(m.label, "other")
    if m.members:
        type_ = "group"
    found = seen or Referent(m.start, m.end, m.kind, type_)
    if entity is None:
        key = tuple(e.id for e in m.members) or None
        return replace(found, type=type_ if seen is None or m.members else seen.type, entity=key)
    return replace(
        found,
        type=type_,
        entity=entity.id,
        gender=entity.gender or found.gender,
        titles=found.titles if m.kind == "nominal" else tuple(t.lower() for t in entity.titles),
        countries=frozenset(entity.countries),
        words=_words(entity) if m.kind == "name" else found.words,
    )


def _words(entity: Entity) -> frozenset[str]:
    words = set(fold(entity.name).split())
    if entity.kind is not None:
        words.add(entity.kind)
    return frozenset(words)


def referent_of_group(group: Group) -> Referent:
    """Several names that "and" joins."""
    key = tuple(e.id for e in group.members) or None
    return Referent(group.start, group.end, "name", "group", key, number="plural")


def referent_of_nominal(nominal: Nominal, countries: frozenset[str]) -> Referent:
    """A description.

    Args:
        nominal: The description.
        countries: Those named in it.
    """
    type_: ReferentType = "country" if nominal.kind == "government" else nominal.kind
    gender = nominal.title.gender if nominal.title is not None else None
    return Referent(
        nominal.start,
        nominal.end,
        "nominal",
        type_,
        gender=gender,
        number="plural" if type_ == "group" else "singular",
        titles=(nominal.noun,),
        countries=countries,
        words=frozenset(nominal.noun.split()),
    )


def referent_of_pronoun(pronoun: Token) -> Referent:
    """A third-person pronoun."""
    lower = pronoun.lower_
    gender = PRONOUN_GENDERS.get(lower)
    plural = gender is None and lower not in _NEUTER
    return Referent(
        pronoun.i,
        pronoun.i + 1,
        "pronoun",
        "person" if gender else "group" if plural else "other",
        gender=gender,
        number="plural" if plural else "singular",
    )
