"""A relation as the rules find it, before it becomes a row."""

from dataclasses import dataclass

from pipeline.knowledge.titles import RoleStatus
from pipeline.relations.actors import Actor

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """A relation between two actors.

    Attributes:
        subject: Who acts or holds.
        relation: Its name: "role", "member of", "impose sanctions on".
        object: Who is acted upon or belonged to.
        family: role, affiliation or event.
        trigger: First token of what tells it.
        trigger_end: One after the last token of that.
        score: How sure it is, 0 to 1, before the scores of the two mentions count.
        plover: PLOVER root of an event, or None.
        symmetric: Whether both actors take part alike.
        value: Title of a role, or None.
        status: Whether a role is held now, was held before, or will be; None for other families.
        negated: Whether the text denies it.
        modality: asserted, future, possible or reported.
    """

    subject: Actor
    relation: str
    object: Actor
    family: str
    trigger: int
    trigger_end: int
    score: float
    plover: str | None = None
    symmetric: bool = False
    value: str | None = None
    status: RoleStatus | None = None
    negated: bool = False
    modality: str = "asserted"
