"""What the head of a page says about its article, and which of it is taken."""

import json
import time
from datetime import UTC, datetime

import pytest

from pipeline.load import LoadSettings
from pipeline.load.html_linked_data import article_in, parse_scripts
from pipeline.load.pages import page_draft

PARAGRAPHS = [
    "The union at the port of Halden said on Friday that it would return to the table.",
    "“We never left,” said its head, Ana Costa, after a meeting of two hours with the ministry.",
    "Ministers meet again on Monday, the port authority said, and ships will leave by noon.",
]
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Talks resume at port",
    "datePublished": "2023-05-06T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "Mara Vint"}],
    "publisher": {"@type": "Organization", "name": "Coast Ledger"},
    "url": "https://ledger.example/2023/talks",
    "inLanguage": "en-GB",
}
OPEN_GRAPH = """
<meta property="og:title" content="Talks resume | Harbour Post">
<meta property="og:site_name" content="Harbour Post">
<meta property="og:url" content="https://post.example/talks">
<meta property="og:locale" content="de_DE">
<meta property="article:published_time" content="2022-01-02T03:04:05Z">
<meta property="article:author" content="https://www.facebook.com/janedoe">
"""
META = """
<meta name="author" content="Jane Doe"><meta name="date" content="2021-03-04">
<link rel="canonical" href="https://canon.example/talks">
"""


def page(head: str = "", *, body: str = "", heading: str = "<h1>Talks resume</h1>") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html><head>{head}</head><body><article>{heading}{text}{body}</article>"
        "</body></html>"
    )


def linked(value: object, *, kind: str = "application/ld+json") -> str:
    script = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="{kind}">{script}</script>'


def draft(head: str = "", **options: str):
    return page_draft(page(head, **options), LoadSettings())


def test_linked_data_comes_first():
    found = draft(OPEN_GRAPH + META + linked(ARTICLE))
    assert found.title == "Talks resume at port"
    assert (found.authors, found.publisher) == (["Mara Vint"], "Coast Ledger")
    assert found.published == datetime(2023, 5, 6, 8, tzinfo=UTC)
    assert (found.url, found.language) == ("https://ledger.example/2023/talks", "en")
    assert found.paragraphs == PARAGRAPHS


def test_open_graph_comes_before_other_meta_elements():
    found = draft(META + OPEN_GRAPH)
    assert (found.title, found.publisher) == ("Talks resume", "Harbour Post")
    assert found.published == datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.url == "https://post.example/talks"


def test_author_that_is_an_address_gives_way():
    assert draft(META + OPEN_GRAPH).authors == ["Jane Doe"]


def test_meta_elements_and_canonical_link():
    found = draft(META)
    assert (found.authors, found.url) == (["Jane Doe"], "https://canon.example/talks")
    assert found.published == datetime(2021, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda article: [article],
        lambda article: {"@graph": [{"@type": "WebPage", "name": "Home"}, article]},
        lambda article: {"@type": "WebPage", "mainEntity": article},
        lambda article: {"@type": "WebPage", "mainEntityOfPage": [article]},
        lambda article: {**article, "@type": ["Article", "ReportageNewsArticle"]},
        lambda article: {**article, "@type": "https://schema.org/LiveBlogPosting"},
        lambda article: {**article, "@type": "BackgroundNewsArticle"},
        lambda article: {**article, "@type": "BlogPosting"},
    ],
)
def test_places_and_kinds_of_articles(wrap):
    found = draft(linked({"@type": "Organization", "name": "X"}) + linked(wrap(ARTICLE)))
    assert (found.title, found.authors) == ("Talks resume at port", ["Mara Vint"])


@pytest.mark.parametrize(
    "dirt",
    [
        lambda text: f"<!--\n{text}\n-->",
        lambda text: f"//<![CDATA[\n{text}\n//]]>",
        lambda text: f"/* <![CDATA[ */ {text} /* ]]> */",
        lambda text: f"{text};",
        lambda text: text.replace("}", ",\n}"),
        lambda text: text.replace('"Mara Vint"', '"Mara Vint" /* she */'),
        lambda text: text.replace('"@type"', '// kind\n"@type"'),
        lambda text: text.replace('"', "&quot;"),
        lambda text: text.replace("Talks resume at port", "Talks\tresume\nat port"),
    ],
)
def test_dirty_linked_data(dirt):
    found = draft(linked(dirt(json.dumps(ARTICLE))))
    assert (found.title, found.authors) == ("Talks resume at port", ["Mara Vint"])
    assert found.url == "https://ledger.example/2023/talks"


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Mara Vint", ["Mara Vint"]),
        ("By Mara Vint and John Roe", ["Mara Vint", "John Roe"]),
        (["Mara Vint", {"name": "John Roe"}], ["Mara Vint", "John Roe"]),
        ({"@type": "Person", "name": ["Mara Vint", "John Roe"]}, ["Mara Vint", "John Roe"]),
        ({"@type": "Person", "author": {"name": "Mara Vint"}}, ["Mara Vint"]),
        ({"givenName": "Mara", "familyName": "Vint"}, ["Mara Vint"]),
        ({"name": "Vint, Mara"}, ["Mara Vint"]),
        ({"name": "Coast Ledger"}, ["Jane Doe"]),
        ({"name": "https://ledger.example/author/mara"}, ["Jane Doe"]),
        ({"name": "admin"}, ["Jane Doe"]),
        ({"name": "ledger.example"}, ["Jane Doe"]),
        ([], ["Jane Doe"]),
        (None, ["Jane Doe"]),
        ({"name": "Zo&euml; Roe"}, ["Zoë Roe"]),
    ],
)
def test_authors_of_linked_data(author, authors):
    assert draft(META + linked({**ARTICLE, "author": author})).authors == authors


