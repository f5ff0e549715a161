"""XML from anywhere: parsed without entities, network or DTD, and mended where it is untidy."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from pipeline.load.decode import decode, is_charset, utf16_or_32
from pipeline.load.outcome import Refused

__all__ = ["Tree", "children", "first", "local_name", "node_text", "parse", "xml_format"]

_FORMATS = {
    **dict.fromkeys(("rss", "RDF", "feed"), "feed"),
    **dict.fromkeys(("newsMessage", "newsItem", "packageItem", "NewsML"), "newsml"),
    "nitf": "nitf",
}
_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]{0,300}?\?>")
_ENCODING = re.compile(rb"\bencoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,40})[\"']")
_PROLOG = re.compile(r"\s+|<\?.{0,1000}?\?>|<!--.{0,10000}?-->|<!DOCTYPE\b", re.I | re.S)
_DOCTYPE_END = re.compile(r"[^\[>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^\[>\"']*)*(?P<end>[\[>])")
_SUBSET_END = re.compile(r"\]\s*>")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})")
_ENTITY = "<!ENTITY"
_REFERENCE = re.compile(rb"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|(\w{1,31});)?")
_XML_NAMES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_STRING = etree.XPath("string()")
_HEAD = 65_536
_TAIL = 4096


class Tree(NamedTuple):
    """A document of XML: its root, and whether its end is missing."""

    root: Any
    cut_off: bool


def parse(data: bytes) -> Tree:
    """Parse XML; what is not well-formed is mended: entities of HTML, bare "&", a wrong encoding.

    Args:
        data: The whole document.

    Raises:
        Refused: With the reason ``unsafe`` if the document declares entities or is nested too deep,
            ``damaged`` if it is no XML.
    """
    wide = utf16_or_32(data)
    if wide:
        data = _without_declaration(decode(data).lstrip("\ufeff").encode("utf-8", "replace"))
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    _refuse_entities(data[:_HEAD].decode("latin-1"))
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        root = _parse_untidy(data)
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise Refused("unsafe", "XML that declares entities of its own")
    return Tree(root, _is_cut_off(data, root))


def xml_format(head: bytes) -> str | None:
    """Tell by its root element what an XML file is.

    Args:
        head: The first bytes, some tens of thousands where there are so many.

    Returns:
        "feed", "newsml", "nitf", or None for anything else, such as a page of XHTML.

    Example:
        >>> xml_format(b'<?xml version="1.0"?><rss version="2.0"><channel>')
        'feed'
    """
    encoding = utf16_or_32(head) or "latin-1"
    text = head.decode(encoding, "ignore").lstrip("\ufeffï»¿")
    position, _ = _skip_prolog(text)
    root = _ROOT.match(text, position)
    return _FORMATS.get(root[1]) if root else None


def local_name(node: Any) -> str:
    """Return the name of an element without namespace or prefix; "" for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def children(node: Any, *names: str) -> Iterator[Any]:
    """Give the child elements with one of the names, whatever their namespace."""
    return (child for child in node if local_name(child) in names)


def first(node: Any, path: str) -> Any | None:
    """Return the first element at a path of local names such as "itemMeta/provider"."""
    level: Iterable[Any] = [] if node is None else [node]
    for name in path.split("/"):
        level = [child for parent in level for child in children(parent, name)]
    return next(iter(level), None)


def node_text(node: Any) -> str:
    """Return all text in an element, without comments and processing instructions."""
    if node is None:
        return ""
    return str(_STRING(node)).strip()


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=recover,
        strip_cdata=True,
    )


def _parse_untidy(data: bytes) -> Any:
    """Parse what a strict parser refuses, as far as it can be read."""
    mended = _mend(_as_utf8(data))
    parser = _parser(recover=True)
    problem = "no element"
    try:
        root = etree.fromstring(mended, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        root, problem = None, str(error)
    if any("depth" in entry.message for entry in parser.error_log):
        raise Refused("unsafe", "XML that is too deeply nested")
    if root is None:
        raise Refused("damaged", f"no XML that can be read: {problem}")
    return root


def _as_utf8(data: bytes) -> bytes:
    """The document in UTF-8 without its declaration, from the encoding that it names if it fits."""
    start = max(data.find(b"<?xml", 0, _TAIL), 0)
    data = data[start:]
    declaration = _DECLARATION.match(data)
    named = _ENCODING.search(declaration.group()) if declaration else None
    charset = named[1].decode("ascii") if named else "utf-8"
    try:
        text = data.decode(charset if is_charset(charset) else "utf-8")
    except (UnicodeError, LookupError):
        text = decode(data)
    return _without_declaration(text.encode("utf-8", "replace"))


def _without_declaration(data: bytes) -> bytes:
    found = _DECLARATION.match(data)
    return data[found.end() :] if found else data.lstrip()


def _mend(data: bytes) -> bytes:
    """Replace what XML does not know, outside of CDATA sections, which may hold anything."""
    data = data.translate(None, _CONTROLS)
    pieces: list[bytes] = []
    position = 0
    while (start := data.find(_CDATA, position)) >= 0:
        pieces.append(_REFERENCE.sub(_mended, data[position:start]))
        end = data.find(_CDATA_END, start)
        position = end + len(_CDATA_END) if end >= 0 else len(data)
        pieces.append(data[start:position])
    pieces.append(_REFERENCE.sub(_mended, data[position:]))
    return b"".join(pieces)


def _mended(found: re.Match[bytes]) -> bytes:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[:1] in b"xX" else int(number)
        allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
        return found.group() if allowed or 0x10000 <= code < 0x110000 else b""
    if name in _XML_NAMES:
        return found.group()
    if name:
        known = html.unescape(found.group().decode("utf-8", "replace"))
        if not known.startswith("&"):
            return known.encode("ascii", "xmlcharrefreplace")
    return b"&amp;" + found.group()[1:]


def _skip_prolog(text: str) -> tuple[int, str]:
    """Where the root element begins, and the subset of a DTD that stands before it."""
    position, subset = 0, ""
    while found := _PROLOG.match(text, position):
        position = found.end()
        if not found.group().upper().startswith("<!DOCTYPE"):
            continue
        end = _DOCTYPE_END.match(text, position)
        if end is None:
            break
        position = end.end()
        if end["end"] == "[":
            closing = _SUBSET_END.search(text, position)
            subset += text[position : closing.start() if closing else len(text)]
            position = closing.end() if closing else len(text)
    return position, subset


def _refuse_entities(head: str) -> None:
    """Refuse before parsing what could grow while it is parsed, or would be fetched."""
    if _ENTITY in _skip_prolog(head)[1]:
        raise Refused("unsafe", "XML that declares entities of its own")


def _is_cut_off(data: bytes, root: Any) -> bool:
    """Tell whether the end tag of the root is missing; the encoding may be any."""
    if len(root) == 0 and not (root.text or "").strip():
        return False
    tail = data[-_TAIL:].replace(b"\0", b"")
    return re.search(rb"</(?:[\w.-]+:)?" + re.escape(local_name(root).encode()), tail) is None
