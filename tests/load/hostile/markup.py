"""XML and HTML."""

from tests.load.hostile.case import BODY, DOCUMENT, Hostile, collector

CASES: dict[str, Hostile] = {}
hostile = collector(CASES)
TEXT = BODY.encode()
FILE = b"file:///etc/passwd"


def feed(inner: bytes = b"&x;", doctype: bytes = b"", declaration: bytes = b"") -> bytes:
    declaration = declaration or b'<?xml version="1.0"?>'
    item = b"<item><title>Road</title><description>" + TEXT + inner + b"</description></item>"
    return declaration + doctype + b"<rss><channel>" + item + b"</channel></rss>"


def entities(*lines: bytes) -> bytes:
    return b"<!DOCTYPE rss [" + b"\n".join(lines) + b"]>"


@hostile("a.xml", "unsafe", bomb=True)
def xml_of_a_billion_laughs() -> bytes:
    lines = [b'<!ENTITY x0 "laugh">']
    lines += [b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 11)]
    return feed(b"&x10;", entities(*lines))


@hostile("a.xml", "unsafe", bomb=True)
def xml_of_entities_of_parameters() -> bytes:
    lines = [b'<!ENTITY % x0 "laugh">']
    lines += [b'<!ENTITY %% x%d "%s">' % (n, b"%%x%d;" % (n - 1) * 10) for n in range(1, 11)]
    return feed(b"", entities(*lines, b"%x10;"))


@hostile("a.xml", "unsupported", bomb=True)
def xml_that_grows_by_the_square() -> bytes:
    return feed(b"&x;" * 50_000, entities(b'<!ENTITY x "' + b"laugh " * 20_000 + b'">'))


@hostile("a.xml", "unsafe")
def xml_that_asks_for_a_file() -> bytes:
    return feed(b"&x;", entities(b'<!ENTITY x SYSTEM "' + FILE + b'">'))


@hostile("a.xml", "unsafe")
def xml_that_asks_for_an_address() -> bytes:
    return feed(b"&x;", entities(b'<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'))


@hostile("a.xml", "unsafe")
def xml_that_asks_for_a_file_in_utf16() -> bytes:
    return feed(b"&x;", entities(b'<!ENTITY x SYSTEM "' + FILE + b'">')).decode().encode("utf-16")


@hostile("a.xml", "unsupported")
def xml_that_asks_for_a_file_behind_70000_bytes() -> bytes:
    comment = b"<!--" + b" " * 70_000 + b"-->"
    return feed(b"&x;", entities(comment, b'<!ENTITY x SYSTEM "' + FILE + b'">'))


@hostile("a.xml", DOCUMENT)
def xml_with_a_dtd_elsewhere() -> bytes:
    return feed(b"&x;", b'<!DOCTYPE rss SYSTEM "' + FILE + b'">')


@hostile("a.xml", DOCUMENT)
def xml_that_includes_a_file() -> bytes:
    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="'
    return feed(include + FILE + b'"/>')


@hostile("a.xml", DOCUMENT)
def xml_with_a_stylesheet() -> bytes:
    return feed(b"", b'<?xml-stylesheet type="text/xsl" href="' + FILE + b'"?>')


@hostile("a.xml", "unsafe")
def xml_nested_100000_deep() -> bytes:
    return feed(b"<b>" * 100_000 + b"no" + b"</b>" * 100_000)


@hostile("a.xml", "unsafe")
def xml_nested_without_a_feed() -> bytes:
    return b"<?xml version='1.0'?>" + b"<rss>" * 100_000


@hostile("a.xml", DOCUMENT)
def xml_with_an_attribute_of_15_megabytes() -> bytes:
    return feed(b'<b c="' + b"a" * 15_000_000 + b'"/>')


