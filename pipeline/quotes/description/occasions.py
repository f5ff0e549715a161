"""Which occasion belongs to a cue: of those in its sentence the nearest, in no other's clause."""

from collections.abc import Iterator

from pipeline.knowledge.cues import known_cue
from pipeline.quotes.description.occasion_phrases import Occasion, occasion_at
from pipeline.quotes.description.surroundings import Surroundings


def occasion_of(around: Surroundings) -> Occasion | None:
    """The occasion that stands nearest to a cue in its sentence; None where there is none.

    One that hangs on another before the cue (`at a news conference before a debate`, `in a letter
    filed in court`) gives way to it.
    """
    found = [*_after(around), *_before(around)]
    if not found:
        return None
    nearest = min(found, key=lambda pair: pair[0])[1]
    if nearest.start > around.head.i:
        return nearest
    outer = [o for _, o in found if o.end <= nearest.start and _one_stretch(around, o, nearest)]
    return min((*outer, nearest), key=lambda occasion: occasion.start)


def _one_stretch(around: Surroundings, first: Occasion, second: Occasion) -> bool:
    """Whether neither a comma nor the source stands between two occasions."""
    return not any(
        around.doc[i].is_punct or i in around.source for i in range(first.end, second.start)
    )


def _after(around: Surroundings) -> Iterator[tuple[int, Occasion]]:
    """Yields the occasions behind the cue, up to the next clause, with their distance."""
    i, distance = around.head.i + 1, 0
    while i < around.high:
        if i in around.content:
            i = _content_end(around, i)
            if i < around.high and around.doc[i].text == ",":
                i += 1
            occasion = occasion_at(around, around.after_time(i)) if i < around.high else None
            if occasion is not None:
                yield distance + 1, occasion
            return
        if around.finite(i) or around.doc[i].text == ";":
            return
        occasion = occasion_at(around, i)
        if occasion is not None:
            yield distance, occasion
        i = occasion.end if occasion is not None else i + 1
        distance += i - 1 not in around.source


def _content_end(around: Surroundings, i: int) -> int:
    while i < around.high and (i in around.content or around.doc[i].is_quote):
        i += 1
    return i


def _before(around: Surroundings) -> Iterator[tuple[int, Occasion]]:
    """Yields the occasions before the cue: `In an interview, Lee said`, `Lee, on Twitter, said`."""
    distance, first = 0, around.head.i
    for i in range(around.head.i - 1, around.low - 1, -1):
        token = around.doc[i]
        if around.finite(i) and not _is_light(around, i):
            if around.head.dep_ != "conj" or around.head.head.i != i:
                return
            first = around.low  # `In a letter, Lee praised him and promised help`
        if token.text == ";" or _divides(around, i):
            return
        occasion = None if i in around.content else occasion_at(around, i)
        if occasion is not None and occasion.end <= around.head.i and occasion.start <= first:
            passed = any(k in around.content for k in range(occasion.end, around.head.i))
            if passed:
                first = around.low + 1
            if occasion.start <= first and (not passed or _leads(around, occasion)):
                yield distance + 1, occasion
        distance += i not in around.source and i not in around.content


def _divides(around: Surroundings, i: int) -> bool:
    """Whether a conjunction before the cue opens a clause of its own: `…, though Lee said`."""
    token = around.doc[i]
    if token.tag_ in ("WDT", "WP", "WRB") and i not in around.content:
        return True
    if not around.free(i) or i in around.cue:
        return False
    if token.tag_ == "CC":
        return any(i < k < around.head.i for k in around.source)
    return token.dep_ == "mark"


def _leads(around: Surroundings, occasion: Occasion) -> bool:
    """Whether nothing but a date and a comma stands between an occasion and the content."""
    i = around.after_time(occasion.end)
    while i < around.high and around.doc[i].is_punct and i not in around.content:
        i += 1
    return i in around.content


def _is_light(around: Surroundings, i: int) -> bool:
    """Whether a verb may stand between an occasion and its cue: `appeared on CNN and said`."""
    entry = known_cue(around.doc[i].lower_, verbal=True)
    return entry is not None and (entry.kind == "light" or entry.cue == "speak")
