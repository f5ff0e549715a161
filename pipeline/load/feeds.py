"""Feeds of RSS 0.9 to 2.0 and Atom: every item is a document."""

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from lxml import etree

from pipeline.load.characters import same_words, squeeze
from pipeline.load.dates import parse_date
from pipeline.load.html_tags import has_tags
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.records import draft_of
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole
from pipeline.load.xml_tree import children, first, local_name, node_text, parse

__all__ = ["read_feed"]

_ROOTS = frozenset({"rss", "RDF", "feed"})
_ITEMS = frozenset({"item", "entry"})
_OTHER_VOCABULARIES = ("search.yahoo.com/mrss", "media:", "itunes", "podcast", "georss")
_TEXTS = ("encoded", "content", "body", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
_LINKS = ("origLink", "link")
_NOT_TEXT = re.compile(r"(?:image|audio|video|application)/(?!xhtml)")
_MARKUP = re.compile(r"</?[a-z][^<>]{0,2000}>|&(?:#?\w{2,31});", re.I)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_NOBODY = frozenset({"", "admin", "administrator", "anonymous", "noreply", "root", "unknown"})
_MAIL_NAME = re.compile(r"[^\s@]{1,100}@[^\s@]{1,200}\s{0,5}\(([^()]{1,200})\)")
_FOOT = re.compile(
    r"The post .{1,400}? (?:appeared first on|first appeared on) .{1,200}"
    r"|\W{0,3}(?:continue reading|read (?:more|on|(?:the )?(?:full|whole|rest of)))\b.{0,200}",
    re.I,
)
_CUT = re.compile(
    r"(?:(?<!\s)\s+)?(?:\[\s*(?:…|\.\.\.)\s*\]|(?:continue reading|read more)\W{0,5})\s*$", re.I
)
_MAX_PART = 200


def read_feed(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    """Read a feed, which is held in memory as a whole.

    Args:
        stream: The file.
        settings: The limits.

    Raises:
        Refused: If this is no feed, or its XML cannot be parsed.
    """
    root, cut_off = parse(read_whole(stream, settings.max_json_bytes))
    if local_name(root) not in _ROOTS:
        raise Refused("unsupported", f"XML with the root element {local_name(root)!r:.60}, no feed")
    items = [node for node in root.iter(etree.Element) if local_name(node) in _ITEMS]
    channel = _channel_values(root)
    for number, item in enumerate(items, 1):
        part = (_id(item) or f"item-{number}")[:_MAX_PART]
        if cut_off and number == len(items):
            yield Item(Refused("damaged", "the feed is cut off in this item"), part)
        else:
            yield Item(partial(_draft, item, channel, settings), part)
    if cut_off and not items:
        raise Refused("damaged", "the feed is cut off before its first item")


def _channel_values(root: Any) -> dict[str, str]:
    """What the feed says for all of its items."""
    channel = first(root, "channel") if local_name(root) != "feed" else root
    if channel is None:
        return {}
    fields = _fields(channel)
    return {
        "publisher": _line(fields.get("title")),
        "language": _line(fields.get("language")) or root.get(_LANG) or "",
        "authors": _line(first(channel, "author/name")),
    }


def _fields(node: Any) -> dict[str, Any]:
    """The child elements by name, the first that has content of each; other vocabularies not."""
    found: dict[str, Any] = {}
    for child in node:
        name = local_name(child)
        namespace = child.tag.removesuffix(name).lower() if name else ""
        if not name or any(other in namespace for other in _OTHER_VOCABULARIES):
            continue
        if name not in found or not (len(found[name]) or (found[name].text or "").strip()):
            found[name] = child
    return found


def _draft(item: Any, channel: dict[str, str], settings: LoadSettings) -> Draft:
    fields = _fields(item)
    text = next(filter(None, (_content(fields.get(name)) for name in _TEXTS)), "")
    url = _url(item, fields)
    source = fields.get("source")
    publisher = _line(first(source, "title")) or _line(source) or _line(fields.get("publisher"))
    title = _title(_line(fields.get("title")), publisher)
    dates = (parse_date(_line(fields.get(name)), settings) for name in _DATES)
    language = _line(fields.get("language")) or item.get(_LANG) or channel.get("language")
    draft = draft_of(
        {
            "id": _id(item),
            "title": title,
            "text": _marked(text),
            "authors": _authors(item, channel),
            "published": next(filter(None, dates), None),
            "url": url,
            "publisher": publisher or channel.get("publisher"),
            "language": language,
        },
        settings,
    )
    _trim(draft)
    if not draft.paragraphs:
        raise Refused("no_text", "the item has a title, but no text")
    return draft


def _line(node: Any) -> str:
    """The text of an element as one line; markup in a title is often escaped twice."""
    return squeeze(html.unescape(node_text(node)).replace("\n", " ")) if node is not None else ""


def _content(node: Any) -> str:
    """The text of an item, as text or as markup, as the element has it."""
    if node is None or _NOT_TEXT.match(node.get("type") or ""):
        return ""
    if not len(node):
        return node_text(node)
    for child in node.iter(etree.Element):
        child.tag = local_name(child) or "span"
    inner = [etree.tostring(child, encoding="unicode", method="html") for child in node]
    return (node.text or "") + "".join(inner)


def _marked(text: str) -> str:
    """The text as a paragraph of HTML where it has references and tags, but no paragraphs."""
    return f"<p>{text}</p>" if not has_tags(text) and _MARKUP.search(text) else text


def _id(item: Any) -> str | None:
    fields = _fields(item)
    return _line(fields.get("guid")) or _line(fields.get("id")) or item.get(_ABOUT) or None


def _url(item: Any, fields: dict[str, Any]) -> str | None:
    """The address of the article: a link to it, else a guid or id that is a permalink."""
    for name in _LINKS:
        for link in children(item, name):
            if link.get("rel", "alternate") == "alternate":
                address = squeeze(link.get("href") or node_text(link))
                if address:
                    return address
    guid = fields.get("guid")
    if guid is not None and guid.get("isPermaLink", "true").lower() == "false":
        return None
    own = _id(item) or ""
    return own if own.startswith(("http://", "https://")) else None


def _authors(item: Any, channel: dict[str, str]) -> list[str]:
    """Who wrote the item; the author of an Atom feed where he is another than the feed itself."""
    names: list[str] = []
    for node in children(item, "creator", "author"):
        if "itunes" in node.tag:
            continue
        name = _line(first(node, "name")) or ("" if len(node) else _line(node))
        mail = _MAIL_NAME.fullmatch(name)
        names.append(mail[1] if mail else name)
    if not names and not same_words(channel.get("authors", ""), channel.get("publisher", "")):
        names = [channel.get("authors", "")]
    return list(dict.fromkeys(name for name in names if name.strip().lower() not in _NOBODY))


def _title(title: str, publisher: str) -> str:
    """The headline without the publisher that feeds of several publishers put behind it."""
    ending = f" - {publisher}"
    return title.removesuffix(ending).strip() if publisher else title


def _trim(draft: Draft) -> None:
    """Take from the end what the program of the site adds: where the post appeared, "Read more"."""
    while draft.paragraphs and _FOOT.fullmatch(draft.paragraphs[-1]):
        draft.paragraphs.pop()
    if draft.paragraphs:
        draft.paragraphs[-1] = _CUT.sub("", draft.paragraphs[-1]) or draft.paragraphs.pop()
