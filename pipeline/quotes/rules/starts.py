"""Where the content of indirect speech begins: after the verb, whom it was told, when, where."""

from spacy.tokens import Token

from pipeline.knowledge.cues import Cue, cue_verbs
from pipeline.quotes.page import FINITE, Page

WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
OPENERS = frozenset(("that", "whether", "how", "why"))
#: Words that open a question, after verbs of asking.
QUESTIONS = OPENERS | frozenset(("if", "what", "who", "when", "where"))


def cue_of(token: Token) -> Cue | None:
    """The entry of a verb of attribution, None for any other token."""
    if not token.tag_.startswith("VB"):
        return None
    return cue_verbs().get(token.lemma_.lower())


def clause_start(page: Page, verb: Token, cue: Cue) -> int | None:
    """Index of the first token of the clause that follows a verb, None where there is none."""
    if not (cue.takes_clause or cue.takes_question):
        return None
    passive = any(c.dep_ in ("auxpass", "aux") for c in verb.children)
    if verb.tag_ == "VBN" and cue.takes_question and not passive:
        return None  # `Asked if …, she smiled`
    _, high = page.sentence_bounds(verb.i)
    opener = _opener(page, verb, high, cue)
    if opener is not None:
        return opener
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > verb.i and _is_finite(child):
            return _clause_edge(page, verb, child, cue)
    if not cue.bare or verb.tag_ == "VBN":
        return None
    torn = any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    return _bare_clause(page, verb, high, sure=torn and cue.lemma == "say")


def _clause_edge(page: Page, verb: Token, clause: Token, cue: Cue) -> int:
    """Where a clause without "that" begins: at its first token, or at a subject torn from it."""
    edge = skip_adverbials(page, verb, max(clause.left_edge.i, verb.i + 1), clause)
    if cue.takes_addressee:
        return edge
    first = skip_adverbials(page, verb, verb.i + 1, clause)
    between = page.doc[first:edge]
    torn = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in between)
    whole = not any(t.tag_ in FINITE or t.text in ";:" for t in between)
    return first if torn and whole else edge


def _opener(page: Page, verb: Token, high: int, cue: Cue) -> int | None:
    """A "that" (or "whether", "if" …) after the verb with nothing but adverbials between."""
    for i in range(verb.i + 1, min(high, verb.i + 16)):
        token = page.doc[i]
        if page.is_quoted(token) and token.i > verb.i + 1:
            return None
        openers = QUESTIONS if cue.takes_question else OPENERS
        if token.lower_ in openers and token.tag_ in ("IN", "WDT", "DT", "WP", "WRB", "RB"):
            if token.lower_ == "that":
                return i if _is_conjunction(page, i, verb, high, cue) else None
            governs = token.dep_ in ("mark", "dobj", "nsubj", "advmod", "attr")
            near = i - verb.i <= 3
            return i if governs and near and token.head.i > token.i else None
        if token.pos_ == "VERB" and token.tag_ in FINITE:
            return None
        if token.text in ";:" or (token.text == "," and not _parenthesis(page, i, high)):
            return None
    return None


def _is_conjunction(page: Page, i: int, verb: Token, high: int, cue: Cue) -> bool:
    """Whether a "that" opens a clause under the verb, and is no pronoun or determiner."""
    token = page.doc[i]
    if i + 1 >= high or (token.dep_ in ("det", "dobj", "pobj") and i != verb.i + 1):
        return False
    if token.dep_ == "det" and token.head.i <= i + 2:
        return False
    before = page.doc[i - 1]
    if i == verb.i + 1 or before.pos_ not in ("NOUN", "PROPN", "PRON"):
        return True
    # `told the press that`, `said in a statement Monday that`, but not `said the comment that`.
    timed = before.ent_type_ in ("DATE", "TIME")
    between = timed or cue.takes_addressee or before.dep_ in ("pobj", "npadvmod")
    relative = token.dep_ in ("nsubj", "nsubjpass") or token.tag_ == "WDT"
    return between and (token.dep_ == "mark" or not relative)


