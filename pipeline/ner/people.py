"""Names of persons: titles before them, and how far a name goes."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.knowledge.names import is_particle, words_of_names
from pipeline.knowledge.titles import Title, is_title_modifier, longest_title
from pipeline.ner.spans import is_capitalised

__all__ = [
    "TitlePhrase",
    "is_calendar_word",
    "name_end",
    "nickname_end",
    "skip_titles",
    "title_before",
    "title_text",
]

_MAX_NAME = 7  # tokens; "Kim Jong-un" alone has four
_DASHES = frozenset("-‐‑")


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


def is_calendar_word(token: Token) -> bool:
    """Whether a token is a month or weekday; "May" and "March" begin names, too."""
    return token.lower_.rstrip(".") in words_of_names("calendar")


def title_before(doc: Doc, end: int, *, floor: int = 0) -> TitlePhrase | None:
    """The title phrase that ends right before token `end`, if there is one.

    Args:
        doc: The document.
        end: The token after the phrase.
        floor: The first token that may belong to it.
    """
    first = max(floor, end - 6)
    words: list[str] = []
    for i in range(first, end):
        if doc[i].is_space or "\n" in doc[i].text:
            words.clear()
        else:
            words.append(doc[i].text)
    found = longest_title(words)
    if found is None:
        return None
    title, n = found
    start = end - n
    # Hyphens are tokens: "ex", "-", "President".
    while start > first:
        if is_title_modifier(doc[start - 1].text):
            start -= 1
        elif (
            doc[start - 1].text in _DASHES
            and start - 1 > first
            and is_title_modifier(doc[start - 2].text)
        ):
            start -= 2
        else:
            break
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


def name_end(doc: Doc, start: int, *, stops: set[int]) -> int:
    """One after the last token of the capitalised name that begins at `start`.

    Goes over hyphens without blanks ("Jong-un", "Ange-Félix"), particles ("van", "bin", "al-"),
    initials and "Jr.". Returns `start` where no name begins.

    Args:
        doc: The document.
        start: First token.
        stops: Tokens that belong to something else (countries, other mentions).
    """
    i = start
    end = start
    while i < len(doc) and i - start < _MAX_NAME and i not in stops:
        token = doc[i]
        if token.is_space or (is_calendar_word(token) and i > start):
            break
        hyphenated = i > start and doc[i - 1].text in _DASHES and not doc[i - 1].whitespace_
        if is_capitalised(token) or (hyphenated and token.is_alpha):
            end = i + 1
        elif not (_joins(doc, i, start) or _is_inner_particle(doc, i)):
            break
        i += 1
        if "\n" in token.whitespace_:
            break
    return _with_suffix(doc, start, end)


def nickname_end(doc: Doc, end: int, *, stops: set[int]) -> int:
    """One after the surname in 'Joaquín "El Chapo" Guzmán', or `end` where no nickname follows.

    Args:
        doc: The document.
        end: One after the last token of the first name.
        stops: Tokens that belong to something else.
    """
    if end >= len(doc) or not doc[end].is_quote:
        return end
    for i in range(end + 2, min(end + 5, len(doc) - 1)):
        if doc[i].is_quote:
            inside = all(is_capitalised(t) for t in doc[end + 1 : i])
            return name_end(doc, i + 1, stops=stops) if inside and doc[i].whitespace_ else end
    return end


def _joins(doc: Doc, i: int, start: int) -> bool:
    """Whether a token is the hyphen of a double name."""
    if doc[i].text not in _DASHES or doc[i].whitespace_ or i + 1 >= len(doc):
        return False
    return i > start and not doc[i - 1].whitespace_


def _is_inner_particle(doc: Doc, i: int) -> bool:
    return is_particle(doc[i].text) and i + 1 < len(doc) and doc[i].lower_ != "as"


def _with_suffix(doc: Doc, start: int, end: int) -> int:
    if start < end < len(doc):
        after = end + 1 if doc[end].text == "," and end + 1 < len(doc) else end
        if doc[after].text in ("Jr.", "Jr", "Sr.", "Sr"):
            return after + 1
    return end
