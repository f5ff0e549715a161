"""Stage 1: read articles from files, folders, globs or standard input into the table ``documents``.

Every input becomes a document or a row of the table ``rejects``, with the reason; none ends in an
error.
"""

from pipeline.load.outcome import REASONS, Loaded, Rejection
from pipeline.load.settings import LoadSettings
from pipeline.load.stage import iter_documents, load_documents

__all__ = [
    "REASONS",
    "LoadSettings",
    "Loaded",
    "Rejection",
    "iter_documents",
    "load_documents",
]
