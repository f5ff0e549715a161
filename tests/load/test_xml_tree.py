"""XML from anywhere: bombs are refused, slips are mended."""

import pytest

from pipeline.load.outcome import Refused
from pipeline.load.xml_tree import first, local_name, node_text, parse, xml_format


def _text(data: bytes) -> str:
    return node_text(parse(data).root)


def _reason(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        parse(data)
    return refused.value.reason


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<a>AT&T &amp; Sons</a>", "AT&T & Sons"),
        (b"<a>one&nbsp;two &eacute;</a>", "one\xa0two é"),
        (b"<a>one &nosuchname; two</a>", "one &nosuchname; two"),
        (b"<a>one&#0;&#x1f; two\x0b</a>", "one two"),
        (b"<a>&nbsp;<![CDATA[x&y=1 &nbsp;]]></a>", "x&y=1 &nbsp;"),
        (b"\n\n<?xml version='1.0'?><a>one</a>", "one"),
        (b"Warning: no cache\n<?xml version='1.0'?><a>one</a>", "one"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>caf\xe9 \x93no\x94</a>', "café “no”"),
        (b'<?xml version="1.0" encoding="windows-1251"?><a>\xcc &nbsp;\xe8\xf0</a>', "М \xa0ир"),
        (b'<?xml version="1.0" encoding="martian"?><a>caf\xc3\xa9</a>', "café"),
        ('<?xml version="1.0" encoding="utf-16"?><a>café</a>'.encode("utf-16"), "café"),
        (b'<!DOCTYPE a PUBLIC "-//X//DTD" "http://nowhere.example/a.dtd"><a>one</a>', "one"),
        (b"<a>one<!-- not --> two</a>", "one two"),
    ],
)
def test_untidy_xml_is_mended(data: bytes, text: str) -> None:
    assert _text(data) == text.strip()


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!-- ]> --><!ENTITY x "ha">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://nowhere.example/"> %x;]><a/>',
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'.encode("utf-16"),
        b"<a>" * 100_000 + b"</a>" * 100_000,
        b"<a>" * 100_000,
    ],
)
def test_entities_and_endless_nesting_are_unsafe(data: bytes) -> None:
    assert _reason(data) == "unsafe"


@pytest.mark.parametrize("data", [b"", b"hello", b"<", b"<!DOCTYPE a ["])
def test_what_is_no_xml_is_damaged(data: bytes) -> None:
    assert _reason(data) == "damaged"


def test_a_missing_end_is_told() -> None:
    assert parse(b"<a><b>one</b><b>two").cut_off
    assert not parse(b"<a><b>AT&T</b></a>\n<!-- made by a program -->").cut_off


def test_names_are_matched_without_their_namespace() -> None:
    root = parse(b'<x:a xmlns:x="urn:x"><y:b xmlns:y="urn:y"><c>one</c></y:b></x:a>').root
    assert local_name(root) == "a"
    assert node_text(first(root, "b/c")) == "one"
    assert first(root, "b/d") is None


@pytest.mark.parametrize(
    ("head", "format_"),
    [
        (b'<?xml version="1.0"?>\n<!-- x --><?xml-stylesheet href="a>b"?><rss>', "feed"),
        (b'\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        (b'<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">\n<nitf>', "nitf"),
        (b'<!DOCTYPE NewsML PUBLIC "urn:x" "http://a.example/b.dtd" [ ]><NewsML>', "newsml"),
        ("<newsMessage>".encode("utf-16"), "newsml"),
        (b"<newsItem guid='a'>", "newsml"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml">', None),
        (b"<urlset>", None),
        (b"", None),
    ],
)
def test_the_root_element_tells_the_format(head: bytes, format_: str | None) -> None:
    assert xml_format(head) == format_
