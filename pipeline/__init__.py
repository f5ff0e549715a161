"""From a folder of news to linked tables: people, countries, organizations, and who said what.

Example:
    >>> import pipeline
    >>> result = pipeline.run("data/raw", out="data/processed")  # doctest: +SKIP
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

# Not late as the others: the name is that of a module as well, which an import would put here.
from pipeline.run import run

if TYPE_CHECKING:
    from pipeline.corpus import build_tables
    from pipeline.language import load_model
    from pipeline.load import load_documents
    from pipeline.ner import find_entities
    from pipeline.quotes import attribute_quotes
    from pipeline.relations import tag_relations
    from pipeline.run.validate import validate
    from pipeline.sentences import split_sentences

__all__ = [
    "__version__",
    "attribute_quotes",
    "build_tables",
    "find_entities",
    "load_documents",
    "load_model",
    "run",
    "split_sentences",
    "tag_relations",
    "validate",
]

try:
    __version__ = version("who-said-what")
except PackageNotFoundError:  # a source tree that is not installed
    __version__ = "0.0.0"

# What is imported when it is first used: the stages load spaCy, which takes a second.
_LATE = {
    "attribute_quotes": "pipeline.quotes",
    "build_tables": "pipeline.corpus",
    "find_entities": "pipeline.ner",
    "load_documents": "pipeline.load",
    "load_model": "pipeline.language",
    "split_sentences": "pipeline.sentences",
    "tag_relations": "pipeline.relations",
    "validate": "pipeline.run.validate",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LATE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
