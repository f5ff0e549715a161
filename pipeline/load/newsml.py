"""What news agencies deliver: NewsML-G2, NewsML 1, and NITF, in these or by itself."""

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from lxml import etree

from pipeline.knowledge.agencies import find_agency
from pipeline.load.dates import parse_date
from pipeline.load.nitf import body_text, iso_moment, line, nitf_record, with_dateline
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.records import draft_of
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole
from pipeline.load.xml_tree import children, first, local_name, parse

__all__ = ["read_newsml"]

_OTHER_ITEMS = frozenset(
    {"packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"}
)
_ITEMS = _OTHER_ITEMS | {"newsItem", "NewsItem", "nitf"}
_KILLED = ("canceled", "cancelled", "withheld", "killed")
_CREATED = ("contentMeta/contentCreated", "itemMeta/firstPublished", "itemMeta/firstCreated")
_CHANGED = ("itemMeta/versionCreated", "contentMeta/contentModified")
_CAPTIONS = ("caption", "copyrightline", "keywords")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MAX_PART = 200


def read_newsml(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    """Read a message or an article, which is held in memory as a whole.

    Args:
        stream: The file.
        settings: The limits.

    Raises:
        Refused: If this is neither NewsML nor NITF, or its XML cannot be parsed.
    """
    root, cut_off = parse(read_whole(stream, settings.max_json_bytes))
    items = _items(root)
    if not items and cut_off:
        raise Refused("damaged", "the XML is cut off before its first item")
    if not items and local_name(root) not in ("newsMessage", "NewsML"):
        name = local_name(root)
        raise Refused("unsupported", f"XML with the root element {name!r:.60}, no item of news")
    alone = len(items) == 1 and items[0] is root
    for number, item in enumerate(items, 1):
        part = None if alone else (_own_id(item) or f"item-{number}")[:_MAX_PART]
        if cut_off and number == len(items):
            yield Item(Refused("damaged", "the XML is cut off in this item"), part)
        elif local_name(item) == "NewsItem":
            yield from _components(item, part, settings)
        else:
            yield Item(partial(_draft, item, settings), part)


def _items(root: Any) -> list[Any]:
    """The items, and of items within items the outer one."""
    found: list[Any] = []
    inside: set[Any] = set()
    for node in root.iter(etree.Element):
        if node.getparent() in inside:
            inside.add(node)
        elif local_name(node) in _ITEMS:
            found.append(node)
            inside.add(node)
    return found


def _own_id(item: Any) -> str | None:
    """The id of an item, with its version: each version has a text of its own."""
    if local_name(item) == "NewsItem":
        return line(first(item, "Identification/NewsIdentifier/PublicIdentifier")) or None
    guid, version = item.get("guid"), item.get("version")
    return f"{guid}:{version}" if guid and version else guid


def _draft(item: Any, settings: LoadSettings) -> Draft:
    name = local_name(item)
    if name in _OTHER_ITEMS:
        raise Refused("unsupported", f"a {name}, which has no text of its own")
    if name == "nitf":
        return _drafted(nitf_record(item), settings)
    return _drafted(_g2_record(item, settings), settings)


def _drafted(record: dict[str, Any], settings: LoadSettings) -> Draft:
    draft = draft_of(record, settings)
    if not draft.paragraphs:
        raise Refused("no_text", "the item has a headline, but no text")
    return draft


def _g2_record(item: Any, settings: LoadSettings) -> dict[str, Any]:
    """The fields of an item in NewsML-G2."""
    meta, content = first(item, "itemMeta"), first(item, "contentMeta")
    kind = _coded(first(meta, "itemClass"))
    if kind and kind not in ("text", "composite"):
        raise Refused("unsupported", f"an item of the class {kind!r:.60}, not text")
    status = _coded(first(meta, "pubStatus"))
    if status in _KILLED:
        raise Refused("record", f"withdrawn by the agency: its status is {status!r}")
    embedded, text = _g2_text(first(item, "contentSet"))
    dates = [_moment(first(item, path), settings) for path in (*_CREATED, *_CHANGED)]
    source = _named(first(content, "infoSource"))
    language = first(content, "language")
    lines = list(children(content, "by")) if content is not None else []
    creators = list(children(content, "creator")) if content is not None else []
    title = line(first(content, "headline")) or line(first(meta, "title"))
    record = {
        "id": _own_id(item),
        "title": title,
        "text": with_dateline(line(first(content, "dateline")), text),
        "authors": list(filter(None, map(line, lines))) or list(map(_named, creators)),
        "published": next(filter(None, dates), None),
        "publisher": _named(first(meta, "provider")) or source,
        "agency": find_agency(source),
        "url": None,
        "language": language.get("tag") if language is not None else item.get(_LANG),
    }
    return _merged(record, embedded)


def _g2_text(contents: Any) -> tuple[dict[str, Any], str | list[str]]:
    """The fields of an embedded NITF, and the text, of the first rendition that has one."""
    renditions = [] if contents is None else children(contents, "inlineXML", "inlineData")
    for rendition in renditions:
        embedded, text = _content(rendition)
        if text:
            return embedded, text
    if contents is not None and first(contents, "remoteContent") is not None:
        raise Refused("no_text", "the text is not in the message, but in a file that it refers to")
    return {}, ""


def _content(node: Any) -> tuple[dict[str, Any], str | list[str]]:
    """What an element that holds an article tells: NITF, a page, paragraphs or a plain text."""
    inner = next((child for child in node.iter(etree.Element) if local_name(child) == "nitf"), None)
    if inner is not None:
        embedded = nitf_record(inner)
        return embedded, embedded.pop("text")
    page = next((child for child in node.iter(etree.Element) if local_name(child) == "body"), None)
    text = body_text(node if page is None else page)
    return {}, text.strip() if isinstance(text, str) else text


def _merged(record: dict[str, Any], embedded: dict[str, Any]) -> dict[str, Any]:
    """The fields of an item, and for those without a value what the article in it says."""
    return {name: value or embedded.get(name) for name, value in record.items()}


def _coded(node: Any) -> str:
    """The value of a code without its scheme: "ninat:text" is "text"."""
    if node is None:
        return ""
    code: str = node.get("qcode") or node.get("literal") or node.get("FormalName") or ""
    return code.rpartition(":")[2].lower()


def _named(node: Any) -> str:
    """The name of a party, else its code as it is written."""
    if node is None:
        return ""
    code: str = node.get("literal") or node.get("qcode") or node.get("uri") or ""
    return line(first(node, "name")) or line(node) or code.rpartition(":")[2]


def _moment(node: Any, settings: LoadSettings) -> Any:
    return parse_date(iso_moment(line(node)), settings) if node is not None else None


def _components(item: Any, part: str | None, settings: LoadSettings) -> Iterator[Item]:
    """Each component of an item of NewsML 1 that holds a text; pictures and captions are none."""
    found: dict[Any, list[Any]] = {}
    for node in item.iter(etree.Element):
        if local_name(node) == "ContentItem" and _coded(first(node, "MediaType")) in ("", "text"):
            component = node.getparent()
            if _coded(first(component, "Role")) not in _CAPTIONS:
                found.setdefault(component, []).append(node)
    if not found:
        yield Item(Refused("unsupported", "an item without a text: pictures, or references"), part)
    for number, (component, contents) in enumerate(found.items(), 1):
        several = f"{part or 'item'}-{number}" if len(found) > 1 else part
        yield Item(partial(_newsml1_draft, item, component, contents, number, settings), several)


def _newsml1_draft(
    item: Any, component: Any, contents: list[Any], number: int, settings: LoadSettings
) -> Draft:
    status = _coded(first(item, "NewsManagement/Status"))
    if status in _KILLED:
        raise Refused("record", f"withdrawn by the agency: its status is {status!r}")
    rendered = (_content(data) for node in contents for data in children(node, "DataContent"))
    embedded, text = next((pair for pair in rendered if pair[1]), ({}, ""))
    around = [component, *component.iterancestors()]
    titles = (_line_of(around, name) for name in ("HeadLine", "Headline", "SlugLine"))
    parties = [_party(around, name) for name in ("Provider", "Source", "Creator")]
    management = first(item, "NewsManagement")
    names = ("FirstCreated", "ThisRevisionCreated")
    dates = [_moment(first(management, name), settings) for name in names]
    language = _attribute_of(around, "DescriptiveMetadata/Language", "FormalName")
    own_id, byline = _own_id(item), _line_of(around, "ByLine")
    record = {
        "id": f"{own_id}-{number}" if own_id and number > 1 else own_id,
        "title": next(filter(None, titles), ""),
        "text": with_dateline(_line_of(around, "DateLine"), text),
        "authors": [byline] if byline else [],
        "published": next(filter(None, dates), None),
        "publisher": next(filter(None, parties), ""),
        "agency": next(filter(None, map(find_agency, parties)), None),
        "url": None,
        "language": language or next(filter(None, (node.get(_LANG) for node in around)), None),
    }
    return _drafted(_merged(record, embedded), settings)


def _line_of(around: list[Any], name: str) -> str:
    """A line of a component, else of the nearest component around it."""
    lines = (line(first(node, f"NewsLines/{name}")) for node in around)
    return next(filter(None, lines), "")


def _party(around: list[Any], role: str) -> str:
    return _attribute_of(around, f"AdministrativeMetadata/{role}/Party", "FormalName") or ""


def _attribute_of(around: list[Any], path: str, name: str) -> str | None:
    nodes = (first(node, path) for node in around)
    return next(filter(None, (node.get(name) for node in nodes if node is not None)), None)
