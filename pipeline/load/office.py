"""PDF and .docx, by packages of the extra "documents"."""

import importlib
import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from pipeline.errors import MissingExtraError
from pipeline.load.article import read_article
from pipeline.load.characters import repair, same_words, squeeze
from pipeline.load.fields import fill
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.paragraphs import Block
from pipeline.load.pdf_lines import paragraphs_of
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole

__all__ = ["read_docx", "read_pdf"]

_FILE_NAME = re.compile(
    r"\.(?:docx?|dotx?|indd|pdf|pptx?|qxp?|rtf|tmp|txt|wpd|xlsx?|html?)\b|[\\/]|_\w+_|^microsoft\b"
    r"|^(?:untitled|document|doc|presentation|powerpoint|print|layout|template|page|new)\W?\d*\b.{0,20}$",
    re.I,
)
_NOBODY = re.compile(
    r"(?:.*\b(?:admin(?:istrator)?|user|owner|author|unknown|microsoft|python-docx|acrobat|scanner)\b.*"
    r"|[a-z]+\d*|\W*)",
    re.I,
)
_NOT_WORDS = re.compile(r"[\W_]+")
_HEADING = re.compile(r"(?:heading|title)\s?(\d)?", re.I)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom"})
_MIN_YEAR = 1993
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError),
    *(RuntimeError, TypeError, ValueError, zlib.error),
)


