"""Other ways in which the same article could have been printed.

The training articles are American, of seven outlets, and well set. What other outlets do to the
same words is done to them here: other quotation marks or none, marks left out, other paragraphs,
names of other parts of the world, text without capitals.
"""

import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.en_quotes.recipe.examples import Article, Span

Edit = tuple[int, int, str]

#: How often each change is made to an article.
SWAP_NAMES, OTHER_MARKS, NO_MARKS, LOST_MARKS = 0.4, 0.4, 0.03, 0.1
ONE_PARAGRAPH, SHORT_PARAGRAPHS, NO_CAPITALS = 0.06, 0.06, 0.02
#: How often an article is cut into snippets, and how many paragraphs one has at most.
SNIPPETS, LONGEST_SNIPPET = 0.4, 3
#: How often a mark is lost in an article that loses some.
LOST = 0.15

STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
SINGLE = {"“": "‘", "”": "’", "‘": "“", "’": "’"}
ANGLE = {"“": "«", "”": "»"}
TEX = {"“": "``", "”": "''"}
DOUBLE_MARKS = re.compile(r"[“”\"]")
ANY_MARKS = re.compile(r"[“”‘’]")
SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.]) (?=[A-Z])")
PARAGRAPH = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class NameLists:
    """Words of names to put in the place of others: first words, last words."""

    first: Sequence[str]
    last: Sequence[str]


def changed(
    article: Article, people: Iterable[Span], names: NameLists, chance: random.Random
) -> Article:
    """The article as another outlet could have printed it.

    Args:
        article: with its attributions.
        people: where its names of people stand.
        names: what they may be exchanged for.
        chance: decides.
    """
    text = article.text
    edits: list[Edit] = []
    if chance.random() < SWAP_NAMES:
        edits += _other_names(text, people, names, chance)
    edits += _other_marks(text, chance)
    roll = chance.random()
    if roll < ONE_PARAGRAPH:
        edits += [(m.start(), m.end(), " ") for m in PARAGRAPH.finditer(text)]
    elif roll < ONE_PARAGRAPH + SHORT_PARAGRAPHS:
        edits += [(m.start(), m.end(), "\n\n") for m in SENTENCE_END.finditer(text)]
    result = apply(article, edits)
    if chance.random() < NO_CAPITALS and len(result.text.lower()) == len(result.text):
        result = Article(result.id, result.text.lower(), result.attributions)
    return result


def snippets(article: Article, chance: random.Random) -> list[Article]:
    """The article in pieces of a few paragraphs, or of one sentence, each a text of its own.

    A network that has only seen whole articles expects a headline at the beginning of a text.
    """
    ends = [m.end() for m in PARAGRAPH.finditer(article.text)]
    if chance.random() < 0.5:
        ends = sorted({*ends, *(m.end() for m in SENTENCE_END.finditer(article.text))})
    spans = [s for a in article.attributions for part in a.values() for s in part]
    reach = [(min(s for s, _ in p), max(e for _, e in p)) for p in _whole(article)]
    cuts = [e for e in ends if not any(s < e < t for s, t in [*reach, *spans])]
    pieces, start = [], 0
    while start < len(article.text):
        left = [c for c in cuts if c > start]
        index = chance.randint(1, LONGEST_SNIPPET) - 1
        end = left[index] if index < len(left) else len(article.text)
        pieces.append(_piece(article, start, end))
        start = end
    return [piece for piece in pieces if piece.text.strip()]


def _whole(article: Article) -> list[list[Span]]:
    return [[s for part in a.values() for s in part] for a in article.attributions]


def _piece(article: Article, start: int, end: int) -> Article:
    attributions = [
        {part: [(s - start, e - start) for s, e in spans] for part, spans in a.items()}
        for a, whole in zip(article.attributions, _whole(article), strict=True)
        if all(start <= s and e <= end for s, e in whole)
    ]
    return Article(article.id, article.text[start:end].rstrip(), attributions)


def apply(article: Article, edits: Iterable[Edit]) -> Article:
    """The article with some stretches replaced; spans follow their text."""
    parts: list[str] = []
    shifts: list[tuple[int, int, int, int]] = []
    at = length = 0
    for start, end, new in sorted(edits):
        if start < at:
            continue
        parts += [article.text[at:start], new]
        length += start - at
        shifts.append((start, end, length, length + len(new)))
        length += len(new)
        at = end
    parts.append(article.text[at:])
    starts = [s[0] for s in shifts]

    def move(offset: int, last: bool) -> int:
        k = bisect_right(starts, offset - 1 if last else offset) - 1
        if k < 0:
            return offset
        _, old_end, new_start, new_end = shifts[k]
        if offset >= old_end:
            return new_end + offset - old_end
        return new_end if last else new_start

    attributions = [
        {
            part: [(a, b) for a, b in ((move(s, False), move(e, True)) for s, e in spans) if a < b]
            for part, spans in attribution.items()
        }
        for attribution in article.attributions
    ]
    attributions = [a for a in attributions if a["content"]]
    return Article(article.id, "".join(parts), attributions)


def _other_names(
    text: str, people: Iterable[Span], names: NameLists, chance: random.Random
) -> list[Edit]:
    given: dict[str, str] = {}
    edits = []
    for start, end in people:
        words = list(re.finditer(r"[\w'’-]+[\w]", text[start:end]))
        for k, word in enumerate(words):
            old = word.group()
            if old[0].islower() or len(old) < 3:
                continue
            tail = re.search(r"['’]s$", old)
            stem = old[: tail.start()] if tail else old
            if stem not in given:
                pool = names.last if k == len(words) - 1 else names.first
                given[stem] = chance.choice(pool)
            edits.append((start + word.start(), start + word.start() + len(stem), given[stem]))
    return edits


def _other_marks(text: str, chance: random.Random) -> list[Edit]:
    roll = chance.random()
    if roll < NO_MARKS:
        return [(m.start(), m.end(), "") for m in DOUBLE_MARKS.finditer(text)]
    if roll < NO_MARKS + LOST_MARKS:
        marks = DOUBLE_MARKS.finditer(text)
        return [(m.start(), m.end(), "") for m in marks if chance.random() < LOST]
    if roll < NO_MARKS + LOST_MARKS + OTHER_MARKS:
        style: Mapping[str, str] = chance.choice((STRAIGHT, STRAIGHT, SINGLE, SINGLE, ANGLE, TEX))
        if "“" not in text:
            return _straight_as(text, style)
        marks = ANY_MARKS.finditer(text)
        edits = [(m.start(), m.end(), style.get(m.group(), m.group())) for m in marks]
        return [e for e in edits if text[e[0] : e[1]] != e[2]]
    return []


def _straight_as(text: str, style: Mapping[str, str]) -> list[Edit]:
    """Straight double marks in another style: the first kind opens, the second closes."""
    opening = {m.start() for m in re.finditer(r'(?<![\w"])"(?=[^\s"])', text)}
    curly = {True: "“", False: "”"}
    return [
        (m.start(), m.end(), style.get(curly[m.start() in opening], '"'))
        for m in re.finditer('"', text)
    ]
