"""Patterns of what no corpus of names annotates: dates, sums, shares, measures, numbers."""

import re

NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundreds?|thousands?|millions?|dozens?)"
)
SCALE = r"(?:[ -](?:hundred|thousand|million|billion|trillion|dozen))?"
MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|"
    r"Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
UNIT = (
    r"(?:km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|ft|kg|kilograms?|tons?|tonnes?|"
    r"barrels?|acres?|hectares?|litres?|pounds)"
)
#: Label and pattern; an earlier label takes its stretch before a later one.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("PERCENT", rf"\b{NUMBER}(?:[ -]?%|[ -]per ?cent(?:age points)?\b)"),
    (
        "MONEY",
        rf"(?:US|A|C|HK)?[$€£¥] ?\d[\d,.]*\d?{SCALE}|"
        rf"\b{NUMBER}{SCALE} (?:dollars|euros|pounds|yen|rupees|cents)\b",
    ),
    (
        "DATE",
        r"\b\d{4}-\d\d-\d\d\b|"
        rf"\b(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|"
        rf"\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? \d{{4}})?|"
        rf"{MONTH},? \d{{4}}|(?:early |late |mid-)?(?:1[89]|20)\d\d(?:s|-\d\d)?|"
        rf"{WEEKDAY}s?|yesterday|today|tomorrow|"
        r"(?:last|next|this|past|previous) "
        r"(?:week|month|year|spring|summer|autumn|fall|winter|decade)|"
        rf"{NUMBER} (?:days?|weeks?|months?|years?|decades?)(?: (?:ago|later|old|earlier))?)\b",
    ),
    (
        "TIME",
        r"\b\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?|GMT|EST)|\b\d{1,2}:\d\d\b|"
        rf"\b{NUMBER} (?:hours?|minutes?|seconds?)\b",
    ),
    ("QUANTITY", rf"\b{NUMBER}{SCALE}[ -]?{UNIT}\b"),
    (
        "ORDINAL",
        r"\b(?:\d+(?:st|nd|rd|th)|"
        r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b",
    ),
    ("CARDINAL", rf"\b{NUMBER}{SCALE}\b"),
)
NUMERIC = tuple((label, re.compile(pattern)) for label, pattern in PATTERNS)
NUMERIC_LABELS = frozenset(label for label, _ in PATTERNS)
