"""Links the persons of a document: short forms to full names, misspellings to the usual form."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from spacy.tokens import Doc

from pipeline.knowledge.names import first_name_genders, gender_of_name, name_words, nicknames
from pipeline.ner.claims import Claimant, claimant_of, is_another
from pipeline.ner.entities import Entity, person_entity
from pipeline.ner.families import families, share_surnames
from pipeline.ner.named_people import NamedPerson, Words, fit, same_name

__all__ = ["link_people"]

_GENERATIONS = frozenset({"jr", "sr"})
_UNUSUAL = re.compile(r"[^\w\s.'’“”\"‐‑-]")  # "Barack) Obama"
_MIN_MISSPELT = 6  # letters of a surname alone


@dataclass(slots=True, eq=False)
class _Cluster(Claimant):
    forms: set[Words] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)

    def add(self, person: NamedPerson) -> None:
        self.members.append(person)
        self.forms.add(person.words)
        if person.suffix:
            self.suffixes.add(person.suffix)
        self.gender = person.title.gender or self.gender or gender_of_name(person.text)


class _Clusters:
    """The persons found so far, by the first letters of their names and what they are short for."""

    def __init__(self) -> None:
        self.all: list[_Cluster] = []
        self._by_letter: dict[str, list[_Cluster]] = {}

    def like(self, words: Words) -> list[_Cluster]:
        """Persons with a word in their names that begins like one of these, each once."""
        letters = sorted(_letters(words))
        found = {id(c): c for letter in letters for c in self._by_letter.get(letter, ())}
        return list(found.values())

    def put(self, person: NamedPerson, cluster: _Cluster | None) -> _Cluster:
        """Gives a mention to a person, or to a new one."""
        if cluster is None:
            cluster = _Cluster()
            self.all.append(cluster)
        for letter in _letters(person.words):
            owners = self._by_letter.setdefault(letter, [])
            if cluster not in owners:
                owners.append(cluster)
        cluster.add(person)
        return cluster


def _letters(words: Words) -> set[str]:
    short = nicknames()
    return {name[0] for word in words for name in (word, *short.get(word, ()))}


def link_people(doc: Doc, people: Sequence[NamedPerson], *, similarity: float) -> list[Entity]:
    """Gives the mentions of persons their entities.

    Full names come first. A name of one word then goes to the person whose surname it is, or
    whose first name, if nobody has that surname; of several to the one for whom title, gender and
    place in the text speak. Where nothing tells them apart it stays without entity, as do the
    names of families.

    Args:
        doc: The document.
        people: Mentions by name, in order of the text; their `mention.entity` is set.
        similarity: From which two full names are one, misspelt (0 to 100).
    """
    for person in people:
        person.mention.title = person.title.text
    people = [p for p in people if p.words]
    share_surnames(doc, people)
    plural = families(doc, people)
    alone = [p for p in people if p not in plural]
    clusters = _Clusters()
    for person in sorted(alone, key=lambda p: -len(p.words)):
        if len(person.words) > 1:
            clusters.put(person, _namesake(clusters, person, similarity))
    short = (p for p in alone if len(p.words) == 1)
    # "Trump Jr." first: where he is called so, "Trump" is somebody else.
    for person in sorted(short, key=lambda p: not p.suffix):
        options = _owners(clusters, person, similarity)
        owner = claimant_of(doc, person, options)
        if owner is not None or not options:
            clusters.put(person, owner)
    return [_entity(c) for c in clusters.all]


def _namesake(clusters: _Clusters, person: NamedPerson, similarity: float) -> _Cluster | None:
    options = [c for c in clusters.like(person.words) if _same_generation(c, person)]
    exact = next((c for c in options if person.words in c.forms), None)
    return exact or next(
        (c for c in options if any(same_name(f, person.words, similarity) for f in c.forms)), None
    )


def _same_generation(cluster: _Cluster, person: NamedPerson) -> bool:
    """Whether suffixes agree: "Donald Trump" is not "Donald Trump Jr.", "Joe Biden" may be."""
    if person.suffix and cluster.suffixes:
        return person.suffix in cluster.suffixes
    marked = {person.suffix, *cluster.suffixes} & _GENERATIONS
    return not (marked and len(person.words) > 1 and person.words in cluster.forms)


def _owners(clusters: _Clusters, person: NamedPerson, similarity: float) -> list[_Cluster]:
    """The persons for whom a name of one word may stand: those whom it fits best."""
    word = person.words[0]
    best: list[_Cluster] = []
    best_fit = 0
    possible = [c for c in clusters.like(person.words) if _may_be(c, person)]
    if person.suffix:
        possible = [c for c in possible if person.suffix in c.suffixes] or possible
    for cluster in possible:
        fits = max(fit(form, word, written=person.text) for form in cluster.forms)
        if fits > best_fit:
            best, best_fit = [cluster], fits
        elif fits and fits == best_fit:
            best.append(cluster)
    return best or [c for c in possible if _is_misspelt(c, person.words[0], similarity)]


def _may_be(cluster: _Cluster, person: NamedPerson) -> bool:
    told = person.title.gender
    if (told and cluster.gender and told != cluster.gender) or is_another(cluster, person):
        return False
    if person.suffix:
        return not cluster.suffixes or person.suffix in cluster.suffixes
    return not any(len(m.words) == 1 and m.suffix in _GENERATIONS for m in cluster.members)


def _is_misspelt(cluster: _Cluster, word: str, similarity: float) -> bool:
    if len(word) < _MIN_MISSPELT or word in first_name_genders():
        return False
    return any(
        form[-1][0] == word[0]
        and len(form[-1]) >= _MIN_MISSPELT
        # Letters that have changed places: "Hasian" for "Hasina".
        and (fuzz.ratio(form[-1], word) >= similarity or sorted(form[-1]) == sorted(word))
        for form in cluster.forms
    )


def _entity(cluster: _Cluster) -> Entity:
    cluster.members.sort(key=lambda m: m.mention.start)
    forms = Counter(m.text for m in cluster.members)
    first_seen = {m.text: -m.mention.start for m in reversed(cluster.members)}
    # A misspelling has as many words as the right form, and stands there less often.
    name = max(
        forms,
        key=lambda f: (
            len(name_words(f)),
            not f.isupper(),
            not _UNUSUAL.search(f),
            forms[f],
            len(f),
            first_seen[f],
        ),
    )
    entity = person_entity(name)
    entity.gender = cluster.gender
    for m in cluster.members:
        m.mention.entity = entity
        if m.title.text and m.title.text not in entity.titles:
            entity.titles.append(m.title.text)
        entity.countries |= m.title.countries
    return entity
