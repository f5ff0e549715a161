"""The tables of scores of the model card."""

from typing import Any

from models.cards import percent, table


def tables(scores: dict[str, Any]) -> str:
    """The scores as Markdown, in percent."""
    named = scores["names"]
    parts = [_syntax(scores["syntax"]), _sets(named), _labels(named)]
    if meant := scores["references"]:
        head = ["References, F1", "All", "Masculine", "Feminine"]
        row = ["GAP validation", *(percent(meant[part]) for part in ("all", "m", "f"))]
        parts.append(table(head, [row]))
    speed = f"Speed: {scores['words_per_second']:,} words a second in one process.\n"
    return "\n".join([*parts, speed])


def _syntax(tests: dict[str, Any]) -> str:
    rows = [
        [
            title,
            f"{test['words']:,}",
            *(percent(test[key]) for key in ("tags", "uas", "las")),
            percent(test["sentences_parser"]["f"]),
            percent(test["sentences"]["f"]),
        ]
        for title, test in tests.items()
    ]
    head = ["Syntax", "Words", "Tags", "UAS", "LAS", "Sentences F1, parser", "with rules"]
    return table(head, rows)


def _sets(sets: dict[str, Any]) -> str:
    rows = [
        [f"{name}, {title}", f"{score['n']:,}", *(percent(score[key]) for key in "prf")]
        for name, result in sets.items()
        for title, score in (
            ("annotated labels", result["all"]),
            ("pattern labels", result["pattern labels"]),
        )
    ]
    return table(["Names", "Number", "Precision", "Recall", "F1"], rows)


def _labels(sets: dict[str, Any]) -> str:
    results = [result["by label"] for result in sets.values()]
    labels = sorted({label for result in results for label in result})
    rows = [[label, *(_cell(result.get(label)) for result in results)] for label in labels]
    return table(["F1 by label (number)", *sets], rows)


def _cell(score: dict[str, Any] | None) -> str:
    return f"{percent(score['f'])} ({score['n']:,})" if score else ""
