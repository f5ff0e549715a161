"""Articles for the tests of duplicates: invented stories, and frames that papers fill every day."""

import random
from typing import Any

import pyarrow as pa

from pipeline import tables

WORDS = (
    "harbour council ferry minister budget strike vote river bridge union judge harvest storm port "
    "school inquiry tunnel farmers island border treaty museum clinic rails wages tariff election "
    "market mayor police fishermen governor workers residents engineers flooded closed opened "
    "promised refused delayed after before since against under beyond with without the a of in on"
).split()


def paragraph(seed: int, words: int = 45) -> str:
    chosen = random.Random(seed).choices(WORDS, k=words)
    return " ".join(chosen).capitalize() + "."


def story(seed: int, paragraphs: int = 14) -> list[str]:
    return [paragraph(1000 * seed + i) for i in range(paragraphs)]


def documents(*rows: dict[str, Any]) -> pa.Table:
    """A table of articles; `body` is a list of paragraphs, the rest is as in the table."""
    made = []
    for number, row in enumerate(rows):
        title = row.get("title", f"Headline number {number}")
        text = "\n\n".join([title, *row["body"]])
        made.append(
            {
                "doc_id": row.get("doc_id", str(number)),
                "source": f"{number}.txt",
                "title": title,
                "publisher": row.get("publisher"),
                "published": row.get("published"),
                "text": text,
                "n_words": len(text.split()),
                "sha256": "0" * 64,
            }
        )
    return tables.from_rows("documents", made)


MARKETS = """
Stocks {verb} on Wall Street {day} as investors weighed {cause}. The S&P 500 {move} {a} points, or
{b} percent, to {c}. The Dow Jones industrial average {move} {d} points, or {e} percent, to {f}. The
Nasdaq composite {move} {g} points, or {h} percent, to {i}. {company} {move} {j} percent after it
reported quarterly results that {results} the expectations of analysts. Benchmark U.S. crude oil
{oil} {k} cents to ${l} a barrel in New York. Brent crude, the international standard, {oil} {m}
cents to ${n} a barrel in London. The yield on the 10-year Treasury note {yields} to {o} percent
from {p} percent late {eve}. The dollar {dollar} to {q} Japanese yen from {r} yen. The euro {euro}
to ${s} from ${t}. Overseas, Germany's DAX {abroad} {u} percent, France's CAC 40 {abroad} {v}
percent and Britain's FTSE 100 {abroad} {w} percent.
"""
WEATHER = """
Forecast for {place} and the surrounding area: {day} {sky}, with a high near {a}. {wind} wind around
{b} mph, with gusts as high as {c} mph. Chance of precipitation is {d} percent. {day} night {night},
with a low around {e}. {later} {sky2}, with a high near {f}. {wind2} wind {g} to {h} mph in the
afternoon. Chance of precipitation is {i} percent. New rainfall amounts between {j} of an inch
possible. Sunrise is at {k} a.m. and sunset at {l} p.m. The record high for the date is {m}, set in
{n}, and the record low is {o}, set in {p}.
"""
OBITUARY = """
{name}, {age}, of {town}, passed away peacefully on {day}, {date}, at {place}, surrounded by family.
{first} was born on {born} in {birthplace}, to the late {parents}. A graduate of {school}, {first}
worked as a {job} at {firm} for {years} years before retiring in {retired}. {first} was an avid
{hobby} and a long-time member of {church}. {first} is survived by {spouse}; children {children};
and {n} grandchildren. Visitation will be held from {v} p.m. on {vday} at {home}. A funeral service
will be held at {s} a.m. on {sday} at {church}, with {minister} officiating. Interment will follow
at {cemetery}. In lieu of flowers, the family requests that donations be made to {charity}.
Condolences may be offered to the family online.
"""
BOX_SCORE = """
{away} {a}, {home} {b}. {city} ({day}) — {away} starters: {p1} {n1}-{m1} {q1}-{r1} {t1}, {p2}
{n2}-{m2} {q2}-{r2} {t2}, {p3} {n3}-{m3} {q3}-{r3} {t3}. Totals {n4}-{m4} {q4}-{r4} {a}. {home}
starters: {p4} {n5}-{m5} {q5}-{r5} {t5}, {p5} {n6}-{m6} {q6}-{r6} {t6}, {p6} {n7}-{m7} {q7}-{r7}
{t7}. Totals {n8}-{m8} {q8}-{r8} {b}. Three-point goals: {away} {x1}-{y1}, {home} {x2}-{y2}. Fouled
out: none. Rebounds: {away} {x3}, {home} {x4}. Assists: {away} {x5}, {home} {x6}. Total fouls:
{away} {x7}, {home} {x8}. Attendance: {x9}.
"""


