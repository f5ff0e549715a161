"""What agencies deliver: NewsML-G2, NewsML 1 and NITF."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pipeline.load.newsml import read_newsml
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.settings import LoadSettings

_NITF = (
    '<nitf xml:lang="en"><head><title>slug</title><docdata><doc-id id-string="A1"/>'
    '<date.issue norm="20241020T120000Z"/></docdata><pubdata name="The Ledger"/></head>'
    "<body><body.head><hedline><hl1>Port talks resume</hl1></hedline>"
    "<byline>By <person>Ana Costa</person><byttl>AP Writer</byttl></byline>"
    "<dateline><location>GENEVA</location></dateline></body.head><body.content><block>"
    '<p>Talks <em>resumed</em>.</p><media media-type="image"><media-caption>A quay</media-caption>'
    "</media><hl2>Next</hl2><bq><p>We wait.</p></bq></block></body.content>"
    "<body.end><tagline>The end</tagline></body.end></body></nitf>"
)
_MOMENT = datetime(2024, 10, 20, 12, tzinfo=UTC)


def _items(data: str) -> list[Item]:
    return list(read_newsml(io.BytesIO(data.encode()), LoadSettings()))


def _draft(data: str) -> Draft:
    (item,) = _items(data)
    assert callable(item.content)
    return item.content()


def _refusals(items: list[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item.content, Refused):
            yield item.content.reason
            continue
        with pytest.raises(Refused) as refused:
            item.content()  # type: ignore[operator]
        yield refused.value.reason


def _g2(content: str, meta: str = "", about: str = "", version: str = "3") -> str:
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f'<newsItem guid="urn:newsml:x:1" version="{version}" xml:lang="en"><itemMeta>{meta}'
        f"</itemMeta><contentMeta>{about}</contentMeta><contentSet>{content}</contentSet>"
        "</newsItem></itemSet></newsMessage>"
    )


def _newsml1(component: str, status: str = "Usable") -> str:
    return (
        "<NewsML><NewsEnvelope/><NewsItem><Identification><NewsIdentifier>"
        "<PublicIdentifier>urn:newsml:x:1N</PublicIdentifier></NewsIdentifier></Identification>"
        "<NewsManagement><FirstCreated>20241020T140000+0200</FirstCreated>"
        f'<Status FormalName="{status}"/></NewsManagement><NewsComponent xml:lang="en"><NewsLines>'
        "<HeadLine>Port talks resume</HeadLine><ByLine>Ana Costa</ByLine>"
        "<DateLine>Paris, Oct 20, 2024 (AFP) -</DateLine></NewsLines><AdministrativeMetadata>"
        '<Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>'
        f"{component}</NewsComponent></NewsItem></NewsML>"
    )


def _text_component(content: str, role: str = "Main") -> str:
    return (
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><MediaType FormalName="Text"/>'
        f"<DataContent>{content}</DataContent></ContentItem></NewsComponent>"
    )


def test_an_article_in_nitf() -> None:
    assert _draft(_NITF) == Draft(
        paragraphs=["GENEVA - Talks resumed.", "Next", "We wait."],
        title="Port talks resume",
        authors=["Ana Costa"],
        publisher="The Ledger",
        published=_MOMENT,
        language="en",
        doc_id="A1",
    )


def test_a_dateline_that_the_text_begins_with_is_not_repeated() -> None:
    told = _NITF.replace("<p>Talks", "<p>GENEVA (AP) _ Talks")
    assert _draft(told).paragraphs[0] == "GENEVA (AP) _ Talks resumed."


def test_the_lead_is_not_repeated_before_the_full_text() -> None:
    blocks = (
        '<block class="lead_paragraph"><p>One came.</p></block>'
        '<block class="full_text"><p>One came.</p><p>Two left.</p></block>'
    )
    nitf = f"<nitf><body><body.head/><body.content>{blocks}</body.content></body></nitf>"
    assert _draft(nitf).paragraphs == ["One came.", "Two left."]


def test_preformatted_text_keeps_its_blank_lines() -> None:
    nitf = (
        "<nitf><body><body.content><pre>One\ncame.\n\nTwo left.</pre></body.content></body></nitf>"
    )
    assert _draft(nitf).paragraphs == ["One came.", "Two left."]


def test_a_page_within_newsml_g2() -> None:
    page = (
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        "<head><title>no</title></head><body><p>PARIS (AFP) - Talks <b>resumed</b>.</p>"
        "<p>Nobody spoke.</p></body></html></inlineXML>"
    )
    meta = (
        '<itemClass qcode="ninat:text"/><provider qcode="nprov:AFP"/>'
        "<versionCreated>2024-10-21T09:00:00Z</versionCreated>"
        '<pubStatus qcode="stat:usable"/>'
    )
    about = (
        "<contentCreated>2024-10-20T14:00:00+02:00</contentCreated><by>By Ana Costa</by>"
        '<language tag="en-GB"/><headline>Port talks resume</headline>'
    )
    assert _draft(_g2(page, meta, about)) == Draft(
        paragraphs=["PARIS (AFP) - Talks resumed.", "Nobody spoke."],
        title="Port talks resume",
        authors=["Ana Costa"],
        agency="AFP",
        publisher="AFP",
        published=_MOMENT,
        language="en",
        doc_id="urn:newsml:x:1:3",
    )


def test_nitf_within_newsml_g2_fills_what_the_item_leaves_out() -> None:
    draft = _draft(_g2(f"<inlineXML>{_NITF}</inlineXML>"))
    assert (draft.title, draft.authors) == ("Port talks resume", ["Ana Costa"])
    assert (draft.published, draft.doc_id) == (_MOMENT, "urn:newsml:x:1:3")


def test_markup_within_inline_data() -> None:
    data = '<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;'
    assert _draft(_g2(f"{data}</inlineData>")).paragraphs == ["One.", "Two."]


@pytest.mark.parametrize(
    ("meta", "content", "reason"),
    [
        ('<itemClass qcode="ninat:picture"/>', "<inlineData>One.</inlineData>", "unsupported"),
        ('<pubStatus qcode="stat:canceled"/>', "<inlineData>One.</inlineData>", "record"),
        ("", '<remoteContent href="a.xml"/>', "no_text"),
        ("", "", "no_text"),
    ],
)
def test_items_of_newsml_g2_without_a_usable_text(meta: str, content: str, reason: str) -> None:
    assert list(_refusals(_items(_g2(content, meta)))) == [reason]


def test_a_package_is_told_and_its_neighbour_read() -> None:
    message = _g2("<inlineData>One came.</inlineData>")
    package, item = _items(message.replace("<newsItem", '<packageItem guid="p"/><newsItem', 1))
    assert (package.part, item.part) == ("p", "urn:newsml:x:1:3")
    assert list(_refusals([package])) == ["unsupported"]


def test_an_article_in_newsml_1() -> None:
    caption = _text_component("<p>A quay.</p>", "Caption")
    media = "<media><media-caption>A ship</media-caption></media>"
    main = _text_component(f"{media}<p>Talks resumed.</p><p>Nobody spoke.</p>")
    assert _draft(_newsml1(main + caption)) == Draft(
        paragraphs=["Paris, Oct 20, 2024 (AFP) - Talks resumed.", "Nobody spoke."],
        title="Port talks resume",
        authors=["Ana Costa"],
        agency="AFP",
        publisher="AFP",
        published=_MOMENT,
        language="en",
        doc_id="urn:newsml:x:1N",
    )


def test_nitf_within_newsml_1() -> None:
    draft = _draft(_newsml1(_text_component(_NITF)))
    assert draft.paragraphs[1:] == ["Next", "We wait."]


def test_each_text_of_an_item_of_newsml_1_is_a_document() -> None:
    items = _items(_newsml1(_text_component("One came.") + _text_component("Two left.")))
    assert [item.part for item in items] == ["urn:newsml:x:1N-1", "urn:newsml:x:1N-2"]


def test_a_picture_in_newsml_1_is_unsupported() -> None:
    picture = '<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>'
    assert list(_refusals(_items(_newsml1(picture)))) == ["unsupported"]


def test_an_item_of_newsml_1_that_was_withdrawn_is_refused() -> None:
    items = _items(_newsml1(_text_component("One came."), status="Canceled"))
    assert list(_refusals(items)) == ["record"]


def test_the_item_in_which_a_file_is_cut_off_is_damaged() -> None:
    (item,) = _items(_newsml1(_text_component("One came."))[:-60])
    assert list(_refusals([item])) == ["damaged"]


def test_xml_without_news_is_unsupported() -> None:
    with pytest.raises(Refused, match="unsupported: XML with the root element 'urlset'"):
        _items("<urlset/>")
