"""To whom something was said: `told Reuters`, `said to reporters`, `in an interview with CNN`."""

from spacy.tokens import Token

from pipeline.knowledge.events import actor_nouns
from pipeline.knowledge.occasions import audience_nouns, occasion_nouns
from pipeline.knowledge.sources import source_nouns
from pipeline.knowledge.titles import titles
from pipeline.quotes.attribution import Span
from pipeline.quotes.description.cue_words import CueWord
from pipeline.quotes.description.occasion_phrases import Occasion
from pipeline.quotes.description.surroundings import Chunk, Surroundings

#: How far from the cue `to` may stand: `issued a statement on Monday to reporters`.
REACH = 8
#: Entities that may be spoken to.
LISTENERS = frozenset(("PERSON", "ORG", "NORP", "GPE"))
#: Kinds of actors that may be spoken to.
ACTORS = frozenset(("member", "official", "force", "government"))
#: Occasions after these prepositions were over, and their other side heard nothing.
OVER = frozenset(("after", "before"))


def addressee_of(around: Surroundings, word: CueWord, occasion: Occasion | None) -> Span | None:
    """Offsets of the words for whom it was said to; None where the text does not say.

    Never a date, never inside the content or the source, and never between quotation marks.
    """
    way = word.entry.addressee if word.entry is not None else ""
    found = None
    if way == "object":
        found = _told(around) if _is_passive(around) else _object(around, around.head.i + 1)
    elif way == "on":
        i = around.head.i + 1
        at = around.doc[i].lower_ in ("on", "upon") if i < around.high else False
        found = _object(around, i + 1) if at else None
    if found is None and way:
        found = _behind_to(around)
    if found is not None:
        return around.span(found.start, found.end)
    return _partner(around, occasion)


def _object(around: Surroundings, i: int) -> Chunk | None:
    """The noun phrase behind the verb, adverbs and dates left out, where it may listen."""
    while i < around.high and around.free(i):
        if around.doc[i].tag_ in ("RB", "RP") or around.timed(i):
            i += 1
        else:
            break
    return _listener(around, i)


def _listener(around: Surroundings, i: int) -> Chunk | None:
    """The noun phrase at a token if it names somebody."""
    if i >= around.high or around.is_apart(i):
        return None
    chunk = around.chunk(i)
    if chunk is None or not listens(around.doc[chunk.head]):
        return None
    return around.with_complement(chunk)


def listens(noun: Token) -> bool:
    """Whether the head of a noun phrase is somebody who may be spoken to."""
    if noun.tag_ == "PRP":
        return noun.lower_ not in ("it", "itself", "himself", "herself", "themselves", "myself")
    if noun.ent_type_ in LISTENERS:
        return True
    form, lemma = noun.lower_, noun.lemma_.lower()
    if form in occasion_nouns() or noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
        return False
    if noun.tag_ in ("NNP", "NNPS") and noun.ent_type_ == "":
        return True
    title = titles().get(form) or titles().get(lemma)
    return (
        form in audience_nouns()
        or form in source_nouns()
        or actor_nouns().get(lemma) in ACTORS
        or (title is not None and title.kind != "modifier")
    )


def _is_passive(around: Surroundings) -> bool:
    """Whether the cue is a passive: `was told by`, `asked about it, Lee said`."""
    head = around.head
    if head.tag_ not in ("VBN", "VBD"):
        return False
    before = around.doc[head.i - 1] if head.i > around.low else None
    if before is None or (head.tag_ == "VBN" and head.dep_ == "advcl"):
        return before is None or before.is_punct or before.tag_ in ("WRB", "IN", "RB")
    for i in range(head.i - 1, max(around.low, head.i - 4) - 1, -1):
        token = around.doc[i]
        if token.lemma_ == "be" or token.lower_ in ("get", "got", "gets"):
            return True
        if token.tag_ != "RB" and token.lower_ not in ("being", "been"):
            break
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children)


def _told(around: Surroundings) -> Chunk | None:
    """The subject of a passive: `Lee was told by aides that …`."""
    subject = next(
        (c for c in around.head.children if c.dep_ in ("nsubjpass", "nsubj") and around.free(c.i)),
        None,
    )
    first = all(t.tag_ in ("WRB", "IN", "RB") for t in around.doc[around.low : around.head.i])
    if subject is None and (around.head.dep_ == "advcl" or first):  # `Asked about it, Lee said`
        above = around.head.head if around.head.dep_ == "advcl" else around.head.sent.root
        subject = next((c for c in above.children if c.dep_ == "nsubj" and around.free(c.i)), None)
        return _listener(around, subject.left_edge.i) if subject is not None else None
    if subject is None or subject.i > around.head.i or around.is_apart(subject.i):
        return None
    start = max(subject.left_edge.i, around.low)
    chunk = around.chunk(start)
    if chunk is None or chunk.head != subject.i:
        chunk = around.chunk(subject.i)
    return chunk if chunk is not None and listens(around.doc[chunk.head]) else None


def _behind_to(around: Surroundings) -> Chunk | None:
    """The noun phrase of `to` behind the cue, nothing but dates, adverbs and nouns between."""
    first = around.head.i + 1
    for i in range(first, min(around.high - 1, first + REACH)):
        token = around.doc[i]
        if i in around.source:
            continue
        if not around.free(i) or around.finite(i) or (token.is_punct and not token.is_quote):
            return None
        if around.is_apart(i):
            return None
        if token.lower_ == "to":
            return None if around.doc[i + 1].tag_ == "VB" else _listener(around, i + 1)
    return None


def _partner(around: Surroundings, occasion: Occasion | None) -> Span | None:
    """The other side of an interview, a letter or a call, if it names somebody."""
    if occasion is None or occasion.partner is None:
        return None
    if around.doc[occasion.start].lower_ in OVER:
        return None
    first = around.page.token_at(occasion.partner[0])
    chunk = around.chunk(first)
    if chunk is None or not listens(around.doc[chunk.head]):
        return None
    return occasion.partner
