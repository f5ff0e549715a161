"""The word of a cue that carries its sense, and its lemma: `went on to say` is a saying."""

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from pipeline.knowledge.cues import CueAct, cue_acts, cue_phrases, known_cue
from pipeline.knowledge.occasions import document_nouns
from pipeline.quotes.attribution import Span
from pipeline.quotes.page import Page

#: Word classes of what may carry the sense of a cue.
FULL = frozenset(("VERB", "NOUN", "ADJ", "PROPN", "ADV"))
#: Tags of the forms that may be verbs, and of those that may be nouns or adjectives as well.
VERBAL = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
#: Words that may stand between the words of a phrase: `made it very clear`.
GAP = 2
LIGHT = ("light", "adverb")


@dataclass(frozen=True, slots=True)
class CueWord:
    """What carries the sense of a cue.

    Attributes:
        token: the word, the first one of a phrase.
        lemma: of the word or phrase.
        entry: what the lists know of it, None for a word that they do not have.
    """

    token: Token
    lemma: str
    entry: CueAct | None


def cue_word(page: Page, cue: Span) -> CueWord:
    """Finds the word of a cue that carries its sense.

    A phrase (`pointed out`, `made clear`) or a verb of the lists before anything else, a verb that
    says little (`seemed`, `issued`) after everything else; of verbs the first one. A noun wins over
    the verb that it governs: `his claim to have won`.
    """
    first = min(page.token_at(cue[0]), len(page.doc) - 1)
    tokens = page.doc[first : max(first, page.token_at(cue[1] - 1)) + 1]
    known = [word for word in (_known(token) for token in tokens) if word is not None]
    phrase = _phrase(page, tokens)
    full = [w for w in known if w.entry is not None and w.entry.kind not in LIGHT]
    full = [w for w in full if not _is_joined(w.token)] or full
    if phrase is not None:
        earlier = [w for w in full if w.token.i < phrase.token.i and _is_verb(w)]
        return earlier[0] if earlier else phrase
    if full:
        return _described(tokens, _chosen(full))
    unknown = [t for t in tokens if t.pos_ in FULL and t.pos_ != "ADV" and not _known(t)]
    verbs = [t for t in unknown if t.tag_ in VERBAL]
    light = [w for w in known if w.entry is not None and w.entry.kind == "light"]
    if light and not verbs:
        return light[0]
    if known and not unknown:
        return known[0]
    return _unlisted(tokens, verbs or unknown)


def _known(token: Token) -> CueWord | None:
    """A token with its entry in the lists; auxiliaries and words of other classes have none."""
    form = token.lower_.strip("-–—'’‘\"“”")
    if not form.isalpha() or token.pos_ in ("AUX", "ADP", "DET", "PRON", "PART", "CCONJ", "NUM"):
        entry = known_cue(form, verbal=False) if token.tag_ == "IN" else None
        return CueWord(token, entry.cue, entry) if entry and entry.kind == "adverb" else None
    verbal = token.tag_ in VERBAL
    if token.tag_ == "VBN" and token.i > 0 and token.nbor(-1).lemma_ == "be":
        state = known_cue(form, verbal=False)  # `was convinced`
        if state is not None and state.kind == "adjective":
            return CueWord(token, state.cue, state)
    entry = known_cue(form, verbal=verbal) or known_cue(token.lemma_.lower(), verbal=verbal)
    if entry is not None and token.pos_ == "ADV" and entry.kind != "adverb":
        return None  # `stepped forward`
    if entry is not None:
        return CueWord(token, entry.cue, entry)
    if form in document_nouns() and not verbal:
        lemma = token.lemma_.lower()
        return CueWord(token, lemma, CueAct(lemma, "noun", "writing", "to"))
    return None


def _is_joined(token: Token) -> bool:
    """Whether a word is the end of a compound: `a fund-raising email`."""
    return token.i > 0 and token.nbor(-1).text == "-" and token.nbor(-1).whitespace_ == ""


def _phrase(page: Page, tokens: Tokens) -> CueWord | None:
    """The first phrase of the lists in a cue; its particle may stand right behind the cue."""
    for k, token in enumerate(tokens):
        word = _known(token)
        lemmas = {token.lower_, token.lemma_.lower(), word.lemma if word else token.lower_}
        for phrase in (p for lemma in sorted(lemmas) for p in cue_phrases().get(lemma, ())):
            if _matches(page, tokens, k, phrase):
                name = " ".join(phrase)
                return CueWord(token, name, cue_acts()[name])
    return None


def _matches(page: Page, tokens: Tokens, start: int, phrase: tuple[str, ...]) -> bool:
    at = start + 1
    for part in phrase[1:]:
        window = range(at, min(len(tokens), at + GAP + 1))
        found = next((k for k in window if tokens[k].lower_ == part), None)
        if found is None:
            after = tokens.end
            behind = at == len(tokens) and after < len(page.doc)
            if not (behind and page.doc[after].lower_ == part and page.doc[after].dep_ == "prt"):
                return False
            found = at
        at = found + 1
    return True


def _is_verb(word: CueWord) -> bool:
    listed = word.entry is not None and word.entry.kind == "verb"
    return listed and (word.token.tag_ in VERBAL or word.token.pos_ != "NOUN")


def _chosen(full: list[CueWord]) -> CueWord:
    """The first verb, or the noun before it that governs it."""
    verb = next((w for w in full if _is_verb(w)), None)
    if verb is None:
        adjective = full[0].entry is not None and full[0].entry.kind == "adjective"
        return full[1] if adjective and len(full) > 1 and _modifies(full[0], full[1]) else full[0]
    for noun in full[: full.index(verb)]:
        if noun.token.pos_ == "NOUN" and noun.token.is_ancestor(verb.token):
            return noun
    return verb


def _modifies(adjective: CueWord, noun: CueWord) -> bool:
    """Whether an adjective only describes the noun after it: `quick approval`."""
    return noun.token.pos_ == "NOUN" and adjective.token.head == noun.token


def _described(tokens: Tokens, word: CueWord) -> CueWord:
    """The noun that an adjective of the lists only describes: `enthusiastic cheerleading`."""
    noun = word.token.head
    adjective = word.entry is not None and word.entry.kind == "adjective"
    if not adjective or word.token.dep_ != "amod" or not tokens.start <= noun.i < tokens.end:
        return word
    return _known(noun) or CueWord(noun, noun.lemma_.lower(), None)


def _unlisted(tokens: Tokens, unknown: list[Token]) -> CueWord:
    """A cue without any word of the lists: its verb, its head, or what there is."""
    root = tokens.root
    if root in unknown:
        return CueWord(root, root.lemma_.lower(), None)
    if unknown:
        return CueWord(unknown[0], unknown[0].lemma_.lower(), None)
    words = [t for t in tokens if any(c.isalnum() for c in t.text)]
    token = next((t for t in words if t.pos_ in FULL), words[0] if words else tokens[0])
    return CueWord(token, token.lemma_.lower() if words else token.text, None)