def _parenthesis(page: Page, comma: int, high: int) -> bool:
    """Whether a comma opens a short insertion, such as `said, through a spokesman, that`."""
    return any(page.doc[k].text == "," for k in range(comma + 1, min(high, comma + 9)))


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children)


def _bare_clause(page: Page, verb: Token, high: int, *, sure: bool) -> int | None:
    """A clause without "that" by word order: a noun phrase and a finite verb after the verb."""
    start = skip_adverbials(page, verb, verb.i + 1, None)
    if start >= high or page.doc[start].is_punct:
        return None
    seen_noun = False
    for i in range(start, min(high, start + 25)):
        token = page.doc[i]
        if token.text in (",", ":", ";") and (not seen_noun or verb.dep_ == "relcl"):
            return None
        seen_noun = seen_noun or token.pos_ in ("NOUN", "PROPN", "PRON")
        if token.tag_ in FINITE:
            return start if seen_noun and token.i > start else None
    # The tagger may have taken the verb for a noun: `said Trump favors a strong man`.
    return start if sure and seen_noun else None


def infinitive_start(page: Page, verb: Token) -> int | None:
    """Index of the "to" of the infinitive that a verb governs, inside quotation marks or before."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return None  # `was intended to`
    _, high = page.sentence_bounds(verb.i)
    for i in range(verb.i + 1, min(high, verb.i + 9)):
        token = page.doc[i]
        if token.tag_ == "TO" and token.lower_ == "to":
            follower = page.doc[i + 1] if i + 1 < high else token
            if follower.is_quote and i + 2 < high:
                follower = page.doc[i + 2]
            governed = token.dep_ == "aux" and token.head.dep_ == "xcomp"
            is_verb = follower.tag_ in ("VB", "RB") or governed
            return i if is_verb else None
        if token.pos_ == "VERB" or token.is_punct:
            return None
    return None


def skip_adverbials(page: Page, verb: Token, start: int, clause: Token | None) -> int:
    """The first token after times and places of speaking: `said on Saturday`, `said in London`.

    Args:
        page: the document.
        verb: the verb of attribution.
        start: where the clause begins at the earliest.
        clause: the verb of the clause where the parse has one.
    """
    i, doc = start, page.doc
    _, high = page.sentence_bounds(verb.i)
    if clause is None:
        for child in verb.children:
            if child.i == i and child.dep_ in ("dobj", "dative") and child.right_edge.i < high - 1:
                i = child.right_edge.i + 1
    while i < high - 1:
        token = doc[i]
        step = i
        if token.ent_type_ in ("DATE", "TIME") and token.ent_iob_ == "B" and token.tag_ != "CD":
            step = _time_end(page, i, high)
        elif token.tag_ == "IN" and token.dep_ == "prep" and token.head.i <= verb.i:
            step = _phrase_end(page, token, high)
        elif token.tag_ == "IN" and i + 1 < high and doc[i + 1].ent_type_ in ("DATE", "TIME"):
            step = _time_end(page, i + 1, high)
            if doc[step].text == ",":
                break  # `said on Monday, …` inside the clause
        elif token.pos_ == "ADV" and token.head is verb:
            step = i + 1
        if step == i or (clause is not None and step > clause.i):
            break
        i = step
    return i


def _phrase_end(page: Page, preposition: Token, high: int) -> int:
    """Index after a prepositional phrase; a time ends where its entity ends."""
    after = preposition.i + 1
    if after < high and page.doc[after].ent_type_ in ("DATE", "TIME"):
        return _time_end(page, after, high)
    after = int(preposition.right_edge.i) + 1
    if after < high and page.doc[after].tag_ == "POS":  # the owner belongs to what follows
        after -= 1
        while after > preposition.i + 1 and page.doc[after - 1].dep_ == "compound":
            after -= 1
    return after


def _time_end(page: Page, start: int, high: int) -> int:
    """Index after a time such as `Monday` or `Sept. 9`; a weekday ends it."""
    i = start
    while i < high and page.doc[i].ent_type_ in ("DATE", "TIME"):
        i += 1
        if page.doc[i - 1].lower_ in WEEKDAYS:
            break
    return i
