"""Decides whether a capital stands for its government: scored evidence around the name.

What counts is what the name does in its clause: a subject that acts or is ready to act, the object
of an accusation, the owner of a policy, one side of a relation. Another country in the same
sentence makes what is left open more likely. Surface order goes before the parse: a small model's
parse is often wrong on long sentences, while the words beside a name are always right.
"""

from spacy.tokens import Doc, Token

from pipeline.knowledge.countries import country_names
from pipeline.knowledge.metonyms import CueRole, metonym_cues, object_forms, subject_forms
from pipeline.ner.addresses import is_mere_place
from pipeline.ner.spans import Candidate

__all__ = ["government_score"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_BEFORE_NAMES = frozenset({"the", "both", "neither", "either"})
_JOINS = frozenset({",", "and", "or", "&"})
_BEFORE_NOUNS = ("JJ", "RB", "CD", "CC", "VBN", "VBG")
_OBJECT_OPENINGS = frozenset({"a", "an", "any", "its", "no", "the", "these", "this"})
_DETERMINERS = frozenset({"a", "an", "any", "her", "his", "its", "the", "their", "these", "this"})
_OPENING_CLAUSES = frozenset({"after", "as", "before", "since", "than", "till", "until"})
_PLACE = -2.0
_GOVERNMENT = 1.0
_LEFT_OPEN = 0.8  # an action, a policy or a relation that no list has
_OTHER_COUNTRY = 0.3
_PARTICLE = 3.0  # what looks like a preposition belongs to the verb: "rein in Pyongyang"
_PASSIVE = 0.3
_MODIFIER = -0.5


def government_score(doc: Doc, candidate: Candidate) -> float:
    """Evidence that a capital acts, speaks or is acted upon; from about 1.0 it does."""
    if is_mere_place(doc, candidate):
        return _PLACE
    score = _score_in_clause(doc, candidate)
    return score + _OTHER_COUNTRY if score > 0 and _has_other_country(doc, candidate) else score


def _score_in_clause(doc: Doc, c: Candidate) -> float:
    before, after = _previous(doc, c), _at(doc, c.end)
    if after is not None and after.lower_ in _POSSESSIVES:
        return _possessor_score(doc, c)
    compound = _compound_score(doc, c)
    if compound is not None:
        return compound
    near = _at(doc, c.start - 2) if before is not None and before.text == "," else before
    if near is not None and _cue("governor", near) <= -1.0 and not _is_verb(near):
        return _PLACE  # "the capital Quito", "its capital, Quito", "downtown Cairo"
    if _acts_in_headline(after):
        return _GOVERNMENT
    opening = _preposition_of_pair(doc, c.start)
    if opening is not None and before is not None and before.text != ",":
        return _preposition_score(opening)
    infinitive = _at(doc, c.end + 1)
    if infinitive is not None and infinitive.tag_ == "VB" and doc[c.end].lower_ == "to":
        # "for Washington to act", "led Jakarta to threaten": the subject of an infinitive.
        if before is not None and before.lower_ == "for":
            return _subject_score(infinitive)
        if before is not None and _is_verb(before) and _cue("object", before) >= 0:
            return _GOVERNMENT
    if after is not None and _is_noun(doc[c.start], after):
        return _noun_score(after)
    if _is_subject_of_relative(doc, c, before):
        return _GOVERNMENT
    is_object = before is not None and before.lower_ in metonym_cues("preposition")
    if is_object and before is not None and before.lower_ not in _OPENING_CLAUSES:
        return _preposition_score(before)
    if before is not None and before.tag_ == "VBG" and _cue("object", before):
        return _cue("object", before)  # "punishing Beijing could backfire"
    if after is not None and _acts(after):
        return _subject_score(after)
    if opening is not None:
        return _preposition_score(opening)
    return _score_by_parse(doc, c, before, after)


def _score_by_parse(doc: Doc, c: Candidate, before: Token | None, after: Token | None) -> float:
    name = doc[c.start : c.end].root
    while name.dep_ == "conj" and name.head.i < name.i:
        name = name.head
    if name.dep_ == "pobj" and name.head.i < c.start:
        return _preposition_score(name.head)
    if name.dep_ in _SUBJECTS and name.head.i != name.i:
        return _subject_score(name.head)
    if name.dep_ in _OBJECTS and _is_verb(name.head):
        return _cue("object", name.head)
    # The tagger takes "condemns" for a noun now and then.
    return _cue("object", before) or float(before is not None and before.lower_ in object_forms())


def _is_subject_of_relative(doc: Doc, c: Candidate, before: Token | None) -> bool:
    """Whether a clause after the name says what it does: "Beijing, which denies this"."""
    verb = _at(doc, c.end + 2)
    opens = doc[c.end : c.end + 2].text in (", which", ", who")
    if verb is None or not opens or _cue("preposition", before) <= -1.0:
        return False
    return _subject_score(verb) >= _GOVERNMENT


def _at(doc: Doc, i: int) -> Token | None:
    return doc[i] if 0 <= i < len(doc) else None


def _cue(role: CueRole, token: Token | None) -> float:
    """The weight of a word in a role, by its lemma or its form; 0 where it has none."""
    if token is None:
        return 0.0
    cues = metonym_cues(role)
    return cues.get(token.lemma_.lower(), cues.get(token.lower_, 0.0))


def _previous(doc: Doc, candidate: Candidate) -> Token | None:
    i = candidate.start - 1
    while i >= 0 and doc[i].lower_ in _BEFORE_NAMES:
        i -= 1
    return _at(doc, i)


def _has_other_country(doc: Doc, c: Candidate) -> bool:
    own = c.known.iso3 if c.known else None
    named = (country_names().get(token.text) for token in doc[c.start].sent)
    return any(name is not None and name.iso3 != own for name in named)


# Possessors, modifiers, compounds.


def _possessor_score(doc: Doc, c: Candidate) -> float:
    """By what is possessed, the last noun first: "London's Wembley stadium"."""
    nouns: list[Token] = []
    for token in doc[c.end + 1 : c.end + 8]:
        if token.tag_.startswith("NN"):
            nouns.append(token)
        elif nouns or not (token.tag_.startswith(_BEFORE_NOUNS) or token.is_punct):
            break
    for noun in reversed(nouns):
        if _cue("place_noun", noun) or _cue("policy_noun", noun):
            return -_GOVERNMENT if _cue("place_noun", noun) else _GOVERNMENT
    is_name = bool(nouns) and nouns[-1].tag_.startswith("NNP")
    return -_GOVERNMENT if is_name else _LEFT_OPEN


def _noun_score(noun: Token) -> float:
    """By the noun right after the bare name: "the Kyiv government", "the Kyiv metro"."""
    if noun.tag_.startswith("NNP"):
        return -_GOVERNMENT  # a longer name
    return _cue("body_noun", noun) or _there(noun) + _MODIFIER


def _there(noun: Token) -> float:
    """Below 0 for what stands or happens in a city."""
    return _cue("place_noun", noun) or _cue("event_noun", noun)


def _is_noun(first: Token, after: Token) -> bool:
    """Whether the name is the modifier of the noun after it: "the Paris attacks"."""
    if after.ent_type_ in ("DATE", "TIME") or not after.text[:1].isalpha():
        return False
    if first.i > 0 and first.nbor(-1).lower_ in _DETERMINERS:
        return True
    return not _acts(after) and (after.tag_.startswith("NN") or _there(after) < 0)


def _acts(after: Token) -> bool:
    """Whether the word after a name is its verb: "views the" is one, "attacks in" is none."""
    following = _at(after.doc, after.i + 1)
    if following is not None and following.lower_ in _OBJECT_OPENINGS:
        return _is_verb(after) or after.lower_ in subject_forms()
    if _there(after):
        return False
    if _is_verb(after):
        return after.tag_ != "VBG"
    # The tagger takes "decides" for a noun now and then.
    return after.lower_ in subject_forms() and (
        after.lower_.endswith("ed") or (after.lower_.endswith("s") and not _is_policy(after))
    )


def _is_policy(noun: Token) -> bool:
    """Whether a form of a verb is the plural of a noun as well: "claims"."""
    singular = noun.lower_.removesuffix("s")
    return singular in metonym_cues("policy_noun") or singular in metonym_cues("governor")


def _compound_score(doc: Doc, c: Candidate) -> float | None:
    """By the other part of a word with a hyphen: "pro-Moscow", "Kyiv-controlled", "Rome-based"."""
    prefix, other = _at(doc, c.start - 2), _at(doc, c.end + 1)
    hyphen = doc[c.start - 1].text in ("-", "–") and not doc[c.start - 1].whitespace_
    if c.start > 1 and hyphen and prefix is not None and not prefix.whitespace_:
        if prefix.text in country_names():
            return _relation_score(_at(doc, c.end))
        return _cue("governor", prefix)
    after = _at(doc, c.end)
    if after is None or other is None or after.text not in ("-", "–") or after.whitespace_:
        return None
    if other.text in country_names() and not doc[c.end - 1].whitespace_:
        return _relation_score(_at(doc, c.end + 2))
    return _cue("hyphen", other)


def _relation_score(noun: Token | None) -> float:
    """By what two names are joined for: "Moscow-Beijing ties", "the London-Paris train"."""
    return _cue("governor", noun) or _GOVERNMENT


# Subjects, objects of prepositions.


def _acts_in_headline(after: Token | None) -> bool:
    # "Tehran Rejects Offer": a tagger takes verbs with capitals for names.
    return (
        after is not None
        and after.text.istitle()
        and after.lower_.endswith(("s", "ed"))
        and after.lower_ in subject_forms()
    )


def _subject_score(verb: Token) -> float:
    main = _main_verb(verb)
    between = list(main.doc[verb.i : main.i])
    if main.tag_ == "VBN" and any(t.lemma_ in ("be", "get") for t in between):
        return max(_PASSIVE, _cue("object", main), _cue("state", main))
    if main.lemma_.lower() in ("be", "have", "remain", "seem", "appear"):
        return _predicate_score(main)
    return metonym_cues("verb").get(main.lemma_.lower(), _LEFT_OPEN if _is_verb(main) else 0.0)


def _predicate_score(verb: Token) -> float:
    """By what the name is or has: "is ready", "has no interest"."""
    for token in verb.doc[verb.i + 1 : verb.i + 7]:
        if token.is_punct or token.pos_ in ("VERB", "AUX", "SCONJ"):
            break
        if _cue("state", token) > 0:
            return _GOVERNMENT
        if token.tag_.startswith("NN"):
            is_policy = _cue("policy_noun", token) > 0 and _cue("place_noun", token) == 0
            return _GOVERNMENT if is_policy else _PASSIVE
    return metonym_cues("verb").get(verb.lemma_.lower(), _PASSIVE)


def _main_verb(verb: Token) -> Token:
    """The verb that an auxiliary belongs to: the next one, adverbs and "not" aside."""
    if not (verb.tag_ == "MD" or verb.lemma_.lower() in ("have", "do", "be", "get")):
        return verb
    for token in verb.doc[verb.i + 1 : verb.i + 6]:
        if token.tag_.startswith("VB") and token.lemma_.lower() not in ("have", "be"):
            return token
        if not (_is_verb(token) or token.tag_ in ("RB", "TO") or token.dep_ == "neg"):
            break
        if token.lemma_.lower() == "be":
            verb = token
    return verb


def _preposition_of_pair(doc: Doc, start: int) -> Token | None:
    """The preposition before the first of several names: "between Moscow and Kyiv"."""
    before = _at(doc, start - 1)
    if before is None or before.lower_ not in _JOINS:
        return None
    for i in range(start - 2, max(-1, start - 9), -1):
        if doc[i].lower_ in metonym_cues("preposition"):
            return doc[i]
        if not (doc[i].text[:1].isupper() or doc[i].lower_ in (*_JOINS, *_BEFORE_NAMES)):
            return None
    return None


def _preposition_score(preposition: Token) -> float:
    weight, before = _cue("preposition", preposition), _before(preposition)
    if before is not None and before.text == "," and preposition.lower_ == "with":
        return 0.0  # ", with Santiago as the centre"
    near, far = _cue("governor", before), _cue("governor", preposition.head)
    # "the tensions in the region between Seoul and Pyongyang", but "call off a march on La Paz"
    bonus = far if near < 0 < far and weight >= _LEFT_OPEN else near or far
    if weight <= -1.0 and bonus < _PARTICLE:
        return weight
    if preposition.lower_ == "by" and not bonus:
        bonus = max(0.0, _cue("verb", before), _cue("object", before)) / 2
    return weight + bonus


def _before(preposition: Token) -> Token | None:
    """The word before, opening marks aside: "comments [from Moscow]"."""
    i = preposition.i - 1
    while i >= 0 and (preposition.doc[i].is_left_punct or preposition.doc[i].is_quote):
        i -= 1
    return _at(preposition.doc, i)


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.tag_ == "MD"
