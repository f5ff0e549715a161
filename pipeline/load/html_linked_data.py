"""The article of a page as its JSON-LD describes it (https://schema.org/NewsArticle)."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

__all__ = ["article_in", "names_in", "parse_scripts", "text_in"]

_MAX_SCRIPTS = 50
_MAX_SCRIPT = 2_000_000
_MAX_NODES = 20_000
_MAX_DEPTH = 4
_DIRT = re.compile(
    r"(?P<kept>\"(?:[^\"\\]++|\\.)*+\"?)"
    r"|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|(?<!:)//[^\n]*+|,(?=\s*+[}\]])",
    re.S,
)
_ARTICLE = re.compile(r"(?:.*Article|.*BlogPosting|Report|LiveBlogPosting)", re.S)
# What belongs to other articles, or to a part of this one.
_OTHERS = frozenset(
    "itemlistelement liveblogupdate haspart ispartof mentions citation comment review about "
    "isbasedon relatedlink significantlink subjectof sharedcontent video image".split()
)


def parse_scripts(scripts: Sequence[str]) -> list[Any]:
    """Return the values of the scripts; what is no JSON even after a cleaning is left out.

    Cleaned away are comments and CDATA marks, commas before a closing bracket, and entities.

    Example:
        >>> parse_scripts(['/*<![CDATA[*/ {"a": [1,],} /*]]>*/', "none"])
        [{'a': [1]}]
    """
    values = (_parse(script) for script in scripts[:_MAX_SCRIPTS] if len(script) <= _MAX_SCRIPT)
    return [value for value in values if value is not None]


def _parse(script: str) -> Any:
    bare = script.strip()
    for clean in (_same, _trimmed, _tidied, _unescaped):
        bare = clean(bare)
        try:
            return json.loads(bare, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _same(text: str) -> str:
    return text


def _trimmed(text: str) -> str:
    """From the first bracket to the last one."""
    starts = [at for at in (text.find("{"), text.find("[{")) if at >= 0]
    end = max(text.rfind("}"), text.rfind("]"))
    return text[min(starts) : end + 1] if starts else ""


def _tidied(text: str) -> str:
    return _DIRT.sub(lambda found: found["kept"] or "", text)


def _unescaped(text: str) -> str:
    return unescape(text) if "&" in text else ""


def article_in(values: Sequence[Any], address: str | None = None) -> Mapping[str, Any]:
    """Return the article that a page is about; empty if there is none.

    Args:
        values: What `parse_scripts` gives.
        address: Address of the page; of several articles the one with it is taken, else the first
            of those that lie least deep.
    """
    nodes = list(_objects(values))
    named = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    articles = [node for node in nodes if _is_article(node)]
    with_title = [node for node in articles if node.get("headline") or node.get("name")]
    candidates = with_title or articles
    if not candidates:
        return {}
    chosen = next((node for node in candidates if address in _addresses(node)), candidates[0])
    return {key: _resolved(value, named) for key, value in chosen.items()}


def _objects(values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The objects of JSON values, those that lie least deep first."""
    waiting: deque[Any] = deque(values)
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(
                inner
                for key, inner in value.items()
                if isinstance(inner, dict | list) and key.lower() not in _OTHERS
            )


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(kind, str) and _ARTICLE.fullmatch(kind.rpartition("/")[2]) for kind in listed
    )


def _addresses(node: Mapping[str, Any]) -> set[str]:
    values = [node.get("url"), node.get("mainEntityOfPage"), node.get("@id")]
    return {text for text in map(text_in, values) if text}


def _resolved(value: Any, named: Mapping[str, Any]) -> Any:
    """A value with the objects in the place of references to them."""
    if isinstance(value, list):
        return [_resolved(part, named) if isinstance(part, dict) else part for part in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return named.get(value["@id"], value)
    return value


def text_in(value: Any, depth: int = 0) -> str | None:
    """Return a text, or the name or address of an object or of the first of a list.

    Example:
        >>> text_in([{"@type": "Organization", "name": "Coast Ledger"}])
        'Coast Ledger'
    """
    if isinstance(value, str):
        return unescape(value).strip() or None
    if depth >= _MAX_DEPTH:
        return None
    if isinstance(value, list):
        return next(filter(None, (text_in(part, depth + 1) for part in value)), None)
    if isinstance(value, dict):
        keys = ("name", "@value", "alternateName", "@id", "url")
        return next(filter(None, (text_in(value.get(key), depth + 1) for key in keys)), None)
    return None


def names_in(value: Any, depth: int = 0) -> list[str]:
    """Return the names of authors, given as a text, an object, or lists of these.

    Example:
        >>> names_in([{"name": "Ana Costa"}, "John Roe", {"name": ["Jane Doe"]}, {"@id": "#x"}])
        ['Ana Costa', 'John Roe', 'Jane Doe']
    """
    if isinstance(value, str):
        return [unescape(value)]
    if depth >= _MAX_DEPTH:
        return []
    if isinstance(value, list):
        return [name for part in value[:100] for name in names_in(part, depth + 1)]
    if isinstance(value, dict):
        inner = value.get("name") or value.get("author") or _full_name(value)
        return names_in(inner, depth + 1)
    return []


def _full_name(person: Mapping[str, Any]) -> str | None:
    parts = [person.get("givenName"), person.get("familyName")]
    return " ".join(part for part in parts if isinstance(part, str)) or None