def read_pdf(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    """Read a PDF file that has its text in it.

    Args:
        stream: The file.
        settings: The limits.

    Raises:
        Refused: With the reason ``unsupported`` if pypdf is not installed.
    """
    _package("pypdf", "pypdf")
    data = read_whole(stream, settings.max_bytes)
    yield Item(partial(_pdf_draft, data, settings), None, len(data))


def read_docx(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    """Read a document of a word processor, in the format .docx.

    Args:
        stream: The file.
        settings: The limits.

    Raises:
        Refused: With the reason ``unsupported`` if python-docx is not installed.
    """
    _package("docx", "python-docx")
    data = read_whole(stream, settings.max_bytes)
    yield Item(partial(_docx_draft, data, settings), None, len(data))


def _package(module: str, package: str) -> Any:
    """A module of the extra, or the refusal that says how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        error = MissingExtraError(extra="documents", package=package)
        raise Refused("unsupported", str(error)) from None


def _pdf_draft(data: bytes, settings: LoadSettings) -> Draft:
    pypdf = _package("pypdf", "pypdf")
    # What it finds amiss in a file that it can read all the same is of no use to anybody.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    broken = (pypdf.errors.PyPdfError, *_BROKEN)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() for page in reader.pages]
    except pypdf.errors.DependencyError:
        locked, pages = True, []
    except broken as error:
        raise Refused("damaged", f"no PDF that can be read: {error}") from None
    if locked:
        raise Refused("unsupported", "an encrypted PDF: save it without a password")
    paragraphs = paragraphs_of(pages)
    if not paragraphs:
        detail = f"a PDF of {len(pages):,} pages without text: it may be scanned and need OCR"
        raise Refused("no_text", detail)
    try:
        about = reader.metadata
        values = (about.title, about.author, about.creation_date) if about else (None, None, None)
    except broken:
        values = (None, None, None)
    return _drafted([Block((text,)) for text in paragraphs], *values, settings=settings)


def _docx_draft(data: bytes, settings: LoadSettings) -> Draft:
    docx = _package("docx", "python-docx")
    _check_size(data, settings)
    broken = (*_BROKEN, SyntaxError, zipfile.BadZipFile, docx.exceptions.PythonDocxError)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_docx_blocks(document))
        about = document.core_properties
        values = (about.title, about.author, about.created)
    except broken as error:
        raise Refused("damaged", f"no .docx that can be read: {error}") from None
    if not blocks:
        raise Refused("no_text", "a document without text")
    created = None if values[1] == "python-docx" else values[2]
    return _drafted(blocks, values[0], values[1], created, settings=settings)


def _check_size(data: bytes, settings: LoadSettings) -> None:
    """Refuse what would unpack to more than is held in memory, before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, *_BROKEN) as error:
        raise Refused("damaged", f"no .docx that can be read: {error}") from None
    read = sum(m.file_size for m in members if m.filename.lower().endswith((".xml", ".rels")))
    if read > (limit := settings.max_bytes):
        raise Refused("too_large", f"{read:,} bytes of XML in a document; the limit is {limit:,}")
    size = sum(member.file_size for member in members)
    if size > settings.max_json_bytes or len(members) > settings.max_members:
        raise Refused("unsafe", f"a document that unpacks to {size:,} bytes")


def _docx_blocks(document: Any) -> Iterator[Block]:
    """Paragraphs and rows of tables, in their order, without what was deleted."""
    pieces: dict[Any, list[str]] = {}
    previous: dict[Any, Any] = {}
    short: dict[Any, bool] = {}
    for node in document.element.body.iter(f"{_W}t", *_BREAKS):
        paragraph, row = _place(node)
        if paragraph is None:
            continue
        if row is not None and row not in short:
            short[row] = _is_short(row)
        unit = row if row is not None and short[row] else paragraph
        found = pieces.setdefault(unit, [])
        if found and previous[unit] is not paragraph:
            found.append(" ")
        previous[unit] = paragraph
        found.append(_BREAKS.get(node.tag) or node.text or "")
    styles = {style.style_id: style.name or "" for style in document.styles}
    for unit, texts in pieces.items():
        text = squeeze(repair("".join(texts)).replace("\n", " "))
        if text:
            yield Block((text,), heading=_level(unit, styles))


def _place(node: Any) -> tuple[Any, Any]:
    """The paragraph and the row of a table that a piece of text is in; None if it is left out."""
    paragraph = row = None
    for parent in node.iterancestors():
        if parent.tag in _LEFT_OUT:
            return None, None
        if paragraph is None and parent.tag == f"{_W}p":
            paragraph = parent
        elif row is None and parent.tag == f"{_W}tr":
            row = parent
    return paragraph, row


def _is_short(row: Any) -> bool:
    """Tell whether the cells of a row have a line each: a table of data, not of layout."""
    cells = list(row.iterchildren(f"{_W}tc"))
    return all(len(list(cell.iter(f"{_W}p"))) <= 1 for cell in cells)


def _level(unit: Any, styles: Mapping[str, str]) -> int:
    """The level of a heading by its style; the title of the document is of the first level."""
    style = unit.find(f"{_W}pPr/{_W}pStyle")
    if style is None:
        return 0
    wanted = style.get(f"{_W}val")
    found = _HEADING.fullmatch(styles.get(wanted) or wanted or "")
    return int(found[1] or 1) if found else 0


def _drafted(
    blocks: list[Block],
    title: object,
    author: object,
    created: object,
    *,
    settings: LoadSettings,
) -> Draft:
    """The article; what the properties of the file say counts where the text says nothing."""
    named = squeeze(repair(str(title or "")).replace("\n", " "))
    named = "" if " " not in named or _FILE_NAME.search(named) else named
    blocks = _whole_headline(blocks, named)
    stands_there = any(same_words(" ".join(block.lines), named) for block in blocks[:5])
    draft = read_article(blocks, settings, title=named if named and stands_there else None)
    fill(draft, {}, settings)
    draft.title = draft.title or named or None
    writer = squeeze(repair(str(author or "")))
    if not draft.authors and writer and not _NOBODY.fullmatch(writer):
        fill(draft, {"authors": [writer]}, settings)
    dated = isinstance(created, datetime) and created.year >= _MIN_YEAR
    if draft.published is None and dated:
        fill(draft, {"published": created}, settings)
    return draft


def _whole_headline(blocks: list[Block], title: str) -> list[Block]:
    """Join first lines that together are the title, and part the title from a text behind it."""
    wanted = _NOT_WORDS.sub("", title).casefold()
    joined = ""
    for number, block in enumerate(blocks[:4] if wanted else [], 1):
        line = " ".join(block.lines)
        joined = f"{joined} {line}".strip()
        if same_words(joined, title):
            return [Block((joined,), heading=1), *blocks[number:]]
        if joined.startswith(f"{title} "):
            rest = Block((joined[len(title) + 1 :],))
            return [Block((title,), heading=1), rest, *blocks[number:]]
        if not wanted.startswith(_NOT_WORDS.sub("", joined).casefold()):
            return blocks
    return blocks
