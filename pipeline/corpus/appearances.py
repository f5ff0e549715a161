"""Where an entity appears: counts over the corpus, in which a repeated article counts once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from pipeline.corpus.entities import rows

__all__ = ["Appearances", "Corpus"]


@dataclass(frozen=True, slots=True)
class Appearances:
    """The mentions of an entity in the corpus.

    Attributes:
        counted: The documents whose mentions count.
        mentions: Number of mentions in them.
        quotes: Number of quotes whose speaker it is.
        first_seen: Date of the first document with a mention, repeated or not.
        last_seen: Date of the last one.
    """

    counted: frozenset[str]
    mentions: int
    quotes: int
    first_seen: datetime | None
    last_seen: datetime | None

    def columns(self) -> dict[str, Any]:
        """The columns that the tables of people, countries and organizations share."""
        return {
            "mentions": self.mentions,
            "documents": len(self.counted),
            "quotes": self.quotes,
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
        }


class Corpus:
    """The documents with their dates, and which of them repeat which, with the quotes in them.

    Attributes:
        published: Date by document.
        original: The document that each repeats, or itself.
        repeated_quotes: Document and number of quotes that the original has as well.
    """

    def __init__(self, documents: pa.Table, quotes: pa.Table) -> None:
        self.published: dict[str, datetime | None] = dict(rows(documents, "doc_id", "published"))
        original = dict(rows(documents, "doc_id", "duplicate_of"))
        self.original = {doc_id: first or doc_id for doc_id, first in original.items()}
        self.repeated_quotes = self._find_repeated(quotes)
        self._quotes: defaultdict[str, int] = defaultdict(int)
        for doc_id, quote_id, speaker_id in rows(quotes, "doc_id", "quote_id", "speaker_id"):
            if speaker_id is not None and (doc_id, quote_id) not in self.repeated_quotes:
                self._quotes[speaker_id] += 1

    def _find_repeated(self, quotes: pa.Table) -> set[tuple[str, int]]:
        """Quotes of documents that repeat another, in which they stand as well."""
        if all(self.original[doc_id] == doc_id for doc_id in quotes["doc_id"].to_pylist()):
            return set()
        seen: dict[tuple[str, str], tuple[str, int]] = {}
        repeated = set()
        found = rows(quotes, "doc_id", "quote_id", "content")
        for doc_id, quote_id, content in sorted(found, key=lambda row: self._rank(row[0])):
            key = (self.original[doc_id], " ".join(content.split()).casefold())
            first = seen.setdefault(key, (doc_id, quote_id))
            if first[0] != doc_id:
                repeated.add((doc_id, quote_id))
        return repeated

    def _rank(self, doc_id: str) -> tuple[bool, str]:
        """Of documents that repeat each other the original counts first."""
        return self.original[doc_id] != doc_id, doc_id

    def appearances(self, mentions: Iterable[tuple[str, str]]) -> dict[str, Appearances]:
        """Count the mentions of each entity.

        Of several documents with the same text, the first that mentions an entity counts.

        Args:
            mentions: Entity and document of each mention.

        Returns:
            Appearances by entity.
        """
        found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for entity_id, doc_id in mentions:
            found[entity_id][doc_id] += 1
        return {entity: self._appearances(entity, found[entity]) for entity in sorted(found)}

    def _appearances(self, entity: str, documents: dict[str, int]) -> Appearances:
        counted: dict[str, str] = {}
        for doc_id in sorted(documents, key=self._rank):
            counted.setdefault(self.original[doc_id], doc_id)
        dates = [date for doc_id in documents if (date := self.published[doc_id])]
        return Appearances(
            frozenset(counted.values()),
            sum(documents[doc_id] for doc_id in counted.values()),
            self._quotes.get(entity, 0),
            min(dates, default=None),
            max(dates, default=None),
        )

    def nowhere(self, entity: str) -> Appearances:
        """The appearances of an entity without a mention, which may speak nevertheless."""
        return self._appearances(entity, {})
