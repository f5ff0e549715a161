"""PDF, .docx and mail."""

import base64
import zlib

from tests.load.hostile.archives import ZEROS, zipped
from tests.load.hostile.case import BODY, DOCUMENT, Hostile, collector

CASES: dict[str, Hostile] = {}
hostile = collector(CASES)
TEXT = BODY.encode()
CONTENT = b"BT /F 12 Tf 72 700 Td (" + TEXT + b") Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, of which the first is the catalog."""
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    told = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n" % (len(objects) + 1, trailer)
    return data + head + table + told + b"%d\n%%%%EOF" % len(data)


def stream(data: bytes, told: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), told, data)


def page(parent: int = 2, content: int = 4, more: bytes = b"") -> bytes:
    given = b"<</Type/Page/Parent %d 0 R/Contents %d 0 R/Resources<</Font<</F 5 0 R>>>>%s>>"
    return given % (parent, content, more)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


@hostile("a.pdf", DOCUMENT)
def pdf_that_is_fine() -> bytes:
    return pdf(CATALOG, PAGES, page(), stream(CONTENT), FONT)


@hostile("a.pdf", "damaged")
def pdf_that_is_cut_off() -> bytes:
    return pdf(CATALOG, PAGES, page(), stream(CONTENT), FONT)[:-250]


@hostile("a.pdf", "damaged")
def pdf_of_rubbish() -> bytes:
    return b"%PDF-1.7\n" + bytes(range(256)) * 200


@hostile("a.pdf", "damaged")
def pdf_with_pages_in_a_circle() -> bytes:
    pages = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 2>>"
    return pdf(CATALOG, pages)


@hostile("a.pdf", DOCUMENT)
def pdf_that_tells_of_a_billion_pages() -> bytes:
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>"
    return pdf(CATALOG, pages, page(), stream(CONTENT), FONT)


@hostile("a.pdf", "timeout", max_seconds=3.0)
def pdf_of_one_page_50000_times() -> bytes:
    pages = b"<</Type/Pages/Kids[" + b"3 0 R " * 50_000 + b"]/Count 50000>>"
    return pdf(CATALOG, pages, page(), stream(CONTENT), FONT)


@hostile("a.pdf", "no_text")
def pdf_with_a_reference_to_itself() -> bytes:
    return pdf(CATALOG, PAGES, page(), b"4 0 R", FONT)


@hostile("a.pdf", DOCUMENT)
def pdf_with_tables_in_a_circle() -> bytes:
    return pdf(CATALOG, PAGES, page(), stream(CONTENT), FONT, trailer=b"/Prev 9")


@hostile("a.pdf", "unsupported")
def pdf_that_is_encrypted_by_rubbish() -> bytes:
    lock = b"/Encrypt<</Filter/Standard/V 5/R 6/Length 256/O(a)/U(b)/P -1>>/ID[(a)(b)]"
    return pdf(CATALOG, PAGES, page(), stream(CONTENT), FONT, trailer=lock)


@hostile("a.pdf", DOCUMENT)
def pdf_with_a_program() -> bytes:
    catalog = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
        b"/AA<</WC<</S/Launch/F(calc.exe)>>>>/Names<</EmbeddedFiles<</Names[(a)2 0 R]>>>>>>"
    )
    return pdf(catalog, PAGES, page(), stream(CONTENT), FONT)


@hostile("a.pdf", "damaged", bomb=True, max_seconds=5.0)
def pdf_bomb() -> bytes:
    packer = zlib.compressobj(9)
    piece = packer.compress(b"(a) Tj " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = piece + piece[2:] * 300 + packer.flush()
    return pdf(CATALOG, PAGES, page(), stream(packed, b"/Filter/FlateDecode"), FONT)


@hostile("a.pdf", "damaged", bomb=True, max_seconds=5.0)
def pdf_bomb_in_a_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(zlib.compress(b" " * 500_000_000)))
    filters = b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"
    return pdf(CATALOG, PAGES, page(), stream(packed, filters), FONT)


@hostile("a.pdf", "damaged", bomb=True, max_seconds=5.0)
def pdf_with_a_font_of_all_signs() -> bytes:
    table = b"1 begincodespacerange <00000000><FFFFFFFF> endcodespacerange\n"
    table += b"1 beginbfrange <00000000><FFFFFFFF><0000> endbfrange"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R>>"
    return pdf(CATALOG, PAGES, page(), stream(CONTENT), font, stream(table))


@hostile("a.pdf", "damaged")
def pdf_nested_deep() -> bytes:
    return pdf(CATALOG, PAGES, page(more=b"/X" + b"[" * 50_000), stream(CONTENT), FONT)


@hostile("a.pdf", DOCUMENT)
def pdf_with_a_form_in_itself() -> bytes:
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>")
    holder = (
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
    )
    return pdf(CATALOG, PAGES, holder, stream(CONTENT + b" /X Do"), FONT, form)


def docx(body: bytes, head: bytes = b"", **files: bytes) -> bytes:
    kinds = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = head + b'<w:document xmlns:w="' + space + b'"><w:body>' + body
    document += b"</w:body></w:document>"
    parts = {"[Content_Types].xml": kinds, "_rels/.rels": links, "word/document.xml": document}
    return zipped(parts | files)


