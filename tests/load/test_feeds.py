"""Feeds: RSS in its versions, and Atom."""

import io
from datetime import UTC, datetime

import pytest

from pipeline.load.feeds import read_feed
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.settings import LoadSettings

_SETTINGS = LoadSettings()
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
_P = "<p>Talks resumed at the port.</p><p>Nobody else said a word.</p>"


def _items(data: str | bytes) -> list[Item]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_feed(io.BytesIO(raw), _SETTINGS))


def _content(item: Item) -> Draft:
    assert callable(item.content)
    return item.content()


def _draft(item: str, channel: str = "<title>The Ledger</title>") -> Draft:
    (only,) = _items(
        f"<rss version='2.0' {_NAMESPACES}><channel>{channel}<item>{item}</item></channel></rss>"
    )
    return _content(only)


def test_the_fields_of_a_post_of_wordpress() -> None:
    draft = _draft(
        "<title>Talks &amp;amp; strikes</title><link>https://ledger.example/a</link>"
        "<dc:creator><![CDATA[Ana Costa]]></dc:creator>"
        "<pubDate>Sun, 20 Oct 2024 12:00:00 +0200</pubDate>"
        '<guid isPermaLink="false">https://ledger.example/?p=1</guid>'
        "<description>Teaser</description>"
        f"<content:encoded><![CDATA[{_P}]]></content:encoded>",
        "<title>The Ledger</title><language>en-GB</language>",
    )
    assert draft == Draft(
        paragraphs=["Talks resumed at the port.", "Nobody else said a word."],
        title="Talks & strikes",
        authors=["Ana Costa"],
        publisher="The Ledger",
        published=datetime(2024, 10, 20, 10, tzinfo=UTC),
        url="https://ledger.example/a",
        language="en",
        doc_id="https://ledger.example/?p=1",
    )


def test_where_the_post_appeared_first_is_no_part_of_it() -> None:
    foot = "<p>The post <a href='x'>Talks</a> appeared first on <a href='y'>The Ledger</a>.</p>"
    draft = _draft(f"<description><![CDATA[{_P}{foot}]]></description>")
    assert draft.paragraphs[-1] == "Nobody else said a word."


def test_the_sign_of_a_shortened_text_is_left_out() -> None:
    draft = _draft("<description>Talks resumed &amp;amp; ended. [&amp;#8230;]</description>")
    assert draft.paragraphs == ["Talks resumed & ended."]


def test_titles_and_texts_of_pictures_are_not_taken() -> None:
    draft = _draft(
        "<media:title>A picture</media:title><itunes:author>Nobody</itunes:author>"
        "<title>Talks</title><media:description>No</media:description>"
        "<description>Talks resumed.</description>"
    )
    assert (draft.title, draft.paragraphs, draft.authors) == ("Talks", ["Talks resumed."], [])


def test_the_source_of_an_item_is_its_publisher() -> None:
    draft = _draft(
        "<title>Talks resume - Reuters</title><description>Talks resumed.</description>"
        '<source url="https://www.reuters.com">Reuters</source>'
    )
    assert (draft.title, draft.publisher, draft.agency) == ("Talks resume", "Reuters", "Reuters")


def test_an_author_with_an_address() -> None:
    draft = _draft("<author>a@b.example (John Roe)</author><description>One.</description>")
    assert draft.authors == ["John Roe"]


def test_nobody_is_no_author() -> None:
    draft = _draft("<dc:creator>admin</dc:creator><description>One.</description>")
    assert draft.authors == []


def test_a_guid_that_is_a_permalink_is_the_address() -> None:
    draft = _draft("<guid>https://ledger.example/a</guid><description>One.</description>")
    assert draft.url == "https://ledger.example/a"


def test_an_item_without_text_is_refused() -> None:
    with pytest.raises(Refused, match="no_text"):
        _draft("<title>Talks</title><description><![CDATA[<img src='a'>]]></description>")


def test_atom_with_xhtml() -> None:
    (item,) = _items(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Ledger</title>'
        "<author><name>The Ledger</name></author>"
        '<entry><id>tag:ledger,1</id><title type="html">A &lt;em&gt;big&lt;/em&gt; day</title>'
        '<link rel="replies" href="https://no.example"/><link href="https://ledger.example/a"/>'
        "<published>2024-10-20T10:00:00Z</published><updated>2024-10-22T10:00:00Z</updated>"
        "<author><name>Ana Costa</name><uri>https://a.example</uri></author>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        "<p>Talks at the <b>port</b> resumed on Friday, the union said in a statement.</p>"
        "<p>Nobody else said a word about it to reporters at the gate.</p></div></content>"
        "</entry></feed>"
    )
    assert item.part == "tag:ledger,1"
    assert _content(item) == Draft(
        paragraphs=[
            "Talks at the port resumed on Friday, the union said in a statement.",
            "Nobody else said a word about it to reporters at the gate.",
        ],
        title="A big day",
        authors=["Ana Costa"],
        publisher="The Ledger",
        published=datetime(2024, 10, 20, 10, tzinfo=UTC),
        url="https://ledger.example/a",
        language="en",
        doc_id="tag:ledger,1",
    )


def test_the_author_of_a_feed_counts_for_its_entries() -> None:
    (item,) = _items(
        "<feed><title>The Ledger</title><author><name>Ana Costa</name></author>"
        "<entry><summary>Talks resumed.</summary></entry></feed>"
    )
    assert _content(item).authors == ["Ana Costa"]


def test_rss_1_has_its_items_beside_the_channel() -> None:
    (item,) = _items(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>The Ledger</title></channel>"
        '<item rdf:about="https://ledger.example/a"><title>Talks</title>'
        "<description>Talks resumed.</description><dc:date>2024-10-20</dc:date></item></rdf:RDF>"
    )
    draft = _content(item)
    assert (draft.publisher, draft.doc_id) == ("The Ledger", "https://ledger.example/a")
    assert draft.published == datetime(2024, 10, 20, tzinfo=UTC)


def test_the_last_item_of_a_feed_that_is_cut_off_is_damaged() -> None:
    one, two = _items("<rss><channel><item><description>One.</description></item><item><desc")
    assert _content(one).paragraphs == ["One."]
    assert isinstance(two.content, Refused)
    assert (two.part, two.content.reason) == ("item-2", "damaged")


def test_an_item_that_is_not_closed_does_not_take_the_next_one() -> None:
    items = _items(
        "<rss><channel><item><description>One <b>line.</description></item>"
        "<item><description>Two lines.</description></item></channel></rss>"
    )
    assert [_content(item).paragraphs for item in items] == [["One line."], ["Two lines."]]


def test_xml_that_is_no_feed_is_unsupported() -> None:
    with pytest.raises(Refused, match="unsupported: XML with the root element 'urlset', no feed"):
        _items("<urlset/>")
