"""The layout of a news article: what is said, and what is said about it."""

from datetime import UTC, datetime

import pytest

MARKDOWN = """

# Estonian Minister Calls Finnish Counterpart Over Ferry Dispute – Ministry

By [AFP](#)

March 4, 2023



**mfa.example.ee**

Estonian Transport Minister Kaarel Saar spoke by phone with his Finnish counterpart on Saturday.

"We will not close the line," Saar said, adding that **talks** would go on [in Turku](https://x.example).

The ministry in Tallinn — which owns the quay — declined to comment on March 5.

Original url:

<https://www.balticpost.example/2023/03/04/estonian-minister-calls-a1234>"""


def test_markdown_article_is_read_completely(load_one):
    row = load_one("a.txt", MARKDOWN)
    assert row["title"] == (
        "Estonian Minister Calls Finnish Counterpart Over Ferry Dispute – Ministry"
    )
    assert row["text"].split("\n\n") == [
        row["title"],
        "Estonian Transport Minister Kaarel Saar spoke by phone with his Finnish counterpart on "
        "Saturday.",
        '"We will not close the line," Saar said, adding that talks would go on in Turku.',
        "The ministry in Tallinn — which owns the quay — declined to comment on March 5.",
    ]
    assert (row["agency"], row["authors"]) == ("AFP", [])
    assert row["published"] == datetime(2023, 3, 4, tzinfo=UTC)
    assert row["url"] == "https://www.balticpost.example/2023/03/04/estonian-minister-calls-a1234"
    assert row["publisher"] == "balticpost.example"
    assert row["language"] == "en"


def test_the_same_article_is_the_same_as_markdown_file(load_one):
    assert load_one("a.md", MARKDOWN)["text"].count("\n\n") == 3


BODY = "The port of Halden reopened on Friday after a strike of two weeks.\n\nShips left at noon.\n"


def article(*head: str, foot: str = "") -> str:
    return "\n\n".join(["Port of Halden reopens", *head, BODY.strip()]) + f"\n\n{foot}\n"


def body_is_whole(text: str) -> bool:
    return text == f"Port of Halden reopens\n\n{BODY.strip()}"


@pytest.mark.parametrize(
    ("line", "authors", "agency"),
    [
        ("By Jane Doe, Reuters", ["Jane Doe"], "Reuters"),
        ("By JANE DOE and John Roe", ["Jane Doe", "John Roe"], None),
        ("Jane Doe | Associated Press", ["Jane Doe"], "AP"),
        ("AFP —", [], "AFP"),
        ("Reuters", [], "Reuters"),
        (
            "By Jane van der Doe in Oslo and John Roe Jr.",
            ["Jane van der Doe", "John Roe Jr."],
            None,
        ),
        ("By Jane Doe, Staff Writer (jane.doe@post.example) @janedoe", ["Jane Doe"], None),
        ("By The Associated Press", [], "AP"),
        ("By Our Correspondent", [], None),
        ("By JANE McDOE, political editor", ["JANE McDOE"], None),
    ],
)
def test_bylines(load_one, line, authors, agency):
    row = load_one("a.txt", article(line))
    assert body_is_whole(row["text"])
    assert (row["authors"], row["agency"]) == (authors, agency)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("October 20, 2024", datetime(2024, 10, 20)),
        ("Oct. 20, 2024 3:14 PM EST", datetime(2024, 10, 20, 20, 14)),
        ("Published: 2024-10-20", datetime(2024, 10, 20)),
        ("2024-10-20T08:30:00+02:00", datetime(2024, 10, 20, 6, 30)),
        ("20 October 2024", datetime(2024, 10, 20)),
        ("Updated Oct 21, 2024", datetime(2024, 10, 21)),
        ("Published 20 Oct 2024 12:00, Updated 21 Oct 2024", datetime(2024, 10, 20, 12)),
        ("Sunday, 20th October 2024 | 10:30 GMT", datetime(2024, 10, 20, 10, 30)),
        ("Date: 20.10.2024 | 10:30 local time", datetime(2024, 10, 20, 10, 30)),
        ("Posted on 03/04/2024", None),
        ("Sunday, October 20", None),
    ],
)
def test_date_lines(load_one, line, published):
    row = load_one("a.txt", article(line))
    assert body_is_whole(row["text"])
    assert row["published"] == (published and published.replace(tzinfo=UTC))


def test_byline_and_date_on_one_line(load_one):
    row = load_one("a.txt", article("By Jane Doe, AFP | October 20, 2024"))
    assert body_is_whole(row["text"])
    assert (row["authors"], row["agency"]) == (["Jane Doe"], "AFP")
    assert row["published"] == datetime(2024, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "**harbour.example**",
        "**Harbour Press Service**",
        "(Photo: AP/John Roe)",
        "File photo",
        "[Image: ships at the quay]",
        "Photo: Jane Doe/Reuters",
        "Jane Doe / Getty Images",
        "REUTERS/Jane Doe",
    ],
)
def test_photo_credits(load_one, line):
    row = load_one("a.txt", article("By Ana Costa", line))
    assert body_is_whole(row["text"])
    assert (row["authors"], row["agency"]) == (["Ana Costa"], None)