def filled(frame: str, **values: str) -> list[str]:
    """A frame with these values, and with figures of its own in all the other places."""
    figures = random.Random(str(sorted(values.items())))

    class Figures(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return str(figures.randint(1, 99))

    return [frame.replace("\n", " ").format_map(Figures(values)).strip()]


MARKET_REPORTS = [
    filled(MARKETS, verb="rose", day="Monday", cause="talks on trade", company="Halden Motors",
           move="rose", results="beat", oil="gained", yields="rose", eve="Friday",
           dollar="strengthened", euro="fell", abroad="added"),
    filled(MARKETS, verb="slipped", day="Tuesday", cause="the prospect of higher rates",
           company="Brightwater Foods", move="lost", results="missed", oil="fell", yields="slid",
           eve="Monday", dollar="weakened", euro="rose", abroad="shed"),
    # The same direction on another day: the words of the frame are all the same.
    filled(MARKETS, verb="rose", day="Tuesday", cause="news on jobs", company="Corvane Steel",
           move="rose", results="beat", oil="gained", yields="rose", eve="Monday",
           dollar="strengthened", euro="fell", abroad="added"),
]  # fmt: skip
FORECASTS = [
    filled(WEATHER, place="Marrow Bay", day="Today", sky="Mostly sunny", wind="North",
           night="Partly cloudy", later="Thursday", sky2="Sunny", wind2="Calm"),
    filled(WEATHER, place="Marrow Bay", day="Today", sky="Mostly sunny", wind="North",
           night="Partly cloudy", later="Friday", sky2="Sunny", wind2="Light"),
]  # fmt: skip
OBITUARIES = [
    filled(OBITUARY, name="Harriet Lindqvist", first="Harriet", town="Dunmore", day="Monday",
           date="March 4", place="Dunmore Hospice", born="May 2, 1931", birthplace="Leeds",
           parents="Owen and Ada Cole", school="Dunmore High School", job="teacher",
           firm="Alder Elementary", retired="1993", hobby="gardener", church="Grace Church",
           spouse="her husband, Nils", children="Eva and Paul", vday="Thursday",
           home="the Marsh Funeral Home", sday="Friday", minister="the Rev. Ann Holt",
           cemetery="Oak Hill Cemetery", charity="the Dunmore Library"),
    filled(OBITUARY, name="Walter Obuya", first="Walter", town="Dunmore", day="Tuesday",
           date="March 12", place="St. Luke's Hospital", born="July 19, 1940", birthplace="Kisumu",
           parents="Joseph and Grace Obuya", school="Kisumu College", job="machinist",
           firm="Tarn Works", retired="2005", hobby="angler", church="Grace Church",
           spouse="his wife, Ruth", children="Daniel, Mary and Tom", vday="Saturday",
           home="the Marsh Funeral Home", sday="Monday", minister="the Rev. Ann Holt",
           cemetery="Oak Hill Cemetery", charity="the Dunmore Food Bank"),
]  # fmt: skip
BOX_SCORES = [
    filled(BOX_SCORE, away="Dunmore", home="Alder", city="ALDER", day="Friday", p1="Cole",
           p2="Nash", p3="Ortiz", p4="Lund", p5="Ames", p6="Roy"),
    filled(BOX_SCORE, away="Dunmore", home="Alder", city="ALDER", day="Saturday", p1="Cole",
           p2="Nash", p3="Ortiz", p4="Lund", p5="Ames", p6="Roy"),
]  # fmt: skip
