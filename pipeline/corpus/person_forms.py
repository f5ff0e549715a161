"""The names of the people of a corpus, with what speaks for each, before any are linked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.corpus.entities import LocalEntity
from pipeline.corpus.person_names import PersonName, parse_name
from pipeline.corpus.spelling import near_spellings, skeleton
from pipeline.knowledge.names import slug

__all__ = ["Form", "attested_forms", "collect_forms", "key_of", "long_forms", "respelt_surnames"]


@dataclass(slots=True, eq=False)
class Form:
    """A name as the corpus writes it, whatever its accents, case and punctuation."""

    key: str
    parsed: PersonName
    spellings: dict[str, tuple[int, int]] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    documents: int = 0
    mentions: int = 0

    @property
    def support(self) -> tuple[int, int]:
        """How many documents, and mentions in them, use it."""
        return self.documents, self.mentions

    @property
    def spelling(self) -> str:
        """The best supported spelling."""
        return min(self.spellings, key=lambda name: (*(-n for n in self.spellings[name]), name))

    def add(self, known: LocalEntity) -> None:
        """Count an entity of a document that has this name."""
        documents, mentions = self.spellings.get(known.name, (0, 0))
        self.spellings[known.name] = (documents + known.documents, mentions + known.mentions)
        self.titles |= known.titles
        self.documents += known.documents
        self.mentions += known.mentions


def key_of(known: LocalEntity) -> str:
    """What the spellings of a name share whose accents, case or punctuation differ."""
    return slug(known.name) or known.entity_id.partition(":")[2] or known.entity_id


def collect_forms(people: Iterable[LocalEntity]) -> dict[str, Form]:
    """The names by their keys, in the order of these."""
    forms: dict[str, Form] = {}
    for known in people:
        key = key_of(known)
        forms.setdefault(key, Form(key, parse_name(key.replace("-", " ")))).add(known)
    return dict(sorted(forms.items()))


def attested_forms(
    people: Iterable[LocalEntity], forms: dict[str, Form]
) -> dict[str, Counter[str]]:
    """For each short form, the fuller forms for which documents use it, with their number."""
    attested: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for known in people:
        key = key_of(known)
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


def long_forms(forms: dict[str, Form], attested: dict[str, Counter[str]]) -> dict[str, str]:
    """For a full name with words around a better supported one, that one.

    A document that writes "Kamala Harris Wants" or "Nicolas Maduro Moros" once, and then the name
    that others use, has a name that is rare or no name at all.
    """
    inner: dict[str, str] = {}
    for short, longer in attested.items():
        form = forms[short]
        for key in longer:
            outer = forms[key]
            if (
                form.parsed.given
                and form.parsed.suffix == outer.parsed.suffix
                and form.documents > outer.documents
                and f" {' '.join(form.parsed.words)} " in f" {' '.join(outer.parsed.words)} "
            ):
                best = forms[inner.setdefault(key, short)]
                inner[key] = max((best, form), key=lambda f: (f.support, f.key)).key
    return inner


def respelt_surnames(forms: Iterable[Form]) -> dict[tuple[str, str], str]:
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
