"""Which people of single documents are one person of the corpus."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.corpus.entities import Canonical, Links, LocalEntity
from pipeline.corpus.person_forms import (
    Form,
    attested_forms,
    collect_forms,
    key_of,
    long_forms,
    respelt_surnames,
)
from pipeline.corpus.person_names import may_be_one
from pipeline.corpus.spelling import skeleton
from pipeline.knowledge.names import first_name_genders, fold
from pipeline.knowledge.titles import same_title

__all__ = ["link_people"]

# A short form that is this much better known than the long form it is taken for is another name.
_FAMILIAR = 10


@dataclass(slots=True, eq=False)
class _Person:
    """The forms of one person.

    Attributes:
        forms: Forms that name the person and nobody else.
        shared: Forms that others may bear as well.
    """

    forms: list[Form] = field(default_factory=list)
    shared: list[Form] = field(default_factory=list)

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
    suffixes: frozenset[str]
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
    forms = collect_forms(people)
    attested = attested_forms(people, forms)
    surnames = respelt_surnames(forms.values())
    compound = {f.parsed.surname for f in forms.values() if f.parsed.given}
    alone = [f for f in forms.values() if not f.parsed.given or _spelt_alike(f) in compound]
    surnames_alone = {form.key for form in alone}
    inner = {
        long: short
        for long, short in long_forms(forms, attested).items()
        if short not in surnames_alone
    }
    full = [f for f in forms.values() if f.key not in surnames_alone and f.key not in inner]
    owners = _link_full_names(full, attested, surnames)
    _add_long_forms(owners, forms, inner)
    full_names = {key: person.canonical for key, person in owners.items()}
    bearers = _bearers(owners, attested, surnames)
    leftover = _link_leftovers(alone)

    @cache
    def resolve(key: str, titles: frozenset[str]) -> Canonical:
        if key in full_names:
            return full_names[key]
        people = [*bearers.get(key, ()), *bearers.get(forms[key].parsed.surname, ())]
        return _bearer(forms[key], titles, people, attested.get(key)) or leftover[key]

    return {(p.doc_id, p.entity_id): resolve(key_of(p), frozenset(p.titles)) for p in people}


def _surname(form: Form, respelt: dict[tuple[str, str], str]) -> str:
    given, surname = skeleton(form.parsed.given[0]), form.parsed.surname
    while (given, surname) in respelt:
        surname = respelt[given, surname]
    return surname


def _link_full_names(
    forms: Iterable[Form],
    attested: dict[str, Counter[str]],
    respelt: dict[tuple[str, str], str],
) -> dict[str, _Person]:
    """The person of each full name; only names of one surname and first letter are compared."""
    blocks: defaultdict[tuple[str, str], list[_Person]] = defaultdict(list)
    owners: dict[str, _Person] = {}
    shared: list[tuple[Form, list[_Person]]] = []
    order = sorted(forms, key=lambda f: (f.parsed.specificity, f.support), reverse=True)
    for form in order:
        block = blocks[_surname(form, respelt), skeleton(form.parsed.given[0])[0]]
        fitting = [p for p in block if all(_agree(form, other) for other in p.forms)]
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


def _agree(form: Form, other: Form) -> bool:
    """Whether two names of one surname may be one person's.

    "Robert Kennedy" may be short for a better known "Robert Kennedy Jr.", but "Donald Trump" is not
    the lesser known "Donald Trump Jr.".
    """
    if form.parsed.suffix != other.parsed.suffix:
        junior, senior = (form, other) if form.parsed.suffix else (other, form)
        if junior.documents < senior.documents:
            return False
    return may_be_one(form.parsed, other.parsed)


def _add_long_forms(
    owners: dict[str, _Person], forms: dict[str, Form], inner: dict[str, str]
) -> None:
    for key in inner:
        short = inner[key]
        while short in inner:
            short = inner[short]
        owners[key] = owners[short]
        owners[key].shared.append(forms[key])


def _longer_form(
    form: Form, used_for: Counter[str] | None, owners: dict[str, _Person]
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
            frozenset(f.parsed.suffix for f in forms),
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
    form: Form,
    titles: frozenset[str],
    people: Iterable[_Candidate],
    attested: Counter[str] | None,
) -> Canonical | None:
    """The person that a name without a first name stands for in a document."""
    ranked = []
    for person in people:
        if form.parsed.suffix and form.parsed.suffix not in person.suffixes:
            continue
        agrees = any(same_title(one, other) for one in titles for other in person.titles)
        used = sum((attested or Counter())[key] for key in person.keys)
        # Popes, monarchs and players go by a first name: it is no surname unless more says so.
        if agrees or not _is_first_name(form) or 0 < used * _FAMILIAR >= form.documents:
            ranked.append((agrees, used, person.support, person.canonical))
    ranked.sort(key=lambda entry: entry[3].entity_id)
    return max(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _spelt_alike(form: Form) -> str:
    return " ".join(map(skeleton, form.parsed.words))


def _is_first_name(form: Form) -> bool:
    return len(form.parsed.words) == 1 and fold(form.parsed.words[0]) in first_name_genders()


def _link_leftovers(alone: Iterable[Form]) -> dict[str, Canonical]:
    """Surnames that no full name of the corpus bears: the spellings of one are one person."""
    people: defaultdict[str, _Person] = defaultdict(_Person)
    for form in alone:
        people[_spelt_alike(form) if form.parsed.given else form.parsed.surname].forms.append(form)
    return {f.key: person.canonical for person in people.values() for f in person.forms}
