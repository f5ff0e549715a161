"""From what a reader gives to a row: in limited time, and whatever goes wrong."""

import hashlib
import logging
from itertools import islice
from typing import Any

from pipeline.limits import TimeLimitExceeded, ended_after, time_limit
from pipeline.load.fields import one_line
from pipeline.load.languages import recognise
from pipeline.load.outcome import Draft, Item, Refused, Rejection
from pipeline.load.settings import LoadSettings

__all__ = ["convert", "refusal_of", "rejection"]

_logger = logging.getLogger(__name__)
_MAX_DETAIL = 300


def convert(item: Item, source: str, settings: LoadSettings) -> dict[str, Any] | Rejection:
    """Make a row of the table ``documents``, whose ``doc_id`` is the record's own, or None.

    Args:
        item: What a reader gave.
        source: Where it stands.
        settings: The limits; what takes longer than its ``max_seconds`` is rejected.

    Returns:
        The row, or why there is none; never an error.
    """
    try:
        with time_limit(settings.max_seconds), ended_after(settings.max_seconds):
            content = item.content() if callable(item.content) else item.content
            if not isinstance(content, Refused):
                return _row(content, source, settings)
    except TimeLimitExceeded as error:
        content = Refused("timeout", f"its conversion took {error}")
    except Exception as error:  # whatever the bytes, the next record is read
        content = refusal_of(error)
    return rejection(source, content, item.bytes)


def refusal_of(error: Exception) -> Refused:
    """Say why there is no document, of any error."""
    if isinstance(error, Refused):
        return error
    _logger.debug("unexpected error while loading", exc_info=error)
    if isinstance(error, MemoryError):
        return Refused("too_large", "there is not enough memory for it")
    if isinstance(error, RecursionError):
        return Refused("damaged", "it is too deeply nested")
    return Refused("failed", f"{type(error).__name__}: {error}")


def rejection(source: str, refused: Refused, size: int | None) -> Rejection:
    """Make a row of the table ``rejects``."""
    detail = one_line(refused.detail[:_MAX_DETAIL]) or refused.reason
    _logger.info("%s refused (%s): %s", source, refused.reason, detail)
    return Rejection(source, refused.reason, detail, size)


def _row(draft: Draft, source: str, settings: LoadSettings) -> dict[str, Any]:
    paragraphs = [draft.title, *draft.paragraphs] if draft.title else draft.paragraphs
    text = "\n\n".join(paragraphs)
    if len(text) > settings.max_chars:
        raise Refused(
            "too_large", f"a text of {len(text):,} characters; the limit is {settings.max_chars:,}"
        )
    if next(islice(filter(str.isalnum, text), settings.min_chars - 1, None), None) is None:
        least = settings.min_chars
        few = f"fewer than {least} letters and digits" if least > 1 else "no letter and no digit"
        raise Refused("no_text", few)
    return {
        "doc_id": draft.doc_id,
        "source": source,
        "title": draft.title,
        "authors": draft.authors,
        "agency": draft.agency,
        "publisher": draft.publisher,
        "published": draft.published,
        "url": draft.url,
        "language": _language(text, settings) or draft.language,
        "text": text,
        "n_words": len(text.split()),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def _language(text: str, settings: LoadSettings) -> str | None:
    """The language of the text; None where it cannot be told.

    Raises:
        Refused: With the reason ``language`` if it is none of those that are kept.
    """
    language = recognise(text)
    if language and settings.languages and language not in settings.languages:
        raise Refused(
            "language", f"the text is in {language}, not in {' or '.join(settings.languages)}"
        )
    return language
