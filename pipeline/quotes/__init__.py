"""Stage 4: who said what. Direct, mixed and indirect speech, its cue, its source, its speaker."""

from pipeline.quotes.finder import describe_model
from pipeline.quotes.settings import QuoteSettings
from pipeline.quotes.stage import attribute_quotes

__all__ = ["QuoteSettings", "attribute_quotes", "describe_model"]