@hostile("a.xml", DOCUMENT)
def xml_with_100000_attributes() -> bytes:
    return feed(b"<b " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>")


@hostile("a.xml", DOCUMENT)
def xml_with_100000_namespaces() -> bytes:
    return feed(b"<b " + b" ".join(b'xmlns:a%d="u%d"' % (n, n) for n in range(20_000)) + b"/>")


@hostile("a.xml", DOCUMENT)
def xml_with_an_encoding_that_is_none() -> bytes:
    return feed(b"", declaration=b'<?xml version="1.0" encoding="klingon"?>')


@hostile("a.xml", DOCUMENT)
def xml_that_says_utf16_and_is_not() -> bytes:
    return feed(b"", declaration=b'<?xml version="1.0" encoding="UTF-16"?>')


@hostile("a.xml", DOCUMENT)
def xml_in_utf7() -> bytes:
    hidden = b"+ADwAIQ-ENTITY x SYSTEM +ACI-" + FILE + b"+ACIAPg-"
    return feed(hidden, declaration=b'<?xml version="1.0" encoding="UTF-7"?>')


@hostile("a.xml", "unsupported")
def xml_with_entities_in_utf7() -> bytes:
    dtd = b"+ADwAIQ-DOCTYPE rss +AFsAPAAh-ENTITY x SYSTEM +ACI-" + FILE + b"+ACIAPgBdAD4-"
    return feed(b"&x;", dtd, declaration=b'<?xml version="1.0" encoding="UTF-7"?>')


@hostile("a.xml", DOCUMENT)
def xml_that_names_a_codec_of_python() -> bytes:
    return feed(b"", declaration=b'<?xml version="1.0" encoding="unicode_escape"?>')


@hostile("a.xml", DOCUMENT)
def xml_of_references_to_no_character() -> bytes:
    return feed(b"&#0;&#xD800;&#xFFFE;&#x110000;&#99999999999;&nbsp;&nosuch;& <")


@hostile("a.xml", DOCUMENT)
def xml_with_cdata_without_end() -> bytes:
    return feed(b"<![CDATA[ &x; <b> " + b"]]" * 50_000)


@hostile("a.rss", "damaged", DOCUMENT)
def feed_that_is_cut_off() -> bytes:
    item = b"<item><description>" + TEXT + b"</description></item>"
    return b"<rss><channel>" + item * 5 + item[:40]


@hostile("a.rss", DOCUMENT)
def feed_of_feeds() -> bytes:
    return b"<rss><channel>" * 50 + feed(b"") + b"</channel></rss>" * 50


@hostile("a.atom", "no_text")
def feed_of_empty_entries() -> bytes:
    return b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry/>" * 2000 + b"</feed>"


@hostile("a.newsml", "no_text")
def newsml_without_contents() -> bytes:
    return b"<newsMessage><itemSet>" + b"<newsItem/>" * 500 + b"</itemSet></newsMessage>"


@hostile("a.nitf", "damaged")
def nitf_that_is_cut_off() -> bytes:
    return b"<nitf><head><title>Road</title></head><body><body.content><p>" + TEXT + b"</p><p>Th"


@hostile("a.html", DOCUMENT)
def html_nested_100000_deep() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + b"<p>" + TEXT


@hostile("a.html", DOCUMENT)
def html_of_100000_open_inline_elements() -> bytes:
    return b"<html><body><p>" + TEXT + b"<b><i><a href=x>" * 33_000


@hostile("a.html", DOCUMENT)
def html_of_nested_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 20_000 + TEXT


@hostile("a.html", DOCUMENT)
def html_of_nested_quotes() -> bytes:
    return b"<html><body>" + b"<blockquote><p>a <q>" * 10_000 + TEXT


@hostile("a.html", DOCUMENT)
def html_with_a_million_attributes() -> bytes:
    attributes = b" ".join(b"a%d=1" % n for n in range(1_000_000))
    return b"<html><body><p " + attributes + b">" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_with_an_attribute_without_end() -> bytes:
    return b"<html><body><p>" + TEXT + b'</p><a href="' + b"x <p>" * 200_000


@hostile("a.html", DOCUMENT)
def html_with_a_comment_without_end() -> bytes:
    return b"<html><body><p>" + TEXT + b"</p><!-- " + b"<p>a</p>" * 50_000


@hostile("a.html", DOCUMENT)
def html_of_comments_without_end() -> bytes:
    return b"<html><body><p>" + TEXT + b"</p>" + b"<!--" * 100_000


@hostile("a.html", DOCUMENT)
def html_with_a_script_without_end() -> bytes:
    return b"<html><body><p>" + TEXT + b"</p><script>" + b"<script>if (a < b) " * 50_000


@hostile("a.html", DOCUMENT)
def html_of_less_than_signs() -> bytes:
    return b"<html><body><p>" + TEXT + b"</p>" + b"<" * 200_000


@hostile("a.html", DOCUMENT)
def html_of_entities() -> bytes:
    return b"<html><body><p>" + TEXT + b"</p><p>" + b"&amp;lt;&#x41;&#1114112;&" * 30_000


@hostile("a.html", DOCUMENT)
def html_with_linked_data_nested_deep() -> bytes:
    data = b'{"@graph": [' * 50_000
    script = b'<script type="application/ld+json">' + data + b"</script>"
    return b"<html><head>" + script + b"</head><body><p>" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_with_linked_data_in_a_circle() -> bytes:
    data = (
        b'{"@graph": [{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#b"}, '
        b'"publisher": {"@id": "#a"}}, {"@id": "#b", "author": {"@id": "#a"}, '
        b'"name": {"@id": "#b"}}]}'
    )
    script = b'<script type="application/ld+json">' + data + b"</script>"
    return b"<html><head>" + script + b"</head><body><p>" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_with_10000_blocks_of_linked_data() -> bytes:
    script = b'<script type="application/ld+json">{"@type": "NewsArticle", "url": "x"}</script>'
    return b"<html><head>" + script * 10_000 + b"</head><body><p>" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_that_leads_elsewhere() -> bytes:
    meta = b'<meta http-equiv=refresh content="0; url=file:///etc/passwd"><base href="file:///">'
    frame = b'<iframe src="file:///etc/passwd"></iframe><object data="file:///etc/passwd">'
    return b"<html><head>" + meta + b"</head><body><p>" + TEXT + b"</p>" + frame


@hostile("a.html", DOCUMENT)
def html_with_50000_meta_elements() -> bytes:
    head = b'<meta name="author" content="Ann Lee"><meta property="og:title" content="Road">'
    return b"<html><head>" + head * 25_000 + b"</head><body><p>" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_that_says_utf7() -> bytes:
    return b"<html><meta charset=utf-7><body><p>+ADw-script+AD4- " + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_that_names_a_codec_of_python() -> bytes:
    return b"<html><meta charset=zlib_codec><body><p>" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_that_says_utf16_and_is_not() -> bytes:
    return b"<html><meta charset=utf-16><body><p>" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_with_nuls_in_tags() -> bytes:
    return b"<ht\x00ml><bo\x00dy><p\x00>" + TEXT + b"</p></body></html>"


@hostile("a.html", DOCUMENT)
def html_that_asks_for_a_file() -> bytes:
    return entities(b'<!ENTITY x SYSTEM "' + FILE + b'">') + b"<html><body><p>" + TEXT + b" &x;"


@hostile("a.html", DOCUMENT)
def html_of_100000_paragraphs() -> bytes:
    return b"<html><body>" + b"".join(b"<p>%d said no." % n for n in range(40_000))
