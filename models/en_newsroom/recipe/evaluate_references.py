"""How well pronouns are resolved, by GAP: two names and a pronoun of a text are given.

    python -m models.en_newsroom.recipe.evaluate_references [--file TSV] [--names DIR]

Each of the two names is decided by itself; F1 is that of all decisions together, as GAP scores
them (Webster et al. 2018).
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from models.en_newsroom.recipe.data import BESIDE
from models.en_newsroom.recipe.reference_gap import Example, Row, examples, read_gap
from pipeline.knowledge.names import Gender
from pipeline.ner.reference.referents import PRONOUN_GENDERS
from pipeline.ner.reference.resolution import Resolver
from pipeline.ner.reference.scorer import PairScorer, find_scorer

MODEL = Path(__file__).parents[1] / "model"
FILE = BESIDE / "coref" / "gap-validation.tsv"
GENDERS: tuple[Gender, Gender] = ("m", "f")


@dataclass(slots=True)
class Score:
    """Decisions, and how many of them are right."""

    counts: Counter[tuple[bool, bool]] = field(default_factory=Counter)

    def add(self, told: bool, right: bool) -> None:
        """Adds a decision."""
        self.counts[told, right] += 1

    @property
    def f1(self) -> float:
        """F1 of the names that are meant."""
        found = self.counts[True, True]
        total = 2 * found + self.counts[True, False] + self.counts[False, True]
        return 2 * found / total if total else 0.0


def evaluate(
    rows: Sequence[Row], nlp: Language, scorer: PairScorer, *, threshold: float = 0.0
) -> dict[str, Score]:
    """Scores the rows of a file: all, those of masculine and those of feminine pronouns.

    Args:
        rows: The rows.
        nlp: Parses, and gives the vectors of words.
        scorer: Scores pairs.
        threshold: Probability from which an answer is believed.
    """
    scores = {"all": Score(), "m": Score(), "f": Score()}
    parsed = {e.row.id: e for e in examples(rows, nlp)}
    for row in rows:
        gender = PRONOUN_GENDERS[row.text[slice(*row.pronoun)].lower()]
        told = (False, False)
        if row.id in parsed:
            told = _decide(parsed[row.id], scorer, threshold)
        for mine, right in zip(told, row.right, strict=True):
            scores["all"].add(mine, right)
            scores[gender].add(mine, right)
    return scores


def _decide(example: Example, scorer: PairScorer, threshold: float) -> tuple[bool, bool]:
    numbers = np.zeros(len(example.scene.doc), dtype=int).tolist()
    resolver = Resolver(example.scene, example.mentions, scorer=scorer, numbers=numbers)
    given = [m for m in example.mentions if m.entity in example.owners]
    answer = resolver.choose(example.query.anaphor, given)
    if answer.probability < threshold:
        return False, False
    first, second = (answer.entity == owner for owner in example.owners)
    return first, second


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--model", type=Path, default=MODEL, help="parses")
    parser.add_argument("--names", type=Path, help="folder of the recogniser, if not the model's")
    given = parser.parse_args()
    nlp = spacy.load(given.model)
    if given.names:
        if "names" in nlp.pipe_names:
            nlp.remove_pipe("names")
        nlp.add_pipe("names", config={"model": str(given.names)})
    scorer = find_scorer(nlp)
    if scorer is None:
        parser.error("the pipeline has no learned scores of references; give --names DIR")
    for part, score in evaluate(read_gap(given.file), nlp, scorer).items():
        print(f"{part}: F1 {score.f1:.3f}")


if __name__ == "__main__":
    main()
