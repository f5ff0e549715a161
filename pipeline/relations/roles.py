"""Roles: the offices and work of persons, and for which country or organization."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from spacy.tokens import Doc

from pipeline.knowledge.events import actor_nouns, affiliation_nouns
from pipeline.knowledge.names import fold
from pipeline.knowledge.organizations import organizations
from pipeline.knowledge.sources import administrations
from pipeline.relations.actors import Actor, Actors
from pipeline.relations.arguments import objects, subjects
from pipeline.relations.beside_names import after_name, titles_before
from pipeline.relations.descriptions import Description, read_title, read_titles
from pipeline.relations.found import Found
from pipeline.relations.settings import RelationScores
from pipeline.relations.tenure import Tenure, read_tenure

__all__ = ["find_roles", "is_party"]

_APPOSITION = 16  # tokens of a description before a name in apposition
_LEADING = {"chair": "chair", "command": "commander", "head": "head", "lead": "leader"}
_WHITHER = frozenset({"in", "into", "past", "through", "to"})
_MINISTRIES = frozenset({"ministries", "ministry"})
_OFTEN = 3  # mentions of a country that make it what a document is about
_HEADS = frozenset({"president", "prime minister", "premier", "chancellor"})
_STATE_OFFICES = frozenset({"president", "minister", "premier", "pm", "chancellor"})
_NOW = Tenure()
_PHRASE = ("JJ", "NN", "POS", "HYPH", "DT", "PRP$", "IN", "CD", "VBN")


def find_roles(actors: Actors, scores: RelationScores) -> Iterator[Found]:
    """Finds the roles of the persons of a document."""
    doc, country = actors.doc, _only_country(actors)
    for person in actors.all:
        if person.type != "person":
            continue
        if person.kind == "nominal":
            end = min(person.last + 8, _end(doc, person))
            for described in read_titles(actors, person.first, end):
                yield from _roles(actors, person, described, scores.description, scores)
        elif person.kind == "name":
            yield from _of_name(actors, person, country, scores)


def _end(doc: Doc, actor: Actor) -> int:
    return doc[actor.first].sent.end


def _of_name(
    actors: Actors, person: Actor, country: Actor | None, scores: RelationScores
) -> Iterator[Found]:
    before = titles_before(actors, person) or _title_of_several(actors, person)
    before = [d if d.of is not None else _with_country_after(actors, person, d) for d in before]
    found = [f for d in before for f in _roles(actors, person, d, scores.title, scores)]
    found += _after(actors, person, scores)
    found += _leadership(actors, person, scores)
    apposition = _apposition_before(actors, person)
    if apposition is not None:
        found += _roles(actors, person, apposition, scores.apposition, scores)
    if not found and before and _is_state_office(before[-1]):
        there = _country_of(actors, person, before[-1], country)
        if there is not None:
            held = replace(before[-1], of=there)
            found += _roles(actors, person, held, scores.single_country, scores)
    yield from found


def _country_of(
    actors: Actors, person: Actor, described: Description, only: Actor | None
) -> Actor | None:
    """The country of an office that no country stands with, if the document names it.

    Of a head of government who is known by name it is theirs, else the only country there is.
    """
    names = person.name.split()
    known = {administrations().get(fold(word)) for word in (names[0], names[-1])} - {None}
    if not known or described.text.lower() not in _HEADS:
        return only
    return next((a for a in actors.all if a.type == "country" and a.entity_id in known), None)


def _after(actors: Actors, person: Actor, scores: RelationScores) -> Iterator[Found]:
    """Roles told after a name: "Vucic, the president of Serbia", "Ban was secretary-general"."""
    doc = actors.doc
    if person.last + 1 < _end(doc, person) and doc[person.last].text == "(":
        for each in read_titles(actors, person.last + 1, _end(doc, person)):
            yield from _roles(actors, person, each, scores.apposition, scores)
    start = after_name(doc, person)
    if start is None:
        return
    described = read_titles(actors, start, _end(doc, person))
    if described:
        tenure = read_tenure(doc, person.last, described[0].start, described[-1].last)
        for each in described:
            yield from _roles(actors, person, each, scores.apposition, scores, tenure)


def _title_of_several(actors: Actors, person: Actor) -> list[Description]:
    """The title of "Presidents Trump and Putin" for the second."""
    doc, i = actors.doc, person.first - 1
    if i <= 0 or doc[i].lower_ not in ("and", "&", ","):
        return []
    other = actors.at(i - 1)
    if other is None or other.type != "person" or other.kind != "name":
        return []
    first = titles_before(actors, other) or _title_of_several(actors, other)
    several = [d for d in first if d.title is not None and d.title.canonical]
    return [d for d in several if doc[d.end - 1].lower_.rstrip(".").endswith("s")]


def _leadership(actors: Actors, person: Actor, scores: RelationScores) -> Iterator[Found]:
    """Roles told by verbs: "Meirinho, who leads the Workers' Hope party"."""
    doc = actors.doc
    for verb in doc[person.last : min(person.last + 4, _end(doc, person))]:
        title = _LEADING.get(verb.lemma_) if verb.tag_.startswith("VB") else None
        if title is None or all(actors.at(s.i) != person for s in subjects(verb)):
            continue
        if any(c.lower_ in _WHITHER for c in verb.children):  # "led the Patriots to a win"
            continue
        for head in objects(verb):
            body = actors.at(head.i) or actors.before(head)
            if body is not None and body.type == "organization":
                yield Found(
                    person,
                    "role",
                    body,
                    "role",
                    verb.i,
                    verb.i + 1,
                    scores.apposition,
                    value=title,
                    status="former" if verb.tag_ == "VBD" else "current",
                )
        return


def _with_country_after(actors: Actors, person: Actor, described: Description) -> Description:
    """Adds the country of "President Vladimir Putin of Russia"."""
    doc, i = actors.doc, person.last
    if i + 1 < _end(doc, person) and doc[i].lower_ == "of":
        for j in (i + 1, i + 2):
            actor = actors.at(j) if j < len(doc) else None
            if actor is not None and actor.first == j and actor.type != "person":
                return replace(described, of=actor)
    return described


def _apposition_before(actors: Actors, person: Actor) -> Description | None:
    """Reads "The spokesperson for the ministry, Nasser Kanaani": a description, then a comma."""
    doc = actors.doc
    own = titles_before(actors, person)  # "his counterpart, Dr. Tran Dai Quang"
    comma = (own[0].start if own else person.first) - 1
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
    described: Description,
    score: float,
    scores: RelationScores,
    tenure: Tenure = _NOW,
) -> Iterator[Found]:
    if described.of is None or described.title is None:
        return
    of, title = described.of, described.title
    if of.type == "person" or of.entity_id == person.entity_id:
        return
    trigger = (described.start, described.end)
    last_word = described.text.split()[-1].lower() if described.text else ""
    if _is_membership(last_word, of):
        yield Found(person, "member of", of, "affiliation", *trigger, score, negated=tenure.negated)
    elif (
        title.kind in ("office", "rank")
        or actor_nouns().get(last_word) in ("official", "force")
        or (title.kind == "occupation" and of.type == "organization")
    ):
        told = described.status if described.status != "current" else tenure.status
        for body in (of, _country_of_ministry(actors, of)):
            if body is not None:
                yield Found(
                    person,
                    "role",
                    body,
                    "role",
                    *trigger,
                    score,
                    value=described.text,
                    status=told,
                    negated=tenure.negated,
                )
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
