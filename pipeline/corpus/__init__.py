"""Stage 6: entities linked across documents, and the tables that most people open.

A corpus of any size is linked in four steps: `collect_facts` for each part of it, a `Linker` for
all, `apply_links` for each part, a `Gatherer` for all. `build_tables` takes them on a corpus that
fits in memory.
"""

from pipeline.corpus.applying import CorpusPart, apply_links
from pipeline.corpus.evidence import EVIDENCE
from pipeline.corpus.facts import FACTS, collect_facts
from pipeline.corpus.gathering import Gatherer
from pipeline.corpus.identifiers import OwnIdentifiers, read_identifiers
from pipeline.corpus.linking import LINKS, Linker
from pipeline.corpus.settings import TableSettings
from pipeline.corpus.stage import CorpusTables, build_tables

__all__ = [
    "EVIDENCE",
    "FACTS",
    "LINKS",
    "CorpusPart",
    "CorpusTables",
    "Gatherer",
    "Linker",
    "OwnIdentifiers",
    "TableSettings",
    "apply_links",
    "build_tables",
    "collect_facts",
    "read_identifiers",
]