@pytest.mark.parametrize(
    "foot",
    [
        "Original url:\n\n<https://www.post.example/2024/10/20/port>",
        "Original url:\n<https://www.post.example/2024/10/20/port>",
        "Source: https://www.post.example/2024/10/20/port",
        "URL: https://www.post.example/2024/10/20/port",
        "Read more at https://www.post.example/2024/10/20/port.",
        "https://www.post.example/2024/10/20/port",
        "Original article: <https://www.post.example/2024/10/20/port>\n\n© 2024 AFP",
        "[Original article](https://www.post.example/2024/10/20/port)",
    ],
)
def test_addresses_below_the_body(load_one, foot):
    row = load_one("a.txt", article(foot=foot))
    assert body_is_whole(row["text"])
    assert row["url"] == "https://www.post.example/2024/10/20/port"
    assert row["publisher"] == "post.example"
    assert row["published"] == datetime(2024, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("foot", "agency"),
    [
        ("© AFP", "AFP"),
        ("Copyright 2024 The Associated Press. All rights reserved.", "AP"),
        ("(Reuters)", "Reuters"),
        ("Source: Xinhua", "Xinhua"),
    ],
)
def test_agencies_below_the_body(load_one, foot, agency):
    row = load_one("a.txt", article(foot=foot))
    assert body_is_whole(row["text"])
    assert row["agency"] == agency


@pytest.mark.parametrize(
    ("start", "agency", "published"),
    [
        ("WASHINGTON (AP) — ", "AP", None),
        ("LONDON, Oct 20, 2024 (Reuters) - ", "Reuters", datetime(2024, 10, 20, tzinfo=UTC)),
        ("afrol News, 5 February - ", "afrol News", None),
        ("MOSCOW, October 20. /TASS/. ", "TASS", None),
        ("(Reuters) - ", "Reuters", None),
        ("The European Union (EU) said ", None, None),
        ("The Associated Press (AP) reported that ", None, None),
    ],
)
def test_dateline_stays_in_the_body(load_one, start, agency, published):
    body = f"{start}The strike is over.\n\nShips left at noon."
    row = load_one("a.txt", f"Port of Halden reopens\n\n{body}")
    assert row["text"] == f"Port of Halden reopens\n\n{body}"
    assert (row["agency"], row["published"]) == (agency, published)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday evening all ships had left the port.",
        "By the end of October 2024, prices had doubled",
        "On October 20, 2024 the port was closed.",
        "Reuters reported that ships were waiting.",
        "**What we know so far**",
        "Source of the fire: a cable, police said",
        "Photographs show that the quay is empty.",
        "Copyright holders said they would sue.",
        "The report is at https://www.post.example/report, the union said.",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_nothing_of_the_body_is_lost(load_one, line, place):
    text = article("By Jane Doe", line) if place == "above" else article("By Jane Doe", foot=line)
    paragraphs = load_one("a.txt", text)["text"].split("\n\n")
    assert paragraphs[1 if place == "above" else -1] == line.strip("*")
    assert len(paragraphs) == 4


def test_headline_below_a_kicker_comes_first(load_one):
    row = load_one("a.md", f"WORLD\n\n# Port reopens\n\nBy Jane Doe\n\n{BODY}")
    assert row["title"] == "Port reopens"
    assert row["text"].split("\n\n")[:2] == ["Port reopens", "WORLD"]


def test_byline_below_a_standfirst(load_one):
    row = load_one(
        "a.txt", article("Talks end a strike of two weeks.", "By Jane Doe", "May 3, 2021")
    )
    assert row["authors"] == ["Jane Doe"]
    assert row["text"].split("\n\n")[1] == "Talks end a strike of two weeks."
    assert row["text"].count("\n\n") == 3


def test_no_title_where_the_first_paragraph_is_a_sentence(load_one):
    row = load_one("a.txt", BODY)
    assert row["title"] is None
    assert row["text"] == BODY.strip()


def test_a_word_for_a_role_makes_no_byline_of_a_headline(load_one):
    title = "Ministry bars newspaper reporter from the briefing"
    assert load_one("a.txt", f"{title}\n\n{BODY}")["title"] == title


def test_markdown_signs_are_removed_and_their_text_kept(load_one):
    row = load_one(
        "a.md",
        "# Port _reopens_\n\nA **bold** step, `noon`, said *Ana Costa* of [the\nunion](https://u.example).\n\n"
        "![quay](q.png)\n\n> We never left.\n\n- first point\n- second point\n\n"
        "1984. A year to remember.\n\n"
        "## What next\n\nsnake_case_name and 2 * 3 * 4 &amp; more\\*\n",
    )
    assert row["text"].split("\n\n") == [
        "Port reopens",
        "A bold step, noon, said Ana Costa of the union.",
        "We never left.",
        "first point",
        "second point",
        "1984. A year to remember.",
        "What next",
        "snake_case_name and 2 * 3 * 4 & more*",
    ]
