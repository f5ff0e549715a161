"""Which organizations of single documents are one organization of the corpus."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log10

from pipeline.corpus.contexts import NOTHING, Context, Contexts, Profile, profile_of
from pipeline.corpus.entities import Canonical, Links, LocalEntity
from pipeline.corpus.organization_names import (
    OrganizationName,
    is_acronym,
    may_shorten,
    parse_organization,
    without_article,
)
from pipeline.knowledge.names import fold, slug
from pipeline.knowledge.organizations import weak_organization_names

__all__ = ["link_organizations"]

Key = tuple[str, str | None]
"""What the names of one organization share, and the country of a national body."""

_DOMINANT = 2
# A short name that is so many times better known than the name it is short for is another name.
_FAMILIAR = 10
_PROFILED = 100


@dataclass(slots=True, eq=False)
class _Organization:
    """An organization of the corpus, with the names that documents give it.

    Attributes:
        key: What its names share.
        listed: Its name in the list of known organizations.
        names: Its names by documents.
        short: Keys of shorter names for which some document gives its name, by documents.
        entities: What the documents know of it.
    """

    key: Key
    listed: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    short: Counter[str] = field(default_factory=Counter)
    entities: list[LocalEntity] = field(default_factory=list)
    documents: int = 0

    def add(self, known: LocalEntity, parsed: OrganizationName) -> None:
        """Count an entity of a document."""
        if parsed.listed is not None and self.key[1] in (None, parsed.listed.home):
            self.listed = parsed.listed.name
        self.names[known.name] += known.documents
        self.documents += known.documents
        self.entities.append(known)
        for surface in known.surfaces:
            if surface != known.name and _is_short_for(surface, known.name):
                self.short[parse_organization(surface).key] += known.documents

    @property
    def canonical(self) -> Canonical:
        """The listed name, else the best supported; of equals the shortest that is no acronym."""
        name = self.listed or min(
            self.names, key=lambda n: (-self.names[n], is_acronym(n), len(n), n)
        )
        bare = without_article(name)
        country = self.key[1]
        told = self.listed or parse_organization(name).country == country
        return Canonical(f"org:{slug(bare)}" + ("" if told else f"-{str(country).lower()}"), bare)


def link_organizations(
    organizations: Sequence[LocalEntity], contexts: Contexts | None = None
) -> Links:
    """Link the organizations of the documents.

    Names are one where they differ in an article, a legal form ("Inc."), a plural, the order of
    "Ministry of Health" or a way of spelling only, and where the list of known organizations says
    so. Bodies that every country has are one where the country is. A short name, such as an
    acronym, joins the organization for which documents use it, of several the one that the
    document most likely means.

    Args:
        organizations: The organizations of each document, in any order.
        contexts: What the documents name.

    Returns:
        For each document and id, the organization of the corpus.
    """
    contexts = contexts or {}
    found: dict[Key, _Organization] = {}
    keys: dict[tuple[str, str], Key] = {}
    ordered = sorted(organizations, key=lambda e: (e.doc_id, e.entity_id))
    for known in ordered:
        parsed = parse_organization(known.name)
        if not slug(known.name) or not parsed.key:
            continue
        key = _key(known, parsed, contexts.get(known.doc_id, NOTHING))
        keys[known.doc_id, known.entity_id] = key
        found.setdefault(key, _Organization(key)).add(known, parsed)
    meanings = _meanings(found.values())
    homes = _homes(found.values())
    canonical = {key: organization.canonical for key, organization in found.items()}
    links: dict[tuple[str, str], Canonical] = {}
    for known in ordered:
        place = known.doc_id, known.entity_id
        if place not in keys:
            links[place] = Canonical(known.entity_id, known.name)
            continue
        organization = found[keys[place]]
        meant = _meant(known, organization, meanings, found, contexts) or organization.key
        links[place] = canonical[homes.get(meant, meant)]
    return links


def _key(known: LocalEntity, parsed: OrganizationName, context: Context) -> Key:
    """The key of an organization of a document, with the country of a national body."""
    if not parsed.national:
        return parsed.key, None
    listed = parsed.listed
    if listed is None or not listed.home:
        return parsed.key, parsed.country or next(iter(sorted(known.countries)), context.home)
    # A listed body is its home's, unless the document speaks of another country's.
    if fold(known.name) in map(fold, (listed.name, *listed.weak)):
        if known.countries and listed.home not in known.countries:
            return parsed.key, min(known.countries)
        if context.home and listed.home not in context.countries:
            return parsed.key, context.home
    return parsed.key, listed.home


def _is_short_for(short: str, name: str) -> bool:
    """Whether a name of a document may be short for another: an acronym, or some of its words."""
    if is_acronym(short):
        return may_shorten(short, name)
    words = fold(without_article(short)).split()
    rest = iter(fold(name).split())
    return 1 < len(words) < len(fold(name).split()) and all(word in rest for word in words)


def _meanings(organizations: Iterable[_Organization]) -> dict[str, list[_Organization]]:
    """The organizations for which documents use each short name."""
    meanings: defaultdict[str, list[_Organization]] = defaultdict(list)
    for organization in sorted(organizations, key=lambda o: (-o.documents, *map(str, o.key))):
        for short in organization.short:
            if short != organization.key[0]:
                meanings[short].append(organization)
    return meanings


def _meant(
    known: LocalEntity,
    organization: _Organization,
    meanings: Mapping[str, Sequence[_Organization]],
    found: Mapping[Key, _Organization],
    contexts: Contexts,
) -> Key | None:
    """The organization that a short name stands for in a document, or None for itself."""
    if organization.listed:
        return None
    short = organization.key[0]
    weak = _weakly_named(known, organization, found, contexts)
    people = [
        o
        for o in meanings.get(short, ())
        if is_acronym(known.name) or o.short[short] * _FAMILIAR >= organization.documents
    ]
    if weak is not None or not people:
        return weak
    if len(people) == 1:
        return people[0].key
    profile = profile_of([known], contexts)
    ranked = [
        (-_profile(o, contexts).likeness(profile) - log10(max(1, o.short[short])), str(o.key), o)
        for o in people
    ]
    return min(ranked, key=lambda entry: entry[:2])[2].key


def _profile(organization: _Organization, contexts: Contexts) -> Profile:
    return profile_of(organization.entities[:_PROFILED], contexts)


def _weakly_named(
    known: LocalEntity,
    organization: _Organization,
    found: Mapping[Key, _Organization],
    contexts: Contexts,
) -> Key | None:
    """The listed organization that a name means if its country is there and it is better known."""
    options = weak_organization_names().get(without_article(known.name), ())
    if len(options) != 1:
        return None
    home = options[0].home
    parsed = parse_organization(options[0].name)
    key = parsed.key, home if parsed.national and home else None
    better = key in found and found[key].documents * _FAMILIAR >= organization.documents
    there = not home or home in contexts.get(known.doc_id, NOTHING).countries
    return key if better and there else None


def _homes(organizations: Iterable[_Organization]) -> dict[Key, Key]:
    """For national bodies whose country no document tells, the one that is known best by far."""
    bodies: defaultdict[str, list[_Organization]] = defaultdict(list)
    for organization in organizations:
        if organization.key[1] is not None:
            bodies[organization.key[0]].append(organization)
    homes: dict[Key, Key] = {}
    for name, found in bodies.items():
        ranked = sorted(found, key=lambda o: (-o.documents, str(o.key)))
        if len(ranked) == 1 or ranked[0].documents >= _DOMINANT * max(1, ranked[1].documents):
            homes[name, None] = ranked[0].key
    return homes
