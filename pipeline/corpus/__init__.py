"""Stage 6: entities linked across documents, and the tables that most people open."""

from pipeline.corpus.stage import CorpusTables, build_tables

__all__ = ["CorpusTables", "build_tables"]
