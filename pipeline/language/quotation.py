"""Stretches between quotation marks: straight, curly, guillemets, single, nested, unbalanced.

Every paragraph stands for itself, so that a mark too many or too few harms no other; only a
paragraph that opens with a mark after one whose quotation was left open continues it, as English
newspapers print speech of several paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipeline.language.quotation_marks import SINGLE
from pipeline.language.quotation_tree import Node, begins_speech, read_paragraph

PARAGRAPH = re.compile(r"[^\n]+")
OUTSIDE, IN_DOUBLE, IN_SINGLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quotation marks, inside one paragraph.

    Attributes:
        start: offset of the opening mark, or of the first word where that mark is missing.
        end: offset after the closing mark, or the end of the paragraph where there is none.
        closed: whether there is a closing mark.
        continues: whether it goes on with the quotation left open in the paragraph before.
        single: whether the marks are single ones.
        opened: whether there is an opening mark.
        inner: the quotations inside it, in their order.
    """

    start: int
    end: int
    closed: bool
    continues: bool
    single: bool
    opened: bool = True
    inner: "tuple[Quotation, ...]" = field(default=(), compare=False)


def find_quotations(text: str) -> list[Quotation]:
    """Finds the outermost quotations of a text whose paragraphs are separated by blank lines.

    Runs in time linear in the text, whatever marks it has.

    >>> [text[q.start : q.end] for text in ["“No,” he said."] for q in find_quotations(text)]
    ['“No,”']
    """
    found: list[Quotation] = []
    pending = ""
    for start, end in paragraph_spans(text):
        nodes = read_paragraph(text, start, end)
        for k, node in enumerate(nodes):
            goes_on = k == 0 and node.start == start and _goes_on(text, node, pending)
            found.append(_quotation(node, continues=goes_on))
        last = nodes[-1] if nodes else None
        pending = ""
        if last is not None and not last.closed and begins_speech(text, start, last.start):
            pending = text[last.start]
    return found


def quotation_state(text: str) -> npt.NDArray[np.int8]:
    """For each character 0 outside quotations, 1 in one with double marks, 2 in a single one.

    The marks belong to their quotation; an inner quotation has the state of the outermost.
    """
    state = np.full(len(text), OUTSIDE, dtype=np.int8)
    for quotation in find_quotations(text):
        state[quotation.start : quotation.end] = IN_SINGLE if quotation.single else IN_DOUBLE
    return state


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs of a text, white space at their edges left out."""
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def _quotation(node: Node, *, continues: bool = False) -> Quotation:
    return Quotation(
        start=node.start,
        end=node.end,
        closed=node.closed,
        continues=continues,
        single=node.family == SINGLE,
        opened=node.opened,
        inner=tuple(_quotation(child) for child in node.children),
    )


def _goes_on(text: str, node: Node, pending: str) -> bool:
    """Whether the first quotation of a paragraph goes on with one left open, by the same mark."""
    return bool(pending) and (not node.opened or text[node.start] == pending)
