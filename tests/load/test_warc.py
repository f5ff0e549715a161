"""WARC files: every page that was answered is a document, everything else is told."""

import gzip
import io
import zlib
from typing import BinaryIO, cast

import pytest

from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.settings import LoadSettings
from pipeline.load.warc import read_warc

_SETTINGS = LoadSettings()
_URL = "https://www.ledger.example/news/port"
_TEXT = "Talks at the port resumed on Friday – the union said so in a statement."
_PAGE = (
    '<html lang="en"><head><title>Port talks resume</title></head><body><article>'
    f"<p>{_TEXT}</p><p>Nobody else said a word about it to the reporters at the gate.</p>"
    "</article></body></html>"
)
_BODY = _PAGE.encode()


def _record(type_: str, block: bytes, *, kind: str, url: str = _URL, more: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Record-ID: <urn:uuid:0f-{type_}>\r\n"
        f"WARC-Date: 2025-01-02T00:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {kind}\r\n"
        f"{more}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _response(
    body: bytes = _BODY,
    *,
    kind: str = "text/html; charset=utf-8",
    more: str = "",
    status: str = "200 OK",
    url: str = _URL,
) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    return _record("response", answer, kind="application/http; msgtype=response", url=url)


def _items(data: bytes, settings: LoadSettings = _SETTINGS) -> list[Item]:
    return list(read_warc(io.BytesIO(data), settings))


def _draft(data: bytes, settings: LoadSettings = _SETTINGS) -> Draft:
    (item,) = _items(data, settings)
    if isinstance(item.content, Refused):
        raise item.content
    assert callable(item.content)
    return item.content()


def _reason(data: bytes, settings: LoadSettings = _SETTINGS) -> str:
    with pytest.raises(Refused) as refused:
        _draft(data, settings)
    return refused.value.reason


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def test_a_page_has_the_address_of_its_record_and_no_date_of_the_crawl() -> None:
    draft = _draft(_response())
    assert (draft.title, draft.url, draft.publisher) == (
        "Port talks resume",
        _URL,
        "ledger.example",
    )
    assert draft.paragraphs[0] == _TEXT
    assert draft.published is None


def test_the_address_tells_the_date() -> None:
    published = _draft(_response(url="https://ledger.example/2024/10/20/port")).published
    assert published is not None
    assert published.date().isoformat() == "2024-10-20"


def test_parts_are_named_by_the_ids_of_the_records() -> None:
    (item,) = _items(_record("resource", _BODY, kind="text/html"))
    assert (item.part, item.bytes) == ("0f-resource", len(_BODY))


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (_chunked(_BODY), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(_BODY), "Content-Encoding: gzip\r\n"),
        (zlib.compress(_BODY), "Content-Encoding: deflate\r\n"),
        (
            _chunked(gzip.compress(_BODY)),
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        ),
        (_BODY, "Content-Encoding: br\r\n"),
        (_BODY, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    ],
)
def test_encodings_are_undone_unless_the_crawler_did_so(body: bytes, more: str) -> None:
    assert _draft(_response(body, more=more)).paragraphs[0] == _TEXT


def test_the_charset_of_the_answer_is_used() -> None:
    page = _PAGE.replace("Talks at", "Львов at")
    body = page.encode("koi8-r", "ignore")
    draft = _draft(_response(body, kind="text/html; charset=koi8-r"))
    assert draft.paragraphs[0].startswith("Львов at the port resumed")


@pytest.mark.parametrize("packed", [False, True])
def test_only_answers_resources_and_conversions_are_records(packed: bool) -> None:
    fields = "application/warc-fields"
    records = [
        _record("warcinfo", b"software: x", kind=fields),
        _record("request", b"GET / HTTP/1.1\r\n\r\n", kind="application/http; msgtype=request"),
        _record("metadata", b"a: b", kind=fields),
        _record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", kind="application/http; msgtype=response"),
        _record("response", b"a 1 IN A", kind="text/dns", url="dns:ledger.example"),
        _response(),
        _record("resource", _BODY, kind="text/html"),
        _record("conversion", b"Talks resume\nTalks resumed.", kind="text/plain"),
    ]
    data = b"".join(map(gzip.compress, records) if packed else records)
    parts = [item.part for item in _items(data)]
    assert parts == ["0f-response", "0f-resource", "0f-conversion"]


def test_the_language_of_a_conversion() -> None:
    more = "WARC-Identified-Content-Language: eng\r\n"
    draft = _draft(_record("conversion", b"Talks resumed.", kind="text/plain", more=more))
    assert (draft.paragraphs, draft.language) == (["Talks resumed."], "en")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (_response(status="404 Not Found"), "unsupported"),
        (_response(status="301 Moved"), "unsupported"),
        (_response(kind="image/png"), "unsupported"),
        (_response(kind="application/json"), "unsupported"),
        (
            _response(b"User-agent: *", kind="text/plain", url=f"{_URL[:26]}/robots.txt"),
            "unsupported",
        ),
        (_response(b"%PDF-1.4"), "binary"),
        (_response(b""), "empty"),
        (_response(_BODY, more="Content-Encoding: martian\r\n"), "unsupported"),
    ],
)
def test_a_record_without_an_article_is_refused(record: bytes, reason: str) -> None:
    assert _reason(record) == reason


def test_a_payload_beyond_the_limit_is_refused_and_the_next_one_read() -> None:
    large, small = _items(_response(_BODY * 9) + _response(), LoadSettings(max_bytes=1000))
    assert isinstance(large.content, Refused)
    assert large.content.reason == "too_large"
    assert callable(small.content)


def test_a_payload_that_expands_beyond_the_limit_is_refused() -> None:
    bomb = _response(gzip.compress(b"a" * 100_000), more="Content-Encoding: gzip\r\n")
    assert _reason(bomb, LoadSettings(max_bytes=5000)) == "too_large"


def test_a_file_that_is_cut_off_gives_the_records_before() -> None:
    whole, cut = _items((_response() + _response())[:-50])
    assert callable(whole.content)
    assert isinstance(cut.content, Refused)
    assert cut.content.reason == "damaged"


class _Breaking(io.RawIOBase):
    """A stream that cannot seek, and breaks where its bytes end."""

    def __init__(self, data: bytes) -> None:
        self._rest = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            raise EOFError("the end is missing")
        piece, self._rest = self._rest[:500], self._rest[500:]
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("cut", [0, 100])
def test_a_stream_that_breaks_gives_the_records_before(cut: int) -> None:
    whole = _response() * 9
    items = read_warc(cast(BinaryIO, _Breaking(whole[: len(whole) - cut])), _SETTINGS)
    assert all(callable(next(items).content) for _ in range(8 if cut else 9))
    with pytest.raises(Refused, match=r"damaged: cut off or broken at record \d+: the end is"):
        next(items)


def test_rubbish_between_records_is_skipped() -> None:
    assert len(_items(_response() + b"rubbish\r\n\r\n" + _response())) == 2


def test_a_file_that_is_no_warc_is_unsupported() -> None:
    with pytest.raises(Refused, match="unsupported: no WARC file"):
        _items(b"hello\n" * 20)
