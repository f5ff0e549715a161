"""Tables of scores, and their place in a model card."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import InputError

#: What stands before and after tables that are written into a card.
MARKS = "<!-- {} -->", "<!-- /{} -->"


def embed(card: Path, tables: str, *, mark: str = "scores") -> None:
    """Replaces what stands between the marks of a card.

    Args:
        card: a Markdown file.
        tables: what stands there afterwards.
        mark: the name of the place in the card.

    Raises:
        InputError: the card has no such marks.
    """
    text = card.read_text(encoding="utf8")
    opening, closing = (part.format(mark) for part in MARKS)
    before, begin, rest = text.partition(opening)
    _, end, after = rest.partition(closing)
    if not begin or not end:
        raise InputError(f"{card} has no place for the {mark}: {opening} … {closing}")
    block = f"{opening}\n\n{tables}\n{closing}"
    card.write_text(before + block + after, encoding="utf8", newline="\n")


def percent(share: float) -> str:
    """A share in percent, with one digit.

    >>> percent(0.8765)
    '87.6'
    """
    return f"{100 * share:.1f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first are numbers."""
    aligned = ["---", *("---:" for _ in head[1:])]
    return "".join("| " + " | ".join(row) + " |\n" for row in (head, aligned, *rows))
