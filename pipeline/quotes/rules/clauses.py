"""Indirect and mixed speech: the clause, or the infinitive, that a verb of attribution governs."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.knowledge.cues import Cue
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.page import FINITE, Page, trimmed
from pipeline.quotes.rules.ends import content_end
from pipeline.quotes.rules.parentheses import parenthetical
from pipeline.quotes.rules.starts import clause_start, cue_of, infinitive_start
from pipeline.quotes.rules.subjects import subject_of

#: Auxiliaries that make a saying one that has not taken place: `must state whether`.
UNSAID = frozenset(("must", "should", "may", "might", "could", "can"))


def clause_attributions(page: Page, taken: set[int]) -> Iterator[Attribution]:
    """Yields the attributions of clauses; `taken` are token indices of cues already used."""
    for token in page.doc:
        cue = cue_of(token)
        if cue is None or token.i in taken or page.is_quoted(token):
            continue
        found = parenthetical(page, token, cue) or following(page, token, cue)
        if found is not None:
            yield found


def following(page: Page, verb: Token, cue: Cue) -> Attribution | None:
    """`said (that) …`, `vowed to …`: the content follows the verb."""
    modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if modals & UNSAID or (cue.judges and "would" in modals):
        return None
    start = clause_start(page, verb, cue)
    by = "clause"
    if start is None and cue.takes_infinitive:
        start, by = infinitive_start(page, verb), "infinitive"
    if start is None and cue.takes_gerund and verb.i + 1 < len(page.doc):
        follower = page.doc[verb.i + 1]
        start = follower.i if follower.tag_ == "VBG" else None
    if start is None and cue.judges:
        start, by = verb.i + 1 if judged_in_quotation(page, verb) else None, "judgement"
    if start is None:
        return None
    end = content_end(page, verb, start)
    if by == "judgement":
        end = min(end, judgement_end(page, verb, end))
    span = trimmed(page, page.doc[start].idx, end)
    if span is None or len(page.text[span[0] : span[1]].split()) < 2:
        return None
    source = subject_of(page, verb)
    if source is not None and span[0] <= source[0] < span[1]:
        source = None
    return Attribution(
        content=[span],
        cue=(verb.idx, verb.idx + len(verb)),
        lemma=cue.lemma,
        act=cue.act,
        source=source,
        found_by=by,
    )


def judged_in_quotation(page: Page, verb: Token) -> bool:
    """Whether what a verb of judging governs has a quotation in it: `called him "a friend"`."""
    _, high = page.sentence_bounds(verb.i)
    if verb.i + 1 < high and page.doc[verb.i + 1].dep_ == "prt":
        return False  # `called off`
    for token in page.doc[verb.i + 1 : min(high, verb.i + 20)]:
        if page.is_quoted(token):
            return True
        if token.tag_ in FINITE or token.text in ",;:":
            return False
    return False


def judgement_end(page: Page, verb: Token, limit: int) -> int:
    """Offset after the quotation in a judgement, or after the noun that it describes."""
    first = page.quotations_between(verb.idx, limit)
    if not first:
        return limit
    following = page.token_at(first[0].end)
    if following < len(page.doc) and page.doc[following].pos_ in ("NOUN", "PROPN", "ADJ"):
        return limit
    return first[0].end
