"""Stage 3: named entities, countries, and who is meant by names, descriptions and pronouns."""

from pipeline.ner.settings import Confidence, NerSettings
from pipeline.ner.stage import find_entities

__all__ = ["Confidence", "NerSettings", "find_entities"]
