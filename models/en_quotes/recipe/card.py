"""The tables of scores of the model card."""

from typing import Any

from models.cards import percent, table
from models.en_quotes.recipe.evaluate import FIGURES, PARTS

TITLES = {
    "content_exact": "content exact",
    "content_overlap": "content overlaps by half",
    "cue_overlap": "… and the cue overlaps",
    "attributed": "… and the source is the same",
}
PRECISIONS = {"int8": "int8, as it ships", "fp32": "full precision"}


def tables(scores: dict[str, Any]) -> str:
    """The scores as Markdown, in percent.

    Args:
        scores: for `int8` and, where it was measured, `fp32`: what `evaluate.measure` gives.
    """
    known = {key: scores[key] for key in PRECISIONS if key in scores}
    first = next(iter(known.values()))
    size = (
        f"{first['articles']:,} articles, {first['words']:,} words and punctuation marks, "
        f"{first['attributions']:,} attributions.\n"
    )
    spans = _figures("Spans, exact", {part: part for part in PARTS}, known)
    whole = _figures("Attributions", {name: TITLES[name] for name in FIGURES}, known)
    speed = "; ".join(
        f"{PRECISIONS[key]} {score['words_per_second']:,}" for key, score in known.items()
    )
    end = f"Words read in a second by one thread: {speed}.\n"
    return "\n".join([size, spans, whole, end])


def _figures(head: str, names: dict[str, str], known: dict[str, Any]) -> str:
    rows = []
    for name, title in names.items():
        for key, score in known.items():
            shares = [percent(score["figures"][name][figure]) for figure in "prf"]
            rows.append([f"{title}, {PRECISIONS[key]}", *shares])
    return table([head, "Precision", "Recall", "F1"], rows)
