"""Indirect and mixed speech: the clause, or the infinitive, that a verb of attribution governs."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.knowledge.cues import Cue, cue_verbs
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.page import Page
from pipeline.quotes.subjects import addressee_of, subject_of

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
OPENERS = frozenset(("that", "whether", "how", "why"))
#: Words that open a question, after verbs of asking.
QUESTIONS = OPENERS | frozenset(("if", "what", "who", "when", "where"))
ASKING = frozenset("ask wonder inquire question explain".split())
#: Verbs whose object is who is told, and may stand before "that".
TELLING = frozenset("tell inform remind assure warn notify advise ask".split())
#: Auxiliaries that make a saying one that has not taken place: `must state whether`.
UNSAID = frozenset("must should may might could can".split())
GERUND = frozenset("deny admit acknowledge".split())
#: Verbs of saying after which a clause without "that" is expected even where the parse has none.
PLAIN = frozenset("say add tell announce warn claim believe think note insist hope".split())
PARTICIPLES = frozenset(("adding", "saying", "stating", "noting", "stressing", "warning", "claiming", "arguing", "insisting", "citing", "explaining", "calling", "describing", "accusing", "urging"))  # fmt: skip
TRAILING = " \t\n,;:.–—-"


def clause_attributions(page: Page, taken: set[int]) -> Iterator[Attribution]:
    """Yields the attributions of clauses; `taken` are token indices of cues already used."""
    for token in page.doc:
        cue = cue_of(token)
        if cue is None or token.i in taken or page.is_quoted(token):
            continue
        found = parenthetical(page, token, cue) or following(page, token, cue)
        if found is not None:
            yield found


def cue_of(token: Token) -> Cue | None:
    """The entry of a verb of attribution, None for any other token."""
    if not token.tag_.startswith("VB"):
        return None
    return cue_verbs().get(token.lemma_.lower())


def following(page: Page, verb: Token, cue: Cue) -> Attribution | None:
    """`said (that) …`, `vowed to …`: the content follows the verb."""
    if any(c.dep_ == "aux" and c.lower_ in UNSAID for c in verb.children):
        return None
    start = clause_start(page, verb, cue)
    by = "clause"
    if start is None and cue.takes_infinitive:
        start, by = infinitive_start(page, verb), "infinitive"
    if start is None and cue.lemma in GERUND and verb.i + 1 < len(page.doc):
        follower = page.doc[verb.i + 1]
        start = follower.i if follower.tag_ == "VBG" else None
    if start is None:
        return None
    end = content_end(page, verb, start)
    span = trimmed(page, page.doc[start].idx, end)
    if span is None or len(page.text[span[0] : span[1]].split()) < 2:
        return None
    source = subject_of(page, verb)
    if source is not None and span[0] <= source[0] < span[1]:
        return None
    return Attribution(
        content=[span],
        cue=(verb.idx, verb.idx + len(verb)),
        lemma=cue.lemma,
        act=cue.act,
        source=source,
        found_by=by,
        addressee=addressee_of(page, verb, source),
    )


def clause_start(page: Page, verb: Token, cue: Cue) -> int | None:
    """Index of the first token of the clause that follows a verb, None where there is none."""
    if not cue.takes_clause:
        return None
    _, high = page.sentence_bounds(verb.i)
    opener = _opener(page, verb, high)
    if opener is not None:
        return opener
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > verb.i and _is_finite(child):
            return _clause_edge(page, verb, child)
    if cue.lemma not in PLAIN or verb.tag_ == "VBN":
        return None
    return _bare_clause(page, verb, high)


def _clause_edge(page: Page, verb: Token, clause: Token) -> int:
    """Where a clause without "that" begins: at its first token, or at a subject torn from it."""
    edge = skip_adverbials(page, verb, max(clause.left_edge.i, verb.i + 1), clause)
    if verb.lemma_ in TELLING:
        return edge
    first = skip_adverbials(page, verb, verb.i + 1, clause)
    between = page.doc[first:edge]
    torn = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in between)
    whole = not any(t.tag_ in FINITE or t.text in ",;:" for t in between)
    return first if torn and whole else edge


def _opener(page: Page, verb: Token, high: int) -> int | None:
    """A "that" (or "whether", "if" …) after the verb with nothing but adverbials between."""
    for i in range(verb.i + 1, min(high, verb.i + 16)):
        token = page.doc[i]
        if page.is_quoted(token) and token.i > verb.i + 1:
            return None
        openers = QUESTIONS if verb.lemma_ in ASKING else OPENERS
        if token.lower_ in openers and token.tag_ in ("IN", "WDT", "DT", "WP", "WRB", "RB"):
            if token.lower_ == "that":
                return i if _is_conjunction(page, i, verb, high) else None
            governs = token.dep_ in ("mark", "dobj", "nsubj", "advmod", "attr")
            near = i - verb.i <= 3
            return i if governs and near and token.head.i > token.i else None
        if token.pos_ == "VERB" and token.tag_ in FINITE:
            return None
        if token.text in ";:" or (token.text == "," and not _parenthesis(page, i, high)):
            return None
    return None


def _is_conjunction(page: Page, i: int, verb: Token, high: int) -> bool:
    """Whether a "that" opens a clause under the verb, and is no pronoun or determiner."""
    token = page.doc[i]
    if i + 1 >= high or token.dep_ in ("det", "dobj", "pobj") and i != verb.i + 1:
        return False
    if token.dep_ == "det" and token.head.i <= i + 2:
        return False
    before = page.doc[i - 1]
    if i == verb.i + 1 or before.pos_ not in ("NOUN", "PROPN", "PRON"):
        return True
    if token.tag_ == "WDT" or token.dep_ in ("nsubj", "nsubjpass"):
        return False
    # `told the press that`, `said in a statement that`, but not `said the comment that`.
    timed = before.ent_type_ in ("DATE", "TIME")
    return timed or verb.lemma_ in TELLING or before.dep_ in ("pobj", "npadvmod")


def _parenthesis(page: Page, comma: int, high: int) -> bool:
    """Whether a comma opens a short insertion, such as `said, through a spokesman, that`."""
    return any(page.doc[k].text == "," for k in range(comma + 1, min(high, comma + 9)))


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children)


def _bare_clause(page: Page, verb: Token, high: int) -> int | None:
    """A clause without "that" by word order: a noun phrase and a finite verb after the verb."""
    start = skip_adverbials(page, verb, verb.i + 1, None)
    if start >= high or page.doc[start].is_punct:
        return None
    seen_noun = False
    for i in range(start, min(high, start + 25)):
        token = page.doc[i]
        if token.text in (",", ":", ";") and not seen_noun:
            return None
        seen_noun = seen_noun or token.pos_ in ("NOUN", "PROPN", "PRON")
        if token.tag_ in FINITE:
            return start if seen_noun and token.i > start else None
    return None


def skip_adverbials(page: Page, verb: Token, start: int, clause: Token | None) -> int:
    """The first token after times and places of speaking: `said on Saturday`, `said in an interview`.

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
        if token.ent_type_ in ("DATE", "TIME") and token.tag_ != "CD":
            while step < high and (doc[step].ent_type_ in ("DATE", "TIME")):
                step += 1
        elif token.tag_ == "IN" and token.dep_ == "prep" and token.head.i <= verb.i:
            step = _phrase_end(page, token, high)
        elif token.tag_ == "IN" and i + 1 < high and doc[i + 1].ent_type_ in ("DATE", "TIME"):
            step = i + 1
            while step < high and doc[step].ent_type_ in ("DATE", "TIME"):
                step += 1
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
        while after < high and page.doc[after].ent_type_ in ("DATE", "TIME"):
            after += 1
        return after
    after = int(preposition.right_edge.i) + 1
    if after < high and page.doc[after].tag_ == "POS":  # the owner belongs to what follows
        after -= 1
        while after > preposition.i + 1 and page.doc[after - 1].dep_ == "compound":
            after -= 1
    return after


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
            is_verb = follower.tag_ == "VB" or follower.tag_ == "RB"
            return i if is_verb else None
        if token.pos_ == "VERB" or token.is_punct:
            return None
    return None