def paragraph(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>"


@hostile("a.docx", DOCUMENT)
def docx_that_is_fine() -> bytes:
    return docx(paragraph(TEXT))


@hostile("a.docx", "too_large", bomb=True)
def docx_bomb() -> bytes:
    return docx(paragraph(TEXT) + paragraph(ZEROS * 30))


@hostile("a.docx", "too_large", bomb=True, max_seconds=10.0)
def docx_bomb_of_elements() -> bytes:
    return docx(paragraph(TEXT) + b"<w:p/>" * 10_000_000)


@hostile("a.docx", "damaged", bomb=True)
def docx_of_a_billion_laughs() -> bytes:
    lines = [b'<!ENTITY x0 "laugh">']
    lines += [b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 11)]
    return docx(paragraph(TEXT + b"&x10;"), b"<!DOCTYPE a [" + b"".join(lines) + b"]>")


@hostile("a.docx", DOCUMENT)
def docx_that_asks_for_a_file() -> bytes:
    doctype = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return docx(paragraph(TEXT + b"&x;"), doctype)


@hostile("a.docx", "damaged")
def docx_nested_100000_deep() -> bytes:
    return docx(b"<w:p>" * 100_000 + TEXT + b"</w:p>" * 100_000)


@hostile("a.docx", "damaged")
def docx_with_parts_that_lead_out() -> bytes:
    return docx(paragraph(TEXT)).replace(b"_rels/.rels", b"../els/.rel")


@hostile("a.docx", "damaged")
def docx_without_parts() -> bytes:
    return zipped({"word/document.xml": TEXT})


def mail(body: bytes, head: bytes = b"") -> bytes:
    return b"From: Ann Lee <ann@a.example>\nSubject: Road\n" + head + b"\n" + body


def multipart(bound: bytes) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=" + bound + b"\n"


@hostile("a.eml", "damaged")
def mail_in_mails_without_end() -> bytes:
    return b"From: a@b.example\nContent-Type: message/rfc822\n\n" * 20_000 + TEXT


@hostile("a.eml", "damaged")
def mail_of_nested_parts() -> bytes:
    head, body = b"", b""
    for number in range(3000):
        bound = b"b%d" % number
        body += b"--" + bound + b"\n" + multipart(b"b%d" % (number + 1)) + b"\n"
    return mail(body + TEXT, multipart(b"b0") + head)


@hostile("a.eml", DOCUMENT)
def mail_of_10000_parts() -> bytes:
    part = b"--b\nContent-Type: text/plain\n\n" + TEXT + b"\n"
    return mail(part * 10_000 + b"--b--", multipart(b"b"))


@hostile("a.eml", DOCUMENT)
def mail_with_a_head_of_50000_lines() -> bytes:
    return mail(TEXT, b"".join(b"X-%d: a\n" % number for number in range(50_000)))


@hostile("a.eml", DOCUMENT)
def mail_with_a_header_of_a_megabyte() -> bytes:
    return mail(TEXT, b"To: " + b"<a@b.example>, " * 70_000 + b"\n")


@hostile("a.eml", "damaged", max_seconds=5.0)
def mail_with_a_date_and_sender_of_a_megabyte() -> bytes:
    head = b"Date: " + b"Mon, 1 Jan (" * 80_000 + b"\nReply-To: " + b"(" * 100_000 + b"\n"
    return b"From: " + b'"(<' * 30_000 + b"\n" + head + b"Subject: a\n\n" + TEXT


@hostile("a.eml", DOCUMENT)
def mail_with_a_subject_of_encoded_words() -> bytes:
    return b"From: a@b.example\nSubject: " + b"=?utf-8?q?a?= " * 5000 + b"\n\n" + TEXT


@hostile("a.eml", "timeout", max_seconds=2.0)
def mail_with_a_kind_of_5000_parameters() -> bytes:
    many = b"".join(b";\n x*%d*=utf-8''%%ff" % number for number in range(5000))
    return mail(TEXT, b"Content-Type: text/plain" + many + b"\n")


@hostile("a.eml", DOCUMENT)
def mail_of_broken_base64() -> bytes:
    head = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n"
    return mail(b"!!!" + base64.b64encode(TEXT)[:-3] + b"=*=\xff" * 1000, head)


@hostile("a.eml", DOCUMENT)
def mail_with_a_charset_that_is_none() -> bytes:
    return mail(TEXT, b"Content-Type: text/plain; charset=\xff\xfeklingon\n")


@hostile("a.eml", "no_text")
def mail_with_a_bound_that_is_missing() -> bytes:
    return mail(TEXT, b"Content-Type: multipart/alternative\n")


@hostile("a.mbox", "damaged", DOCUMENT)
def mailbox_of_broken_mails() -> bytes:
    line = b"From a@b.example Mon Jan  1 00:00:00 2024\n"
    return (line + b"\n") * 500 + line + mail(TEXT) + b"\n\n" + line + b"\x00\xff: x"


@hostile("a.mbox", DOCUMENT, "too_large", max_bytes=100_000)
def mailbox_with_a_mail_without_end() -> bytes:
    line = b"From a@b.example Mon Jan  1 00:00:00 2024\n"
    return line + mail(b"word\n" * 500_000) + b"\n" + line + mail(TEXT)
