"""Settings of the stage: what is looked for, and every confidence in one place."""

from dataclasses import dataclass

__all__ = ["RelationScores", "RelationSettings"]


@dataclass(frozen=True, slots=True)
class RelationScores:
    """How sure a relation is, by what shows it; heuristic, in [0, 1].

    Attributes:
        title: A title between the body and the name ("Serbian President Aleksandar Vucic").
        apposition: A description next to the name ("Vucic, the president of Serbia").
        description: A description that refers to somebody ("the Serbian president").
        single_country: An office without a country in a document that names only one.
        affiliation: A noun or verb of belonging ("Serbia, a European Union candidate").
        owner: A country before the name of a body ("Iran's Ministry of Foreign Affairs").
        verb: A verb whose subject and target the parse gives.
        noun: A noun of an event with its agent and its target.
        order: An event one of whose ends the order of words alone tells.
        statement: An accusation or demand in what somebody says.
    """

    title: float = 0.9
    apposition: float = 0.85
    description: float = 0.6
    single_country: float = 0.45
    affiliation: float = 0.75
    owner: float = 0.7
    verb: float = 0.8
    noun: float = 0.7
    order: float = 0.5
    statement: float = 0.55


@dataclass(frozen=True, slots=True)
class RelationSettings:
    """Settings of `tag_relations`.

    Attributes:
        min_score: Relations with a lower score are left out.
        scores: The scores given to relations.
    """

    min_score: float = 0.0
    scores: RelationScores = RelationScores()
