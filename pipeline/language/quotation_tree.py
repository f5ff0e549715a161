"""The quotations of one paragraph: double marks first, then single ones round and inside them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.language.quotation_marks import SINGLE, Mark, is_height, is_measure, marks_of

SENTENCE_END = re.compile(r"[.!?…]['’)\]]?\s+")
#: Words between a double opening mark and a single closing one, with no single opening one.
CLOSED_SINGLY = re.compile(r"(?:\w['’]\w|[^'‘’])*?[,.!?…](['’])(?!\w)")
#: Marks inside marks inside marks: deeper ones are noise.
DEEPEST = 4


@dataclass(slots=True)
class Node:
    """A quotation while its paragraph is read."""

    start: int
    end: int
    family: str
    closed: bool = False
    opened: bool = True
    weak: bool = False
    children: "list[Node]" = field(default_factory=list)


def read_paragraph(text: str, start: int, end: int) -> list[Node]:
    """The outermost quotations of a paragraph with what they hold."""
    double, single = marks_of(text, start, end)
    nodes = _Doubles(text, start, end, double).read() if double else []
    return _with_singles(text, (start, end), nodes, single) if single else nodes


def begins_speech(text: str, start: int, opened: int) -> bool:
    """Whether a quotation left open is speech that may go on, and no stray mark before a word."""
    last = last_before(text, start, opened)
    return not last or last in ":,.!?—–-"


def last_before(text: str, start: int, at: int) -> str:
    """The last character in [start, at) that is no white space, empty where there is none."""
    while at > start and text[at - 1].isspace():
        at -= 1
    return text[at - 1] if at > start else ""


class _Doubles:
    """Reads the double marks of one paragraph from left to right."""

    def __init__(self, text: str, start: int, end: int, marks: Sequence[Mark]) -> None:
        self.text, self.start, self.end, self.marks = text, start, end, marks
        self.found: list[Node] = []
        self.stack: list[Node] = []
        self.lone: Mark | None = None
        self.surplus: list[int] = []
        balance: Counter[str] = Counter()
        for mark in reversed(marks):
            self.surplus.append(balance[mark.family])
            balance[mark.family] += {"close": 1, "open": -1, None: 0}[mark.role]
        self.surplus.reverse()

    def read(self) -> list[Node]:
        """The outermost quotations, those without one of their marks as well."""
        for i, mark in enumerate(self.marks):
            depth = self._depth(mark.family)
            if depth is None:
                self._outside(i, mark)
            elif mark.role == "open":
                self._second_opening(i, mark)
            elif not self._is_inches(i, mark):
                self._close(depth, mark)
        if self.stack:
            self._leave_open(self.end)
        self._settle_lone()
        self.found.sort(key=lambda node: node.start)
        return self.found

    def _depth(self, family: str) -> int | None:
        """Where on the stack the innermost open quotation of a family is."""
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].family == family:
                return depth
        return None

    def _outside(self, i: int, mark: Mark) -> None:
        """A mark with no open quotation of its family."""
        if mark.role == "open" or (mark.role is None and self._may_open(i, mark)):
            self._open(mark)
        elif self.stack or (mark.role is None and not mark.free) or is_measure(self.text, mark):
            return
        elif self.lone is None:
            self.lone = mark
        else:  # the first of two closing marks stands for an opening one
            low, self.lone = self.lone.start, None
            self.found.append(Node(low, mark.end, mark.family, closed=True))

    def _may_open(self, i: int, mark: Mark) -> bool:
        """Whether an undecided mark opens: a word follows at once, or a mark that may close."""
        if mark.free:
            return i + 1 < len(self.marks) and (mark.form != "”" or mark.start == self.start)
        return not is_measure(self.text, mark)

    def _open(self, mark: Mark) -> None:
        if not self.stack:
            self._settle_lone()
        if len(self.stack) < DEEPEST:
            self.stack.append(Node(mark.start, self.end, mark.family, weak=mark.free))

    def _close(self, depth: int, mark: Mark) -> None:
        node = self.stack[depth]
        for stray in self.stack[depth + 1 :]:
            node.children += stray.children
        del self.stack[depth:]
        node.end, node.closed = mark.end, True
        (self.stack[-1].children if self.stack else self.found).append(node)

    def _is_inches(self, i: int, mark: Mark) -> bool:
        """Whether a mark after a number leaves the closing to the next one: `"He is 6'2"," …`."""
        if not is_measure(self.text, mark) or i + 1 == len(self.marks):
            return False
        following = self.marks[i + 1]
        alone = len(self.stack) == 1 or is_height(self.text, mark)
        return alone and following.family == mark.family and following.role == "close"

    def _second_opening(self, i: int, mark: Mark) -> None:
        """An opening mark inside a quotation: a quotation in it, or the former was never closed."""
        outer = self.stack[0]
        last = last_before(self.text, outer.start + 1, mark.start)
        if self.surplus[i] >= 2:
            self._open(mark)
        elif self.surplus[i] <= 0 and len(self.stack) == 1 and self._ends_here(mark, last):
            self._close(0, mark)
        elif last and last not in ".!?…" and begins_speech(self.text, self.start, outer.start):
            self._open(mark)
        else:
            self._leave_open(mark.start)
            self._open(mark)

    def _ends_here(self, mark: Mark, last: str) -> bool:
        """Whether an opening mark stands for a closing one: `“…, “ he said`, `a "small "thing`."""
        if last == ",":
            return self.text[mark.end : mark.end + 1].isspace()
        speech = begins_speech(self.text, self.start, self.stack[0].start)
        stop = SENTENCE_END.search(self.text, self.stack[0].start, mark.start)
        return bool(last) and last not in ".!?…" and not speech and stop is None

    def _leave_open(self, end: int) -> None:
        """Ends the open quotation without a closing mark, or drops it where no sentence ends."""
        node, text = self.stack[0], self.text
        for nested in self.stack[1:]:
            node.children += nested.children
        self.stack.clear()
        single = None if node.weak else CLOSED_SINGLY.match(text, node.start + 1, end)
        if single is not None:
            end = single.end()
        elif end < self.end and (last_before(text, node.start, end) or " ") not in ".,!?…":
            stops = [m.end() for m in SENTENCE_END.finditer(text, node.start, end)]
            end = stops[-1] if stops else node.start
        while end > node.start and text[end - 1].isspace():
            end -= 1
        if node.weak or end <= node.start + 1:
            self.found += node.children
            return
        self.found += [child for child in node.children if child.start >= end]
        node.children = [child for child in node.children if child.end <= end]
        node.end, node.closed = end, single is not None
        self.found.append(node)

    def _settle_lone(self) -> None:
        """A closing mark without an opening one: speech from the beginning of the paragraph."""
        mark, self.lone = self.lone, None
        if mark is None or mark.start == self.start or self.text[mark.start - 1] not in ",.!?…":
            return
        if not self.found and not self.text[self.start].islower():
            self.found.append(Node(self.start, mark.end, mark.family, True, opened=False))


def _with_singles(
    text: str, span: tuple[int, int], nodes: list[Node], marks: list[Mark]
) -> list[Node]:
    """Adds the quotations between single marks, inside and outside the double ones."""
    outside: list[Mark] = []
    inside: list[list[Mark]] = [[] for _ in nodes]
    k = 0
    for mark in marks:
        while k < len(nodes) and nodes[k].end <= mark.start:
            k += 1
        held = k < len(nodes) and nodes[k].start <= mark.start
        (inside[k] if held else outside).append(mark)
    for node, held_marks in zip(nodes, inside, strict=True):
        if held_marks:
            bounds = node.start, node.end
            node.children = _with_singles(text, bounds, node.children, held_marks)
    found: list[Node] = []
    k = 0
    for pair in _pairs(text, span, outside):
        while k < len(nodes) and nodes[k].end <= pair.start:
            found.append(nodes[k])
            k += 1
        while k < len(nodes) and nodes[k].end <= pair.end:
            pair.children.append(nodes[k])
            k += 1
        found.append(pair)
    return found + nodes[k:]


def _pairs(text: str, span: tuple[int, int], marks: list[Mark]) -> Iterator[Node]:
    """Joins single marks to quotations; what finds no partner was an apostrophe.

    A plural's possessive (`workers' rights`) closes only where nothing better follows.
    """
    opened: Mark | None = None
    doubtful: Mark | None = None
    for mark in marks:
        if opened is None:
            opened, doubtful = (mark if mark.role == "open" else None), None
        elif mark.role == "close":
            yield Node(opened.start, mark.end, SINGLE, True)
            opened = None
        elif mark.role == "doubtful":
            doubtful = doubtful or mark
        elif mark.form == "‘" or not begins_speech(text, span[0], opened.start):
            if doubtful is not None:
                yield Node(opened.start, doubtful.end, SINGLE, True)
            opened, doubtful = mark, None
    if opened is None:
        return
    if doubtful is not None:
        yield Node(opened.start, doubtful.end, SINGLE, True)
    elif text[opened.end : opened.end + 1].isupper():
        last = last_before(text, span[0], opened.start)
        if not last or last == ":" or (last == "," and opened.form == "‘"):
            yield Node(opened.start, span[1], SINGLE)  # the next paragraph goes on with it
