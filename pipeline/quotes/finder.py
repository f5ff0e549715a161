"""Who finds attributions: the trained network where its files are there, else the rules."""

import logging
from functools import cache
from pathlib import Path
from typing import Protocol

from pipeline.encoder.onnx import CONFIG_FILE
from pipeline.errors import ModelError
from pipeline.language import hash_folder
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.completion.speech import MARKS
from pipeline.quotes.learned.decoding import Found
from pipeline.quotes.learned.network import QuoteNetwork, Scores
from pipeline.quotes.page import Page
from pipeline.quotes.rules.finder import RuleFinder

log = logging.getLogger(__name__)

#: The name of the model that ships with the package, and of what stands in for it.
BUNDLED, RULES = "en_quotes", "rules"


class Finder(Protocol):
    """Finds the attributions of a page; what follows is the same for all finders."""

    def __call__(self, page: Page, /) -> list[Attribution]:
        """The attributions with their cue, source and content, in any order."""

    def inside(self, page: Page, region: Span, /) -> list[Attribution]:
        """The attributions inside a quotation, as if it were a text of its own."""


class LearnedFinder:
    """Attributions by a trained network.

    Attributes:
        network: the model.
    """

    def __init__(self, network: QuoteNetwork) -> None:
        self.network = network

    def __call__(self, page: Page) -> list[Attribution]:
        """The attributions of a page."""
        return self._find(page.text, 0)

    def inside(self, page: Page, region: Span) -> list[Attribution]:
        """The attributions inside a quotation, which is read without its marks."""
        inner = page.text[slice(*region)].rstrip(MARKS)
        text = inner.lstrip(MARKS)
        return self._find(text, region[0] + len(inner) - len(text))

    def _find(self, text: str, offset: int) -> list[Attribution]:
        scores = self.network.read(text)
        return [_attribution(f, scores, offset) for f in self.network.find(scores)]


def _attribution(found: Found, scores: Scores, offset: int) -> Attribution:
    def characters(span: Span) -> Span:
        start, end = scores.encoded.characters(span)
        return start + offset, end + offset

    return Attribution(
        content=[characters(span) for span in found.content],
        cue=characters(found.cue),
        lemma=None,
        act="speech",
        source=characters(found.source) if found.source else None,
        found_by="model",
        score=round(found.score, 3),
    )


@cache
def bundled_path() -> Path | None:
    """The folder of the bundled model: inside an installed package, or in the source tree."""
    here = Path(__file__).resolve()
    for folder in (here.parent / BUNDLED, here.parents[2] / "models" / BUNDLED / "model"):
        if (folder / CONFIG_FILE).is_file():
            return folder
    return None


def load_finder(model: str = "auto") -> Finder:
    """Loads what finds attributions.

    Args:
        model: `auto` for the bundled model, or the rules where its files are absent; else the
            folder of a model.

    Raises:
        ModelError: the folder holds no model that can be loaded.
    """
    path = _path(model)
    return _rules() if path is None else _load(path)


def describe_model(model: str = "auto") -> dict[str, str]:
    """Name, version and SHA-256 of what `load_finder` loads, for the record of a run."""
    path = _path(model)
    if path is None:
        return {"name": RULES, "version": "", "sha256": ""}
    network = _load(path).network
    return {"name": network.name, "version": network.version, "sha256": hash_folder(path)}


def _path(model: str) -> Path | None:
    if model == "auto":
        return bundled_path()
    if not Path(model).is_dir():
        raise ModelError(f"there is no quote model {model!r}; give auto or the folder of a model")
    return Path(model).resolve()


@cache
def _rules() -> RuleFinder:
    """The rules; said once, however many documents they read."""
    log.warning("the quote model %s is not installed: quotes are found by rules", BUNDLED)
    return RuleFinder()


@cache
def _load(path: Path) -> LearnedFinder:
    return LearnedFinder(QuoteNetwork(path))
