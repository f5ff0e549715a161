"""The titles before the names of persons."""

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.names import is_particle
from pipeline.knowledge.titles import Title, count_modifiers, longest_title
from pipeline.ner.spans import is_capitalised

__all__ = [
    "TitlePhrase",
    "skip_titles",
    "title_before",
    "title_text",
]

_DASHES = frozenset("-‐‑")
_MARKS = frozenset("'’.")  # tokens that belong to the word before them: "Dato'", "Smt."


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title with what goes before it ("former deputy foreign minister"), in tokens.

    Attributes:
        start: First token, modifiers included.
        end: One after the last token.
        title: The title that it ends with.
    """

    start: int
    end: int
    title: Title


def title_before(doc: Doc, end: int, *, floor: int = 0) -> TitlePhrase | None:
    """The title phrase that ends right before token `end`, if there is one.

    Args:
        doc: The document.
        end: The token after the phrase.
        floor: The first token that may belong to it.
    """
    first = max(floor, end - 6)
    words: list[str] = []
    starts: list[int] = []
    for i in range(first, end):
        if doc[i].is_space:
            words.clear()
            starts.clear()
        elif words and doc[i].text in _MARKS and not doc[i - 1].whitespace_:
            words[-1] += "'" if doc[i].text == "’" else doc[i].text
        else:
            words.append(doc[i].text)
            starts.append(i)
    found = longest_title(words)
    if found is None:
        return None
    title, n = found
    start = starts[-n - count_modifiers(words[:-n])]
    return TitlePhrase(start, end, title)


def title_text(doc: Doc, phrases: list[TitlePhrase]) -> str | None:
    """The first office, rank or occupation, abbreviations written out; "Mr" is none of them."""
    for phrase in phrases:
        if phrase.title.kind in ("honorific", "person", "relative"):
            continue
        surface = " ".join(doc[phrase.start : phrase.end].text.split())
        if not phrase.title.canonical:
            return surface
        modifiers = " ".join(doc[phrase.start : phrase.end - _length(phrase)].text.split())
        return f"{modifiers} {phrase.title.canonical}".strip()
    return None


def _length(phrase: TitlePhrase) -> int:
    return min(phrase.end - phrase.start, len(phrase.title.title.split()))


def skip_titles(doc: Doc, start: int, end: int) -> tuple[int, list[TitlePhrase]]:
    """Where the name begins in a span that may open with titles, and the titles.

    "President Vladimir Putin" gives the index of "Vladimir". A span that is nothing but titles
    gives its end.
    """
    phrases: list[TitlePhrase] = []
    while start < end:
        for stop in range(min(end, start + 6), start, -1):
            phrase = title_before(doc, stop, floor=start)
            if phrase is not None and phrase.start == start and _may_be_title(doc, phrase):
                phrases.append(phrase)
                start = stop
                break
        else:
            break
    return start, phrases


def _may_be_title(doc: Doc, phrase: TitlePhrase) -> bool:
    # "Major" and "Bishop" are surnames as well: a title needs a name after it.
    following = doc[phrase.end] if phrase.end < len(doc) else None
    return following is not None and (
        following.text in _DASHES or is_capitalised(following) or is_particle(following.text)
    )
