"""The text of pages: quotations, and words at the border of elements."""

import time

import pytest

from pipeline.load.html_tags import strip_inline_tags, tag_blocks
from pipeline.load.html_text import passage_paragraphs, read_page

FIRST = "The union at the port of Halden said on Friday that it would return to the table at last."
LAST = [
    "Ministers meet again on Monday, the port authority said, and ships will leave by noon on it.",
    "Prices for grain rose again in the week, the exchange reported, and buyers waited for news.",
]


def between(markup: str) -> list[str]:
    """The paragraphs that a page has where the markup stands, between paragraphs."""
    last = "".join(f"<p>{paragraph}</p>" for paragraph in LAST)
    page = read_page(
        "<html><head><title>Talks</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Talks resume</h1><p>{FIRST}</p>{markup}{last}</article></body></html>"
    )
    lines = [line for block in page.blocks for line in block.lines]
    assert lines[:2] == ["Talks resume", FIRST]
    assert lines[-2:] == LAST
    return lines[2:-2]


TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">We never left. <a href="https://t.co/x">'
    "pic.example</a></p>&mdash; Ana Costa (@ana) <a>May 3, 2021</a></blockquote><script></script>"
)


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<blockquote>We never left.</blockquote>", ["We never left."]),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote>", ["One.", "Two."]),
        (
            "<blockquote><p>We never left.</p><cite>Ana Costa</cite></blockquote>",
            ["We never left.", "Ana Costa"],
        ),
        (
            "<blockquote><p>We never left.</p><footer>— Ana Costa</footer></blockquote>",
            ["We never left.", "— Ana Costa"],
        ),
        (
            "<figure><blockquote><p>We never left the port.</p></blockquote>"
            "<figcaption>—Ana Costa, <cite>Head</cite></figcaption></figure>",
            ["We never left the port.", "—Ana Costa, Head"],
        ),
        (
            "<aside><blockquote>We never left it at all.</blockquote></aside>",
            ["We never left it at all."],
        ),
        (TWEET, ["We never left. pic.example", "— Ana Costa (@ana) May 3, 2021"]),
        (
            f'<figure class="wp-block-embed"><div class="embed-twitter">{TWEET}</div></figure>',
            ["We never left. pic.example", "— Ana Costa (@ana) May 3, 2021"],
        ),
        ("<p>She said <q>we <b>never</b> left</q> then.</p>", ["She said “we never left” then."]),
        ("<p>She said <q>“we never left”</q> then.</p>", ["She said “we never left” then."]),
    ],
)
def test_quotations_stay(markup, paragraphs):
    assert between(markup) == paragraphs


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote>it would return to the table</blockquote>",
        "<blockquote><p>It would return to the table!</p><cite>The union</cite></blockquote>",
        "<figure class='pullquote'><blockquote>would return to the table</blockquote></figure>",
        "<aside><blockquote>that it would return to the table</blockquote></aside>",
    ],
)
def test_pull_quotes_do_not_repeat_the_text(markup):
    assert between(markup) == []


def test_the_same_quotation_stands_once():
    quote = "<blockquote>We have never left the port.</blockquote>"
    assert between(f"{quote}<p>Then he went home.</p>{quote}") == [
        "We have never left the port.",
        "Then he went home.",
    ]


def test_comments_with_quotations_stay_out():
    markup = (
        '<div id="comments" class="comments"><div class="comment"><blockquote>Not true, I think.'
        "</blockquote><p>It is true, and I have seen it with my own eyes.</p></div></div>"
    )
    assert between(markup) == []


def test_captions_stay_out():
    assert (
        between("<figure><img src=x.jpg><figcaption>The quay. Photo: AP</figcaption></figure>")
        == []
    )


SEAMS = [
    (
        '<a href="/t">Trump</a><a href="/g">GOP</a><span><a href="/m">MORE</a></span> said',
        "Trump GOP MORE said",
    ),
    ('<span style="display:block">First.</span><span>Second.</span>', "First. Second."),
    ('<span class="cap">T</span><span>he port</span> is open', "The port is open"),
    ("<b>Mc</b>Donald and <i>U</i><i>S</i> ships", "McDonald and US ships"),
    ('<a href="/t">Tru</a><a href="/t">mp</a> said', "Trump said"),
    ("a long<wbr>word, E=mc<sup>2</sup>, ten&nbsp;ships", "a longword, E=mc2, ten ships"),
    ("one<b> two</b> <i>three</i>", "one two three"),
]


@pytest.mark.parametrize(("markup", "text"), SEAMS)
def test_words_at_borders_of_elements(markup, text):
    rest = "that the port of Halden would open again on Monday, and that it would stay so for good."
    assert between(f"<p>{markup} {rest}</p>") == [f"{text} {rest}"]


@pytest.mark.parametrize(("markup", "text"), SEAMS)
def test_words_at_borders_of_elements_between_tags(markup, text):
    assert [block.lines for block in tag_blocks(f"<p>{markup}</p>")] == [(text,)]


def test_line_breaks_end_paragraphs():
    assert between("<p>One is here.<br>Two is here.</p>") == ["One is here.", "Two is here."]


def test_quotations_between_tags():
    (block,) = tag_blocks("<p>She said <q>no</q>, and <q>“never”</q>.</p>")
    assert block.lines == ("She said “no”, and “never”.",)


def test_quotation_in_a_passage():
    assert passage_paragraphs(f"<p>{FIRST}</p><blockquote>We never left.</blockquote>") == [
        FIRST,
        "We never left.",
    ]


def test_inline_tags_of_a_plain_text():
    text = "See <a href='/a'>Trump</a><a href='/b'>GOP</a>, <i>now</i>here."
    assert strip_inline_tags(text) == "See Trump GOP, nowhere."


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote>said</blockquote>" * 16_000,
        "<q>a</q>" * 12_000,
        "<a href='x'>a</a>" * 12_000,
        "<figure><blockquote>" * 12_000,
        "<script>" * 40_000,
        "<div>" + "<p>words of it</p>" * 12_000 + "<blockquote>a b c d e</blockquote>" * 500,
    ],
    ids=lambda markup: markup[:12],
)
def test_hostile_markup_is_read_in_linear_time(markup):
    start = time.process_time()
    assert read_page(f"<html><body><p>{FIRST}</p>{markup}</body></html>").blocks
    assert time.process_time() - start < 10
