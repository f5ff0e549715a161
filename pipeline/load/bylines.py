"""Authors and agencies in bylines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.knowledge.agencies import byline_roles, find_agency
from pipeline.knowledge.names import is_particle
from pipeline.load.characters import squeeze

__all__ = ["Byline", "clean_byline", "read_byline"]

_BY = re.compile(
    r"(?:(?:written|reported|story|words|report|compiled|text|article)\s{1,3})?by\b\s{0,3}:?\s{0,3}"
    r"|(?:authors?|reporters?|journalist)\s{0,3}:\s{0,3}",
    re.I,
)
# White space is only looked at from where it begins, else a long run of it would take long.
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[|•·/;]\s*|(?<!\s)\s+[–—-]+(?=\s|$)\s*")
_LISTED = re.compile(
    r"(?:(?<!\s)\s+)?,\s*(?:and\s+)?|(?<!\s)\s+and\s+|(?:(?<!\s)\s+)?&\s*|(?<!\s)\s+with\s+", re.I
)
_CONTACT = re.compile(
    r"[\[(<]?\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b[\])>]?"
    r"|(?<!\w)[(]?@\w{1,50}[)]?|https?://\S{1,2000}"
)
_PLACE = re.compile(r"(?<!\s)\s+(?:in|for|of|at|from)\s+(?P<what>(?:the\s+)?[A-Z].{0,80})$")
_FAMILY_FIRST = re.compile(
    r"\s*(?P<family>(?:[^\W\d_][\w'’-]{1,30} ){0,3}[^\W\d_][\w'’-]{1,30}),"
    r" (?P<given>[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,2})\s*"
)
_QUOTES = "\"'“”‘’`*_"
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"})
_NO_NAME = re.compile(
    r"(?:an?|the|this|that|these|those|all|some|our|your|my|his|her|their|its?|we|you|they|i|in|on|at"
    r"|as|if|not?|how|why|what|when|where|who|which|more|most|popular|today|tomorrow|yesterday"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|september|october|november|december)\.?",
    re.I,
)
_MAX_LINE = 160
_MAX_NAME = 60
_MAX_FIELD = 10_000
_MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article: persons, and an agency (None where none is named)."""

    authors: tuple[str, ...] = ()
    agency: str | None = None


def read_byline(line: str) -> Byline | None:
    """Read a line that is a byline; None for any other.

    A line without "By" counts only if it names an agency or a role, and otherwise names alone.

    Example:
        >>> read_byline("By JANE DOE and John Roe, Reuters")
        Byline(authors=('Jane Doe', 'John Roe'), agency='Reuters')
        >>> read_byline("By the end of the year, prices had doubled") is None
        True
    """
    if len(line) > _MAX_LINE:
        return None
    bare = _CONTACT.sub(" ", line).strip(" \t*_")
    prefix = _BY.match(bare)
    body = bare[prefix.end() :] if prefix else bare
    pieces = [piece for piece in map(_strip, _split(body)) if piece]
    if not pieces:
        return None
    known = [find_agency(piece) is not None or _is_role(piece) for piece in pieces]
    if not prefix and not _names_its_kind(pieces):
        return None
    if not all(is_known or _is_name(piece) for is_known, piece in zip(known, pieces, strict=True)):
        return None
    return _collect(pieces)


def clean_byline(names: Iterable[str]) -> Byline:
    """Read the names of a record's author field, each of which may hold several.

    Example:
        >>> clean_byline(["By Ana Costa, Staff Writer, ana@ledger.example", "AFP"])
        Byline(authors=('Ana Costa',), agency='AFP')
        >>> clean_byline(["Costa, Ana; van der Doe, Jane"]).authors
        ('Ana Costa', 'Jane van der Doe')
    """
    pieces: list[str] = []
    for name in names:
        bare = squeeze(_CONTACT.sub(" ", squeeze(name[:_MAX_FIELD])))
        prefix = _BY.match(bare)
        body = _in_order(bare[prefix.end() :] if prefix else bare)
        pieces.extend(map(_strip, _split(body)))
    return _collect([piece for piece in pieces if piece and len(piece) <= _MAX_NAME])


def _split(text: str) -> list[str]:
    """The names and roles of a byline; "Jr." stays with the name before it."""
    pieces: list[str] = []
    for piece in (part for section in _SEPARATOR.split(text) for part in _LISTED.split(section)):
        if pieces and piece.strip(". ").lower() in _SUFFIXES:
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return [part for piece in pieces for part in _divide_place(piece)]


def _in_order(text: str) -> str:
    """Put first names first, where archives write "Costa, Ana; Roe, John"."""
    names = [_FAMILY_FIRST.fullmatch(name) for name in text.split(";")]
    if not all(names):
        return text
    swapped = []
    for found in filter(None, names):
        family, given = found["family"], found["given"]
        alone = not is_particle(family.split()[0]) and " " in family
        if alone or find_agency(given) or find_agency(family) or _is_role(given):
            return text
        if given.strip(". ").lower() in _SUFFIXES:
            return text
        swapped.append(f"{given} {family}")
    return "; ".join(swapped)


def _divide_place(piece: str) -> list[str]:
    """Take "in Belgrade" from a name; of "for the Associated Press" the agency remains."""
    place = _PLACE.search(piece)
    if place is None:
        return [piece]
    return [piece[: place.start()], *([place["what"]] if find_agency(place["what"]) else [])]


def _strip(piece: str) -> str:
    return squeeze(piece).strip(f"{_QUOTES},:()[]<> ").removesuffix(" .")


def _collect(pieces: Sequence[str]) -> Byline:
    agency = next(filter(None, map(find_agency, pieces)), None)
    names = [piece for piece in pieces if not find_agency(piece) and not _is_role(piece)]
    authors = dict.fromkeys(_capitalised(name) for name in names if re.search(r"[^\W\d_]", name))
    return Byline(tuple(authors), agency)


def _names_its_kind(pieces: Sequence[str]) -> bool:
    """Without "By", an agency or a role at the end of a part shows that this is a byline."""
    last_words = [piece.lower().split()[-1] for piece in pieces]
    return any(map(find_agency, pieces)) or any(word in byline_roles() for word in last_words)


def _is_role(piece: str) -> bool:
    words = re.findall(r"[^\W\d_]+", piece.lower())
    return len(words) <= _MAX_WORDS and any(word in byline_roles() for word in words)


def _is_name(piece: str) -> bool:
    words = piece.split()
    if not 1 <= len(words) <= _MAX_WORDS or len(piece) > _MAX_NAME or any(map(str.isdigit, piece)):
        return False
    if any(map(_NO_NAME.fullmatch, words)) or re.search(r"[:!?]", piece):
        return False
    if piece.endswith(".") and len(words[-1]) > 3:
        return False  # a sentence
    return all(word[0].isupper() or is_particle(word) for word in words) and piece[0].isalpha()


def _capitalised(name: str) -> str:
    """A name in capitals, as names are written; any other as it is."""
    if not name.isupper() or len(name) < 4:
        return name
    written = " ".join(word if "." in word else word.title() for word in name.split())
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", written)
