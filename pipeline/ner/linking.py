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
        return name_words(self.text)


@dataclass(slots=True, eq=False)
class _Cluster:
    members: list[NamedPerson] = field(default_factory=list)

    @property
    def forms(self) -> set[Words]:
        return {m.words for m in self.members}

    def gender(self) -> Gender | None:
        for m in self.members:
            if m.title.gender:
                return m.title.gender
        return next((g for m in self.members if (g := gender_of_name(m.text))), None)


def link_people(people: list[NamedPerson], *, similarity: float) -> list[Entity]:
    """Gives every mention of a person its entity.

    Full names come first; a name of one word then goes to the person whose surname it is (or
    whose first name, if nobody has that surname), by title and gender, and of several to the one
    most often named before it.

    Args:
        people: Mentions by name, in order of the text; their `mention.entity` is set.
        similarity: From which two full names are one, misspelt (0 to 100).
    """
    clusters: list[_Cluster] = []
    for person in sorted(people, key=lambda p: -len(p.words)):
        if len(person.words) > 1:
            _join_full(clusters, person, similarity)
    for cluster in clusters:
        cluster.members.sort(key=lambda m: m.mention.start)
    for person in people:
        if len(person.words) == 1:
            cluster = _owner(clusters, person)
            if cluster is None:
                cluster = _Cluster()
                clusters.append(cluster)
            cluster.members.append(person)
    return [_entity(c) for c in clusters]


def _join_full(clusters: list[_Cluster], person: NamedPerson, similarity: float) -> None:
    for cluster in clusters:
        if any(_same_name(form, person.words, similarity) for form in cluster.forms):
            cluster.members.append(person)
            return
    clusters.append(_Cluster([person]))


def _same_name(full: Words, other: Words, similarity: float) -> bool:
    if full == other:
        return True
    if len(other) < len(full):
        # "Donald Trump" in "Donald J. Trump": the same last word, the others in order.
        rest = iter(full[:-1])
        if full[-1] == other[-1] and all(w in rest for w in other[:-1]):
            return True
        return full[: len(other)] == other and not set(full[len(other) :]) & set(first_name_genders())
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


def _owner(clusters: list[_Cluster], person: NamedPerson) -> _Cluster | None:
    word = person.words[0]
    best: list[_Cluster] = []
    best_fit = 0
    for cluster in clusters:
        fit = max((_fit(form, word) for form in cluster.forms), default=0)
        gender = cluster.gender()
        if person.title.gender and gender and person.title.gender != gender:
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
    titled = bool(title) and any(m.title.text and same_title(m.title.text, title or "") for m in cluster.members)
    before = [m for m in cluster.members if m.mention.start < person.mention.start]
    last = before[-1].mention.start if before else -cluster.members[0].mention.start
    return titled, len(before), last


def _entity(cluster: _Cluster) -> Entity:
    forms = Counter(m.text for m in cluster.members)
    first_seen = {m.text: -m.mention.start for m in reversed(cluster.members)}
    # A misspelling has as many words as the right form, and stands there less often.
    name = max(forms, key=lambda f: (len(name_words(f)), forms[f], len(f), first_seen[f]))
    entity = person_entity(name)
    entity.gender = cluster.gender()
    for m in cluster.members:
        m.mention.entity = entity
        m.mention.title = m.title.text
        if m.title.text and m.title.text not in entity.titles:
            entity.titles.append(m.title.text)
        entity.countries |= m.title.countries
    return entity
