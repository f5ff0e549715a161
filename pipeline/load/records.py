"""Records of JSON, lines and tables become drafts."""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.load.article import headline_of
from pipeline.load.characters import repair, same_words
from pipeline.load.fields import fill, one_line, text_of, values_of
from pipeline.load.formats import looks_like_page
from pipeline.load.html_tags import has_tags, strip_inline_tags
from pipeline.load.html_text import passage_paragraphs
from pipeline.load.outcome import Draft, Refused
from pipeline.load.pages import page_draft
from pipeline.load.paragraphs import join_blocks, plain_blocks
from pipeline.load.settings import LoadSettings

__all__ = ["draft_of", "record_id"]

_CUT = re.compile(r"(?:…|\.\.\.)?\s{0,5}\[\+\d{1,9} char(?:acter)?s\]\s{0,9}\Z")
"""What NewsAPI puts where it has cut off a text."""


def record_id(record: Mapping[str, Any], settings: LoadSettings | None = None) -> str | None:
    """Return the record's own id; None if it has none."""
    value = values_of(record, settings).get("id")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def draft_of(record: Mapping[str, Any], settings: LoadSettings) -> Draft:
    """Make a draft of a record; its text stays whole, behind a title that it does not begin with.

    Raises:
        Refused: With the reason ``no_text`` if no field holds a text, ``too_large`` if it is long.
    """
    values = values_of(record, settings)
    text = _CUT.sub("", text_of(values.get("text")))
    if not text.strip():
        has = "is empty" if "text" in values else "is missing"
        raise Refused("no_text", f"the text {has}; fields: {', '.join(map(str, record))[:200]}")
    if len(text) > settings.max_bytes:
        raise Refused("too_large", f"a text of {len(text):,} characters")
    if looks_like_page(text):
        draft = page_draft(text, settings)
    elif has_tags(text):
        draft = Draft(passage_paragraphs(text))
    else:
        draft = Draft(join_blocks(plain_blocks(repair(strip_inline_tags(text)))))
    _place_title(draft, one_line(_plain(text_of(values.get("title")))) or draft.title)
    fill(draft, values, settings)
    draft.doc_id = record_id(record, settings)
    return draft


def _plain(text: str) -> str:
    return " ".join(passage_paragraphs(text)) if has_tags(text) else strip_inline_tags(text)


def _place_title(draft: Draft, title: str | None) -> None:
    """Set the title and take it from the start of the text, where it will be put back."""
    body = draft.paragraphs
    draft.title = title or headline_of(body)
    if not draft.title or not body:
        return
    if same_words(body[0], draft.title):
        draft.title = body.pop(0)
    elif body[0].startswith(f"{draft.title} ") and len(draft.title.split()) > 2:
        rest = body[0][len(draft.title) + 1 :]
        if not rest[0].islower():
            body[0] = rest
