"""When a role is held: what stands between a name and its description, and after that."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.knowledge.titles import RoleStatus

__all__ = ["Tenure", "read_tenure"]

_PAST = frozenset({"acted", "served", "was", "were", "worked"})
_ENDED = frozenset({"leave", "quit", "resign", "retire", "step"})
_ADVERBS: dict[str, RoleStatus] = {
    "currently": "current",
    "formerly": "former",
    "now": "current",
    "once": "former",
    "previously": "former",
    "then": "former",
}
_PERFECT = frozenset({"'s", "has", "have", "’s"})
_UNTIL = frozenset({"till", "under", "until"})
_RANGE = 6  # tokens from "from" to "until" in "from March 2004 until 2010"


@dataclass(frozen=True, slots=True)
class Tenure:
    """What the words round a description say about the time of the role.

    Attributes:
        status: Whether it is held, was held before, or will be.
        negated: Whether the text denies it.
    """

    status: RoleStatus = "current"
    negated: bool = False


def read_tenure(doc: Doc, start: int, stop: int, after: int) -> Tenure:
    """Reads when a role is held.

    "Ban, who was secretary-general", "Ban, formerly", "secretary-general until 2016" tell of a
    former one; "was elected president", "has been president since 2017" of one that is held.

    Args:
        doc: The document.
        start: One after the name.
        stop: First token of the description.
        after: One after the description and those whose role it is.
    """
    between = doc[start:stop]
    negated = any(t.dep_ == "neg" for t in between)
    if _ends(doc, after):
        return Tenure("former", negated)
    for token in between:
        if token.lower_ in _ADVERBS and token.tag_ == "RB":
            return Tenure(_ADVERBS[token.lower_], negated)
        if token.lower_ == "longer":  # "is no longer president"
            return Tenure("former")
    verbs = [t for t in between if t.tag_.startswith(("VB", "MD"))]
    return Tenure(_told_by(verbs), negated)


def _told_by(verbs: list[Token]) -> RoleStatus:
    """What the verbs tell: those of appointing, in the past, begin a role that goes on."""
    if not verbs:
        return "current"
    if verbs[0].tag_ == "MD":
        return "elect" if verbs[0].lower_ in ("shall", "will", "'ll", "’ll") else "current"
    if any(v.lemma_ in _ENDED for v in verbs):
        return "former"
    last = verbs[-1]
    if last.lower_ == "been":
        return "current" if any(v.lower_ in _PERFECT for v in verbs) else "former"
    if last.lower_ in _PAST and not any(v.lower_ in _PERFECT for v in verbs[:-1]):
        return "former"
    return "current"


def _ends(doc: Doc, i: int) -> bool:
    """Whether the text goes on with the end of the role: "until 2010", "under Obama"."""
    if i >= len(doc):
        return False
    if doc[i].lower_ in _UNTIL:
        return True
    following = [t.lower_ for t in doc[i + 1 : i + 1 + _RANGE]]
    return doc[i].lower_ in ("between", "from") and (
        any(w in ("to", "till", "until", "-", "–") for w in following)
        and any(w.isdigit() for w in following)
    )
