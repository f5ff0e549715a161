"""Roles: the offices and work of persons, and for which country or organization."""

from collections.abc import Iterator
from typing import TypeGuard

from spacy.tokens import Doc

from pipeline.knowledge.events import actor_nouns, affiliation_nouns
from pipeline.knowledge.organizations import organizations
from pipeline.relations.actors import Actor, Actors
from pipeline.relations.arguments import objects, subjects
from pipeline.relations.descriptions import Description, after_name, before_name, read_title
from pipeline.relations.found import Found
from pipeline.relations.settings import RelationScores

__all__ = ["find_roles", "is_party"]

_APPOSITION = 16  # tokens of a description before a name in apposition
_LEADING = {"chair": "chair", "command": "commander", "head": "head", "lead": "leader"}
_MINISTRIES = frozenset({"ministries", "ministry"})
_OFTEN = 3  # mentions of a country that make it what a document is about
_STATE_OFFICES = frozenset({"president", "minister", "premier", "pm", "chancellor"})
_PHRASE = ("JJ", "NN", "POS", "HYPH", "DT", "PRP$", "IN", "CD", "VBN")


def find_roles(actors: Actors, scores: RelationScores) -> Iterator[Found]:
    """Finds the roles of the persons of a document."""
    doc, country = actors.doc, _only_country(actors)
    for person in actors.all:
        if person.type != "person":
            continue
        if person.kind == "nominal":
            described = read_title(actors, person.first, min(person.last + 8, _end(doc, person)))
            yield from _roles(actors, person, described, scores.description, scores)
        elif person.kind == "name":
            yield from _of_name(actors, person, country, scores)


def _end(doc: Doc, actor: Actor) -> int:
    return doc[actor.first].sent.end


def _of_name(
    actors: Actors, person: Actor, country: Actor | None, scores: RelationScores
) -> Iterator[Found]:
    doc, described = actors.doc, before_name(actors, person)
    if described is not None and described.of is None:
        described = _with_country_after(actors, person, described)
    found = list(_roles(actors, person, described, scores.title, scores))
    start = after_name(doc, person)
    if start is not None:
        after = read_title(actors, start, _end(doc, person))
        found += _roles(actors, person, after, scores.apposition, scores)
    found += _leadership(actors, person, scores)
    before = _apposition_before(actors, person)
    found += _roles(actors, person, before, scores.apposition, scores)
    if not found and country is not None and _is_state_office(described):
        found += _roles(actors, person, _with(described, country), scores.single_country, scores)
    yield from found


def _leadership(actors: Actors, person: Actor, scores: RelationScores) -> Iterator[Found]:
    """Roles told by verbs: "Meirinho, who leads the Workers' Hope party"."""
    doc = actors.doc
    for verb in doc[person.last : min(person.last + 4, _end(doc, person))]:
        title = _LEADING.get(verb.lemma_) if verb.tag_.startswith("VB") else None
        if title is None or all(actors.at(s.i) != person for s in subjects(verb)):
            continue
        for head in objects(verb):
            body = actors.at(head.i) or actors.before(head)
            if body is not None and body.type == "organization":
                trigger = (verb.i, verb.i + 1)
                yield Found(person, "role", body, "role", *trigger, scores.apposition, value=title)
        return


def _with(described: Description, of: Actor) -> Description:
    return Description(
        described.start, described.end, described.text, described.title, of, described.beyond
    )


def _with_country_after(actors: Actors, person: Actor, described: Description) -> Description:
    """Adds the country of "President Vladimir Putin of Russia"."""
    doc, i = actors.doc, person.last
    if i + 1 < _end(doc, person) and doc[i].lower_ == "of":
        for j in (i + 1, i + 2):
            actor = actors.at(j) if j < len(doc) else None
            if actor is not None and actor.first == j and actor.type != "person":
                return _with(described, actor)
    return described


def _apposition_before(actors: Actors, person: Actor) -> Description | None:
    """Reads "The spokesperson for the ministry, Nasser Kanaani": a description, then a comma."""
    doc = actors.doc
    own = before_name(actors, person)  # "his counterpart, Dr. Tran Dai Quang"
    comma = (own.start if own is not None else person.first) - 1
    floor = doc[person.first].sent.start
    if comma <= floor or doc[comma].text != ",":
        return None
    start = comma
    while start > max(floor, comma - _APPOSITION) and doc[start - 1].tag_.startswith(_PHRASE):
        start -= 1
    if start > floor and doc[start - 1].text == ",":
        return None
    determiners = [i for i in range(start, comma) if doc[i].tag_ in ("DT", "PRP$")]
    for i in sorted({start, *determiners}):
        if actors.at(i) is not None and actors.at(i) == person:
            continue
        described = read_title(actors, i, comma)
        if described is not None:
            return described
    return None


def _roles(
    actors: Actors,
    person: Actor,
    described: Description | None,
    score: float,
    scores: RelationScores,
) -> Iterator[Found]:
    if described is None or described.of is None or described.title is None:
        return
    of, title = described.of, described.title
    if of.type == "person" or of.entity_id == person.entity_id:
        return
    trigger = (described.start, described.end)
    last_word = described.text.split()[-1].lower() if described.text else ""
    if _is_membership(last_word, of):
        yield Found(person, "member of", of, "affiliation", *trigger, score)
    elif (
        title.kind in ("office", "rank")
        or actor_nouns().get(last_word) in ("official", "force")
        or (title.kind == "occupation" and of.type == "organization")
    ):
        yield Found(person, "role", of, "role", *trigger, score, value=described.text)
        if (country := _country_of_ministry(actors, of)) is not None:
            yield Found(person, "role", country, "role", *trigger, score, value=described.text)
    else:
        return
    if described.beyond is not None and of.type == "organization":
        yield Found(of, "part of", described.beyond, "affiliation", *trigger, scores.owner)


def _country_of_ministry(actors: Actors, body: Actor) -> Actor | None:
    """The country in "the Chinese foreign ministry", for which its people act as well."""
    words = {t.lower_ for t in actors.doc[body.first : body.last]}
    if body.type != "organization" or not words & _MINISTRIES:
        return None
    inner = actors.within(body.first, body.last)
    return next((a for a in inner if a.type == "country"), None)


def _is_membership(noun: str, of: Actor) -> bool:
    """Whether "New Altiplano member" or "Labour senator" tells a membership, not a role."""
    kind = affiliation_nouns().get(noun)
    return (kind == "party" and is_party(of)) or (kind == "any" and of.type == "organization")


def is_party(actor: Actor) -> bool:
    """Whether an organization is known as a political party, or calls itself one."""
    known = organizations().get(actor.name)
    if known is not None:
        return known.kind == "party"
    return actor.type == "organization" and "Party" in actor.name.split()


def _only_country(actors: Actors) -> Actor | None:
    """The first mention of the country of a document that names no other, and it often."""
    named = [a for a in actors.all if a.type == "country"]
    if len(named) < _OFTEN or len({a.entity_id for a in named}) > 1:
        return None
    return named[0]


def _is_state_office(described: Description | None) -> TypeGuard[Description]:
    """Whether it is an office of a country that is not named with it."""
    if described is None or described.of is not None:
        return False
    return described.text.split()[-1].lower() in _STATE_OFFICES