def content_end(page: Page, verb: Token, start: int) -> int:
    """Offset after the content that begins at a token: the rest of the sentence, up to a new cue."""
    low, high = page.sentence_bounds(start)
    relative = _inserted(verb)
    limit = min(high, relative + 1) if relative is not None and relative >= start else high
    end = limit
    for i in range(start + 1, limit):
        token = page.doc[i]
        if page.is_quoted(token):
            continue
        if token.text == "," and _breaks_off(page, i, limit, verb):
            end = i
            break
        if token.dep_ == "cc" and _new_cue(page, i, limit, verb):
            end = i
            break
    offset = page.end_of(end - 1)
    for quotation in page.quotations_between(page.doc[start].idx, offset):
        if quotation.end > offset:
            offset = quotation.end
    return offset


def _inserted(verb: Token) -> int | None:
    """The last token of a relative or other inserted clause that a verb of attribution heads."""
    if verb.dep_ == "relcl" or (verb.dep_ in ("advcl", "acl") and verb.i < verb.head.i):
        return int(verb.right_edge.i)
    if verb.dep_ == "pcomp" and verb.head.i < verb.i and verb.head.head.i > verb.i:
        return int(verb.right_edge.i)
    return None


def _breaks_off(page: Page, comma: int, high: int, verb: Token) -> bool:
    """Whether a comma ends the content: `, adding that`, `, according to`, `, Kerry said`."""
    nxt = page.doc[comma + 1] if comma + 1 < high else None
    if nxt is None:
        return False
    if nxt.lower_ in PARTICIPLES and nxt.tag_ == "VBG":
        return True
    if nxt.lower_ == "according":
        return True
    if any(c.left_edge.i == nxt.i and c.dep_ in ("advcl", "conj") for c in verb.children):
        return True
    if nxt.dep_ == "cc" or nxt.tag_ == "CC":
        return _new_cue(page, comma + 1, high, verb)
    return False


