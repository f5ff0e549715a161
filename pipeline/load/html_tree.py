"""Trees of HTML pages, mended so that the extraction of the article keeps what readers see."""

import re
from collections.abc import Callable
from typing import Any

import lxml.html
import trafilatura
from lxml import etree

from pipeline.load.html_tags import BLOCK_TAGS, CELL_TAGS, is_seam, link_first

__all__ = ["drop_repeated_quotes", "head_tree", "mend", "page_tree"]

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}>")
_LONG_TAG = re.compile(
    r"(<[A-Za-z][^\s/>]{0,30}+)[\s/](?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+"
)
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_BETWEEN = re.compile(r"[\s/]+")
_MAX_ATTRIBUTES = 200
_MAX_HEAD = 500_000
_MAX_WRAPPERS = 6
_WRAPPERS = frozenset({"aside", "div", "figure", "section", "p", "span", "center"})
_SIGNED = frozenset({"cite", "footer", "figcaption"})
_SKIPPED = ("script", "style", "template", "noscript", "svg", "math", "head")
_MARKS = "\"“”‘’«»„'"
_NO_WORD = re.compile(r"[\W_]+")
_MIN_WORDS = 4
_MAX_SIGNATURE = 8
_MAX_QUOTES = 200


def page_tree(text: str) -> Any:
    """Return the tree of a page; None for what is no page. No tree is deeper than 255 elements."""
    return trafilatura.load_html(_without_many_attributes(text))


def head_tree(text: str) -> Any:
    """Return the tree of how a text begins, for its metadata; None if it has no element."""
    try:
        head = _without_many_attributes(text[:_MAX_HEAD])
        return lxml.html.document_fromstring(_XML_DECLARATION.sub("", head, count=1))
    except (etree.LxmlError, ValueError):
        return None


def _without_many_attributes(text: str) -> str:
    """A page without the attributes of tags that have hundreds: the parser compares all of them."""
    return _LONG_TAG.sub(_bare_tag, text)


def _bare_tag(tag: re.Match[str]) -> str:
    names = _BETWEEN.split(_VALUE.sub("=", tag.group()), maxsplit=_MAX_ATTRIBUTES)
    return tag.group() if len(names) <= _MAX_ATTRIBUTES else tag[1]


def mend(root: Any) -> None:
    """Prepare a tree for the extraction of its article, in place.

    Quotations in <q> get their marks; a <blockquote> is taken out of what only stands around it (a
    figure, an embedding), which would be left out with it, and who signs it stays; words of links
    and other inline elements that meet without a space get one.
    """
    for script in list(root.iter("script")):
        if script.getparent() is not None:
            # Read already, and patterns of trafilatura take minutes for a hostile one.
            script.drop_tree()
    _mark_quotations(root)
    _free_blockquotes(root)
    _open_seams(root)


def _mark_quotations(root: Any) -> None:
    for element in list(root.iter("q")):
        said = "".join(element.itertext()).strip()
        if said and said[0] not in _MARKS:
            element.text = f"“{element.text or ''}"
            if len(element):
                element[-1].tail = f"{element[-1].tail or ''}”"
            else:
                element.text = f"{element.text}”"
        if element.getparent() is not None:
            element.drop_tag()


def _free_blockquotes(root: Any) -> None:
    outermost = (
        element
        for element in list(root.iter("blockquote"))
        if next(element.iterancestors("blockquote"), None) is None
    )
    for element in list(outermost)[:_MAX_QUOTES]:
        for part in list(element.iter(*_SIGNED)):
            part.tag = "p"
        size = _length(element)
        wrapper = None  # the outermost element that holds nothing else but who signs the quote
        for parent in list(element.iterancestors())[:_MAX_WRAPPERS]:
            if parent.tag not in _WRAPPERS or _has_more(parent, size):
                break
            wrapper = parent
        if wrapper is not None and size and wrapper.getparent() is not None:
            _replace(wrapper, element)


def _replace(wrapper: Any, quote: Any) -> None:
    """Put a quote in the place of what stands around it, with the signature beside it."""
    for part in list(wrapper.iter("cite", "figcaption")):
        if quote not in part.iterancestors():
            part.tag = "p"
            part.tail = None
            quote.append(part)
    quote.tail = wrapper.tail
    wrapper.getparent().replace(wrapper, quote)


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _has_more(element: Any, limit: int) -> bool:
    """Tell whether an element has more signs than the limit, those of a signature left out."""
    size = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        start = event == "start"
        if start and part.tag in ("cite", "figcaption"):
            walk.skip_subtree()
            continue
        text = part.text if start else part.tail if part is not element else ""
        size += len((text or "").strip())
        if size > limit:
            return True
    return False


def _open_seams(root: Any) -> None:
    """Put a space between inline elements that meet without one, where their words would join."""
    before, closed, opened = " ", "", ""  # the last sign, and the tags that stand behind it
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        start = event == "start"
        if tag in BLOCK_TAGS or tag in CELL_TAGS:
            before, closed, opened = " ", "", ""
        elif start:
            opened = link_first(opened, _name(element)) if closed else ""
        else:
            closed, opened = link_first(closed, _name(element)), ""
        if start and tag in _SKIPPED:
            walk.skip_subtree()
            continue
        text = element.text if start else element.tail
        if not text:
            continue
        if closed and opened and is_seam(before, text[0], closed, opened):
            text = f" {text}"
            element.text = text
        before, closed, opened = text[-1], "", ""


def _name(element: Any) -> str:
    """An inline element for `is_seam`: a link by its target, any other by its tag."""
    return f"a {element.get('href') or ''}" if element.tag == "a" else str(element.tag)


def drop_repeated_quotes(body: Any, lines_of: Callable[[Any], list[str]]) -> None:
    """Remove pull quotes: quotes in a body of trafilatura whose words the body has as well.

    Args:
        body: The element of the article.
        lines_of: A function from an element to its lines of text.
    """
    quotes = [
        quote
        for quote in body.iter("quote")
        if next(quote.iterancestors("quote"), None) is None and quote is not body
    ][:_MAX_QUOTES]
    if not quotes:
        return
    outermost = set(quotes)
    quoted = {part for quote in quotes for part in quote.iter()}
    outside = [
        text
        for element in body.iter()
        for text in (
            element.text if element not in quoted else "",
            element.tail if element not in quoted or element in outermost else "",
        )
    ]
    said = f" {_words(' '.join(text or '' for text in outside))} "
    for quote in quotes:
        lines = [_words(line) for line in lines_of(quote)]
        signed = len(lines) > 1 and len(lines[-1].split()) <= _MAX_SIGNATURE
        content = lines[:-1] if signed else lines
        if sum(len(line.split()) for line in content) < _MIN_WORDS:
            continue
        if all(f" {line} " in said for line in content):
            _remove(quote)
        else:
            said += f"{' '.join(content)} "


def _words(text: str) -> str:
    return _NO_WORD.sub(" ", text.casefold()).strip()


def _remove(element: Any) -> None:
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
