"""Which people of single documents are one person of the corpus."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.corpus.entities import Canonical, Links, LocalEntity
from pipeline.corpus.person_names import PersonName, may_be_one, parse_name
from pipeline.corpus.spelling import near_spellings, skeleton
from pipeline.knowledge.names import first_name_genders, fold, slug
from pipeline.knowledge.titles import same_title

__all__ = ["link_people"]

# A short form that is this much better known than the long form it is taken for is another name.
_FAMILIAR = 10


@dataclass(slots=True, eq=False)
class _Form:
    """A name as the corpus writes it, whatever its accents, case and punctuation."""

    key: str
    parsed: PersonName
    spellings: dict[str, tuple[int, int]] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    documents: int = 0
    mentions: int = 0

    @property
    def support(self) -> tuple[int, int]:
        return self.documents, self.mentions

    @property
    def spelling(self) -> str:
        """The best supported spelling."""
        return min(self.spellings, key=lambda name: (*(-n for n in self.spellings[name]), name))

    def add(self, known: LocalEntity) -> None:
        documents, mentions = self.spellings.get(known.name, (0, 0))
        self.spellings[known.name] = (documents + known.documents, mentions + known.mentions)
        self.titles |= known.titles
        self.documents += known.documents
        self.mentions += known.mentions


@dataclass(slots=True, eq=False)
class _Person:
    """The forms of one person.

    Attributes:
        forms: Forms that name the person and nobody else.
        shared: Forms that others may bear as well.
    """

    forms: list[_Form] = field(default_factory=list)
    shared: list[_Form] = field(default_factory=list)

    @property
    def support(self) -> tuple[int, int]:
        return sum(f.documents for f in self.forms), sum(f.mentions for f in self.forms)

    @property
    def canonical(self) -> Canonical:
        """The best supported form with a first name written out; of equals the fullest."""
        form = min(
            self.forms,
            key=lambda f: (
                not (f.parsed.given and len(f.parsed.given[0]) > 1),
                len(f.parsed.words) == 1,
                -f.documents,
                -f.mentions,
                -len(f.parsed.words),
                f.key,
            ),
        )
        return Canonical(f"person:{form.key}", form.spelling)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A person with a full name, as one whom a surname may stand for."""

    canonical: Canonical
    keys: frozenset[str]
    titles: frozenset[str]
    support: tuple[int, int]


def link_people(people: Sequence[LocalEntity]) -> Links:
    """Link the people of the documents.

    Full names are taken in order, the most specific first: a name joins the person whose names it
    agrees with, the best supported one where it agrees with several, else it is a person of its
    own. A surname alone then joins a person of that surname: one with the same title, or whom
    documents call so, goes before others, and then the best supported one.

    Args:
        people: The people of each document, in any order.

    Returns:
        For each document and id, the person of the corpus.
    """
    forms = _forms(people)
    attested = _attested(people, forms)
    surnames = _respelt_surnames(forms.values())
    compound = {f.parsed.surname for f in forms.values() if f.parsed.given}
    alone = [f for f in forms.values() if not f.parsed.given or _spelt_alike(f) in compound]
    surnames_alone = {form.key for form in alone}
    full = [form for form in forms.values() if form.key not in surnames_alone]
    owners = _link_full_names(full, attested, surnames)
    full_names = {key: person.canonical for key, person in owners.items()}
    bearers = _bearers(owners, attested, surnames)
    leftover = _link_leftovers(alone)

    @cache
    def resolve(key: str, titles: frozenset[str]) -> Canonical:
        if key in full_names:
            return full_names[key]
        people = [*bearers.get(key, ()), *bearers.get(forms[key].parsed.surname, ())]
        return _bearer(forms[key], titles, people, attested.get(key)) or leftover[key]

    return {(p.doc_id, p.entity_id): resolve(_key(p), frozenset(p.titles)) for p in people}


def _key(known: LocalEntity) -> str:
    return slug(known.name) or known.entity_id.partition(":")[2] or known.entity_id


def _forms(people: Iterable[LocalEntity]) -> dict[str, _Form]:
    forms: dict[str, _Form] = {}
    for known in people:
        key = _key(known)
        forms.setdefault(key, _Form(key, parse_name(key.replace("-", " ")))).add(known)
    return dict(sorted(forms.items()))


