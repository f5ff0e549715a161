"""The table of people: names, titles, the countries they act for, and where they appear."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.corpus.appearances import Corpus
from pipeline.corpus.entities import rows
from pipeline.corpus.names import EntityNames, by_frequency
from pipeline.knowledge.titles import is_title_modifier, longest_title, titles

__all__ = ["list_people"]

# "Serbian President Vucic", "Serbia's president, Vucic": nothing but the title stands between.
_LONGEST_TITLE = 60
# A country that is found so many times less often than another is taken for an error.
_RARE = 10
_POSSESSIVE = re.compile(r"^['’]s?\s")


def list_people(
    corpus: Corpus,
    named: dict[str, EntityNames],
    documents: pa.Table,
    mentions: pa.Table,
    relations: pa.Table,
) -> pa.Table:
    """Make the table of people, the most mentioned first."""
    people = {id_: known for id_, known in named.items() if known.type == "person"}
    held = _titles(people, mentions, relations)
    countries = _countries(people, documents, mentions, relations)
    seen = corpus.appearances(_mentions(people, mentions))
    empty: Counter[str] = Counter()
    listed: list[dict[str, Any]] = []
    for entity_id, known in people.items():
        where = seen.get(entity_id)
        listed.append(
            {
                "entity_id": entity_id,
                "name": known.name,
                "aliases": known.aliases,
                "titles": by_frequency(held.get(entity_id, empty)),
                "countries": _frequent(countries.get(entity_id, empty)),
                **(where or corpus.nowhere(entity_id)).columns(),
            }
        )
    listed.sort(key=lambda row: (-row["mentions"], row["entity_id"]))
    return tables.from_rows("people", listed)


def _mentions(people: Iterable[str], mentions: pa.Table) -> Iterator[tuple[str, str]]:
    wanted = set(people)
    for entity_id, doc_id in rows(mentions, "entity_id", "doc_id"):
        if entity_id in wanted:
            yield entity_id, doc_id


def _titles(
    people: Iterable[str], mentions: pa.Table, relations: pa.Table
) -> dict[str, Counter[str]]:
    """The titles of each person, courtesy titles left out, each in its most frequent case."""
    wanted = set(people)
    written: defaultdict[str, defaultdict[str, Counter[str]]]
    written = defaultdict(lambda: defaultdict(Counter))
    for entity_id, title in rows(mentions, "entity_id", "title"):
        if entity_id in wanted and title and not _is_courtesy(title):
            written[entity_id][title.lower()][title] += 1
    for subject_id, value in _roles(relations, "subject_id", "value"):
        if subject_id in wanted and value:
            written[subject_id][value.lower()][value] += 1
    return {
        entity_id: Counter({by_frequency(cases)[0]: cases.total() for cases in found.values()})
        for entity_id, found in written.items()
    }


def _is_courtesy(title: str) -> bool:
    known = titles().get(title.lower()) or titles().get(f"{title.lower()}.")
    return known is not None and known.kind == "honorific"


def _roles(relations: pa.Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The roles that the texts assert."""
    for family, negated, modality, *values in rows(
        relations, "family", "negated", "modality", *columns
    ):
        if family == "role" and not negated and modality in ("asserted", "reported"):
            yield tuple(values)


def _countries(
    people: Iterable[str], documents: pa.Table, mentions: pa.Table, relations: pa.Table
) -> dict[str, Counter[str]]:
    """The countries that people act for: by their roles, and by what stands before their titles."""
    wanted = set(people)
    governments: dict[str, str] = {}
    for entity_id, country in rows(mentions, "entity_id", "country"):
        if entity_id is not None and country is not None:
            governments.setdefault(entity_id, country)
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for subject_id, object_id in _roles(relations, "subject_id", "object_id"):
        if subject_id in wanted and object_id in governments:
            found[subject_id][governments[object_id]] += 1
    for entity_id, country in _countries_of_titles(wanted, documents, mentions):
        found[entity_id][country] += 1
    return found


def _frequent(counted: Counter[str]) -> list[str]:
    """What was counted often enough beside the most frequent to be more than an error."""
    most = max(counted.values(), default=0)
    return [name for name in by_frequency(counted) if counted[name] * _RARE > most]


def _countries_of_titles(
    people: set[str], documents: pa.Table, mentions: pa.Table
) -> Iterator[tuple[str, str]]:
    texts = dict(rows(documents, "doc_id", "text"))
    before: tuple[str, int, str | None] = ("", 0, None)
    columns = ("doc_id", "start", "end", "entity_id", "country", "kind", "title")
    for doc_id, start, end, entity_id, country, kind, title in rows(mentions, *columns):
        if title and kind == "name" and entity_id in people and before[0] == doc_id and before[2]:
            between = texts[doc_id][before[1] : start]
            if len(between) <= _LONGEST_TITLE and _is_title(between):
                yield entity_id, before[2]
        before = (doc_id, end, country)


def _is_title(between: str) -> bool:
    """Whether a text is nothing but titles, after the mark of a possessive.

    >>> _is_title("'s former prime minister "), _is_title(" invaded, President ")
    (True, False)
    """
    words = _POSSESSIVE.sub("", between).replace(",", " ").split()
    titled = False
    while words:
        known = longest_title(words)
        if known is not None:
            titled = True
            words = words[: -known[1]]
        elif titled and is_title_modifier(words[-1]):
            words.pop()
        else:
            return False
    return titled
