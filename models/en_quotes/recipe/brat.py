"""Attributions in the standoff format of the annotation tool brat.

A line starting with T is a stretch of text with its label: `T3<tab>Content 5 20;31 40<tab>words`. A
line starting with E is an attribution, which names its parts: `E1<tab>Attribution:T4 Content:T3
Cue:T2 Source:T1`. Other labels and lines (notes of the annotators) have no part in attributions.
"""

import re
from collections.abc import Iterable

from pipeline.errors import InputError

Span = tuple[int, int]
Attribution = dict[str, list[Span]]

PARTS = ("content", "cue", "source")
EVENT = "Attribution"


def read_attributions(lines: Iterable[str], *, length: int) -> list[Attribution]:
    """The attributions of an article, by their offsets.

    Args:
        lines: of an annotation file.
        length: of the text.

    Returns:
        Spans of `content`, `cue` and `source`; an attribution may lack a cue or a source, and what
        has no content is left out.

    Raises:
        InputError: a line is not in the format, or a span lies outside the text.
    """
    stretches: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in lines:
        key, _, rest = line.rstrip("\r\n").partition("\t")
        if key[:1] == "T":
            stretches[key] = _spans(rest.split("\t")[0], length)
        elif key[:1] == "E":
            events.append(rest.split())
    found = [_attribution(event, stretches) for event in events if event[0].startswith(EVENT)]
    return sorted((a for a in found if a["content"]), key=lambda a: (a["content"], a["cue"]))


def _spans(given: str, length: int) -> list[Span]:
    """The spans of `Label 5 20;31 40`."""
    if not re.fullmatch(r"\S+ \d+ \d+(;\d+ \d+)*", given):
        raise InputError(f"{given!r} is no label with offsets")
    pairs = (pair.split() for pair in given.split(" ", 1)[1].split(";"))
    spans = sorted((int(start), int(end)) for start, end in pairs)
    if any(not start < end <= length for start, end in spans):
        raise InputError(f"{given!r} is not inside its text of {length} characters")
    return spans


def _attribution(event: list[str], stretches: dict[str, list[Span]]) -> Attribution:
    parts: Attribution = {part: [] for part in PARTS}
    for argument in event[1:]:
        role, _, key = argument.partition(":")
        part = role.rstrip("0123456789").lower()  # a second part of a kind is Content2
        if part in parts:
            if key not in stretches:
                raise InputError(f"there is no {key!r} for {argument!r}")
            parts[part] = sorted({*parts[part], *stretches[key]})
    return parts
