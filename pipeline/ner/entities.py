"""Mentions in the making, and the entities of one document that they belong to."""

from dataclasses import dataclass, field
from typing import Literal

from pipeline.knowledge.names import Gender, slug
from pipeline.knowledge.organizations import organization_nouns

__all__ = ["Entity", "Mention", "organization_entity", "person_entity"]

EntityType = Literal["person", "organization", "country"]
MentionKind = Literal["name", "nominal", "pronoun"]


@dataclass(slots=True, eq=False)
class Entity:
    """A person, organization or country of one document.

    Attributes:
        id: "person:aleksandar-vucic", "org:european-union", "SRB".
        name: Canonical name: the fullest form that the document has.
        type: person, organization or country.
        titles: Titles that stand with the person, without the country.
        countries: Countries that they act for, ISO alpha-3.
        gender: m or f where a title, a first name or a pronoun tells.
        kind: What an organization is, where known ("media").
    """

    id: str
    name: str
    type: EntityType
    titles: list[str] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    gender: Gender | None = None
    kind: str | None = None


@dataclass(slots=True, eq=False)
class Mention:
    """A mention, over tokens, half-open; what is not known yet is None.

    `members` are those of a group ("the two leaders"), which has no entity of its own.
    """

    start: int
    end: int
    label: str
    kind: MentionKind
    score: float
    entity: Entity | None = None
    title: str | None = None
    country: str | None = None
    country_by: Literal["name", "demonym", "metonym"] | None = None
    members: tuple[Entity, ...] = ()


def person_entity(name: str) -> Entity:
    """A new person with this canonical name."""
    return Entity(f"person:{slug(name)}", name, "person")


def organization_entity(name: str, *, kind: str | None = None) -> Entity:
    """A new organization with this canonical name, a leading "the" left out.

    Args:
        name: Canonical name.
        kind: What it is, where known; else the last word of the name tells ("Association").
    """
    bare = name[4:] if name.lower().startswith("the ") and kind is None else name
    if kind is None:
        noun = organization_nouns().get(bare.split()[-1].lower())
        kind = noun.kind if noun else None
    return Entity(f"org:{slug(bare)}", bare, "organization", kind=kind)
