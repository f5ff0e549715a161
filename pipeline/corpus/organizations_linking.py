"""Which organizations of single documents are one organization of the corpus."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log10

from pipeline.corpus.entities import Canonical
from pipeline.corpus.organization_names import (
    OrganizationName,
    is_acronym,
    may_shorten,
    parse_organization,
    without_article,
)
from pipeline.corpus.profiles import Profile, Profiles, Told, profile_of
from pipeline.corpus.store import Store, Use
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
        number: Its number.
        listed: Its name in the list of known organizations.
        names: Its names by documents.
        short: Keys of shorter names for which some document gives its name, by documents.
        documents: Number of the documents.
    """

    key: Key
    number: int
    listed: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    short: Counter[str] = field(default_factory=Counter)
    documents: int = 0

    def add(self, name: str, parsed: OrganizationName, documents: int) -> None:
        """Count the entities of documents that have a name."""
        if parsed.listed is not None and self.key[1] in (None, parsed.listed.home):
            self.listed = parsed.listed.name
        self.names[name] += documents
        self.documents += documents

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


@dataclass(slots=True)
class _Variant:
    """A name as some documents use it, by what tells the country of a national body there.

    Attributes:
        use: The name.
        evidence: The columns of `Store.variants` that tell the country; empty where none matters.
        documents: Number of these documents.
        last: Number of the last of the entities.
    """

    use: Use
    evidence: tuple[str, bool, str, bool] | None
    documents: int
    last: int


def link_organizations(store: Store, uses: Iterable[Use], numbers: Iterator[int]) -> None:
    """Decide which organizations of the documents are one.

    Names are one where they differ in an article, a legal form ("Inc."), a plural, the order of
    "Ministry of Health" or a way of spelling only, and where the list of known organizations says
    so. Bodies that every country has are one where the country is. A short name, such as an
    acronym, joins the organization for which documents use it, of several the one that the
    document most likely means.

    Args:
        store: The entities; what is decided is written into it.
        uses: The names of organizations.
        numbers: Numbers for owners of names.
    """
    named = {
        use.no: use
        for use in uses
        if slug(use.named.name) and parse_organization(use.named.name).key
    }
    if not named:
        return
    found, owned = _collect(store, named, numbers)
    for owner, no, surface, documents in store.surfaces():
        name = named[no].named.name
        if surface != name and _is_short_for(surface, name):
            owned[no, owner].short[parse_organization(surface).key] += documents
    meanings = _meanings(found.values())
    homes = _homes(found.values())
    into = {
        key: store.number("organization", organization.canonical)
        for key, organization in found.items()
    }
    meant = {
        (no, owner): _meant(named[no].named.name, organization, meanings, found)
        for (no, owner), organization in owned.items()
    }

    def final(key: Key) -> int:
        return into[homes.get(key, key)]

    store.write(
        "settled",
        (
            (no, owner, final(options.certain or owned[no, owner].key))
            for (no, owner), options in meant.items()
        ),
    )
    doubtful = {place: options for place, options in meant.items() if options.doubtful}
    if doubtful:
        store.write("decided", _decided(store, doubtful, owned, final))


def _collect(
    store: Store, named: Mapping[int, Use], numbers: Iterator[int]
) -> tuple[dict[Key, _Organization], dict[tuple[int, int], _Organization]]:
    """The organizations by what their names share, and by name and number."""
    found: dict[Key, _Organization] = {}
    owned: dict[tuple[int, int], _Organization] = {}
    varied: list[tuple[int | str | bool, ...]] = []
    owner_of: list[tuple[int, int]] = []
    # Of several listed names that are spelt alike, that of the last document counts.
    for variant in sorted(_variants(store, named), key=lambda v: v.last):
        no, name = variant.use.no, variant.use.named.name
        parsed = parse_organization(name)
        key = _key(name, parsed, variant.evidence)
        if key not in found:
            found[key] = _Organization(key, next(numbers))
        found[key].add(name, parsed, variant.documents)
        owned[no, found[key].number] = found[key]
        if variant.evidence is None:
            owner_of.append((no, found[key].number))
        else:
            varied.append((no, *variant.evidence, found[key].number))
    store.write("owner_of", owner_of)
    if varied:
        store.write_variants(varied)
    return found, owned


