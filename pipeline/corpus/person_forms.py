"""The names of the people of a corpus, with what speaks for each, before any are linked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.corpus.person_names import PersonName, given_keys, parse_name
from pipeline.corpus.spelling import misspellings, same_spelling, skeleton, sound
from pipeline.corpus.store import Named, Use
from pipeline.knowledge.names import first_name_genders, slug

__all__ = [
    "Form",
    "attested_forms",
    "collect_forms",
    "key_of",
    "long_forms",
    "respelt_surnames",
    "spelt_alike",
    "swapped_forms",
]

# Of spellings that sound alike only the best supported are compared with all others.
_COMPARED = 20
# What is this much less frequent than another name may be a slip for it.
_FREQUENT = 5


@dataclass(slots=True, eq=False)
class Form:
    """A name as the corpus writes it, whatever its accents, case and punctuation."""

    key: str
    parsed: PersonName
    spellings: dict[str, tuple[int, int]] = field(default_factory=dict)
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

    def add(self, use: Use) -> None:
        """Count the entities that have this name."""
        documents, mentions = self.spellings.get(use.named.name, (0, 0))
        self.spellings[use.named.name] = (documents + use.documents, mentions + use.mentions)
        self.documents += use.documents
        self.mentions += use.mentions


def key_of(named: Named) -> str:
    """What the spellings of a name share whose accents, case or punctuation differ."""
    return slug(named.name) or named.entity_id.partition(":")[2] or named.entity_id


def spelt_alike(form: Form) -> str:
    """What the spellings of all words of a name share."""
    return " ".join(map(skeleton, form.parsed.words))


def collect_forms(uses: Iterable[Use]) -> dict[str, Form]:
    """The names by their keys, in the order of these."""
    forms: dict[str, Form] = {}
    for use in uses:
        key = key_of(use.named)
        if key not in forms:
            forms[key] = Form(key, parse_name(key.replace("-", " ")))
        forms[key].add(use)
    return dict(sorted(forms.items()))


def attested_forms(
    used: Iterable[tuple[str, str, int]], forms: dict[str, Form]
) -> dict[str, Counter[str]]:
    """For each short form, the fuller forms for which documents use it, with their number.

    Args:
        used: Keys of names, each with the key of another that documents use for it.
        forms: All names.
    """
    attested: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, short, documents in used:
        other = short in forms and short not in ("", key)
        if other and _is_within(forms[short].parsed.words, forms[key].parsed.words):
            attested[short][key] += documents
    return attested


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a short name stand in a longer one, in their order."""
    words = iter(long)
    return len(short) < len(long) and all(word in words for word in short)


def long_forms(forms: dict[str, Form], attested: dict[str, Counter[str]]) -> dict[str, str]:
    """For a full name with words around a better supported one, that one.

    A document that writes "Kamala Harris Wants" or "Nicolas Maduro Moros" once, and then the name
    that others use, has a name that is rare or no name at all. So has one that puts what is no
    first name before a name that is well known: "Firing Robert Mueller".
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
    first_names = _first_names(forms.values())
    for key, form in forms.items():
        words = form.parsed.words
        if key not in inner and len(words) > 2 and words[0] not in first_names:
            known = forms.get("-".join(words[1:]))
            if known is not None and known.documents >= _FREQUENT * max(form.documents, 1):
                inner[key] = known.key
    return inner


def _first_names(forms: Iterable[Form]) -> set[str]:
    """First names that are known, or that stand before two surnames at least."""
    surnames: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms:
        if len(form.parsed.words) == 2:
            surnames[form.parsed.words[0]].add(form.parsed.surname)
    return {*first_name_genders(), *(name for name, seen in surnames.items() if len(seen) > 1)}


def swapped_forms(forms: dict[str, Form]) -> dict[str, str]:
    """For a name whose surname stands at the other end, the better supported order of its words.

    Names of two words that both are first names are left alone: James Thomas, Thomas James.

    >>> forms = {key: Form(key, parse_name(key)) for key in ("orban viktor", "viktor orban")}
    >>> swapped_forms(forms)
    {'viktor orban': 'orban viktor'}
    """
    orders: defaultdict[tuple[str, ...], list[Form]] = defaultdict(list)
    for form in forms.values():
        words = form.parsed.words
        if 1 < len(words) < 4 and not form.parsed.suffix and min(map(len, words)) > 1:
            orders[tuple(sorted(map(skeleton, words)))].append(form)
    known = first_name_genders()
    swapped: dict[str, str] = {}
    for alike in orders.values():
        best = min(alike, key=lambda f: (-f.documents, -f.mentions, f.key))
        words = tuple(map(skeleton, best.parsed.words))
        turns = {words[i:] + words[:i] for i in range(1, len(words))}
        for form in alike:
            turned = tuple(map(skeleton, form.parsed.words)) in turns
            if turned and words[0] != words[-1] and not known.keys() >= set(form.parsed.words):
                swapped[form.key] = best.key
    return swapped


def respelt_surnames(forms: Iterable[Form]) -> dict[tuple[str, str], str]:
    """For a first name and a surname, the better supported surname that it is a spelling of.

    First names are given by their key. Surnames are compared with those that sound alike, and with
    those that differ by a slip.
    """
    support: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form in forms:
        if form.parsed.given and len(form.parsed.given[0]) > 1 and not form.parsed.family_first:
            support[given_keys(form.parsed.given[0])[0]][form.parsed.surname] += form.documents
    respelt: dict[tuple[str, str], str] = {}
    for given, surnames in support.items():
        if len(surnames) < 2:
            continue

        def rank(surname: str, surnames: Counter[str] = surnames) -> tuple[int, str]:
            return -surnames[surname], surname

        slips = [pair for pair in misspellings(surnames) if _is_lopsided(surnames, *pair)]
        for one, other in (*_variants(surnames), *slips):
            right, wrong = sorted((one, other), key=rank)
            best = respelt.get((given, wrong))
            if best is None or rank(right) < rank(best):
                respelt[given, wrong] = right
    return respelt


def _is_lopsided(surnames: Counter[str], one: str, other: str) -> bool:
    """Whether one of two surnames is so rare that it may be a slip."""
    rare, frequent = sorted((surnames[one], surnames[other]))
    return rare < 2 or rare * _FREQUENT <= frequent


def _variants(surnames: Counter[str]) -> list[tuple[str, str]]:
    """Pairs of surnames that are spellings of one; only a few of those with many bearers."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for surname in sorted(surnames, key=lambda name: (-surnames[name], name)):
        alike[sound(surname)].append(surname)
    return [
        (one, other)
        for names in alike.values()
        for i, one in enumerate(names[:_COMPARED])
        for other in names[i + 1 :]
        if same_spelling(one, other)
    ]
