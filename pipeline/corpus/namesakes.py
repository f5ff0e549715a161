"""Different people with one name, kept apart by what documents say about and around them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from pipeline.corpus.profiles import Profile, Told, profile_of
from pipeline.corpus.store import Store
from pipeline.knowledge.fields import field_of_title

__all__ = ["find_namesakes", "split_namesakes"]

CONTRADICTORY = 3
# A name that stands in so many of the documents tells nothing about which of them go together.
_UBIQUITOUS = 20
# Of people in more documents a sample of about so many tells who they are.
_SAMPLED = 2000


def find_namesakes(
    store: Store, owners: Mapping[int, int], sizes: Mapping[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Find the entities of a name that are not the best supported person who has it.

    A person in very many documents is judged by a sample of them, drawn by their ids. The other
    documents then name the first person of the sample whom they do not contradict, or else
    contradict least.

    Args:
        store: The entities.
        owners: People by the numbers of their names.
        sizes: In how many entities of documents each person is.

    Yields:
        Person, number among those of the name (from 2 on), entity, and its documents.
    """
    doubtful = sorted(_doubtful(store, owners))
    shares = {owner: min(1.0, _SAMPLED / sizes[owner]) for owner in doubtful}
    if not shares:
        return
    for owner, rows in groupby(store.sample(shares.items()), key=lambda row: row[0]):
        people = split_namesakes([told for _, _, told in rows])
        if len(people) == 1:
            continue
        for number, found in enumerate(people[1:], start=2):
            yield from ((owner, number, told.ent, told.documents) for told in found)
        if shares[owner] < 1:
            profiles = [profile_of(found) for found in people]
            for _, _, told in store.rest(owner):
                number = _likeliest(told, profiles)
                if number > 1:
                    yield owner, number, told.ent, told.documents


def _doubtful(store: Store, owners: Mapping[int, int]) -> Iterable[int]:
    """The people whose documents differ in gender, in field or in country."""
    seen: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    doubtful: set[int] = set()

    def enter(no: int, kind: str, value: str | None) -> None:
        owner = owners.get(no)
        if owner is not None and value is not None and owner not in doubtful:
            seen[owner, kind].add(value)
            if len(seen[owner, kind]) > 1:
                doubtful.add(owner)

    for no, title, _ in store.distinct("titles", "person"):
        enter(no, "field", field_of_title(title))
    for no, country, _ in store.distinct("countries", "person"):
        enter(no, "country", country)
    for no, gender in store.genders():
        enter(no, "gender", gender)
    return doubtful


def _likeliest(told: Told, profiles: Sequence[Profile]) -> int:
    """The number of the person whom a document outside of the sample names."""
    own = profile_of([told])
    against = [known.contradiction(own) for known in profiles]
    fitting = (i for i, weight in enumerate(against) if weight < CONTRADICTORY)
    return next(fitting, against.index(min(against))) + 1


def split_namesakes(found: Sequence[Told]) -> list[list[Told]]:
    """Part the entities of one name into people.

    Documents go together that share a name beside the person's, or the country and field that the
    person acts in. Groups of them that contradict each other are different people; any other goes
    to the largest group that it does not contradict.

    Args:
        found: What the documents say, in the order of their ids.

    Returns:
        The entities of each person, the best supported first.
    """
    groups = _connected(found)
    groups.sort(key=lambda group: (-sum(t.documents for t in group), -len(group), group[0].ent))
    people: list[tuple[list[Told], Profile]] = []
    for group in groups:
        profile = profile_of(group)
        for members, known in people:
            if known.contradiction(profile) < CONTRADICTORY:
                members.extend(group)
                known.merge(profile)
                break
        else:
            people.append((group, profile))
    return [members for members, _ in people]


def _connected(found: Sequence[Told]) -> list[list[Told]]:
    """Groups of entities that share evidence, directly or by others between them."""
    parent = list(range(len(found)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    evidence: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i, told in enumerate(found):
        for token in _evidence(told):
            evidence[token].append(i)
    for token, places in evidence.items():
        if isinstance(token, tuple) or len(places) <= _UBIQUITOUS:
            for one, other in pairwise(places):
                parent[max(root(one), root(other))] = min(root(one), root(other))
    groups: defaultdict[int, list[Told]] = defaultdict(list)
    for i, told in enumerate(found):
        groups[root(i)].append(told)
    return list(groups.values())


def _evidence(told: Told) -> Iterable[Hashable]:
    """What documents of one person share: names, and the field with the country."""
    yield from told.names
    yield from ((country, field) for country in told.countries for field in told.fields)
