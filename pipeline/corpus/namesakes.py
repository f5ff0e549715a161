"""Different people with one name, kept apart by what documents say about and around them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

from pipeline.corpus.contexts import NOTHING, Contexts, Profile, profile_of
from pipeline.corpus.entities import LocalEntity
from pipeline.knowledge.fields import field_of_title
from pipeline.knowledge.names import slug

__all__ = ["split_namesakes"]

_CONTRADICTORY = 3
# A name that stands in so many of the documents tells nothing about which of them go together.
_UBIQUITOUS = 20


def split_namesakes(entities: Sequence[LocalEntity], contexts: Contexts) -> list[list[LocalEntity]]:
    """Part the entities of one name into people.

    Documents go together that share a name beside the person's, or the country and field that the
    person acts in. Groups of them that contradict each other are different people; any other goes
    to the largest group that it does not contradict.

    Args:
        entities: The entities of that name, one for each document, in any order.
        contexts: What the documents name.

    Returns:
        The entities of each person, the best supported first.
    """
    ordered = sorted(entities, key=lambda e: (e.doc_id, e.entity_id))
    if not _may_contradict(ordered):
        return [ordered]
    groups = _connected(ordered, contexts)
    groups.sort(key=lambda group: (-sum(e.documents for e in group), -len(group), group[0].doc_id))
    people: list[tuple[list[LocalEntity], Profile]] = []
    for group in groups:
        profile = profile_of(group, contexts)
        for members, known in people:
            if known.contradiction(profile) < _CONTRADICTORY:
                members.extend(group)
                known.merge(profile)
                break
        else:
            people.append((group, profile))
    return [members for members, _ in people]


def _may_contradict(entities: Iterable[LocalEntity]) -> bool:
    """Whether documents differ in two of gender, field and country, or in one of them."""
    fields: set[Hashable] = set()
    countries: set[Hashable] = set()
    genders: set[Hashable] = set()
    for known in entities:
        fields.update(f for title in known.titles if (f := field_of_title(title)))
        countries.update(known.countries)
        genders.update({known.gender} - {None})
    return any(len(found) > 1 for found in (fields, countries, genders))


def _connected(entities: Sequence[LocalEntity], contexts: Contexts) -> list[list[LocalEntity]]:
    """Groups of entities that share evidence, directly or by others between them."""
    parent = list(range(len(entities)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    evidence: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i, known in enumerate(entities):
        for token in _evidence(known, contexts):
            evidence[token].append(i)
    for token, found in evidence.items():
        if isinstance(token, tuple) or len(found) <= _UBIQUITOUS:
            for one, other in pairwise(found):
                parent[max(root(one), root(other))] = min(root(one), root(other))
    groups: defaultdict[int, list[LocalEntity]] = defaultdict(list)
    for i, known in enumerate(entities):
        groups[root(i)].append(known)
    return list(groups.values())


def _evidence(known: LocalEntity, contexts: Contexts) -> Iterable[Hashable]:
    """What documents of one person share: names, and the field with the country."""
    own = {slug(surface) for surface in (known.name, *known.surfaces)}
    yield from contexts.get(known.doc_id, NOTHING).names - own
    fields = {f for title in known.titles if (f := field_of_title(title))}
    yield from ((country, field) for country in known.countries for field in fields)
