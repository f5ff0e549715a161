"""What is told of an attribution beside its words: lemma, act, addressee, occasion."""

from pipeline.quotes.attribution import Attribution
from pipeline.quotes.description.acts import act_of
from pipeline.quotes.description.addressees import addressee_of
from pipeline.quotes.description.cue_words import cue_word
from pipeline.quotes.description.occasions import occasion_of
from pipeline.quotes.description.surroundings import Surroundings
from pipeline.quotes.page import Page


def describe(page: Page, attribution: Attribution) -> None:
    """Sets the lemma, act, addressee and occasion of an attribution from its spans.

    Whatever found it: only its content, cue and source are read. One without a cue, a floating
    quotation, keeps what it has.

    Args:
        page: the document.
        attribution: is changed.
    """
    if attribution.cue is None:
        return
    word = cue_word(page, attribution.cue)
    around = Surroundings(page, attribution, word.token)
    occasion = occasion_of(around)
    attribution.lemma = word.lemma
    attribution.act = act_of(page, attribution, word, occasion.act if occasion else "")
    attribution.addressee = addressee_of(around, word, occasion)
    attribution.occasion = around.span(occasion.start, occasion.end) if occasion else None
