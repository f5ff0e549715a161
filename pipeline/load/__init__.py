"""Stage 1: read articles from files, addresses or standard input into the table ``documents``.

Every input becomes a document or a row of the table ``rejects``, with the reason; none ends in an
error.
"""

from pipeline.load.inputs import InputFile, find_inputs
from pipeline.load.outcome import REASONS, Loaded, Rejection
from pipeline.load.pieces import cut_file
from pipeline.load.settings import LoadSettings
from pipeline.load.stage import iter_documents, load_documents, read_rows

__all__ = [
    "REASONS",
    "InputFile",
    "LoadSettings",
    "Loaded",
    "Rejection",
    "cut_file",
    "find_inputs",
    "iter_documents",
    "load_documents",
    "read_rows",
]
