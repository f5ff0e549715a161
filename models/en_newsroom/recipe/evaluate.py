"""Scores of an assembled pipeline on held-out data, from raw text.

The pipeline gets nothing but text: tokens and sentences are its own, and are aligned with those of
the annotation.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from models.en_newsroom.recipe import names, treebank
from models.en_newsroom.recipe.data import names_file, pronouns_file, treebank_file
from models.en_newsroom.recipe.evaluate_references import evaluate as evaluate_references
from models.en_newsroom.recipe.quantities import NUMERIC_LABELS
from models.en_newsroom.recipe.reference_gap import read_gap
from pipeline.language import LanguageModel
from pipeline.language.model import sentence_spans
from pipeline.ner.reference.scorer import find_scorer

log = logging.getLogger(__name__)

Scores = dict[str, Any]

#: Title of a test of syntax, its treebank, and whether only the genres trained on count.
TREEBANKS = (
    ("EWT test", "ewt-test", True),
    ("GUM test, open genres", "gum-test", True),
    ("GUM test, all genres", "gum-test", False),
)
#: The labels that a label of a corpus is divided into (see `labels`); others stand for themselves.
DIVIDED = {
    "LOC": ("GPE", "LOC", "FAC"),
    "MISC": ("NORP", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE"),
}
#: Labels that spaCy leaves out of attachment scores.
IGNORED = ("p", "punct")


def evaluate(nlp: Language, data: Path, *, limit: int | None = None) -> Scores:
    """Measures tags, trees, sentences, names, references and speed.

    Args:
        nlp: the assembled pipeline.
        data: the data folder.
        limit: of documents in each set, for a trial.

    Returns:
        `syntax` by title of the test, `names` by set, `references` (F1 on GAP: all, masculine and
        feminine pronouns), `words_per_second`.
    """
    syntax: Scores = {}
    for title, name, open_only in TREEBANKS:
        path = treebank_file(data, name)
        syntax[title] = syntax_scores(
            nlp, list(islice(treebank.documents(path, nlp, open_only=open_only), limit))
        )
        log.info("%s: %s", title, syntax[title])
    national = names.national_names(names_file(data, names.NATIONAL))
    named: Scores = {}
    words, seconds = 0, 0.0
    for name in names.DEV:
        path = names_file(data, name)
        gold = list(islice(names.documents(path, nlp, national), limit))
        began = time.perf_counter()
        predicted = list(nlp.pipe(doc.text for doc in gold))
        seconds += time.perf_counter() - began
        words += sum(not token.is_space for doc in predicted for token in doc)
        annotated = next(names.read_records(path))["annotated"]
        named[name] = name_scores(predicted, gold, annotated)
        log.info("%s: %s", name, named[name]["all"])
    speed = round(words / seconds) if seconds else 0
    rows = list(islice(read_gap(pronouns_file(data, "gap-validation")), limit))
    scorer = find_scorer(nlp)
    meant = evaluate_references(rows, nlp, scorer) if scorer else {}
    return {
        "syntax": syntax,
        "names": named,
        "references": {part: rounded(score.f1) for part, score in meant.items()},
        "words_per_second": speed,
    }


def syntax_scores(nlp: Language, gold: Sequence[Doc]) -> Scores:
    """Accuracy of tags, attachment (UAS, LAS) and sentences, white space and punctuation aside."""
    predicted = list(nlp.pipe(doc.text for doc in gold))
    examples = [Example(p, g) for p, g in zip(predicted, gold, strict=True)]
    tags = Scorer.score_token_attr(examples, "tag", getter=_tag)
    trees = Scorer.score_deps(examples, "dep", getter=_label, ignore_labels=IGNORED)
    return {
        "documents": len(gold),
        "words": sum(not token.is_space for doc in gold for token in doc),
        "tags": rounded(tags["tag_acc"]),
        "uas": rounded(trees["dep_uas"]),
        "las": rounded(trees["dep_las"]),
        "sentences_parser": sentence_scores(predicted, gold),
        "sentences": sentence_scores(with_boundaries(nlp, gold), gold),
    }


def with_boundaries(nlp: Language, gold: Sequence[Doc]) -> Iterator[Doc]:
    """The same texts as the package parses them: boundaries that are certain are set before."""
    documents = pa.table(
        {
            "doc_id": [str(i) for i in range(len(gold))],
            "title": pa.array([None] * len(gold), pa.string()),
            "text": [doc.text for doc in gold],
        }
    )
    return (doc for _, doc in LanguageModel(nlp).sentence_docs(documents))


def sentence_scores(predicted: Iterable[Doc], gold: Iterable[Doc]) -> Scores:
    """Precision, recall and F1 of sentences, compared by their first and last character."""
    score = PRFScore()
    for ours, theirs in zip(predicted, gold, strict=True):
        score.score_set(set(sentence_spans(ours)), set(sentence_spans(theirs)))
    return as_row(score)


def name_scores(predicted: Iterable[Doc], gold: Iterable[Doc], annotated: Iterable[str]) -> Scores:
    """Precision, recall and F1 of names by label, masked stretches aside.

    Args:
        predicted: with the names found.
        gold: with the names that are right, and missing ones where it says nothing.
        annotated: the labels of the corpus. What the patterns of `quantities` added to them is
            counted apart, labels beyond both are not counted.
    """
    labels = {part for label in annotated for part in DIVIDED.get(label, (label,))}
    patterns = NUMERIC_LABELS - labels
    counts = {label: PRFScore() for label in sorted(labels | patterns)}
    for ours, theirs in zip(predicted, gold, strict=True):
        found = {_span(e) for e in ours.ents if not _is_masked(theirs, e.start_char, e.end_char)}
        right = {_span(e) for e in theirs.ents}
        for label, score in counts.items():
            score.score_set(
                {span for span in found if span[2] == label},
                {span for span in right if span[2] == label},
            )
    return {
        "all": as_row(sum((counts[label] for label in labels), PRFScore())),
        "pattern labels": as_row(sum((counts[label] for label in patterns), PRFScore())),
        "by label": {label: as_row(counts[label]) for label in sorted(labels) if counts[label]},
        "by pattern label": {
            label: as_row(counts[label]) for label in sorted(patterns) if counts[label]
        },
    }


def as_row(score: PRFScore) -> Scores:
    """Precision, recall, F1, and how many there are to find."""
    return {
        "p": rounded(score.precision),
        "r": rounded(score.recall),
        "f": rounded(score.fscore),
        "n": score.tp + score.fn,
    }


def rounded(number: float | None) -> float:
    """Four digits; 0 where there is nothing to measure."""
    return round(number or 0.0, 4)


def _span(span: Any) -> tuple[int, int, str]:
    return span.start_char, span.end_char, span.label_


def _is_masked(gold: Doc, start: int, end: int) -> bool:
    span = gold.char_span(start, end, alignment_mode="expand")
    return span is not None and any(not token.ent_iob_ for token in span)


def _tag(token: Token, _: str) -> str:
    return "" if token.is_space else token.tag_


def _label(token: Token, _: str) -> str:
    return "punct" if token.is_space else token.dep_.lower()
