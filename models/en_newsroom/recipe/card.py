"""Writes scores into the model card."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

BEGIN, END = "<!-- scores -->", "<!-- /scores -->"


def embed(card: Path, scores: dict[str, Any]) -> None:
    """Replaces what stands between the marks of a card with the tables of scores.

    Raises:
        InputError: the card has no such marks.
    """
    text = card.read_text(encoding="utf8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise InputError(f"{card} has no place for the scores: {BEGIN} … {END}")
    block = f"{BEGIN}\n\n{tables(scores)}\n{END}"
    card.write_text(before + block + after, encoding="utf8", newline="\n")


def tables(scores: dict[str, Any]) -> str:
    """The scores as Markdown, in percent."""
    parts = [_syntax(scores["syntax"]), _sets(scores["names"]), _labels(scores["names"])]
    speed = f"Speed: {scores['words_per_second']:,} words a second in one process.\n"
    return "\n".join([*parts, speed])


def _syntax(tests: dict[str, Any]) -> str:
    rows = [
        [
            title,
            f"{test['words']:,}",
            *(_percent(test[key]) for key in ("tags", "uas", "las")),
            _percent(test["sentences_parser"]["f"]),
            _percent(test["sentences"]["f"]),
        ]
        for title, test in tests.items()
    ]
    head = ["Syntax", "Words", "Tags", "UAS", "LAS", "Sentences F1, parser", "with rules"]
    return _table(head, rows)


def _sets(sets: dict[str, Any]) -> str:
    rows = [
        [f"{name}, {title}", f"{score['n']:,}", *(_percent(score[key]) for key in "prf")]
        for name, result in sets.items()
        for title, score in (
            ("annotated labels", result["all"]),
            ("pattern labels", result["pattern labels"]),
        )
    ]
    return _table(["Names", "Number", "Precision", "Recall", "F1"], rows)


def _labels(sets: dict[str, Any]) -> str:
    results = [result["by label"] for result in sets.values()]
    labels = sorted({label for result in results for label in result})
    rows = [[label, *(_cell(result.get(label)) for result in results)] for label in labels]
    return _table(["F1 by label (number)", *sets], rows)


def _cell(score: dict[str, Any] | None) -> str:
    return f"{_percent(score['f'])} ({score['n']:,})" if score else ""


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    aligned = ["---", *("---:" for _ in head[1:])]
    return "".join("| " + " | ".join(row) + " |\n" for row in (head, aligned, *rows))
