"""The same story in several papers, and the same words in several articles."""

from pipeline.duplicates.documents import find_duplicates
from pipeline.duplicates.marking import mark_duplicates, summarise_reprints
from pipeline.duplicates.quote_keys import quote_keys
from pipeline.duplicates.quotes import find_quote_groups, group_quotes
from pipeline.duplicates.signatures import bands_of, body_of, fingerprint_of, signature_of

__all__ = [
    "bands_of",
    "body_of",
    "find_duplicates",
    "find_quote_groups",
    "fingerprint_of",
    "group_quotes",
    "mark_duplicates",
    "quote_keys",
    "signature_of",
    "summarise_reprints",
]
