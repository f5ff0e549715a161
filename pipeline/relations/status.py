"""Whether an event is denied, expected, possible or reported, and what its governors make of it."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.knowledge.events import COOPERATIVE_ROOTS, Governor, event_governors

__all__ = ["OPEN", "Status", "governing", "read_status"]

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither", "without", "no"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_POSSIBLE = frozenset(
    {"ca", "can", "could", "if", "may", "might", "must", "should", "unless", "would"}
)
#: The modality of what is only asked for or asked about, which is nothing that happened.
OPEN = "open"
_STRENGTH = ("asserted", "reported", "future", "possible", OPEN)
_DEPTH = 4
#: What is refused where the text denies it: "will not lift the ban", "did not sign".
_REFUSED = frozenset({"AGREE", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Status:
    """How an event stands in the text.

    Attributes:
        root: Its PLOVER root, by its governors ("threatened to attack": THREATEN).
        negated: Whether the text denies or refuses it.
        modality: asserted, future, possible or reported; "open" for what is only asked for or
            asked about, which is no event.
        governor: The word that changed the root, or None.
    """

    root: str
    negated: bool
    modality: str
    governor: Token | None = None


def read_status(word: Token, root: str, *, noun: Token | None = None) -> Status:
    """Reads the words around a verb, or around a noun that tells an event.

    Args:
        word: The verb, or the noun where no verb carries it.
        root: PLOVER root of the event by itself.
        noun: The noun that a verb carries ("sanctions" of "impose sanctions").
    """
    negated, modality, changed_by = _is_negated(word), _own_modality(word), None
    if noun is not None and noun is not word and _has_no(noun):
        negated = not negated
    current = word
    for _ in range(_DEPTH):
        governor = governing(current)
        if governor is None:
            break
        known = event_governors().get(governor.lemma_.lower())
        root_by = _root_by(known, root)
        if known is not None and root_by:
            # The act itself is only agreed on or threatened: what is asserted is that.
            root, negated, modality, changed_by = root_by, False, "asserted", governor
        elif known is not None:
            negated = negated != known.negates
            modality = _stronger(modality, known.modality or "asserted")
        negated = negated != _is_negated(governor)
        modality = _stronger(modality, _own_modality(governor))
        current = governor
    if negated and root in _REFUSED and changed_by is None:
        return Status("REJECT", False, modality)
    return Status(root, negated, modality, changed_by)


def _root_by(known: Governor | None, root: str) -> str:
    if known is None:
        return ""
    return known.cooperative if root in COOPERATIVE_ROOTS else known.hostile


def governing(word: Token) -> Token | None:
    """The word whose infinitive, gerund or denied clause a verb is; None at the top."""
    while True:
        by_order = _before_infinitive(word)
        if by_order is not None:
            return by_order
        if word.dep_ != "conj" or _has_own_auxiliary(word) or not _is_verb(word.head):
            break
        word = word.head  # "refused to meet or call"
    head = word.head
    if head is word:
        return None
    if word.dep_ == "xcomp":
        return head
    if word.dep_ == "pcomp" and head.head is not head:
        return head.head if head.head.lemma_.lower() in event_governors() else None
    if word.dep_ == "ccomp" and head.lemma_ in ("deny", "refuse", "doubt"):
        return head
    if word.dep_ == "advcl" and _is_infinitive(word) and head.lemma_ in event_governors():
        return head
    if word.dep_ == "acl" and _is_infinitive(word):
        return head
    return None


def _is_infinitive(word: Token) -> bool:
    return any(c.tag_ == "TO" for c in word.children)


def _before_infinitive(word: Token) -> Token | None:
    """The governor right before "to": "refused to impose", whatever the parse makes of it."""
    doc, i = word.doc, word.i - 1
    while i > word.sent.start and (doc[i].tag_ == "RB" or doc[i].is_quote):
        i -= 1
    if i <= word.sent.start or doc[i].lower_ != "to" or not word.tag_.startswith("VB"):
        return None
    before = doc[i - 1]
    return before if before.lemma_.lower() in event_governors() else None


def _is_verb(word: Token) -> bool:
    return word.tag_.startswith("VB")


def _has_own_auxiliary(word: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in word.children)


def _own_modality(word: Token) -> str:
    carrier = word
    while (
        carrier.dep_ == "conj" and not _has_own_auxiliary(carrier) and carrier.head is not carrier
    ):
        carrier = carrier.head
    modality = "asserted"
    for child in carrier.children:
        if child.dep_ not in ("aux", "mark", "advmod"):
            continue
        if child.lower_ in _POSSIBLE:
            return "possible"
        if child.lower_ == "whether":
            return OPEN
        if child.lower_ in _FUTURE:
            modality = "future"
        elif child.lower_ in ("reportedly", "allegedly", "apparently"):
            modality = _stronger(modality, "reported")
        elif child.lower_ == "to" and carrier.dep_ in ("advcl", "ROOT", "relcl"):
            modality = "possible"
    return modality


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=_STRENGTH.index)


def _is_negated(word: Token) -> bool:
    if any(
        c.dep_ == "neg" or (c.lower_ in _NEGATIONS and c.dep_ == "advmod") for c in word.children
    ):
        return True
    if word.dep_ == "pcomp" and word.head.lower_ == "without":
        return True
    if word.tag_.startswith("NN"):
        return _has_no(word)
    for before in reversed(word.doc[max(word.sent.start, word.i - 3) : word.i]):
        if before.lower_ in _NEGATIONS and before.lower_ != "no":
            return True
        if not before.tag_.startswith(("RB", "MD")) and before.dep_ not in ("aux", "auxpass"):
            return False
    return False


def _has_no(noun: Token) -> bool:
    return any(c.lower_ in ("no", "without") for c in noun.children) or (
        noun.dep_ == "pobj" and noun.head.lower_ == "without"
    )
