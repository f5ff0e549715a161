"""The subject of a verb of saying: by dependency, and by word order where the parse has none."""

from spacy.tokens import Token

from pipeline.knowledge.cues import cue_verbs, speech_forms
from pipeline.quotes.page import Page

CLAUSES = frozenset(("conj", "advcl", "xcomp", "acl", "pcomp", "parataxis", "dep"))
NOMINAL = frozenset(("PROPN", "NOUN", "PRON", "NUM"))
#: Forms that the parser takes for a subject now and then, and that never are one.
NO_SUBJECT = frozenset(("me", "him", "us", "them", "'s", "’s"))
#: How many verbs up the tree a subject may be inherited over.
MOST_STEPS = 3
#: How many tokens before a subject an opening bracket is looked for.
BRACKET = 6
#: How far from the verb a subject is looked for by word order.
REACH = 14


def subject_of(page: Page, verb: Token) -> tuple[int, int] | None:
    """Offsets of the words for who says: the subject of the verb, or the one it shares.

    `X said … , adding …`, `X said … and warned …`, `X was quoted as saying …` share theirs;
    `who said …` has the relative pronoun. None where the verb has no subject at all
    (`it was announced`).
    """
    before = page.doc[verb.i - 1] if verb.i else verb
    added = verb.tag_ == "VBG" and before.text == ","
    if added or (before.tag_ == "CC" and verb.tag_ in ("VBD", "VBZ", "VBP")):
        main = _main_cue(page, verb)
        if main is not None:
            return subject_of(page, main) or _by_word_order(page, verb)
    current = verb
    for _ in range(MOST_STEPS):
        own = _own_subject(page, current)
        if own is not None:
            return _span(page, own, verb)
        noun = _modified_noun(current)
        if noun is not None:
            return page.noun_span(noun)
        above = _governor(current)
        if above is None:
            break
        current = above
    return _by_word_order(page, verb)


def _main_cue(page: Page, verb: Token) -> Token | None:
    """The finite verb of attribution before a participle: `Kerry said …, adding …`."""
    low, _ = page.sentence_bounds(verb.i)
    for i in range(verb.i - 1, low - 1, -1):
        token = page.doc[i]
        finite = token.tag_ in ("VBD", "VBZ", "VBP", "VBN")
        if finite and token.lower_ in speech_forms() and not page.is_quoted(token):
            return token
    return None


def _own_subject(page: Page, verb: Token) -> Token | None:
    low, _ = page.sentence_bounds(verb.i)
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i >= low and not page.is_quoted(child):
            return None if child.lower_ in NO_SUBJECT else child
    return None


def _span(page: Page, subject: Token, verb: Token) -> tuple[int, int] | None:
    if subject.lower_ in ("it", "there", "what", "that", "this") and verb.tag_ == "VBN":
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        if passive and subject.lower_ in ("it", "there"):
            return None
    return page.noun_span(_out_of_brackets(page, subject))


def _out_of_brackets(page: Page, subject: Token) -> Token:
    """The name before a bracket that the parser took a subject from: `Ann Lee (R-N.Y.) said`."""
    for i in range(subject.i, max(-1, subject.i - BRACKET), -1):
        text = page.doc[i].text
        if text == ")" and i < subject.i:
            break
        if text == "(" and i > 0:
            return page.doc[i - 1]
    return subject


def _modified_noun(verb: Token) -> Token | None:
    """`a statement saying …`: the noun that a participle modifies."""
    if verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBN") and verb.head.pos_ in NOMINAL:
        return verb.head
    return None


def _governor(verb: Token) -> Token | None:
    """The verb whose subject a clause without one shares."""
    head = verb.head
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        head = head.head
    if head is verb or verb.dep_ not in CLAUSES:
        return None
    return head if head.pos_ in ("VERB", "AUX") else None


def _by_word_order(page: Page, verb: Token) -> tuple[int, int] | None:
    """The nearest noun phrase of the verb's own clause: before it, or after it in `…," said X`."""
    low, high = page.sentence_bounds(verb.i)
    described = _described(page, verb, low)
    if described is not None:
        return described
    first = verb.i - 1
    if first > low and page.doc[first].text == "," and page.doc[first - 1].pos_ == "PROPN":
        first -= 1  # the end of an apposition: `its chief, Ann Lee, told …`
    for i in range(first, max(low, verb.i - REACH) - 1, -1):
        token = page.doc[i]
        if page.is_quoted(token) or (token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP")):
            break
        if token.is_punct and token.text in ",;:":
            break
        if (
            token.pos_ in NOMINAL
            and token.dep_ not in ("pobj", "npadvmod")
            and token.ent_type_ != "DATE"
        ):
            return page.noun_span(token)
    telling = _takes_addressee(verb)
    if verb.i + 1 < high and verb.tag_ in ("VBD", "VBZ", "VBP") and not telling:
        for i in range(verb.i + 1, min(high, verb.i + REACH)):
            token = page.doc[i]
            if token.is_punct or page.is_quoted(token) or token.pos_ in ("VERB", "AUX"):
                return None
            if token.pos_ in NOMINAL and token.ent_type_ not in ("DATE", "TIME"):
                while token.dep_ == "compound" and token.head.i > token.i:
                    token = token.head
                return page.noun_span(token)
    return None


def _described(page: Page, verb: Token, low: int) -> tuple[int, int] | None:
    """A name with a description between commas: `Rendell, a Clinton surrogate, said`."""
    if verb.i - 1 <= low or page.doc[verb.i - 1].text != ",":
        return None
    for i in range(verb.i - 2, max(low, verb.i - REACH), -1):
        token = page.doc[i]
        if page.is_quoted(token) or token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if token.text == ",":
            name = page.doc[i - 1]
            return (page.noun_span(name)[0], page.end_of(verb.i - 2)) if name.is_title else None
    return None


def _takes_addressee(verb: Token) -> bool:
    cue = cue_verbs().get(verb.lemma_)
    return cue is not None and cue.takes_addressee
