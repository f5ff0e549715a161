"""Which people of single documents are one person of the corpus."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pipeline.corpus.entities import Canonical
from pipeline.corpus.full_names import Person, link_full_names
from pipeline.corpus.namesakes import find_namesakes
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
from pipeline.corpus.profiles import Profiles
from pipeline.corpus.store import Store, Use
from pipeline.corpus.surnames import Bearer, Bearers
from pipeline.knowledge.names import first_name_genders

__all__ = ["link_people"]

_PROFILED = 100  # documents of a bearer


def link_people(store: Store, uses: Iterable[Use], numbers: Iterator[int]) -> None:
    """Decide which people of the documents are one.

    Full names come first: those that may be one person's are linked, whatever their spelling, and
    people of one name are kept apart where the documents contradict. What is no more than a surname
    then joins the person of that surname whom the document most likely means, if one stands out.

    Args:
        store: The entities; what is decided is written into it.
        uses: The names of people.
        numbers: Numbers for owners of names.
    """
    people = _People(sorted(uses, key=lambda use: use.no), numbers)
    if not people.uses:
        return
    forms = collect_forms(people.uses)
    used = store.distinct("slugs", "person")
    keys = people.keys
    attested = attested_forms(((keys[no], short, n) for no, short, n in used), forms)
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
    bearers = Bearers(attested, respelt)
    for bearer in _link_full_names(store, people, owners):
        bearers.add(bearer)
    _link_surnames(store, people, forms, alone, bearers)


class _People:
    """The names of people, and who has them."""

    def __init__(self, uses: list[Use], numbers: Iterator[int]) -> None:
        self.uses = uses
        self.keys = {use.no: key_of(use.named) for use in uses}
        self.numbers = numbers

    def by_key(self) -> dict[str, list[Use]]:
        """The names that share a key."""
        found: defaultdict[str, list[Use]] = defaultdict(list)
        for use in self.uses:
            found[self.keys[use.no]].append(use)
        return found


def _link_full_names(store: Store, people: _People, owners: Mapping[str, Person]) -> list[Bearer]:
    """Write down who has each full name, namesakes kept apart, and tell who these are."""
    uses: defaultdict[int, list[Use]] = defaultdict(list)
    for use in people.uses:
        if people.keys[use.no] in owners:
            uses[id(owners[people.keys[use.no]])].append(use)
    persons = {next(people.numbers): person for person in dict.fromkeys(owners.values())}
    owned = {owner: uses[id(person)] for owner, person in persons.items()}
    owner_of = {use.no: owner for owner, named in owned.items() for use in named}
    store.write("owner_of", owner_of.items())
    sizes = {owner: sum(use.entities for use in named) for owner, named in owned.items()}
    documents = {owner: sum(use.documents for use in named) for owner, named in owned.items()}
    others: dict[tuple[int, int], int] = {}

    def apart() -> Iterator[tuple[int, int]]:
        for owner, number, ent, counted in find_namesakes(store, owner_of, sizes):
            if (owner, number) not in others:
                others[owner, number] = next(people.numbers)
            other = others[owner, number]
            documents[other] = documents.get(other, 0) + counted
            documents[owner] -= counted
            yield ent, other

    store.write("apart", apart())
    bearers = [Bearer(owner, p.canonical, p, documents[owner]) for owner, p in persons.items()]
    settled = [(owner, owner) for owner in persons]
    for (owner, number), other in others.items():
        first = persons[owner].canonical
        # Ids of all but the best supported have a number.
        canonical = Canonical(f"{first.entity_id}-{number}", first.name)
        bearers.append(Bearer(other, canonical, persons[owner], documents[other]))
        settled.append((owner, other))
    into = [store.number("person", bearer.canonical) for bearer in bearers]
    store.write(
        "settled",
        (
            (use.no, other, no)
            for (owner, other), no in zip(settled, into, strict=True)
            for use in owned[owner]
        ),
    )
    return bearers


def _link_surnames(
    store: Store,
    people: _People,
    forms: Mapping[str, Form],
    alone: Mapping[str, str],
    bearers: Bearers,
) -> None:
    """Write down for each entity that has a surname alone whom the document means."""
    by_key = people.by_key()
    leftovers = _link_leftovers(forms[key] for key in alone)
    into = {key: store.number("person", canonical) for key, canonical in leftovers.items()}
    owners = {use.no: next(people.numbers) for key in alone for use in by_key[key]}
    store.write("owner_of", owners.items())
    settled = ((use.no, owners[use.no], into[key]) for key in alone for use in by_key[key])
    store.write("settled", settled)
    # The names of one surname follow upon each other, so that the bearers' profiles are at hand.
    asked = sorted(
        (key for key, surname in alone.items() if bearers.candidates(forms[key], surname)),
        key=lambda key: (alone[key], key),
    )
    wanted = {b.number for key in asked for b in bearers.candidates(forms[key], alone[key])}
    profiles = Profiles(store.first(sorted(wanted), _PROFILED), store.folder)
    places = ((use.no, place) for place, key in enumerate(asked) for use in by_key[key])

    def decided() -> Iterator[tuple[int, int]]:
        for place, _, told in store.told(places):
            key = asked[place]
            meant = bearers.meant_by(told, forms[key], alone[key], profiles.of)
            if meant is not None:
                yield told.ent, store.number("person", meant)

    if asked:
        store.write("decided", decided())
    profiles.close()


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


def _link_leftovers(alone: Iterable[Form]) -> dict[str, Canonical]:
    """Surnames that no full name of the corpus bears: the spellings of one are one person."""
    people: defaultdict[str, Person] = defaultdict(Person)
    for form in alone:
        people[spelt_alike(form) if form.parsed.given else form.parsed.surname].forms.append(form)
    return {f.key: person.canonical for person in people.values() for f in person.forms}
