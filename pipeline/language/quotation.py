"""Stretches between quotation marks: straight, curly, guillemets, single, nested, unbalanced.

Every paragraph stands for itself, so that a mark too many or too few harms no other; only a
paragraph that opens with a mark after one whose quotation was left open continues it, as English
newspapers print speech of several paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARKS = re.compile(r"``|''|[\"“”„‟«»‹›'‘’]")
FAMILY = {
    '"': "double", "“": "double", "”": "double", "„": "double", "‟": "double", "``": "double",
    "''": "double", "«": "angle", "»": "angle", "‹": "angle", "›": "angle",
    "'": "single", "‘": "single", "’": "single",
}  # fmt: skip
ALWAYS_OPEN = frozenset(("“", "„", "‟", "«", "‹", "``"))
ALWAYS_CLOSE = frozenset(("”", "»", "›"))
#: Words that begin with an apostrophe, and what follows the apostrophe in them.
ELIDED = re.compile(r"(?:tis|twas|em|til|cause|n|round|\d0s?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quotation marks, inside one paragraph.

    Attributes:
        start: offset of the opening mark.
        end: offset after the closing mark, or the end of the paragraph where there is none.
        closed: whether there is a closing mark.
        continues: whether it goes on with the quotation left open in the paragraph before.
        single: whether the marks are single ones.
    """

    start: int
    end: int
    closed: bool
    continues: bool
    single: bool


@dataclass(slots=True)
class _Open:
    start: int
    family: str


def find_quotations(text: str) -> list[Quotation]:
    """Finds the outermost quotations of a text whose paragraphs are separated by blank lines.

    Runs in time linear in the text, whatever marks it has.
    """
    found: list[Quotation] = []
    pending = False
    for start, end in paragraph_spans(text):
        inside = _paragraph(text, start, end)
        for k, (a, b, closed, single) in enumerate(inside):
            goes_on = pending and k == 0 and a == start
            found.append(Quotation(a, b, closed, goes_on, single))
        pending = bool(inside) and not inside[-1][2] and _begins_speech(text, start, inside[-1][0])
    return found


def _begins_speech(text: str, start: int, opened: int) -> bool:
    """Whether a quotation left open is speech that may go on, and no stray mark before a word."""
    before = text[start:opened].rstrip()
    return not before or before[-1] in ":,.!?—–-"


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs of a text, white space at their edges left out."""
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def _paragraph(text: str, start: int, end: int) -> list[tuple[int, int, bool, bool]]:
    """The outermost quotations of a paragraph: start, end, closed, single."""
    found: list[tuple[int, int, bool, bool]] = []
    outer: _Open | None = None
    singles = _single_marks(text, start, end)
    for match in MARKS.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        family = FAMILY[mark]
        if family == "single":
            role = singles.get(at)
        elif outer is None:
            role = "open" if mark in ALWAYS_OPEN or _can_open(text, at, after, start, end) else None
        elif family == outer.family:
            role = _role(text, mark, at, after, start, end)
        else:
            role = "open" if mark in ALWAYS_OPEN else "close" if mark in ALWAYS_CLOSE else None
        if role is None:
            continue
        if outer is None:
            if role == "open":
                outer = _Open(at, family)
        elif family != outer.family:
            continue  # a quotation inside the quotation
        elif role == "close":
            found.append((outer.start, after, True, family == "single"))
            outer = None
        elif _broken_off(text, outer.start, at):
            # A second opening mark: the first was never closed, its quotation ends here.
            found.append((outer.start, _trim(text, outer.start, at), False, family == "single"))
            outer = _Open(at, family)
    if outer is not None and (outer.family != "single" or outer.start == start):
        found.append((outer.start, end, False, outer.family == "single"))
    return found


def _can_open(text: str, at: int, after: int, start: int, end: int) -> bool:
    """Whether a mark outside any quotation may open one: something follows it at once."""
    if after >= end or text[after].isspace():
        return False
    if at == start or not text[at - 1].isalnum():
        return True
    return text[at] == "”" and text[after].isalpha()


def _role(text: str, mark: str, at: int, after: int, start: int, end: int) -> str:
    """Whether a mark of the family of the open quotation closes it or opens another."""
    if mark in ALWAYS_OPEN:
        return "open"
    if mark in ALWAYS_CLOSE:
        return "close"
    space_before = at == start or text[at - 1].isspace() or text[at - 1] in "([—–"
    space_after = after >= end or not (text[after].isalnum() or text[after] in "$£€'‘“.…")
    return "open" if space_before and not space_after else "close"


def _broken_off(text: str, opened: int, at: int) -> bool:
    """Whether an opening mark inside a quotation shows that its closing mark is missing."""
    before = text[opened + 1 : at].rstrip()
    return not before or before[-1] in ".,!?…"


def _trim(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _single_marks(text: str, start: int, end: int) -> dict[int, str]:
    """Which single marks of a paragraph open and close, apostrophes left out.

    An opening mark stands before a letter and after white space or a mark; its partner is the
    first one after it that does not stand between letters and is followed by white space or
    punctuation, a plural's possessive (`workers' rights`) only where nothing better follows.
    """
    roles: dict[int, str] = {}
    opened: int | None = None
    doubtful: int | None = None
    for match in re.finditer(r"(?<!')['‘’](?!')", text[start:end]):
        at = start + match.start()
        before = text[at - 1] if at > start else " "
        following = text[at + 1] if at + 1 < end else " "
        opens = not before.isalnum() and before not in ".,!?…" and not following.isspace()
        opens = opens and text[at] != "’" and not ELIDED.match(text, at + 1, min(end, at + 12))
        closes = not before.isspace() and not following.isalnum()
        if opened is None:
            if opens:
                opened, doubtful = at, None
        elif closes and text[at] != "‘":
            if before == "s" and following == " " and text[at + 2 : at + 3].islower():
                doubtful = doubtful if doubtful is not None else at
                continue
            roles[opened], roles[at] = "open", "close"
            opened = None
        elif opens and text[at] == "‘":
            if doubtful is not None:
                roles[opened], roles[doubtful] = "open", "close"
            opened, doubtful = at, None
    if opened is not None and doubtful is not None:
        roles[opened], roles[doubtful] = "open", "close"
    elif opened == start and text[start + 1 : start + 2].isupper():
        roles[opened] = "open"  # a paragraph of speech that the next one goes on with
    return roles
