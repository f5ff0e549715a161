"""WARC files."""

import gzip
import zlib

import zstandard

from tests.load.hostile.archives import ZEROS
from tests.load.hostile.case import BODY, DOCUMENT, Hostile, collector

CASES: dict[str, Hostile] = {}
hostile = collector(CASES)
PAGE = b"<html><body><p>" + BODY.encode() + b"</p></body></html>"


def record(payload: bytes, length: bytes | None = None, kind: bytes = b"response") -> bytes:
    told = length if length is not None else b"%d" % len(payload)
    head = b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Target-URI: http://a.example/b\r\n"
    head += b"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http\r\n"
    return head + b"Content-Length: " + told + b"\r\n\r\n" + payload + b"\r\n\r\n"


def answer(body: bytes = PAGE, more: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + more + b"\r\n" + body


GOOD = record(answer())


@hostile("a.warc", DOCUMENT, "too_large", bomb=True)
def warc_with_a_gzip_bomb() -> bytes:
    bomb = gzip.compress(ZEROS, 9) * 100
    return record(answer(bomb, b"Content-Encoding: gzip\r\n")) + GOOD


@hostile("a.warc", DOCUMENT, "too_large", bomb=True)
def warc_with_a_zstandard_bomb() -> bytes:
    bomb = zstandard.compress(ZEROS * 10, 9)
    return record(answer(bomb, b"Content-Encoding: zstd\r\n")) + GOOD


@hostile("a.warc", DOCUMENT, "too_large", bomb=True)
def warc_with_a_deflate_bomb() -> bytes:
    return record(answer(zlib.compress(ZEROS * 10), b"Content-Encoding: deflate\r\n")) + GOOD


@hostile("a.warc", DOCUMENT, bomb=True)
def warc_with_a_bomb_packed_a_hundred_times() -> bytes:
    data = PAGE
    for _ in range(100):
        data = gzip.compress(data)
    return record(answer(data, b"Content-Encoding: " + b"gzip, " * 100 + b"\r\n")) + GOOD


@hostile("a.warc.gz", "damaged", "too_large", bomb=True)
def warc_that_is_a_gzip_bomb() -> bytes:
    head = record(b"", b"99999999999").rstrip()
    return gzip.compress(head + b"\r\n\r\n") + gzip.compress(ZEROS, 9) * 300


@hostile("a.warc", "damaged", DOCUMENT)
def warc_that_is_cut_off() -> bytes:
    return GOOD + GOOD[:-100]


@hostile("a.warc", DOCUMENT, "too_large")
def warc_with_a_length_beyond_the_end() -> bytes:
    return GOOD + record(answer(), b"99999999")


@hostile("a.warc", DOCUMENT, "unsupported")
def warc_with_a_length_beyond_all_numbers() -> bytes:
    return GOOD + record(answer(), b"9" * 50) + GOOD


@hostile("a.warc", DOCUMENT, "unsupported")
def warc_with_a_negative_length() -> bytes:
    return GOOD + record(answer(), b"-1") + GOOD


@hostile("a.warc", DOCUMENT, "unsupported")
def warc_with_a_length_that_is_none() -> bytes:
    return record(answer(), b"many") + GOOD


@hostile("a.warc", DOCUMENT, "empty")
def warc_with_a_length_that_is_too_short() -> bytes:
    return record(answer(), b"30") + GOOD


@hostile("a.warc", DOCUMENT, "empty")
def warc_with_broken_chunks() -> bytes:
    chunked = b"Transfer-Encoding: chunked\r\n"
    sizes = [b"ffffffffffffffff", b"-5", b"zz", b"7fffffff", b"", b"0" * 50_000]
    return b"".join(record(answer(size + b"\r\n" + PAGE, chunked)) for size in sizes) + GOOD


@hostile("a.warc", DOCUMENT, "empty", "unsupported")
def warc_with_heads_that_are_none() -> bytes:
    heads = [b"", b"HTTP", b"HTTP/1.1\r\n\r\n", b"\x00" * 500, b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n"]
    return b"".join(map(record, heads)) + GOOD


@hostile("a.warc", "damaged")
def warc_with_a_head_of_50000_lines() -> bytes:
    return record(answer(more=b"".join(b"X-%d: a\r\n" % number for number in range(50_000))))


@hostile("a.warc", "damaged")
def warc_with_a_header_of_10_megabytes() -> bytes:
    return b"WARC/1.0\r\nX: " + b"a" * 10_000_000 + b"\r\n\r\n" + GOOD


@hostile("a.warc", DOCUMENT)
def warc_with_an_encoding_in_itself() -> bytes:
    return record(answer(more=b"Content-Encoding: " + b"identity, " * 1000 + b"\r\n")) + GOOD


@hostile("a.warc", "damaged")
def warc_of_rubbish() -> bytes:
    return b"WARC/1.0\r\n" + bytes(range(256)) * 1000


@hostile("a.warc", "damaged")
def warc_with_an_address_that_is_none() -> bytes:
    return GOOD.replace(b"http://a.example/b", b"http://[::1/\x00\xff" + b"a" * 100_000) + GOOD
