"""Affiliations: what is a member, a candidate or a part of what."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.events import affiliation_nouns
from pipeline.knowledge.organizations import organizations
from pipeline.relations.actors import Actor, Actors
from pipeline.relations.arguments import objects
from pipeline.relations.beside_names import after_name
from pipeline.relations.complements import prepositional
from pipeline.relations.descriptions import Description, read_noun
from pipeline.relations.found import Found
from pipeline.relations.roles import is_party
from pipeline.relations.settings import RelationScores
from pipeline.relations.status import read_status
from pipeline.relations.verb_events import agents_of

__all__ = ["find_affiliations"]

_GAP = 3  # tokens between a country and the name of a body that belongs to it
_SHARED = frozenset({"igo", "sport", "media"})
_KINDS_AFTER = frozenset(
    {"agency", "company", "firm", "giant", "group", "movement", "news", "newspaper", "party"}
)


def find_affiliations(sentence: Span, actors: Actors, scores: RelationScores) -> Iterator[Found]:
    """Finds the affiliations that a sentence tells."""
    for actor in actors.within(sentence.start, sentence.end):
        if actor.kind == "name":
            yield from _described(actors, actor, scores)
        if actor.type == "organization" and actor.kind == "name":
            yield from _owned(actors, actor, scores)
    for token in sentence:
        if token.tag_.startswith("VB") and token.lemma_ in ("join", "belong"):
            yield from _joined(token, actors, scores)


def _belongs(token: Token) -> bool:
    return token.tag_.startswith("NN") and token.lemma_.lower() in affiliation_nouns()


def _described(actors: Actors, actor: Actor, scores: RelationScores) -> Iterator[Found]:
    doc = actors.doc
    start = after_name(doc, actor)
    if start is not None:
        described = read_noun(actors, start, doc[actor.first].sent.end, _belongs)
        yield from _affiliation(actors, actor, described, scores, verb=doc[start - 1])
    noun = doc[actor.first - 1] if actor.first > doc[actor.first].sent.start else None
    if noun is not None and _belongs(noun):  # "NATO member Turkey"
        owner = actors.before(noun)
        if owner is not None:
            text = noun.text
            before = Description(noun.i, noun.i + 1, text, None, owner)
            yield from _affiliation(actors, actor, before, scores)


def _affiliation(
    actors: Actors,
    actor: Actor,
    described: Description | None,
    scores: RelationScores,
    *,
    verb: Token | None = None,
) -> Iterator[Found]:
    if described is None or described.of is None or described.of.entity_id == actor.entity_id:
        return
    of = described.of
    noun = actors.doc[described.end - 1].lemma_.lower()
    kind = affiliation_nouns()[noun]
    if of.type == "person" or (kind != "any" and actor.type != "person"):
        return
    if (kind == "party" and not is_party(of)) or (
        of.type == "country" and (noun not in ("part", "unit", "branch") or actor.type == "person")
    ):
        return
    status = read_status(verb, "") if verb is not None and verb.tag_.startswith("VB") else None
    for body in (of, *_joined_to(actors, of)):
        yield Found(
            actor,
            f"{noun if kind == 'any' else 'member'} of",
            body,
            "affiliation",
            described.start,
            described.end,
            scores.affiliation,
            negated=status.negated if status else False,
            modality=status.modality if status else "asserted",
        )


def _joined_to(actors: Actors, body: Actor) -> list[Actor]:
    """The second body of "a member of NATO and the European Union"."""
    doc, i = actors.doc, body.last
    if i >= len(doc) or doc[i].lower_ != "and":
        return []
    i += 2 if i + 1 < len(doc) and doc[i + 1].lower_ == "the" else 1
    second = actors.at(i) if i < len(doc) else None
    return [second] if second is not None and second.type == "organization" else []


def _owned(actors: Actors, body: Actor, scores: RelationScores) -> Iterator[Found]:
    """A body after its country: "North Korea's official KCNA news agency"."""
    doc = actors.doc
    known = organizations().get(body.name)
    if known is not None and known.kind in _SHARED and not _is_news_agency(doc, body):
        return
    following = doc[body.last] if body.last < len(doc) else None
    if following is not None and _continues(following):
        return
    noun = doc[body.first]
    if body.first > 1 and doc[body.first - 1].text == ",":  # "Iran's news agency, Tasnim"
        noun = doc[body.first - 2]
        if noun.lower_ not in _KINDS_AFTER:
            return
    owner = actors.before(noun)
    if owner is None or owner.type != "country" or owner.kind != "name":
        return
    between = doc[owner.last : noun.i]
    if len(between) <= _GAP + 1 and all(t.is_lower or t.tag_ == "POS" for t in between):
        yield Found(body, "part of", owner, "affiliation", body.first, body.last, scores.owner)


def _continues(following: Token) -> bool:
    """Whether a body's name is only part of a phrase: "Israel's UN envoy"."""
    return following.tag_.startswith(("NN", "HYPH")) and following.lower_ not in _KINDS_AFTER


def _is_news_agency(doc: Doc, body: Actor) -> bool:
    around = doc[max(0, body.first - 2) : body.last + 2]
    return any(t.lower_ == "agency" for t in around)


def _joined(verb: Token, actors: Actors, scores: RelationScores) -> Iterator[Found]:
    heads = objects(verb) if verb.lemma_ == "join" else []
    if verb.lemma_ == "belong":
        heads = [head for head, _ in prepositional([verb], ["to"])]
    bodies = [a for head in heads if (a := actors.at(head.i)) and a.type == "organization"]
    if not bodies:
        return
    agents, sure = agents_of(verb, actors)
    status = read_status(verb, "")
    for agent in agents:
        for body in bodies:
            if agent.entity_id != body.entity_id:
                yield Found(
                    agent,
                    "join" if verb.lemma_ == "join" else "belong to",
                    body,
                    "affiliation",
                    verb.i,
                    verb.i + 1,
                    scores.affiliation if sure else scores.order,
                    negated=status.negated,
                    modality=status.modality,
                )