def _new_cue(page: Page, conjunction: int, high: int, verb: Token) -> bool:
    """Whether a conjunction joins another verb of attribution to the first: `… and said …`."""
    for i in range(conjunction + 1, min(high, conjunction + 6)):
        token = page.doc[i]
        if page.is_quoted(token):
            return False
        if token.pos_ in ("VERB",):
            joined = token.dep_ == "conj" and token.head is verb
            cue = cue_of(token)
            past = token.tag_ in ("VBD", "VBZ", "VBP") and verb.tag_ == token.tag_
            if joined or cue is None or not past or i - conjunction > 2:
                return joined
            return clause_start(page, token, cue) is not None
    return False


def parenthetical(page: Page, verb: Token, cue: Cue) -> Attribution | None:
    """`…, X said.` and `…, X said, …`: the content stands before the verb, or round it."""
    if not cue.tags_quotations or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    low, high = page.sentence_bounds(verb.i)
    left, right = tag_bounds(page, verb)
    if left is None or left <= low + 1 or page.doc[left - 1].text not in ",?!":
        return None
    if any(page.is_quoted(page.doc[k]) for k in range(left, right)):
        return None
    inserted = right < high and page.doc[right].text == ","
    if not _has_clause(page, low, high if inserted else left - 1):
        return None
    source = subject_of(page, verb)
    if source is not None and not page.doc[left].idx <= source[0] < page.end_of(right - 1):
        return None
    if source is None and not _impersonal(page, left, verb.i):
        return None
    first = trimmed(page, page.doc[low].idx, page.end_of(left - 2), question=page.doc[left - 1].text)
    if first is None or page.quotation_at(first[0]) and page.quotation_at(first[1] - 1):
        return None
    parts = [first]
    if right < high and page.doc[right].text == "," and right + 1 < high:
        rest = trimmed(page, page.doc[right + 1].idx, page.end_of(high - 1))
        more = page.doc[right + 1].lower_ not in PARTICIPLES and page.doc[right + 1].lower_ != "according"
        if rest is not None and more and _is_tail(page, right + 1, high):
            parts.append(rest)
    return Attribution(
        content=parts,
        cue=(verb.idx, verb.idx + len(verb)),
        lemma=cue.lemma,
        act=cue.act,
        source=source,
        found_by="clause",
        addressee=addressee_of(page, verb, source),
    )


def _is_tail(page: Page, start: int, high: int) -> bool:
    """Whether what follows a parenthetical tag goes on with the content."""
    return any(page.doc[k].tag_ in FINITE for k in range(start, high))


def _impersonal(page: Page, left: int, verb: int) -> bool:
    """`, it was officially stated`."""
    words = [t.lower_ for t in page.doc[left:verb]]
    return "it" in words and any(w in ("was", "is", "been") for w in words)


def _has_clause(page: Page, low: int, high: int) -> bool:
    return any(t.tag_ in FINITE and not page.is_quoted(t) for t in page.doc[low:high])


def tag_bounds(page: Page, verb: Token) -> tuple[int | None, int]:
    """Token indices [start, end) of the tag round a verb: `, Kerry said in London .`

    It reaches left to the nearest comma or quotation mark, and right to the next comma, full stop
    or quotation; a verb with a clause after it is no tag, and has no start.
    """
    low, high = page.sentence_bounds(verb.i)
    left = verb.i
    while left > low and not (page.doc[left - 1].text in ",?!;:" or page.is_quoted(page.doc[left - 1])):
        left -= 1
    if left == low:
        return None, verb.i + 1
    right = verb.i + 1
    while right < high:
        token = page.doc[right]
        if page.is_quoted(token) or token.text in ",.;:?!-–—" or token.lower_ == "according":
            break
        if token.tag_ in FINITE or (token.lower_ == "that" and token.tag_ == "IN"):
            return None, right
        right += 1
    return left, right


def trimmed(page: Page, start: int, end: int, *, question: str = "") -> tuple[int, int] | None:
    """The span without white space and separating punctuation at its edges, None where empty.

    Quotation marks stay; a full stop before one stays with it.
    """
    text = page.text
    while start < end and text[start] in TRAILING:
        start += 1
    while end > start and text[end - 1] in TRAILING:
        end -= 1
    return (start, end) if start < end else None
