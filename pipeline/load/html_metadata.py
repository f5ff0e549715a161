"""What the head of a page says about its article, in the order in which it is to be trusted.

First JSON-LD, then OpenGraph, then other meta elements, the canonical link and <time>. Each field
has all of its candidates: which of them is good is settled by `pipeline.load.page_fields`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.load.html_linked_data import article_in, names_in, parse_scripts, text_in

__all__ = ["Metadata", "read_metadata"]

_TITLES = (
    *("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title"),
    *("citation_title", "headline", "hdl", "title"),
)
_PUBLISHERS = (
    *("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher"),
    *("article:publisher", "application-name", "apple-mobile-web-app-title"),
)
_AUTHORS = (
    *("article:author", "article:author_name", "og:article:author", "author", "authors", "byl"),
    *("parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author"),
    *("byline", "creator", "rbauthors"),
)
_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("article:published", "datepublished", "parsely-pub-date", "sailthru.date"),
    *("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date"),
    *("citation_publication_date", "citation_date", "publication_date", "published_time"),
    *("pub_date", "pubdate", "publishdate", "publish-date", "ptime", "pdate", "date", "dat"),
)
_LANGUAGES = ("og:locale", "dc.language", "dcterms.language", "content-language", "language")
_URLS = ("og:url", "twitter:url", "parsely-link")
_LD_JSON = re.compile(r"application/ld\+json", re.I)
_ASIDE = frozenset({"aside", "footer", "nav"})
_MAX_VALUE = 2000
_MAX_BODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """The candidates of each field, the most trusted first, as they stand in the page.

    Attributes:
        authors: Names of one source each.
        body: Text of the article in JSON-LD.
    """

    titles: tuple[str, ...] = ()
    authors: tuple[tuple[str, ...], ...] = ()
    publishers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    body: str | None = None


def read_metadata(root: Any) -> Metadata:
    """Read the metadata of a page.

    Args:
        root: The element of lxml around the page.
    """
    named = _meta_values(root)
    canonical = _canonical(root)
    scripts = [
        script.text or ""
        for script in root.iter("script")
        if _LD_JSON.search(script.get("type") or "")
    ]
    values = parse_scripts(scripts)
    address = canonical or next(iter(named.get("og:url", [])), None)
    article = article_in(values, address)
    body = article.get("articleBody")
    return Metadata(
        titles=_texts(
            [article.get("headline"), article.get("name")],
            named,
            _TITLES,
            _element_texts(root, "title"),
        ),
        authors=_authors(article, named),
        publishers=_texts([article.get("publisher")], named, _PUBLISHERS),
        dates=_texts([article.get("datePublished")], named, _DATES, _times(root)),
        urls=_texts(
            [article.get("url"), article.get("mainEntityOfPage")], named, _URLS, [canonical or ""]
        ),
        languages=_texts(
            [article.get("inLanguage")], named, _LANGUAGES, [_language(root)], first=_LANGUAGES[:1]
        ),
        body=body[:_MAX_BODY] if isinstance(body, str) else None,
    )


def _meta_values(root: Any) -> dict[str, list[str]]:
    """The contents of the meta elements, by their names in lower case."""
    named: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        keys = [element.get(key) for key in ("property", "name", "itemprop", "http-equiv")]
        for key in {key.strip().lower() for key in keys if key}:
            if content:
                named.setdefault(key[:60], []).append(content[:_MAX_VALUE])
    return named


def _texts(
    linked: Sequence[Any],
    named: dict[str, list[str]],
    names: Sequence[str],
    last: Iterable[str] = (),
    *,
    first: Sequence[str] = (),
) -> tuple[str, ...]:
    """The candidates of a field: of JSON-LD, of meta elements, of the page."""
    found = [text for value in linked if (text := text_in(value))]
    meta = [named[name][0] for name in names if name in named and name not in first]
    doubtful = [named[name][0] for name in first if name in named]
    texts = [*found, *meta, *last, *doubtful]
    return tuple(dict.fromkeys(text[:_MAX_VALUE] for text in texts if text.strip()))


def _authors(article: Any, named: dict[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    linked = [tuple(names_in(article.get(key))) for key in ("author", "creator")]
    meta = [tuple(named[name][:100]) for name in _AUTHORS if name in named]
    return tuple(dict.fromkeys(names for names in (*linked, *meta) if names))


def _canonical(root: Any) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href")).strip()[:_MAX_VALUE]
    return None


def _language(root: Any) -> str:
    page = next(root.iter("html"), root)
    found: str = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return found


def _element_texts(root: Any, tag: str) -> Iterator[str]:
    element = next(root.iter(tag), None)
    if element is not None and element.text:
        yield element.text.strip()


def _times(root: Any) -> Iterator[str]:
    """The moments of <time>: first those that are marked as publication."""
    times = [time for time in root.iter("time") if time.get("datetime")][:50]
    marked = [time for time in times if _is_publication(time)]
    for time in (*marked, *times):
        if not any(parent.tag in _ASIDE for parent in time.iterancestors()):
            yield time.get("datetime").strip()
            return


def _is_publication(time: Any) -> bool:
    said = f"{time.get('itemprop') or ''} {time.get('class') or ''}".lower()
    return time.get("pubdate") is not None or "publi" in said or "posted" in said
