"""What a document names is never fetched."""

import socket

import pytest

from pipeline.load import load_documents

PAGE = """<!DOCTYPE html SYSTEM "http://127.0.0.1:9/page.dtd">
<html><head><link rel="canonical" href="http://127.0.0.1:9/a"><base href="http://127.0.0.1:9/">
<link rel="stylesheet" href="http://127.0.0.1:9/s.css"><script src="http://127.0.0.1:9/s.js"></script>
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/b"></head><body>
<img src="http://127.0.0.1:9/i.png"><iframe src="http://127.0.0.1:9/f.html"></iframe>
<p>The port of Halden reopened on Friday after a strike of two weeks, the union said.</p>
</body></html>"""
FEED = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">
<?xml-stylesheet href="http://127.0.0.1:9/s.xsl"?>
<rss version="2.0"><channel><title>News</title><link>http://127.0.0.1:9/</link><item>
<title>Port reopens</title><link>http://127.0.0.1:9/a</link>
<description>The port of Halden reopened on Friday, the union said.</description></item>
</channel></rss>"""
NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">
<nitf xmlns:xi="http://www.w3.org/2001/XInclude"><body><body.head><hedline><hl1>Port reopens</hl1>
</hedline></body.head><body.content><p>The port of Halden reopened on Friday, it said.</p>
<xi:include href="http://127.0.0.1:9/more.xml"/></body.content></body></nitf>"""
ENTITY = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>
<rss version="2.0"><channel><item><title>Port</title><description>&x;</description></item></channel>
</rss>"""
RECORD = (
    '{"url": "http://127.0.0.1:9/a", "text": "<p>See <a href=\'http://127.0.0.1:9/\'>it</a>.</p>"}'
)


@pytest.fixture
def connections(monkeypatch) -> list[object]:
    """The addresses to which something tried to connect."""
    tried: list[object] = []

    def refuse(self, address, *rest):
        tried.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **named: refuse(None, given))
    return tried


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.html", PAGE), ("a.rss", FEED), ("a.xml", NITF), ("a.xml", ENTITY), ("a.json", RECORD)],
    ids=["page", "feed", "nitf", "entity", "record"],
)
def test_no_connection_is_made(tmp_path, connections, name, text):
    (tmp_path / name).write_text(text)
    loaded = load_documents(tmp_path)
    assert loaded.documents.num_rows + loaded.rejects.num_rows == 1
    assert connections == []


def test_entity_from_elsewhere_is_refused(load, connections):
    loaded = load({"a.xml": ENTITY})
    assert loaded.rejects["reason"].to_pylist() == ["unsafe"]
