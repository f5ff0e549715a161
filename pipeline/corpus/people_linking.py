"""Which people of single documents are one person of the corpus."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from pipeline.corpus.contexts import Contexts
from pipeline.corpus.entities import Canonical, Links, LocalEntity
from pipeline.corpus.full_names import Person, link_full_names
from pipeline.corpus.namesakes import split_namesakes
from pipeline.corpus.person_forms import (
    Form,
    attested_forms,
    collect_forms,
    key_of,
    long_forms,
    respelt_surnames,
    spelt_alike,
    swapped_forms,
)
from pipeline.corpus.surnames import Bearer, Bearers
from pipeline.knowledge.names import first_name_genders

__all__ = ["link_people"]


def link_people(people: Sequence[LocalEntity], contexts: Contexts | None = None) -> Links:
    """Link the people of the documents.

    Full names come first: those that may be one person's are linked, whatever their spelling, and
    people of one name are kept apart where the documents contradict. What is no more than a surname
    then joins the person of that surname whom the document most likely means, if one stands out.

    Args:
        people: The people of each document, in any order.
        contexts: What the documents name.

    Returns:
        For each document and id, the person of the corpus.
    """
    contexts = contexts or {}
    forms = collect_forms(people)
    attested = attested_forms(people, forms)
    respelt = respelt_surnames(forms.values())
    alone = _surnames(forms)
    aliases = {
        form: usual
        for form, usual in chain(swapped_forms(forms).items(), long_forms(forms, attested).items())
        if usual not in alone and form not in alone
    }
    full = [form for key, form in forms.items() if key not in alone and key not in aliases]
    owners = link_full_names(full, attested, respelt)
    _add_aliases(owners, forms, aliases)
    links: dict[tuple[str, str], Canonical] = {}
    bearers = Bearers(attested, respelt, contexts)
    for person, members in _members(people, owners):
        for canonical, entities in _namesakes(person, members, contexts):
            links |= {(e.doc_id, e.entity_id): canonical for e in entities}
            bearers.add(Bearer(canonical, person, entities, contexts))
    leftover = _link_leftovers(forms[key] for key in alone)
    for known in people:
        form = forms[key_of(known)]
        if form.key in alone:
            meant = bearers.meant_by(known, form, alone[form.key])
            links[known.doc_id, known.entity_id] = meant or leftover[form.key]
    return links


def _surnames(forms: Mapping[str, Form]) -> dict[str, str]:
    """The forms that are no more than a surname, with what its spellings share.

    A name of several words is one where it ends longer names and does not begin with a first name:
    "Lopez Obrador", "Van der Bellen".
    """
    known = first_name_genders()
    several = {
        key: spelt_alike(form)
        for key, form in forms.items()
        if form.parsed.given and form.parsed.words[0] not in known and not form.parsed.suffix
    }
    wanted = set(several.values())
    ends: set[str] = set()
    for form in forms.values():
        if len(form.parsed.words) > 2:
            words = spelt_alike(form).split()
            ends.update(wanted.intersection(" ".join(words[i:]) for i in range(1, len(words) - 1)))
    alone = {key: spelt for key, spelt in several.items() if spelt in ends}
    return {f.key: f.parsed.surname for f in forms.values() if not f.parsed.given} | alone


def _add_aliases(
    owners: dict[str, Person], forms: Mapping[str, Form], aliases: Mapping[str, str]
) -> None:
    """Give the forms that are others in other words to the person of these."""
    for key in aliases:
        usual, passed = aliases[key], {key}
        while usual in aliases and usual not in passed:
            passed.add(usual)
            usual = aliases[usual]
        owners[key] = owners.get(usual) or Person([forms[usual]])
        owners[key].shared.append(forms[key])


def _members(
    people: Iterable[LocalEntity], owners: Mapping[str, Person]
) -> Iterable[tuple[Person, list[LocalEntity]]]:
    """The people with full names, each with its entities in the documents."""
    members: defaultdict[int, list[LocalEntity]] = defaultdict(list)
    for known in people:
        person = owners.get(key_of(known))
        if person is not None:
            members[id(person)].append(known)
    return ((p, members[id(p)]) for p in dict.fromkeys(owners.values()))


def _namesakes(
    person: Person, members: Sequence[LocalEntity], contexts: Contexts
) -> Iterable[tuple[Canonical, list[LocalEntity]]]:
    """The people who have the names of one; ids of all but the best supported have a number."""
    canonical = person.canonical
    for number, entities in enumerate(split_namesakes(members, contexts), start=1):
        id_ = canonical.entity_id if number == 1 else f"{canonical.entity_id}-{number}"
        yield Canonical(id_, canonical.name), entities


def _link_leftovers(alone: Iterable[Form]) -> dict[str, Canonical]:
    """Surnames that no full name of the corpus bears: the spellings of one are one person."""
    people: defaultdict[str, Person] = defaultdict(Person)
    for form in alone:
        people[spelt_alike(form) if form.parsed.given else form.parsed.surname].forms.append(form)
    return {f.key: person.canonical for person in people.values() for f in person.forms}