def _variants(store: Store, named: Mapping[int, Use]) -> Iterator[_Variant]:
    national: list[tuple[int, str]] = []
    for no, use in named.items():
        parsed = parse_organization(use.named.name)
        if parsed.national:
            national.append((no, (parsed.listed.home if parsed.listed else "") or ""))
        else:
            yield _Variant(use, None, use.documents, use.last)
    if national:
        for no, *told, documents, last in store.variants(national):
            acts_for, acts_home, about, names_home = told
            evidence = (acts_for, acts_home, about, names_home)
            yield _Variant(named[no], evidence, documents, last)


def _key(name: str, parsed: OrganizationName, evidence: tuple[str, bool, str, bool] | None) -> Key:
    """The key of an organization of a document, with the country of a national body."""
    if evidence is None:
        return parsed.key, None
    acts_for, acts_home, about, names_home = evidence
    listed = parsed.listed
    if listed is None or not listed.home:
        return parsed.key, parsed.country or acts_for or about or None
    # A listed body is its home's, unless the document speaks of another country's.
    if fold(name) in map(fold, (listed.name, *listed.weak)):
        if acts_for and not acts_home:
            return parsed.key, acts_for
        if about and not names_home:
            return parsed.key, about
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


@dataclass(frozen=True, slots=True)
class _Options:
    """What a short name may stand for.

    Attributes:
        people: Organizations for which documents use it.
        weak: A listed organization that it means where the document names its home.
        home: This home; empty where none need be named.
    """

    people: Sequence[_Organization] = ()
    weak: Key | None = None
    home: str = ""

    @property
    def certain(self) -> Key | None:
        """What it stands for in whatever document, or None."""
        if self.weak is not None and not self.home:
            return self.weak
        return self.people[0].key if len(self.people) == 1 else None

    @property
    def doubtful(self) -> bool:
        """Whether the document decides."""
        if self.weak is not None:
            return bool(self.home)
        return len(self.people) > 1


def _meant(
    name: str,
    organization: _Organization,
    meanings: Mapping[str, Sequence[_Organization]],
    found: Mapping[Key, _Organization],
) -> _Options:
    """What a name may stand for beside its own organization."""
    if organization.listed:
        return _Options()
    short = organization.key[0]
    people = [
        o
        for o in meanings.get(short, ())
        if is_acronym(name) or o.short[short] * _FAMILIAR >= organization.documents
    ]
    weak, home = _weakly_named(name, organization, found)
    return _Options(people, weak, home)


def _weakly_named(
    name: str, organization: _Organization, found: Mapping[Key, _Organization]
) -> tuple[Key | None, str]:
    """The listed organization that a name means if its country is there and it is better known."""
    options = weak_organization_names().get(without_article(name), ())
    if len(options) != 1:
        return None, ""
    home = options[0].home
    parsed = parse_organization(options[0].name)
    key = parsed.key, home if parsed.national and home else None
    better = key in found and found[key].documents * _FAMILIAR >= organization.documents
    return (key, home or "") if better else (None, "")


def _decided(
    store: Store,
    doubtful: Mapping[tuple[int, int], _Options],
    owned: Mapping[tuple[int, int], _Organization],
    final: Callable[[Key], int],
) -> Iterator[tuple[int, int]]:
    """Entity and name to have, where the document decides what a short name stands for."""
    wanted = {o.number for options in doubtful.values() for o in options.people}
    profiles = Profiles(store.first(sorted(wanted), _PROFILED), store.folder)
    # Names that are short for the same organizations follow upon each other.
    names = {no: owned[no, owner].key[0] for no, owner in doubtful}
    asked = enumerate(sorted(names, key=lambda no: (names[no], no)))
    for _, owner, told in store.told((no, place) for place, no in asked):
        options = doubtful.get((told.no, owner))
        if options is not None:
            organization = owned[told.no, owner]
            key = _likeliest(told, organization.key[0], options, profiles.of)
            yield told.ent, final(key or organization.key)
    profiles.close()


def _likeliest(
    told: Told, short: str, options: _Options, profile_by: Callable[[int], Profile]
) -> Key | None:
    """The organization that a short name stands for in a document, or None for itself."""
    if options.weak is not None and (not options.home or options.home in told.places):
        return options.weak
    people = options.people
    if len(people) < 2:
        return people[0].key if people else None
    profile = profile_of([told])
    ranked = [
        (-profile_by(o.number).likeness(profile) - log10(max(1, o.short[short])), str(o.key), o)
        for o in people
    ]
    return min(ranked, key=lambda entry: entry[:2])[2].key


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
