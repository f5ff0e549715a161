"""Persons and bodies mentioned without a name: an anaphor may mean them, who are nobody known."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.sources import source_nouns
from pipeline.knowledge.titles import titles
from pipeline.ner.reference.referents import Referent, ReferentType

__all__ = ["find_bystanders"]

_PHRASE = 6  # tokens before the noun
_ARGUMENTS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "iobj", "poss", "conj", "ROOT"}
)
_DETERMINED = frozenset({"det", "poss", "nummod", "predet"})


def find_bystanders(doc: Doc, taken: set[int]) -> Iterator[Referent]:
    """Finds "a man", "three officers", "protesters", "another company", in order.

    Args:
        doc: The parsed document.
        taken: Tokens of other mentions; no noun stands among them.
    """
    for token in doc:
        if token.tag_ not in ("NN", "NNS") or token.dep_ not in _ARGUMENTS or token.i in taken:
            continue
        type_ = _type(token)
        plural = token.tag_ == "NNS"
        if type_ is None or not (plural or any(c.dep_ in _DETERMINED for c in token.lefts)):
            continue
        start = token.i
        for left in token.lefts:
            if token.i - left.i <= _PHRASE:
                start = min(start, left.i)
        if any(i in taken for i in range(start, token.i)):
            start = token.i
        yield Referent(
            start,
            token.i + 1,
            "nominal",
            "group" if plural and type_ == "person" else type_,
            number="plural" if plural else "singular",
            titles=(token.lower_,),
            words=frozenset({token.lower_}),
        )


def _type(noun: Token) -> ReferentType | None:
    for form in (noun.lower_, noun.lemma_.lower()):
        title = titles().get(form)
        if title is not None and title.kind not in ("honorific", "modifier"):
            return "person"
        source = source_nouns().get(form)
        if source is not None and source.kind in ("anonymous", "group", "spokesperson"):
            return "person"
        body = organization_nouns().get(form)
        if body is not None and body.nominal:
            return "organization"
    return None