def _attested(people: Iterable[LocalEntity], forms: dict[str, _Form]) -> dict[str, Counter[str]]:
    """For each short form, the fuller forms for which documents use it, with their number."""
    attested: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for known in people:
        key = _key(known)
        words = forms[key].parsed.words
        shorter = {slug(surface) for surface in known.surfaces}
        for short in shorter - {key, ""}:
            if short in forms and _is_within(forms[short].parsed.words, words):
                attested[short][key] += known.documents
    return attested


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a short name stand in a longer one, in their order."""
    words = iter(long)
    return len(short) < len(long) and all(word in words for word in short)


def _respelt_surnames(forms: Iterable[_Form]) -> dict[tuple[str, str], str]:
    """For a first name and a surname, the better supported surname it is a misspelling of."""
    support: Counter[tuple[str, str]] = Counter()
    for form in forms:
        if form.parsed.given and len(form.parsed.given[0]) > 1:
            support[skeleton(form.parsed.given[0]), form.parsed.surname] += form.documents
    by_given: defaultdict[str, list[str]] = defaultdict(list)
    for given, surname in support:
        by_given[given].append(surname)
    respelt: dict[tuple[str, str], str] = {}
    for given, surnames in by_given.items():
        for one, other in near_spellings(surnames):
            right, wrong = sorted((one, other), key=lambda s: (-support[given, s], s))
            best = respelt.get((given, wrong))
            if best is None or (-support[given, right], right) < (-support[given, best], best):
                respelt[given, wrong] = right
    return respelt


def _surname(form: _Form, respelt: dict[tuple[str, str], str]) -> str:
    given, surname = skeleton(form.parsed.given[0]), form.parsed.surname
    while (given, surname) in respelt:
        surname = respelt[given, surname]
    return surname


def _link_full_names(
    forms: Iterable[_Form],
    attested: dict[str, Counter[str]],
    respelt: dict[tuple[str, str], str],
) -> dict[str, _Person]:
    """The person of each full name; only names of one surname and first letter are compared."""
    blocks: defaultdict[tuple[str, str], list[_Person]] = defaultdict(list)
    owners: dict[str, _Person] = {}
    shared: list[tuple[_Form, list[_Person]]] = []
    order = sorted(forms, key=lambda f: (f.parsed.specificity, f.support), reverse=True)
    for form in order:
        block = blocks[_surname(form, respelt), skeleton(form.parsed.given[0])[0]]
        fitting = [p for p in block if all(may_be_one(form.parsed, f.parsed) for f in p.forms)]
        if len(fitting) > 1:
            shared.append((form, fitting))
            continue
        if fitting:
            person = fitting[0]
        elif (longer := _longer_form(form, attested.get(form.key), owners)) is not None:
            person = longer
        else:
            person = _Person()
            block.append(person)
        person.forms.append(form)
        owners[form.key] = person
    for form, fitting in shared:
        # max takes the first of equals: the order is fixed above.
        person = max(fitting, key=lambda p: p.support)
        person.shared.append(form)
        owners[form.key] = person
    return owners


def _longer_form(
    form: _Form, used_for: Counter[str] | None, owners: dict[str, _Person]
) -> _Person | None:
    """The only person whose longer name documents shorten to this one."""
    people = {
        id(owners[key]): owners[key]
        for key, documents in (used_for or {}).items()
        if key in owners and documents * _FAMILIAR >= form.documents
    }
    return next(iter(people.values())) if len(people) == 1 else None


def _bearers(
    owners: dict[str, _Person],
    attested: dict[str, Counter[str]],
    respelt: dict[tuple[str, str], str],
) -> dict[str, list[_Candidate]]:
    """The people whom a surname, or a short form that documents use, may stand for."""
    candidates: dict[str, _Candidate] = {}
    found: defaultdict[str, dict[Canonical, _Candidate]] = defaultdict(dict)
    for person in dict.fromkeys(owners.values()):
        forms = (*person.forms, *person.shared)
        candidate = _Candidate(
            person.canonical,
            frozenset(f.key for f in forms),
            frozenset(title for f in forms for title in f.titles),
            person.support,
        )
        candidates |= dict.fromkeys(candidate.keys, candidate)
        for form in forms:
            for surname in (form.parsed.surname, _surname(form, respelt)):
                found[surname][candidate.canonical] = candidate
    for short, longer in attested.items():
        for key in longer:
            if key in candidates:
                found[short][candidates[key].canonical] = candidates[key]
    return {name: list(people.values()) for name, people in found.items()}


def _bearer(
    form: _Form,
    titles: frozenset[str],
    people: Iterable[_Candidate],
    attested: Counter[str] | None,
) -> Canonical | None:
    """The person that a name without a first name stands for in a document."""
    ranked = []
    for person in people:
        agrees = any(same_title(one, other) for one in titles for other in person.titles)
        used = sum((attested or Counter())[key] for key in person.keys)
        # Popes, monarchs and players go by a first name: it is no surname unless more says so.
        if agrees or not _is_first_name(form) or 0 < used * _FAMILIAR >= form.documents:
            ranked.append((agrees, used, person.support, person.canonical))
    ranked.sort(key=lambda entry: entry[3].entity_id)
    return max(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _spelt_alike(form: _Form) -> str:
    return " ".join(map(skeleton, form.parsed.words))


def _is_first_name(form: _Form) -> bool:
    return len(form.parsed.words) == 1 and fold(form.parsed.words[0]) in first_name_genders()


def _link_leftovers(alone: Iterable[_Form]) -> dict[str, Canonical]:
    """Surnames that no full name of the corpus bears: the spellings of one are one person."""
    people: defaultdict[str, _Person] = defaultdict(_Person)
    for form in alone:
        people[_spelt_alike(form) if form.parsed.given else form.parsed.surname].forms.append(form)
    return {f.key: person.canonical for person in people.values() for f in person.forms}
