"""Which full names of a corpus are one person's."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.corpus.entities import Canonical
from pipeline.corpus.person_forms import Form
from pipeline.corpus.person_names import given_keys, may_be_one

__all__ = ["FAMILIAR", "Person", "link_full_names", "usual_surname"]

FAMILIAR = 10
"""A short form that is so many times better known than the long form is another name."""

_COMPARED = 200  # people whose surname and first name are like a form's
_DOMINANT = 2
_RELATIVE = frozenset(("jr", "sr"))


@dataclass(slots=True, eq=False)
class Person:
    """The forms of one person.

    Attributes:
        forms: Forms that name the person and nobody else.
        shared: Forms that others may bear as well.
    """

    forms: list[Form] = field(default_factory=list)
    shared: list[Form] = field(default_factory=list)

    @property
    def support(self) -> tuple[int, int]:
        """How many documents, and mentions in them, use the forms that name nobody else."""
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


class _Block:
    """The people found so far, by surname and by what the first names that they may have share."""

    def __init__(self) -> None:
        self._by_given: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        self._by_letter: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        self._initials: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)

    def put(self, surname: str, given: str, person: Person) -> None:
        """Enter a person under a form."""
        people = [self._by_letter[surname, given[0]]]
        if len(given) == 1:
            people.append(self._initials[surname, given])
        else:
            people += [self._by_given[surname, key] for key in given_keys(given)]
        for found in people:
            if not found or found[-1] is not person:
                found.append(person)

    def like(self, surname: str, given: str) -> list[Person]:
        """The people who may bear a name, each once, in the order in which they were found."""
        if len(given) == 1:
            return self._by_letter[surname, given][:_COMPARED]
        found = [
            person for key in given_keys(given) for person in self._by_given.get((surname, key), ())
        ]
        found += self._initials.get((surname, given[0]), ())
        return list(dict.fromkeys(found))[:_COMPARED]


def usual_surname(form: Form, respelt: dict[tuple[str, str], str]) -> str:
    """The surname of a form, in the spelling in which people of its first name mostly have it."""
    surname = form.parsed.surname
    if form.parsed.given and len(form.parsed.given[0]) > 1:
        given = given_keys(form.parsed.given[0])[0]
        while (given, surname) in respelt:
            surname = respelt[given, surname]
    return surname


def link_full_names(
    forms: Iterable[Form],
    attested: dict[str, Counter[str]],
    respelt: dict[tuple[str, str], str],
) -> dict[str, Person]:
    """The person of each full name.

    Names are taken in order, the most specific first: a name joins the person with whose names it
    agrees, else it is a person of its own. One that agrees with several joins the best supported;
    an initial does so only where that one stands out.

    Args:
        forms: Names with a first name or initial.
        attested: For short forms the longer ones for which documents use them.
        respelt: From `respelt_surnames`.

    Returns:
        Person by key of the form.
    """
    block = _Block()
    owners: dict[str, Person] = {}
    shared: list[tuple[Form, list[Person]]] = []
    for form in sorted(forms, key=lambda f: (f.parsed.specificity, f.support), reverse=True):
        surname, given = usual_surname(form, respelt), form.parsed.given[0]
        alike = block.like(surname, given)
        fitting = [p for p in alike if all(_agree(form, other) for other in p.forms)]
        if len(fitting) > 1:
            shared.append((form, fitting))
            continue
        person = fitting[0] if fitting else _longer_form(form, attested.get(form.key), owners)
        if person is None:
            person = Person()
        block.put(surname, given, person)
        person.forms.append(form)
        owners[form.key] = person
    for form, fitting in shared:
        owners[form.key] = _best_supported(form, fitting)
    return owners


def _best_supported(form: Form, people: list[Person]) -> Person:
    """The person whose name a form most likely is; a new one where an initial tells too little."""
    # sorted keeps the order of equals, which is fixed above.
    ranked = sorted(people, key=lambda p: p.support, reverse=True)
    first, second = (max(1, person.support[0]) for person in ranked[:2])
    if len(form.parsed.given[0]) == 1 and first < _DOMINANT * second:
        return Person([form])
    ranked[0].shared.append(form)
    return ranked[0]


def _agree(form: Form, other: Form) -> bool:
    """Whether two names of one surname may be one person's.

    "Robert Mueller" may be short for "Robert Mueller III", whose fathers nobody names, and "Robert
    Kennedy" for a better known "Robert Kennedy Jr.", but "Donald Trump" is not the lesser known
    "Donald Trump Jr.".
    """
    suffixes = {form.parsed.suffix, other.parsed.suffix}
    if len(suffixes) > 1 and suffixes & _RELATIVE:
        junior, senior = (form, other) if form.parsed.suffix else (other, form)
        formal = len(junior.parsed.given) > max(1, len(senior.parsed.given))
        if junior.documents < senior.documents and not formal:
            return False
    return may_be_one(form.parsed, other.parsed)


def _longer_form(
    form: Form, used_for: Counter[str] | None, owners: dict[str, Person]
) -> Person | None:
    """The only person whose longer name documents shorten to this one."""
    people = {
        id(owners[key]): owners[key]
        for key, documents in (used_for or {}).items()
        if key in owners and documents * FAMILIAR >= form.documents
    }
    return next(iter(people.values())) if len(people) == 1 else None
