"""Settings of the stage: every threshold and confidence in one place."""

from dataclasses import dataclass

__all__ = ["Confidence", "NerSettings"]


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a mention is, by how it was found; heuristic, in [0, 1].

    Attributes:
        agreed: The model and a list of known names say the same.
        known: A known name that the model missed or labelled otherwise.
        titled: A name after a title that the model missed.
        model: Only the model says so.
        repeated: A name that stands elsewhere in the document in a clearer place.
        metonym: A capital that acts for its government.
        nominal: A description resolved to its antecedent.
        pronoun: A pronoun resolved to its antecedent.
        unresolved: A description or pronoun without an antecedent.
    """

    agreed: float = 0.95
    known: float = 0.85
    titled: float = 0.85
    model: float = 0.7
    repeated: float = 0.75
    metonym: float = 0.7
    nominal: float = 0.7
    pronoun: float = 0.65
    unresolved: float = 0.3


@dataclass(frozen=True, slots=True)
class NerSettings:
    """Settings of `find_entities`.

    Attributes:
        metonym_threshold: Evidence from which a capital stands for its government.
        misspelling_similarity: Similarity (0 to 100) from which two full names of a document are
            one person misspelt.
        nominal_window: How many sentences back a description may refer.
        pronoun_window: How many sentences back a pronoun may refer.
        confidence: The scores given to mentions.
    """

    metonym_threshold: float = 1.0
    misspelling_similarity: float = 88.0
    nominal_window: int = 40
    pronoun_window: int = 3
    confidence: Confidence = Confidence()
