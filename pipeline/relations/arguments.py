"""Subjects and objects of a verb in a dependency tree.

The parser of a small model is often wrong where sentences are long, so each question has a second
answer by the order of words.
"""

from collections.abc import Container

from spacy.tokens import Token

__all__ = [
    "is_passive",
    "objects",
    "subjects",
    "subjects_above",
    "verb_lemma",
]

_SUBJECT = ("nsubj", "nsubjpass")
_DEPENDENT = ("xcomp", "ccomp", "advcl", "pcomp", "prep", "dep", "acomp", "parataxis")
_DEPTH = 5
# fmt: off
#: Verbs whose object does what the infinitive says ("asked Russia to withdraw").
_OBJECT_CONTROL = frozenset((
    "accuse", "advise", "allow", "ask", "authorise", "authorize", "beg", "call", "cause",
    "compel", "convince", "direct", "enable", "encourage", "expect", "force", "get", "help",
    "implore", "instruct", "invite", "let", "lead", "make", "oblige", "order", "permit",
    "persuade", "press", "pressure", "push", "remind", "request", "require", "send", "tell",
    "tempt", "train", "urge", "want", "warn",
))
# fmt: on
_DEMANDS = frozenset({"demand", "insist", "propose", "recommend", "request"})
_HAVE = frozenset({"'ve", "had", "has", "have", "having", "’ve"})
_RELATIVE = ("WDT", "WP", "WP$", "IN")


def verb_lemma(token: Token, known: Container[str]) -> str | None:
    """The lemma of a verb, also where the tagger takes it for another part of speech.

    Args:
        token: The word.
        known: The lemmas that count where the tag does not say that it is a verb.
    """
    if token.tag_.startswith("VB"):
        return None if token.dep_ in ("aux", "auxpass") else token.lemma_.lower()
    wanted = ("dobj",) if token.tag_.startswith("NN") else ("nsubj", "nsubjpass", "dobj")
    if not any(c.dep_ in wanted for c in token.children):
        return None
    word = token.lower_
    for ending, base in (("ied", "y"), ("ed", "e"), ("ed", ""), ("s", ""), ("ing", "")):
        stem = word.removesuffix(ending) + base
        if word.endswith(ending) and stem in known:
            return stem
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    is_perfect = any(c.dep_ == "aux" and c.lower_ in _HAVE for c in verb.children)
    if is_perfect and not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return False
    for child in verb.children:
        if child.dep_ == "nsubjpass" or (child.dep_ == "agent" and verb.tag_ == "VBN"):
            return True
        if child.dep_ == "auxpass" and not (len(child) > 1 and child.is_upper):  # a name: "IS"
            return True
    if any(c.dep_ in ("dobj", "ccomp") for c in verb.children):  # a past tense taken for it
        return False
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "relcl") and not _auxiliaries(verb)


def subjects(verb: Token, *, depth: int = 0) -> list[Token]:
    """Heads of the phrases that do what a verb says; the agent of a passive."""
    if depth > _DEPTH:
        return []
    if is_passive(verb):
        return _agents(verb)
    own = [c for c in verb.children if c.dep_ == "nsubj" and not c.tag_.startswith("VB")]
    if own:
        return [_antecedent(own[-1], verb)]
    return [] if _is_finite_clause(verb) else _governing_subjects(verb, depth)


def _is_finite_clause(verb: Token) -> bool:
    """Whether a clause must have a subject of its own, which the parse does not show."""
    if verb.dep_ not in ("ccomp", "advcl", "parataxis", "dep"):
        return False
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ == "aux" and c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in verb.children
    )


def _governing_subjects(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if head is verb:
        return []
    if verb.dep_ in ("nsubj", "csubj"):  # "Speaking after talks, Kerry called"
        return [c for c in head.children if c.dep_ == "nsubj" and c is not verb]
    if verb.dep_ == "conj":
        if is_passive(head):
            return [c for c in head.children if c.dep_ == "nsubjpass"]
        return subjects(head, depth=depth + 1)
    if verb.dep_ in ("relcl", "acl") and not head.tag_.startswith("VB"):
        if verb.tag_ != "VB" or (verb.dep_ == "relcl" and not _is_infinitive(verb)):
            return [head]
        return subjects_above(head, depth=depth)
    if verb.dep_ in _DEPENDENT:
        governor = _governor(verb)
        return _controllers(verb, governor, depth) if governor is not None else []
    return []


def _governor(verb: Token) -> Token | None:
    """The verb or adjective above, prepositions and nouns skipped."""
    for head in verb.ancestors:
        if head.tag_.startswith("VB") or head.dep_ in ("acomp", "oprd"):
            return head
        if head.dep_ == "amod" or (head.tag_.startswith("NN") and head.dep_ in _SUBJECT):
            return None
    return None


def _controllers(verb: Token, governor: Token, depth: int) -> list[Token]:
    if verb.dep_ in ("xcomp", "ccomp", "pcomp") and governor.lemma_ in _OBJECT_CONTROL:
        controlled = objects(governor)
        if controlled:
            return controlled
    if governor.dep_ in ("acomp", "oprd") and (judged := objects(governor.head)):
        return [o for o in judged if o is not governor]  # "found him guilty of killing"
    if is_passive(governor):
        return [_antecedent(c, governor) for c in governor.children if c.dep_ == "nsubjpass"]
    if not governor.tag_.startswith("VB") and governor.head is not governor:
        return subjects(governor, depth=depth + 1) or subjects(governor.head, depth=depth + 1)
    return subjects(governor, depth=depth + 1)


def subjects_above(noun: Token, *, depth: int = 0) -> list[Token]:
    """Who has the plan of "its plan to attack": the owner, else the subject above."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return owners
    governor = _governor(noun)
    if governor is None or noun.dep_ in _SUBJECT:
        return []
    return subjects(governor, depth=depth + 1)


def _agents(verb: Token) -> list[Token]:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return [c for c in child.children if c.dep_ == "pobj"]
    return []


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the subject itself."""
    if subject.tag_ in _RELATIVE and subject.lower_ in ("who", "which", "that"):
        clause = verb
        while clause.dep_ == "conj":
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return clause.head
    return subject


def objects(verb: Token) -> list[Token]:
    """Heads of the phrases to which a verb is done; the subject of a passive."""
    if is_passive(verb):
        own = [_antecedent(c, verb) for c in verb.children if c.dep_ == "nsubjpass"]
        if own:
            return own
        if verb.dep_ in ("acl", "relcl", "amod"):
            return [verb.head]
        if verb.dep_ == "conj" and is_passive(verb.head):
            return [c for c in verb.head.children if c.dep_ == "nsubjpass"]
        return []
    own = [c for c in verb.children if c.dep_ in ("dobj", "dative", "oprd", "obj", "iobj")]
    own = [c for c in own if c.dep_ != "dative" or c.tag_ not in ("IN", "TO")]
    # "urged Russia to withdraw" may be parsed as a clause whose subject is Russia.
    for clause in verb.children:
        demanded = clause.dep_ == "ccomp" and verb.lemma_ in _DEMANDS
        if demanded or (clause.dep_ in ("ccomp", "xcomp") and _is_infinitive(clause)):
            own += [c for c in clause.children if c.dep_ == "nsubj" and c.i > verb.i]
    if verb.dep_ == "relcl" and not own and verb.head.i < verb.i:
        pronouns = [c for c in verb.children if c.dep_ == "nsubj"]
        if pronouns and pronouns[0].tag_ not in _RELATIVE:
            return [verb.head]
    return own


def _is_infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _auxiliaries(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
