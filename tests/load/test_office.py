"""PDF and .docx: built by hand, a page at a time."""

import importlib
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.load.office import read_docx, read_pdf
from pipeline.load.outcome import Draft, Refused
from pipeline.load.settings import LoadSettings

docx = pytest.importorskip("docx")
pypdf = pytest.importorskip("pypdf")

_SETTINGS = LoadSettings()


def _pdf(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """A PDF whose pages have the lines given."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"0 -14 Td ({line}) Tj\n" for line in lines)
        content = f"BT /F1 11 Tf 72 720 Td\n{shown}ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    objects.append(f"<<{info}>>")
    body, offsets = "%PDF-1.4\n", ""
    for number, value in enumerate(objects, 1):
        offsets += f"{len(body):010} 00000 n \n"
        body += f"{number} 0 obj{value}endobj\n"
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{offsets}"
    trailer = f"trailer<</Size {size}/Root 1 0 R/Info {len(objects)} 0 R>>"
    return f"{body}{table}{trailer}\nstartxref\n{len(body)}\n%%EOF".encode("latin-1")


def _draft(data: bytes, reader: Any = read_pdf, settings: LoadSettings = _SETTINGS) -> Draft:
    (item,) = reader(io.BytesIO(data), settings)
    draft = item.content()
    assert isinstance(draft, Draft)
    return draft


def _reason(data: bytes, reader: Any = read_pdf, settings: LoadSettings = _SETTINGS) -> str:
    with pytest.raises(Refused) as refused:
        _draft(data, reader, settings)
    return f"{refused.value.reason}: {refused.value.detail}"


_LINES = [
    "Talks at the port of Valencia resumed on Friday after a week of strikes, the",
    "union said, and both sides agreed to meet again once the ministry has con-",
    "firmed the figures.",
    "Nobody else spoke to reporters on the way out of the hall, where the meeting had",
    "lasted for nine hours.",
]
_PARAGRAPHS = [
    "Talks at the port of Valencia resumed on Friday after a week of strikes, the union said, and "
    "both sides agreed to meet again once the ministry has confirmed the figures.",
    "Nobody else spoke to reporters on the way out of the hall, where the meeting had lasted for "
    "nine hours.",
]


def test_lines_of_a_pdf_become_paragraphs_without_hyphens_at_line_ends() -> None:
    assert _draft(_pdf([_LINES])).paragraphs == _PARAGRAPHS


def test_running_heads_and_page_numbers_are_left_out() -> None:
    bodies = ["One came early to it.", "Another came late.", "All of them left at noon."]
    pages = [["The Ledger", f"{n} October", body, f"- {n} -"] for n, body in enumerate(bodies, 1)]
    assert _draft(_pdf(pages)).paragraphs == bodies


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert _draft(_pdf([[*_LINES[:1], "1"], [*_LINES[1:], "2"]])).paragraphs == _PARAGRAPHS


def test_the_properties_of_a_pdf_give_title_author_and_date() -> None:
    info = "/Title(Port talks resume)/Author(Ana Costa)/CreationDate(D:20241020120000Z)"
    draft = _draft(_pdf([_LINES], info))
    assert (draft.title, draft.authors) == ("Port talks resume", ["Ana Costa"])
    assert draft.published == datetime(2024, 10, 20, 12, tzinfo=UTC)


def test_rubbish_in_the_properties_of_a_pdf_is_left_out() -> None:
    info = "/Title(Microsoft Word - port talks.doc)/Author(Windows User)/CreationDate(D:1970)"
    draft = _draft(_pdf([_LINES], info))
    assert (draft.title, draft.authors, draft.published) == (None, [], None)


def test_a_title_over_two_lines_is_taken_from_the_text() -> None:
    info = "/Title(Port talks resume as the union comes back to the table)"
    head = ["Port talks resume as the union", "comes back to the table"]
    draft = _draft(_pdf([[*head, *_LINES]], info))
    assert draft.title == "Port talks resume as the union comes back to the table"
    assert draft.paragraphs == _PARAGRAPHS


def test_a_scanned_pdf_has_no_text() -> None:
    reason = _reason(_pdf([[], []]))
    assert reason == "no_text: a PDF of 2 pages without text: it may be scanned and need OCR"


def test_an_encrypted_pdf_is_refused() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(_pdf([_LINES])))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    expected = "unsupported: an encrypted PDF: save it without a password"
    assert _reason(buffer.getvalue()) == expected


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"1 0 obj<</Kids[1 0 R]>>" * 9])
def test_a_broken_pdf_is_damaged(data: bytes) -> None:
    assert _reason(data).startswith("damaged: no PDF that can be read")


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def without_pypdf(name: str, package: str | None = None) -> Any:
        if name == "pypdf":
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr("pipeline.load.office.importlib.import_module", without_pypdf)
    assert _reason(_pdf([_LINES])) == (
        "unsupported: pypdf is not installed; "
        "install it with: python -m pip install 'who-said-what[documents]'"
    )


def _document() -> Any:
    document = docx.Document()
    document.core_properties.author = "python-docx"
    return document


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_docx_gives_headline_paragraphs_and_rows_of_tables() -> None:
    document = _document()
    document.add_heading("Port talks resume", 0)
    document.add_paragraph("By Ana Costa")
    document.add_paragraph("Talks resumed on Friday.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Yes", "12"
    document.add_paragraph("Nobody else spoke.")
    draft = _draft(_saved(document), read_docx)
    assert draft.title == "Port talks resume"
    assert draft.authors == ["Ana Costa"]
    assert draft.paragraphs == ["Talks resumed on Friday.", "Yes 12", "Nobody else spoke."]


def test_the_date_of_the_template_is_no_date() -> None:
    document = _document()
    document.add_paragraph("Talks resumed on Friday.")
    draft = _draft(_saved(document), read_docx)
    assert (draft.published, draft.authors) == (None, [])


def test_core_properties_of_a_docx_are_used() -> None:
    document = docx.Document()
    about = document.core_properties
    about.title, about.author = "Port talks resume", "Ana Costa"
    about.created = datetime(2024, 10, 20, 12)
    document.add_paragraph("Talks resumed on Friday.")
    draft = _draft(_saved(document), read_docx)
    assert (draft.title, draft.authors) == ("Port talks resume", ["Ana Costa"])
    assert draft.published == datetime(2024, 10, 20, 12, tzinfo=UTC)


def test_deleted_words_of_a_docx_are_left_out_and_inserted_ones_kept() -> None:
    document = _document()
    words = document.add_paragraph("Talks ")._p
    for tag, text in (("w:del", "never "), ("w:moveFrom", "again "), ("w:ins", "resumed.")):
        change = docx.oxml.OxmlElement(tag)
        run, piece = docx.oxml.OxmlElement("w:r"), docx.oxml.OxmlElement("w:t")
        piece.text = text
        run.append(piece)
        change.append(run)
        words.append(change)
    assert _draft(_saved(document), read_docx).paragraphs == ["Talks resumed."]


def test_a_layout_table_keeps_its_paragraphs_apart() -> None:
    document = _document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Talks resumed on Friday."
    cell.add_paragraph("Nobody else spoke.")
    paragraphs = _draft(_saved(document), read_docx).paragraphs
    assert paragraphs == ["Talks resumed on Friday.", "Nobody else spoke."]


def test_an_empty_docx_has_no_text() -> None:
    assert _reason(_saved(_document()), read_docx) == "no_text: a document without text"


@pytest.mark.parametrize("cut", [2000, -3000])
def test_a_broken_docx_is_damaged(cut: int) -> None:
    data = _saved(_document())[:cut]
    assert _reason(data, read_docx).startswith("damaged: no .docx that can be read")


def test_a_docx_that_unpacks_to_too_much_is_unsafe() -> None:
    data = _saved(_document())
    reason = _reason(data, read_docx, LoadSettings(max_json_bytes=1000))
    assert reason.startswith("unsafe: a document that unpacks to ")
