"""Puts the trained components together: one pipeline with the components of en_core_web_sm."""

import csv
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

#: Penn tag to universal part of speech and features.
TAGS = Path(__file__).with_name("tags.csv")
VERB_TAGS = ["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"]
#: Auxiliaries and clitics that the rule lemmatizer leaves as they are.
LEMMAS = {
    "be": "be am is are was were been being 're ’re 'm ’m",
    "have": "have has had having 've ’ve",
    "do": "do does did doing done",
    "will": "will 'll ’ll wo",
    "would": "would",
    "can": "can ca",
    "not": "not n't n’t",
}


def attribute_patterns() -> list[dict[str, Any]]:
    """Rules that give each token its part of speech and features by tag, label and form."""
    with TAGS.open(encoding="utf8", newline="") as file:
        rules = [
            {
                "patterns": [[{"TAG": row["tag"]}]],
                "attrs": {"POS": row["pos"], "MORPH": row["morph"]},
            }
            for row in csv.DictReader(file)
        ]
    verbs = {"IN": VERB_TAGS}
    lemmas = [
        {"patterns": [[{"LOWER": {"IN": forms.split()}}]], "attrs": {"LEMMA": lemma}}
        for lemma, forms in LEMMAS.items()
    ]
    clitic = {"IN": ["'s", "’s"]}

    def rule(pattern: dict[str, Any], **attrs: str) -> dict[str, Any]:
        return {"patterns": [[pattern]], "attrs": attrs}

    return [
        *rules,
        *lemmas,
        rule({"TAG": verbs, "LOWER": clitic}, POS="AUX", LEMMA="be"),
        rule({"TAG": verbs, "LOWER": {"IN": LEMMAS["be"].split()}}, POS="AUX"),
        rule(
            {
                "TAG": verbs,
                "LOWER": {"IN": (LEMMAS["have"] + " " + LEMMAS["do"]).split()},
                "DEP": {"IN": ["aux", "auxpass"]},
            },
            POS="AUX",
        ),
        rule({"TAG": "IN", "DEP": "mark"}, POS="SCONJ"),
        rule(
            {"TAG": {"IN": ["DT", "WDT"]}, "DEP": {"IN": ["nsubj", "nsubjpass", "dobj", "pobj"]}},
            POS="PRON",
        ),
        rule({"TAG": "RB", "DEP": "neg"}, POS="PART"),
    ]


def assemble(parser: Path, names: Path, *, version: str, meta: dict[str, Any]) -> Language:
    """Joins a tagger and parser with tag rules, a lemmatizer and the recogniser of names.

    Args:
        parser: a trained pipeline with tok2vec, tagger and parser.
        names: the folder of a trained recogniser.
        version: of the result.
        meta: what its meta.json says besides (description, licence, sources).
    """
    nlp = with_rules(spacy.load(parser))
    nlp.add_pipe("names").from_disk(names)  # type: ignore[attr-defined]
    nlp.meta.update({"name": "newsroom", "version": version, **meta})
    return nlp


def with_rules(nlp: Language) -> Language:
    """Adds the tag rules and the lemmatizer to a tagger and parser."""
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add_patterns(attribute_patterns())  # type: ignore[attr-defined]
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}).initialize()  # type: ignore[attr-defined]
    return nlp
