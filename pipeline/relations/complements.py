"""What completes a verb or noun: particles, nouns such as "sanctions", prepositional phrases.

Where the parse does not join them, the order of words does.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline.relations.arguments import is_passive, objects

__all__ = ["complement", "prepositional", "purpose_objects", "verb_particle"]

_AIMS = frozenset({"force", "hit", "isolate", "pressure", "punish", "target"})
_COMPLEMENTS = ("dobj", "dative", "oprd", "ccomp", "xcomp", "acomp", "attr")
_REACH = 8  # tokens between a word and its preposition where the parse does not join them


def verb_particle(verb: Token, particle: str) -> bool:
    """Whether a verb has a particle: "carried out", "shut the border down"."""
    if not particle:
        return True
    words = particle.split()
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 1 + len(words)]]
    return following == words or any(
        c.dep_ in ("prt", "advmod") and c.lower_ == particle for c in verb.children
    )


def complement(verb: Token, lemmas: frozenset[str]) -> Token | None:
    """The noun or adjective of a verb that is one of some lemmas: "sanctions" of "impose"."""
    heads = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "attr", "oprd", "acomp")]
    if "*" in lemmas:
        return next((c for c in heads if c.dep_ in ("dobj", "nsubjpass")), None)
    if is_passive(verb):
        heads += objects(verb)
    if "only" in lemmas:
        return verb if _has_plain_object(verb) else None
    for head in heads:
        for token in (head, *_inside(head)):
            if _is_one_of(token, lemmas):
                return token
    for token in _until_verb(verb):
        if _is_one_of(token, lemmas) and token.dep_ != "compound":
            return token
    return None


def _has_plain_object(verb: Token) -> bool:
    """Whether a verb has an object and nothing said of it: "called Putin", not "called him old"."""
    found = [c for c in verb.children if c.dep_ in _COMPLEMENTS]
    if len(found) != 1 or found[0].dep_ != "dobj" or found[0].i < verb.i:
        return False
    following = verb.doc[found[0].i + 1 : found[0].i + 2]
    return not any(
        t.tag_.startswith(("DT", "JJ", "NN", "POS", "PRP$", "VB")) or t.is_quote for t in following
    )


def _is_one_of(token: Token, lemmas: frozenset[str]) -> bool:
    if token.lower_ == "to":
        return "to" in lemmas and token.tag_ == "TO"
    lower = token.lower_
    return token.lemma_.lower() in lemmas or lower in lemmas or lower.removesuffix("s") in lemmas


def purpose_objects(words: Sequence[Token]) -> list[Token]:
    """Whom a measure is meant to hurt: "sanctions to pressure Iran", "tariffs targeting China"."""
    return [
        head
        for word in words
        for clause in word.children
        if clause.dep_ in ("acl", "advcl", "relcl") and clause.lemma_ in _AIMS
        for head in objects(clause)
    ]


def _inside(head: Token) -> Iterator[Token]:
    """What is joined to a noun: "a package of sanctions", "tariffs and sanctions"."""
    open_ = [head]
    while open_:
        for child in open_.pop(0).children:
            if child.dep_ == "conj":
                yield child
                open_.append(child)
            elif child.dep_ == "prep" and child.lower_ == "of":
                yield from (c for c in child.children if c.dep_ == "pobj")


def _until_verb(token: Token) -> Iterator[Token]:
    """The next few tokens of the sentence before another verb."""
    for following in token.doc[token.i + 1 : min(token.sent.end, token.i + 1 + _REACH)]:
        if following.tag_.startswith(("VB", "MD")) or following.text in (";", ":", "—"):
            return
        yield following


def prepositional(heads: Sequence[Token], prepositions: Sequence[str]) -> list[tuple[Token, bool]]:
    """Heads of the phrases that some prepositions join to one of some words.

    Returns:
        Each with whether the parse joins them; by the order of words the first one is given.
    """
    found: list[tuple[Token, bool]] = []
    for head in heads:
        for child in head.children:
            if child.dep_ in ("prep", "dative", "agent", "advmod") and child.lower_ in prepositions:
                found += [(p, True) for p in _prepositional_objects(child)]
    if found:
        return found
    last = max(heads, key=lambda t: t.i)
    for token in _until_verb(last):
        if token.lower_ in prepositions and token.tag_ in ("IN", "TO", "RP"):
            return [(p, False) for p in _prepositional_objects(token)]
    return []


def _prepositional_objects(preposition: Token) -> list[Token]:
    own = [c for c in preposition.children if c.dep_ == "pobj"]
    if own:
        return own
    for child in preposition.children:  # "out of", "away from"
        if child.dep_ == "prep":
            own += [c for c in child.children if c.dep_ == "pobj"]
    if own:
        return own
    for token in preposition.doc[preposition.i + 1 : min(preposition.sent.end, preposition.i + 6)]:
        if token.tag_.startswith(("NN", "PRP")) and not token.tag_.startswith("PRP$"):
            following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
            if following is None or not following.tag_.startswith(("NN", "POS", "HYPH")):
                return [token]
        elif not token.tag_.startswith(("DT", "JJ", "NN", "PRP$", "CD", "POS", "HYPH", "``", "''")):
            return []
    return []
