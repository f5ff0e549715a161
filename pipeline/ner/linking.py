"""Links the persons of a document: short forms to full names, misspellings to the usual form."""

from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.knowledge.names import Gender, first_name_genders, gender_of_name, name_words
from pipeline.knowledge.titles import same_title
from pipeline.ner.entities import Entity, Mention, person_entity
from pipeline.ner.person_titles import PersonTitle

__all__ = ["NamedPerson", "link_people"]

_MIN_MISSPELT = 5  # letters; "Mary" and "Mark" are two names
Words = tuple[str, ...]


@dataclass(slots=True, eq=False)
class NamedPerson:
    """One mention of a person by name."""

    mention: Mention
    text: str
    title: PersonTitle

    @property
    def words(self) -> Words:
        """The words that tell this name from others."""
        return name_words(self.text)


@dataclass(slots=True, eq=False)
class _Cluster:
    members: list[NamedPerson] = field(default_factory=list)
    forms: set[Words] = field(default_factory=set)
    gender: Gender | None = None

    def add(self, person: NamedPerson) -> None:
        self.members.append(person)
        self.forms.add(person.words)
        self.gender = person.title.gender or self.gender or gender_of_name(person.text)


class _Clusters:
    """The persons found so far, by each word of their names."""

    def __init__(self) -> None:
        self.all: list[_Cluster] = []
        self._by_word: dict[str, list[_Cluster]] = {}

    def with_word(self, words: Words) -> list[_Cluster]:
        """Persons whose name has one of these words, each once."""
        found = {id(c): c for word in words for c in self._by_word.get(word, ())}
        return list(found.values())

    def put(self, person: NamedPerson, cluster: _Cluster | None) -> None:
        """Gives a mention to a person, or to a new one."""
        if cluster is None:
            cluster = _Cluster()
            self.all.append(cluster)
        if person.words not in cluster.forms:
            for word in person.words:
                owners = self._by_word.setdefault(word, [])
                if cluster not in owners:
                    owners.append(cluster)
        cluster.add(person)


def link_people(people: list[NamedPerson], *, similarity: float) -> list[Entity]:
    """Gives every mention of a person its entity.

    Full names come first; a name of one word then goes to the person whose surname it is (or
    whose first name, if nobody has that surname), by title and gender, and of several to the one
    most often named before it.

    Args:
        people: Mentions by name, in order of the text; their `mention.entity` is set.
        similarity: From which two full names are one, misspelt (0 to 100).
    """
    clusters = _Clusters()
    for person in sorted(people, key=lambda p: -len(p.words)):
        if len(person.words) > 1:
            clusters.put(person, _namesake(clusters, person, similarity))
    for cluster in clusters.all:
        cluster.members.sort(key=lambda m: m.mention.start)
    for person in people:
        if len(person.words) == 1:
            clusters.put(person, _owner(clusters, person))
    return [_entity(c) for c in clusters.all]


def _namesake(clusters: _Clusters, person: NamedPerson, similarity: float) -> _Cluster | None:
    options = clusters.with_word(person.words)
    exact = next((c for c in options if person.words in c.forms), None)
    return exact or next(
        (c for c in options if any(_same_name(f, person.words, similarity) for f in c.forms)), None
    )


def _same_name(full: Words, other: Words, similarity: float) -> bool:
    if full == other:
        return True
    if len(other) < len(full):
        # "Donald Trump" in "Donald J. Trump": the same last word, the others in order.
        rest = iter(full[:-1])
        if full[-1] == other[-1] and all(w in rest for w in other[:-1]):
            return True
        return full[: len(other)] == other and not set(full[len(other) :]) & set(
            first_name_genders()
        )
    if len(full) != len(other):
        return False
    if "".join(full) == "".join(other):
        return True
    different = [(a, b) for a, b in zip(full, other, strict=True) if a != b]
    return len(different) == 1 and _misspelt(*different[0], full, other, similarity)


def _misspelt(a: str, b: str, full: Words, other: Words, similarity: float) -> bool:
    if min(len(a), len(b)) < _MIN_MISSPELT or a[0] != b[0]:
        return False
    known = first_name_genders()
    if a in known and b in known:
        return False
    return fuzz.ratio(" ".join(full), " ".join(other)) >= similarity


def _owner(clusters: _Clusters, person: NamedPerson) -> _Cluster | None:
    word = person.words[0]
    best: list[_Cluster] = []
    best_fit = 0
    for cluster in clusters.with_word(person.words):
        fit = max((_fit(form, word) for form in cluster.forms), default=0)
        told = person.title.gender
        if told and cluster.gender and told != cluster.gender:
            continue
        if fit > best_fit:
            best, best_fit = [cluster], fit
        elif fit and fit == best_fit:
            best.append(cluster)
    if len(best) < 2:
        return best[0] if best else None
    return max(best, key=lambda c: _claim(c, person))


def _fit(form: Words, word: str) -> int:
    if form[-1] == word:
        return 3
    if form[0] == word:
        return 2
    return int(word in form and len(word) > 3)


def _claim(cluster: _Cluster, person: NamedPerson) -> tuple[bool, int, int]:
    title = person.title.text
    known = {m.title.text for m in cluster.members if m.title.text}
    titled = title is not None and any(same_title(other, title) for other in known)
    before = [m for m in cluster.members if m.mention.start < person.mention.start]
    last = before[-1].mention.start if before else -cluster.members[0].mention.start
    return titled, len(before), last


def _entity(cluster: _Cluster) -> Entity:
    forms = Counter(m.text for m in cluster.members)
    first_seen = {m.text: -m.mention.start for m in reversed(cluster.members)}
    # A misspelling has as many words as the right form, and stands there less often.
    name = max(forms, key=lambda f: (len(name_words(f)), forms[f], len(f), first_seen[f]))
    entity = person_entity(name)
    entity.gender = cluster.gender
    for m in cluster.members:
        m.mention.entity = entity
        m.mention.title = m.title.text
        if m.title.text and m.title.text not in entity.titles:
            entity.titles.append(m.title.text)
        entity.countries |= m.title.countries
    return entity
