"""Stage 6: entities linked across documents, and the tables that most people open."""

from pipeline.corpus.identifiers import OwnIdentifiers, read_identifiers
from pipeline.corpus.settings import TableSettings
from pipeline.corpus.stage import CorpusTables, build_tables

__all__ = ["CorpusTables", "OwnIdentifiers", "TableSettings", "build_tables", "read_identifiers"]
