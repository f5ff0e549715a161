"""Texts without format."""

from tests.load.hostile.case import BODY, DOCUMENT, Hostile, collector

CASES: dict[str, Hostile] = {}
hostile = collector(CASES)


@hostile("a.txt", "too_large")
def text_of_10_megabytes_without_a_space() -> bytes:
    return b"a" * 10_000_000


@hostile("a.txt", DOCUMENT)
def text_of_a_megabyte_without_a_space() -> bytes:
    return BODY.encode() + b"\n\n" + b"a" * 900_000


@hostile("a.txt", DOCUMENT)
def text_of_200000_full_stops() -> bytes:
    return BODY.encode() + b"\n\n" + b"." * 200_000


@hostile("a.txt", DOCUMENT)
def text_of_100000_quotation_marks() -> bytes:
    return BODY.encode() + b"\n\n" + b'"' * 100_000


@hostile("a.txt", DOCUMENT)
def text_of_100000_typographic_marks() -> bytes:
    return (BODY + "\n\n" + "“”‘’" * 25_000).encode()


@hostile("a.txt", DOCUMENT)
def text_of_50000_nested_brackets() -> bytes:
    return BODY.encode() + b"\n\n" + b"(" * 50_000 + b"no" + b")" * 50_000


@hostile("a.txt", DOCUMENT)
def text_of_100000_lines() -> bytes:
    return b"\n".join(b"%d no" % number for number in range(100_000))


@hostile("a.txt", DOCUMENT)
def text_of_100000_blank_lines() -> bytes:
    return BODY.encode() + b"\n" * 100_000 + b"The end."


@hostile("a.txt", DOCUMENT)
def text_with_signs_of_direction() -> bytes:
    return f"\u202e{BODY}\u202c \u2066\u2067{BODY}\u2069".encode()


@hostile("a.txt", DOCUMENT)
def text_with_signs_of_no_width() -> bytes:
    return "\u200b".join(BODY).encode()


@hostile("a.txt", DOCUMENT)
def text_with_several_byte_order_marks() -> bytes:
    return b"\xef\xbb\xbf\xef\xbb\xbf" + BODY.encode() + b"\xef\xbb\xbf"


@hostile("a.txt", "language")
def text_with_marks_of_two_byte_orders() -> bytes:
    return b"\xff\xfe\xfe\xff" + BODY.encode("utf-8") + b"\xef"


@hostile("a.txt", DOCUMENT)
def text_with_what_is_no_character() -> bytes:
    return f"{BODY}\ufffe\uffff\U0010ffff\ufdd0 It is.".encode()


@hostile("a.txt", DOCUMENT)
def text_with_halves_of_characters() -> bytes:
    return BODY.encode() + b" \xed\xa0\x80\xed\xbf\xbf It is."


@hostile("a.txt", DOCUMENT)
def text_with_bytes_that_are_too_long() -> bytes:
    return BODY.encode() + b" \xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf It is."


@hostile("a.txt", DOCUMENT)
def text_with_a_hundred_thousand_accents_on_one_letter() -> bytes:
    return f"{BODY} e{chr(0x301) * 100_000} It is.".encode()


@hostile("a.txt", "binary")
def text_with_nuls() -> bytes:
    return BODY.replace(" ", " \x00").encode() * 5


@hostile("a.txt", DOCUMENT)
def text_with_escapes_of_a_terminal() -> bytes:
    return f"\x1b[2J\x1b]0;title\x07{BODY}\x1b[{'9;' * 50_000}m It is.".encode()


@hostile("a.txt", "encoding")
def text_in_half_of_utf16() -> bytes:
    return BODY.encode("utf-16")[:-1]


@hostile("a.txt", DOCUMENT)
def text_in_utf16_with_lone_halves() -> bytes:
    return b"\xff\xfe" + (BODY * 3).encode("utf-16-le")


@hostile("a.txt", "binary")
def text_of_random_bytes() -> bytes:
    return bytes((number * number * 7919 >> 5) & 255 for number in range(50_000))


@hostile("a.txt", DOCUMENT)
def text_wrongly_decoded_five_times() -> bytes:
    text = f"“{BODY}” café"
    for _ in range(5):
        text = text.encode().decode("latin-1")
    return text.encode()


@hostile("a.txt", DOCUMENT)
def text_of_wrongly_decoded_signs() -> bytes:
    return (BODY + " " + "Ã©â€œ" * 60_000).encode()


@hostile("a.md", DOCUMENT)
def markdown_of_nested_quotes_and_lists() -> bytes:
    return b"> " * 5000 + b"a\n\n" + b"- " * 5000 + b"b\n\n" + BODY.encode()


@hostile("a.md", DOCUMENT)
def markdown_of_open_links() -> bytes:
    return b"[" * 50_000 + b"](" * 20_000 + b"\n\n" + BODY.encode()


@hostile("a.md", DOCUMENT)
def markdown_of_stars() -> bytes:
    return BODY.encode() + b"\n\n" + b"*a **b _c " * 10_000


@hostile("a.md", DOCUMENT)
def markdown_of_backticks() -> bytes:
    return BODY.encode() + b"\n\n" + b" ".join(b"`" * number for number in range(600))


@hostile("a.md", DOCUMENT)
def front_matter_of_aliases() -> bytes:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    return ("---\n" + "\n".join(lines) + f"\ntitle: *a39\n---\n\n{BODY}").encode()


@hostile("a.md", DOCUMENT)
def front_matter_that_makes_objects() -> bytes:
    return f"---\ntitle: !!python/object/apply:os.mkdir [x]\n---\n\n{BODY}".encode()


@hostile("a.md", DOCUMENT)
def front_matter_without_end() -> bytes:
    return b"---\n" + b"a: b\n" * 50_000 + BODY.encode()
