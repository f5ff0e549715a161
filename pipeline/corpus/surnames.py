"""Whom a surname alone stands for, among the people of a corpus who bear it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log10

from pipeline.corpus.entities import Canonical
from pipeline.corpus.full_names import FAMILIAR, Person, usual_surname
from pipeline.corpus.person_forms import Form, spelt_alike
from pipeline.corpus.profiles import Profile, Told, profile_of
from pipeline.knowledge.names import first_name_genders, gender_of_name

__all__ = ["Bearer", "Bearers"]

_CONTRADICTORY = 3
# By what the likeliest bearer is ahead of the next: twice the documents, or as much in likeness.
_AHEAD = 0.3
_COMPARED = 30  # bearers of one surname, the best supported


@dataclass(eq=False)
class Bearer:
    """A person with a full name, as one whom a surname may stand for.

    Attributes:
        number: Number of the person.
        canonical: Id and name.
        person: The person's names, which others may have as well.
        documents: How many documents name the person, repeated ones left out.
    """

    number: int
    canonical: Canonical
    person: Person
    documents: int

    @property
    def forms(self) -> tuple[Form, ...]:
        """All names of the person."""
        return (*self.person.forms, *self.person.shared)

    @cached_property
    def gender(self) -> str | None:
        """What the name tells."""
        return gender_of_name(self.canonical.name)


class Bearers:
    """The people of a corpus by their surnames and short names.

    Args:
        attested: For short forms the longer ones for which documents use them.
        respelt: For a first name and a surname its usual spelling.
    """

    def __init__(
        self,
        attested: Mapping[str, Counter[str]],
        respelt: dict[tuple[str, str], str],
    ) -> None:
        self._attested = attested
        self._respelt = respelt
        self._by_surname: defaultdict[str, list[Bearer]] = defaultdict(list)
        self._by_form: defaultdict[str, list[Bearer]] = defaultdict(list)
        self._ranked: dict[tuple[str, str], list[Bearer]] = {}

    def add(self, bearer: Bearer) -> None:
        """Enter a person under the surnames that the names end in."""
        surnames: set[str] = set()
        for form in bearer.forms:
            self._by_form[form.key].append(bearer)
            surnames |= {form.parsed.surname, usual_surname(form, self._respelt)}
            words = spelt_alike(form).split()
            surnames.update(" ".join(words[i:]) for i in range(1, len(words)))
        for surname in surnames:
            self._by_surname[surname].append(bearer)

    def meant_by(
        self, told: Told, form: Form, surname: str, profile_by: Callable[[int], Profile]
    ) -> Canonical | None:
        """The person that a name without a first name stands for in a document.

        Args:
            told: What the document says of its bearer.
            form: The name.
            surname: What the spellings of the name share.
            profile_by: Gives the profiles of bearers by their numbers.

        Returns:
            The bearer whose name is short for this one, if there is one only, or one whom the
            titles, the names and the countries of the document or else the number of documents put
            before all others. None where that is nobody.
        """
        profile = profile_of([told])
        ranked: list[tuple[float, str, Bearer]] = []
        for bearer in self.candidates(form, surname):
            if _is_excluded(told, form, bearer):
                continue
            known = profile_by(bearer.number)
            if known.contradiction(profile) >= _CONTRADICTORY:
                continue
            likeness, used = known.likeness(profile), self._used(form, bearer)
            # Popes, monarchs and players go by a first name: no surname unless more says so.
            if likeness >= 1 or not _is_first_name(form) or 0 < used * FAMILIAR >= form.documents:
                weight = likeness + log10(max(1, bearer.documents + FAMILIAR * used))
                ranked.append((-weight, bearer.canonical.entity_id, bearer))
        ranked.sort(key=lambda entry: entry[:2])
        if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _AHEAD:
            return None
        return ranked[0][2].canonical if ranked else None

    def candidates(self, form: Form, surname: str) -> list[Bearer]:
        """The people whom a name may stand for, the best known first."""
        if (form.key, surname) not in self._ranked:
            longer = self._attested.get(form.key, ())
            found = [bearer for key in longer for bearer in self._by_form.get(key, ())]
            found += self._by_surname.get(surname, ())
            ranked = sorted(
                dict.fromkeys(found),
                key=lambda b: (-self._used(form, b), -b.documents, b.canonical.entity_id),
            )
            self._ranked[form.key, surname] = ranked[:_COMPARED]
        return self._ranked[form.key, surname]

    def _used(self, form: Form, bearer: Bearer) -> int:
        """In how many documents the form is short for a name of the person."""
        longer = self._attested.get(form.key)
        return sum(longer[f.key] for f in bearer.forms) if longer else 0


def _is_excluded(told: Told, form: Form, bearer: Bearer) -> bool:
    """Whether the mark of a generation or the gender says that it is somebody else."""
    suffix = form.parsed.suffix
    if suffix and all(other.parsed.suffix != suffix for other in bearer.forms):
        return True
    gender = bearer.gender
    return told.gender is not None and gender is not None and told.gender != gender


def _is_first_name(form: Form) -> bool:
    return len(form.parsed.words) == 1 and form.parsed.words[0] in first_name_genders()
