"""What each quotation mark of a paragraph may do: open, close, or neither.

Apostrophes, inches, feet and decades use the same characters as quotations do; a mark is judged by
the characters round it, and the parity of the paragraph decides later what stays open here.
"""

import re
from dataclasses import dataclass

MARKS = re.compile(r"``|''|‘‘|’’|[\"＂″“”„‟«»‹›‘‚‛`]|(?<!\w)['’´]|['’´](?!\w)")
DOUBLE, ANGLE, SINGLE = "double", "angle", "single"
FAMILY = {
    **dict.fromkeys(('"', "＂", "″", "“", "”", "„", "‟", "``", "''", "‘‘", "’’"), DOUBLE),
    **dict.fromkeys("«»‹›", ANGLE),
    **dict.fromkeys("'‘’‚‛`´", SINGLE),
}
#: Marks that open by their form, and those that close by it; the others are the same at both ends.
OPENING = frozenset(("“", "„", "‟", "``", "‘‘", "«", "‹", "‘", "‚", "‛", "`"))
CLOSING = frozenset(("”", "’’", "»", "›"))
#: What may stand between a space and an opening mark, and between a closing one and a space.
BEFORE_OPENING = frozenset("([{<—–-―/…\"“„‟«‹'‘‚`")
AFTER_CLOSING = frozenset(",.;:!?)]}>-–—")
QUOTES = frozenset("\"“”„‟«»‹›'‘’‚‛`´")
#: Words that begin with an apostrophe, and decades and years without their century.
ELIDED = re.compile(r"(?:tis|twas|em|til|till|cause|cuz|n|round|bout|\d\ds?)\b", re.I)
#: What stands before the mark of inches, feet or seconds.
MEASURE = re.compile(r"\d['’′] ?\d{1,2}(?:[.½¼¾]\d?)?$")


@dataclass(slots=True)
class Mark:
    """A quotation mark in its surroundings.

    Attributes:
        start: its offset.
        end: the offset after it.
        family: double, angle or single.
        form: the characters.
        role: open, close, or none where its surroundings leave it undecided.
        free: whether white space stands on both sides.
    """

    start: int
    end: int
    family: str
    form: str
    role: str | None
    free: bool


def marks_of(text: str, start: int, end: int) -> tuple[list[Mark], list[Mark]]:
    """The double marks and the single ones of a paragraph; apostrophes inside words are none."""
    double: list[Mark] = []
    single: list[Mark] = []
    in_tag = False
    for match in MARKS.finditer(text, start, end):
        at, after = match.span()
        form = match.group()
        if form == "''" and text[after : after + 1] == "'" and _opens_nothing(text, after, end):
            # Three in a row at the end of a word close a single quotation before the double one.
            at, after = at + 1, after + 1
            single.append(Mark(at - 1, at, SINGLE, "'", "close", False))
        elif double and double[-1].end > at:
            continue
        family = FAMILY[form]
        before = text[at - 1] if at > start else " "
        following = text[after] if after < end else " "
        free = before.isspace() and following.isspace()
        if family == SINGLE:
            role = _single_role(text, at, end, form, before, following)
            if role is not None:
                single.append(Mark(at, after, family, form, role, free))
        elif in_tag or (before == "=" and text[at - 2].isalnum()):
            in_tag = not in_tag  # the value of an attribute that was left in the text
        elif following != ">" or not before.isspace():
            role = _role(form, before, following)
            double.append(Mark(at, after, family, form, role, free))
    return double, single


def _opens_nothing(text: str, after: int, end: int) -> bool:
    """Whether no word follows the third of three single marks."""
    return after + 1 >= end or not text[after + 1].isalnum()


def _role(form: str, before: str, following: str) -> str | None:
    """Whether the characters beside a double mark show that it opens or closes."""
    gap_before = before.isspace() or before in BEFORE_OPENING
    gap_after = following.isspace() or following in AFTER_CLOSING
    if form in OPENING:
        return "close" if gap_after and not gap_before else "open"
    if form in ("”", "’’"):
        return None if following.isalnum() or (before + following).isspace() else "close"
    if form in CLOSING:
        return "open" if gap_before and not gap_after else "close"
    if following.isspace():
        return None if before.isspace() else "close"
    if before.isspace():
        return "open"
    if gap_after:
        return "close"
    if before in BEFORE_OPENING and (following.isalnum() or following in QUOTES):
        return "open"
    if following.isalnum():
        return None
    return "close"


def _single_role(
    text: str, at: int, end: int, form: str, before: str, following: str
) -> str | None:
    """Whether a single mark opens or closes; doubtful where it may be an apostrophe after all."""
    free = before.isspace() or before in BEFORE_OPENING
    if not following.isspace() and form not in "’´" and not before.isalnum():
        elided = form == "'" and ELIDED.match(text, at + 1, min(end, at + 12))
        if (free or before not in ".,!?…") and not elided:
            return "open"
    if form in "‚‛`" or before.isspace() or following.isalnum():
        return None
    if form == "‘":
        return "close"
    return "doubtful" if _is_apostrophe(text, at, following) else "close"


def _is_apostrophe(text: str, at: int, following: str) -> bool:
    """Whether a single mark after a word may belong to it: `workers' rights`, `goin' home`."""
    word = text[max(0, at - 2) : at]
    if word[-1:] == "s" or word == "in":
        return following == " " and text[at + 2 : at + 3].islower()
    return word in ("'n", "’n")


def is_measure(text: str, mark: Mark) -> bool:
    """Whether a double mark may stand for inches: `6'2"`, `a 12" record`."""
    return text[mark.start - 1 : mark.start].isdigit()


def is_height(text: str, mark: Mark) -> bool:
    """Whether a double mark follows feet and inches: `6'2"`."""
    return MEASURE.search(text, max(0, mark.start - 8), mark.start) is not None
