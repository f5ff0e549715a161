"""The titles that stand with a person's name, before it and in apposition, and for whom."""

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.names import Gender
from pipeline.ner.people import TitlePhrase, title_before, title_text
from pipeline.ner.spans import Candidate

__all__ = ["PersonTitle", "read_titles"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_APPOSITION = 7  # tokens between the comma and the title's noun


@dataclass(frozen=True, slots=True)
class PersonTitle:
    """What stands with one mention of a person.

    Attributes:
        text: The title without the country, or None.
        gender: What the title tells.
        countries: The countries named right before the title ("Serbian President").
    """

    text: str | None
    gender: Gender | None
    countries: frozenset[str]


def read_titles(doc: Doc, start: int, end: int, known: dict[int, Candidate]) -> PersonTitle:
    """Reads the titles of the person named at tokens [start, end).

    Args:
        doc: The document.
        start: First token of the name.
        end: One after the last.
        known: For each token of a known name, its candidate.
    """
    phrases = _phrases_before(doc, start)
    countries: set[str] = set()
    before = phrases[0].start if phrases else start
    country = _country_before(doc, before, known)
    if country is not None:
        countries.add(country)
    gender = next((p.title.gender for p in phrases if p.title.gender), None)
    if not any(p.title.kind in ("office", "rank", "occupation") for p in phrases):
        after, owner = _apposition(doc, end, known)
        if after is not None:
            phrases = [*phrases, after]
            gender = gender or after.title.gender
            countries |= owner
    return PersonTitle(title_text(doc, phrases), gender, frozenset(countries))


def _phrases_before(doc: Doc, start: int) -> list[TitlePhrase]:
    phrases: list[TitlePhrase] = []
    at = start
    while at > 0 and len(phrases) < 3:
        phrase = title_before(doc, at)
        if phrase is None and doc[at - 1].text == "," and at > 1:
            # "its president, Kim": an apposition whose title comes first.
            break
        if phrase is None:
            break
        phrases.insert(0, phrase)
        at = phrase.start
    return phrases


def _country_before(doc: Doc, at: int, known: dict[int, Candidate]) -> str | None:
    i = at - 1
    if i >= 0 and doc[i].lower_ in _POSSESSIVES:
        i -= 1
    found = known.get(i)
    if found is not None and found.known is not None and found.known.kind in ("country", "demonym"):
        return found.known.iso3
    return None


def _apposition(
    doc: Doc, end: int, known: dict[int, Candidate]
) -> tuple[TitlePhrase | None, set[str]]:
    """The title in ", the Turkish foreign minister," or ", director of ..."."""
    if end >= len(doc) or doc[end].text != ",":
        return None, set()
    countries: set[str] = set()
    for i in range(end + 1, min(end + 1 + _APPOSITION, len(doc))):
        token = doc[i]
        if token.text in (",", ".", ";", ":") or token.is_space or token.pos_ in ("VERB", "AUX"):
            return None, set()
        owner = known.get(i)
        if owner is not None and owner.known is not None and owner.known.iso3:
            countries.add(owner.known.iso3)
        ends = i + 1 >= len(doc) or doc[i + 1].text in (",", ".", "of", "for", "at", "in", "and")
        if ends and token.tag_.startswith("NN"):
            phrase = title_before(doc, i + 1, floor=end + 1)
            return (phrase, countries) if phrase is not None else (None, set())
    return None, set()
