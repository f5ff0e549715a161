"""What an attribution tells of: speech, writing, thought or a plan."""

from spacy.tokens import Token

from pipeline.knowledge.occasions import document_nouns
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.description.cue_words import CueWord
from pipeline.quotes.page import Page

#: Words that end the core of the words for a source: what comes after them describes it.
CORE_ENDS = frozenset((",", "(", "of", "by", "from", "in", "on", "for", "about", "to", "that"))

CLAUSES = frozenset(("VBN", "VBG", "VBD", "VBZ", "WP", "WDT", "WRB", "RB"))


def act_of(page: Page, attribution: Attribution, word: CueWord, written: str) -> str:
    """The act of an attribution.

    Args:
        page: the document.
        attribution: its content, cue and source.
        word: of the cue.
        written: the act that the occasion shows: writing (in a statement), speech, or empty.

    Returns:
        The act of the cue in the lists, by default speech; for an unknown adjective thought,
        unless words are quoted. What a document tells is writing, and so is what was said in one;
        words wholly in quotation marks are no mere thought.
    """
    if word.entry is not None:
        act = word.entry.act
    elif word.token.pos_ == "ADJ" and not _quotes(page, attribution):
        act = "thought"
    else:
        act = "speech"
    if is_document(page, attribution):
        return "writing"
    if act in ("thought", "plan") and _is_direct(page, attribution):
        act = "speech"
    sent = written == "writing" or _sends_document(page, attribution)
    return "writing" if act == "speech" and sent else act


def _sends_document(page: Page, attribution: Attribution) -> bool:
    """Whether the cue has a document as its object: `released a statement saying`."""
    if attribution.cue is None:
        return False
    first, last = (page.token_at(o) for o in (attribution.cue[0], attribution.cue[1] - 1))
    return any(
        t.lower_ in document_nouns() and t.dep_ == "dobj" and first <= t.head.i < t.i
        for t in page.doc[first : last + 1]
    )


def is_document(page: Page, attribution: Attribution) -> bool:
    """Whether the source is something written: `the report`, `a Quinnipiac poll`."""
    if attribution.source is None:
        return False
    start, end = attribution.source
    first, last = page.token_at(start), page.token_at(end - 1)
    core: list[Token] = []
    for token in page.doc[first : last + 1]:
        if core and (token.lower_ in CORE_ENDS or token.tag_ in CLAUSES):
            break
        if not token.is_punct:
            core.append(token)
    while core and (core[-1].tag_ == "POS" or core[-1].ent_type_ in ("DATE", "TIME")):
        core.pop()  # `a poll Monday`
    if not core:
        return False
    noun = core[-1]
    named = noun.text[:1].isupper() and noun.ent_type_ in ("PERSON", "ORG")
    return noun.lower_ in document_nouns() and noun.pos_ in ("NOUN", "PROPN") and not named


def _quotes(page: Page, attribution: Attribution) -> bool:
    """Whether something of the content stands in quotation marks."""
    return any(
        page.quotation_at(start) is not None or bool(page.quotations_between(start, end))
        for start, end in attribution.content
    )


def _is_direct(page: Page, attribution: Attribution) -> bool:
    """Whether the whole content is a sentence or more in quotation marks."""
    for start, end in attribution.content:
        opening = page.quotation_at(start)
        if opening is None or opening.start != start or page.quotation_at(end - 1) is None:
            return False
    first, last = attribution.content[0][0], attribution.content[-1][1]
    tokens = page.doc[page.token_at(first) : page.token_at(last - 1) + 1]
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)
