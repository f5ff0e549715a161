"""Bodies named by country and function: "the Iraqi army", "Cuba's foreign ministry"."""

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.organizations import organization_nouns
from pipeline.ner.spans import Candidate

__all__ = ["FunctionalName", "find_functional_names"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LONGEST = 4
_LED = frozenset({"led", "backed"})
_LED_NOUNS = frozenset({"coalition", "alliance", "force", "mission"})


@dataclass(frozen=True, slots=True)
class FunctionalName:
    """A body described by its country and its function.

    Attributes:
        start: First token, the determiner not counted.
        end: One after the last.
        iso3: The country.
        noun: The function in lower case: "foreign ministry".
        name: How the document first calls it: "North Korean foreign ministry".
    """

    start: int
    end: int
    iso3: str
    noun: str
    name: str


def find_functional_names(doc: Doc, found: list[Candidate]) -> list[FunctionalName]:
    """All such descriptions, each beginning or ending with a country's name or adjective."""
    taken = {i for c in found for i in range(c.start, c.end)}
    result = []
    for c in found:
        if c.known is None or c.known.iso3 is None or c.known.kind not in ("country", "demonym"):
            continue
        iso3 = c.known.iso3
        after = c.end
        if after < len(doc) and doc[after].lower_ in _POSSESSIVES:
            after += 1
        end, noun = _function_at(doc, after, taken)
        if end == after:
            end, noun = _led_at(doc, c.end)
        if end > after:
            result.append(FunctionalName(c.start, end, iso3, noun, doc[c.start : end].text))
            continue
        begin, noun = _function_before(doc, c.start)
        if noun:
            result.append(FunctionalName(begin, c.end, iso3, noun, doc[begin : c.end].text))
    return result


def _function_at(doc: Doc, start: int, taken: set[int]) -> tuple[int, str]:
    nouns = organization_nouns()
    for n in range(_LONGEST, 0, -1):
        tokens = doc[start : start + n]
        noun = tokens.text.lower()
        end = start + n
        known = len(tokens) == n and noun in nouns and nouns[noun].function
        if known and not taken.intersection(range(start, end)) and not _goes_on(doc, end):
            return end, noun
    return _ministry_at(doc, start, taken)


def _ministry_at(doc: Doc, start: int, taken: set[int]) -> tuple[int, str]:
    """The end of "environment ministry", "home affairs ministry": any ministry is a function."""
    for i in range(start + 1, min(start + _LONGEST, len(doc))):
        if i in taken or not doc[i].is_alpha or doc[i].pos_ in ("VERB", "AUX", "ADP", "PRON"):
            break
        if doc[i].lower_ == "ministry":
            return i + 1, doc[start : i + 1].text.lower()
    return start, ""


def _goes_on(doc: Doc, end: int) -> bool:
    # "Iraqi police officer" names a person, "Iraqi foreign ministry spokesman" has a ministry.
    return (
        end < len(doc)
        and doc[end - 1].lower_ in ("police", "army", "military", "navy")
        and doc[end].tag_ in ("NN", "NNS")
    )


def _led_at(doc: Doc, start: int) -> tuple[int, str]:
    tokens = [t.lower_ for t in doc[start : start + 5]]
    if len(tokens) > 2 and tokens[0] == "-" and tokens[1] in _LED:
        for k in range(2, len(tokens)):
            if tokens[k] in _LED_NOUNS:
                return start + k + 1, f"{tokens[1]} {tokens[k]}"
    return start, ""


def _function_before(doc: Doc, start: int) -> tuple[int, str]:
    """The function in "electoral commission of the Central African Republic"."""
    i = start - 1
    if i >= 0 and doc[i].lower_ == "the":
        i -= 1
    if i < 1 or doc[i].lower_ != "of":
        return start, ""
    nouns = organization_nouns()
    for n in range(_LONGEST, 0, -1):
        noun = doc[max(0, i - n) : i].text.lower()
        if i - n >= 0 and noun in nouns and nouns[noun].function:
            return i - n, noun
    return start, ""
