"""Settings of the stage: every threshold and confidence in one place."""

from dataclasses import dataclass

__all__ = ["Confidence", "NerSettings"]


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a mention is, by how it was found; heuristic, in [0, 1].

    Attributes:
        agreed: The model and a list of known names say the same.
        known: A known name that the model missed or labelled otherwise.
        model: Only the model says so, and not how sure it is.
        repeated: A name that stands elsewhere in the document in a clearer place.
        metonym: A capital that acts for its government.
        nominal: A description resolved to its antecedent.
        pronoun: A pronoun resolved to its antecedent.
        unresolved: A description or pronoun without an antecedent.
    """

    agreed: float = 0.95
    known: float = 0.85
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
        group_window: How many sentences back the members of a group may stand.
        nominal_reach: How far back a description may refer by the learned scores.
        pronoun_reach: How far back a pronoun may refer by the learned scores; sentences that
            begin in quotations are not counted.
        nominal_threshold: Probability from which the antecedent of a description is believed.
        pronoun_threshold: Probability from which that of a pronoun is believed.
        rule_weight: What a point of the rules for he and she counts beside the learned scores.
        rule_bonus: What is added to the scores of persons that the rules allow.
        body_bonus: What is added to the score of the body that the rules find for "it".
        gender_threshold: Probability from which a pronoun tells the gender of its antecedent.
        confidence: The scores given to mentions.
    """

    metonym_threshold: float = 1.0
    misspelling_similarity: float = 88.0
    nominal_window: int = 40
    pronoun_window: int = 3
    group_window: int = 4
    nominal_reach: int = 15
    pronoun_reach: int = 8
    nominal_threshold: float = 0.6
    pronoun_threshold: float = 0.4
    rule_weight: float = 2.0
    rule_bonus: float = 1.0
    body_bonus: float = 5.0
    gender_threshold: float = 0.9
    confidence: Confidence = Confidence()
