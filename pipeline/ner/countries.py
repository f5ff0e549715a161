"""Whether a country's name means the country where it stands."""

from spacy.tokens import Doc

from pipeline.knowledge.countries import ambiguous_names
from pipeline.ner.spans import Candidate, is_capitalised

__all__ = ["drop_false_names"]

_SPEAKING = frozenset({"speak", "learn", "fluent", "translate"})  # lemmas
_MEDIUM = frozenset({"in", "into", "from"})


def drop_false_names(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Leaves out known names that mean something else here.

    Languages ("said in Arabic"), ambiguous names in a document about something else (Georgia
    with Atlanta), and acronyms amid words in capitals ("WHO KILLED ...").
    """
    words = {token.text for token in doc}
    return [
        c
        for c in found
        if not _is_language(doc, c)
        and not _is_other_reading(doc, c, words)
        and not _is_shouted(doc, c)
    ]


def _is_language(doc: Doc, c: Candidate) -> bool:
    if c.known is None or c.known.kind != "demonym":
        return False
    before = doc[c.start - 1] if c.start > 0 else None
    after = doc[c.end] if c.end < len(doc) else None
    ends_phrase = after is None or not (
        after.text in ("-", "and") or after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    )
    return (
        ends_phrase
        and before is not None
        and (before.lemma_.lower() in _SPEAKING or before.lower_ in _MEDIUM)
    )


def _is_other_reading(doc: Doc, c: Candidate, words: set[str]) -> bool:
    name = c.text(doc)
    ambiguous = ambiguous_names().get(name)
    if ambiguous is None:
        return False
    # The name of a longer phrase ("South Ossetia") counts by its words.
    for_it = sum(1 for e in ambiguous.evidence if set(e.split()) <= words)
    against = sum(1 for e in ambiguous.counter_evidence if set(e.split()) <= words)
    return against > for_it


def _is_shouted(doc: Doc, c: Candidate) -> bool:
    if c.known is None or c.end - c.start > 1 or not doc[c.start].is_upper:
        return False
    near = [t for t in doc[max(0, c.start - 2) : c.end + 2] if t.is_alpha and t.i != c.start]
    shouted = [t for t in near if t.is_upper and len(t) > 3]
    return len(near) > 1 and len(shouted) == len(near) and is_capitalised(doc[c.start])