def test_agency_as_author():
    found = draft(META + linked({**ARTICLE, "author": {"name": "Reuters"}}))
    assert (found.authors, found.agency) == ([], "Reuters")


def test_references_within_linked_data():
    graph = [
        {**ARTICLE, "author": {"@id": "#mara"}, "publisher": {"@id": "#org"}},
        {"@type": "Person", "@id": "#mara", "name": "Mara Vint"},
        {"@type": "Organization", "@id": "#org", "name": "Coast Ledger"},
    ]
    found = draft(linked({"@graph": graph}))
    assert (found.authors, found.publisher) == (["Mara Vint"], "Coast Ledger")


def test_the_article_with_the_address_of_the_page_is_taken():
    other = {**ARTICLE, "headline": "Another story", "url": "https://ledger.example/other"}
    own = {**ARTICLE, "url": "https://canon.example/talks"}
    assert draft(META + linked([other, own])).title == "Talks resume at port"


def test_articles_that_are_only_listed_are_left_alone():
    listed = {"@type": "ItemList", "itemListElement": [ARTICLE]}
    assert draft(linked(listed)).title != "Talks resume at port"


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Coast Ledger", "Harbour talks"),
        ("Untitled", "Harbour talks"),
        ("https://ledger.example", "Harbour talks"),
        ("", "Harbour talks"),
        ("Port talks - Coast Ledger", "Port talks"),
        ("Port talks | World | The Coast Ledger", "Port talks | World"),
        ("Coast Ledger: Port talks", "Coast Ledger: Port talks"),
        ("Coast Ledger | Port talks", "Port talks"),
        ("Strike &amp; talks: “no deal”", "Strike & talks: “no deal”"),
        ("Talks - and <em>talks</em>", "Talks - and talks"),
        ("Harbour t…", "Harbour talks"),
    ],
)
def test_titles(headline, title):
    head = '<meta property="og:title" content="Harbour talks">'
    found = draft(head + linked({**ARTICLE, "headline": headline}), heading="")
    assert found.title == title


def test_headline_that_the_title_continues():
    head = "<title>Talks resume - World | Somewhere</title>"
    assert draft(head).title == "Talks resume"


def test_headline_above_the_text_stands_there_once():
    found = draft(linked(ARTICLE), heading="<h1>Talks resume at the port</h1>")
    assert (found.title, found.paragraphs) == ("Talks resume at port", PARAGRAPHS)


@pytest.mark.parametrize("date", ["1970-01-01T00:00:00Z", "2999-01-01", "0001-01-01", "soon", ""])
def test_impossible_dates_give_way(date):
    assert draft(META + linked({**ARTICLE, "datePublished": date})).published == datetime(
        2021, 3, 4, tzinfo=UTC
    )


def test_time_element_of_the_article_comes_before_others():
    body = (
        '<aside><time datetime="2001-01-01">1</time></aside><time datetime="2002-02-02">2</time>'
        '<time itemprop="datePublished" datetime="2003-03-03">3</time>'
    )
    assert draft(body=body).published == datetime(2003, 3, 3, tzinfo=UTC)


def test_address_of_the_site_gives_way():
    assert draft(META + linked({**ARTICLE, "url": "https://ledger.example/"})).url == (
        "https://canon.example/talks"
    )


def test_publisher_that_is_an_address_gives_way():
    head = OPEN_GRAPH + linked({**ARTICLE, "publisher": "https://ledger.example"})
    assert draft(head).publisher == "Harbour Post"


def test_text_of_linked_data_is_taken_where_the_page_has_little():
    head = linked({**ARTICLE, "articleBody": "\n\n".join(PARAGRAPHS)})
    html = f"<html><head>{head}</head><body><p>Subscribe to read on now.</p></body></html>"
    assert page_draft(html, LoadSettings()).paragraphs == PARAGRAPHS


def test_text_of_linked_data_is_left_where_the_page_has_it():
    assert draft(linked({**ARTICLE, "articleBody": "Other words. " * 20})).paragraphs == PARAGRAPHS


def test_article_in_nothing():
    assert article_in(parse_scripts(["", "null", "[]", "12", '"x"', "{", "[" * 100_000])) == {}


@pytest.mark.parametrize(
    "script",
    [
        '{"a": "' + '\\"' * 100_000,
        "{" + "/*" * 100_000,
        "{" + ", " * 100_000,
        "{" + '"' * 100_001,
        '{"@graph":' * 50_000,
        json.dumps([{"@type": "Article"}] * 60_000),
        "{" + "&quot;" * 100_000,
    ],
    ids=lambda script: script[:12],
)
def test_hostile_linked_data_is_read_in_linear_time(script):
    start = time.process_time()
    assert draft(linked(script)).paragraphs == PARAGRAPHS
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "tag", ["div", "span", "blockquote", "q", "a", "b", "table", "ul", "figure"]
)
def test_deeply_nested_pages(tag):
    html = f"<html><head>{META}</head><body>" + f"<{tag}>" * 100_000 + f"<p>{PARAGRAPHS[0]}</p>"
    start = time.process_time()
    found = page_draft(html, LoadSettings())
    assert time.process_time() - start < 4
    assert PARAGRAPHS[0] in "\n".join(found.paragraphs)
    assert found.authors == ["Jane Doe"]
