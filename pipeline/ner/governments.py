"""Decides whether a capital stands for its government: scored evidence around the name."""

from spacy.tokens import Doc, Token

from pipeline.knowledge.metonyms import metonym_cues
from pipeline.ner.spans import Candidate

__all__ = ["government_score"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_ACTIVE = 1.0
_PASSIVE = 0.5
_POSSESSOR = 1.0
_ADDRESS = -2.0
_MODIFIER = -0.5


def government_score(doc: Doc, candidate: Candidate) -> float:
    """Evidence that a capital acts, speaks or is acted upon; from about 1.0 it does.

    Surface order decides where the parse says nothing: a small model's parse is often wrong on
    long sentences, while the word before and the word after a name are always right.
    """
    if _is_address(doc, candidate) or _is_dateline(doc, candidate):
        return _ADDRESS
    before = _previous(doc, candidate)
    if before is not None and before.lower_ == "for" and _has_infinitive(doc, candidate):
        return _subject_score(doc[candidate.end + 1])
    after = doc[candidate.end] if candidate.end < len(doc) else None
    if after is not None and after.lower_ in ("'s", "’s", "'", "’"):
        return _possessor_score(doc, candidate)
    if before is not None and before.lower_ in metonym_cues("preposition"):
        return _preposition_score(before)
    if before is not None and before.lower_ in ("and", "or"):
        # "between Moscow and Kyiv": the preposition before the first of the two.
        opening = _preposition_of_pair(doc, before.i)
        if opening is not None:
            return _preposition_score(opening)
    head = doc[candidate.start : candidate.end].root
    if head.dep_ == "pobj" and head.head.i < candidate.start:
        return _preposition_score(head.head)
    if after is not None and not after.is_punct and _is_verb(after):
        return _subject_score(after)
    if head.dep_ in _SUBJECTS:
        return _subject_score(head.head)
    if head.dep_ in _OBJECTS and _is_verb(head.head):
        return metonym_cues("verb").get(head.head.lemma_.lower(), 0.0)
    if after is not None and after.tag_ in ("NN", "NNS", "NNP", "NNPS"):
        return metonym_cues("place_noun").get(after.lower_, 0.0) + _MODIFIER
    return 0.0


def _preposition_of_pair(doc: Doc, conjunction: int) -> Token | None:
    for i in range(conjunction - 1, max(-1, conjunction - 5), -1):
        if doc[i].lower_ in metonym_cues("preposition"):
            return doc[i]
        if not doc[i].text[:1].isupper() and doc[i].lower_ != "the":
            return None
    return None


def _has_infinitive(doc: Doc, candidate: Candidate) -> bool:
    # "for Washington to act": the subject of an infinitive.
    following = doc[candidate.end : candidate.end + 2]
    return len(following) == 2 and following[0].lower_ == "to" and following[1].tag_ == "VB"


def _previous(doc: Doc, candidate: Candidate) -> Token | None:
    i = candidate.start - 1
    while i >= 0 and doc[i].lower_ in ("the", "both"):
        i -= 1
    return doc[i] if i >= 0 else None


def _is_address(doc: Doc, candidate: Candidate) -> bool:
    # "in Kazan, Russia", "London, England": a comma and a further place.
    if candidate.end + 1 < len(doc) and doc[candidate.end].text == ",":
        following = doc[candidate.end + 1]
        if following.ent_type_ in ("GPE", "LOC") and following.text[:1].isupper():
            rest = doc[candidate.end + 2] if candidate.end + 2 < len(doc) else None
            return rest is None or rest.text in (",", ".", ")") or rest.is_space
    return False


def _is_dateline(doc: Doc, candidate: Candidate) -> bool:
    at_start = candidate.start == 0 or doc[candidate.start - 1].is_space
    if not at_start:
        return False
    for token in doc[candidate.end : candidate.end + 14]:
        if token.is_space or token.text == ".":
            return False
        if token.text in ("—", "–", "--", "―") or (token.text == "-" and token.whitespace_):
            return True
        if token.pos_ in ("VERB", "AUX"):
            return False
    return False


def _possessor_score(doc: Doc, candidate: Candidate) -> float:
    # The noun that is possessed: the head where the parse has it, else the next noun's end.
    head = doc[candidate.start : candidate.end].root.head
    if head.i > candidate.end and head.pos_ in ("NOUN", "PROPN"):
        noun = head
    else:
        nouns = [t for t in doc[candidate.end + 1 : candidate.end + 5] if t.tag_.startswith("NN")]
        if not nouns:
            return _POSSESSOR
        noun = nouns[0]
    places = metonym_cues("place_noun")
    is_place = noun.lemma_.lower() in places or noun.lower_ in places
    return -_POSSESSOR if is_place else _POSSESSOR


def _preposition_score(preposition: Token) -> float:
    weight = metonym_cues("preposition").get(preposition.lower_, 0.0)
    if weight <= -1.0:
        return weight
    governors = metonym_cues("governor")
    governor = preposition.head
    near = preposition.nbor(-1) if preposition.i > 0 else preposition
    bonus = next(
        (
            governors[word]
            for token in (governor, near)
            if token.i != preposition.i
            for word in (token.lemma_.lower(), token.lower_)
            if word in governors
        ),
        0.0,
    )
    return weight + bonus


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.tag_ == "MD"


def _subject_score(verb: Token) -> float:
    main = _main_verb(verb)
    if main.tag_ == "VBN" and any(t.lemma_ in ("be", "get") for t in main.doc[verb.i : main.i]):
        return _PASSIVE
    return _ACTIVE if main.lemma_.lower() in metonym_cues("verb") else _PASSIVE


def _main_verb(verb: Token) -> Token:
    """The verb that an auxiliary belongs to: the next one, adverbs and "not" aside."""
    if not (verb.tag_ == "MD" or verb.lemma_.lower() in ("have", "do", "be", "get")):
        return verb
    for token in verb.doc[verb.i + 1 : verb.i + 5]:
        if token.tag_.startswith("VB") and token.lemma_.lower() not in ("have", "be"):
            return token
        if not (_is_verb(token) or token.tag_ in ("RB", "TO") or token.dep_ == "neg"):
            break
    return verb
