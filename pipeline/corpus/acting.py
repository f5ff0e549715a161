"""For which countries people and organizations act: by roles, and by what stands before a name."""

import re
from collections.abc import Iterator

import pyarrow as pa

from pipeline.corpus.entities import rows
from pipeline.corpus.roles import is_asserted
from pipeline.knowledge.titles import is_title_modifier, longest_title

__all__ = [
    "countries_before_titles",
    "countries_of_bodies",
    "countries_of_people",
    "governments",
    "posts",
]

# "Serbian President Vucic", "Serbia's president, Vucic": nothing but the title stands between.
_LONGEST_TITLE = 60
_POSSESSIVE = re.compile(r"(?:['’]s?)?\s")


def countries_of_people(
    documents: pa.Table, mentions: pa.Table, relations: pa.Table
) -> Iterator[tuple[str, str, str]]:
    """Document, person and country, once for each place that says that one acts for the other."""
    known = governments(mentions)
    for doc_id, person, of_id in posts(relations):
        if (doc_id, of_id) in known:
            yield doc_id, person, known[doc_id, of_id]
    yield from countries_before_titles(documents, mentions)


def governments(mentions: pa.Table) -> dict[tuple[str, str], str]:
    """The country that an entity is or stands for, by document and entity."""
    found: dict[tuple[str, str], str] = {}
    for doc_id, entity_id, country in rows(mentions, "doc_id", "entity_id", "country"):
        if entity_id is not None and country is not None:
            found.setdefault((doc_id, entity_id), country)
    return found


def posts(relations: pa.Table) -> Iterator[tuple[str, str, str]]:
    """Document, person, and the country or organization in which the person holds a role."""
    columns = ("doc_id", "subject_id", "subject_type", "object_id")
    for family, negated, modality, doc_id, subject_id, type_, object_id in rows(
        relations, "family", "negated", "modality", *columns
    ):
        held = type_ == "person" and is_asserted(family, negated, modality)
        if held and subject_id is not None and object_id is not None:
            yield doc_id, subject_id, object_id


def countries_of_bodies(documents: pa.Table, mentions: pa.Table) -> Iterator[tuple[str, str, str]]:
    """Document, organization and country, where the country's name is right before the other."""
    texts = dict(rows(documents, "doc_id", "text"))
    before: tuple[str, int, str | None] = ("", 0, None)
    columns = ("doc_id", "start", "end", "entity_id", "entity_type", "country", "kind")
    for doc_id, start, end, entity_id, type_, country, kind in rows(mentions, *columns):
        if kind == "name" and type_ == "organization":
            if country is not None:
                yield doc_id, entity_id, country
            elif (
                before[0] == doc_id
                and before[2] is not None
                and _POSSESSIVE.fullmatch(texts[doc_id][before[1] : start])
            ):
                yield doc_id, entity_id, before[2]
        before = (doc_id, end, country)


def countries_before_titles(
    documents: pa.Table, mentions: pa.Table
) -> Iterator[tuple[str, str, str]]:
    """Document, person and country, where the country stands right before the person's title."""
    texts = dict(rows(documents, "doc_id", "text"))
    before: tuple[str, int, str | None] = ("", 0, None)
    columns = ("doc_id", "start", "end", "entity_id", "entity_type", "country", "kind", "title")
    for doc_id, start, end, entity_id, type_, country, kind, title in rows(mentions, *columns):
        named = kind == "name" and entity_id is not None and type_ == "person"
        if title and named and before[0] == doc_id and before[2]:
            between = texts[doc_id][before[1] : start]
            if len(between) <= _LONGEST_TITLE and _is_title(between):
                yield doc_id, entity_id, before[2]
        before = (doc_id, end, country)


def _is_title(between: str) -> bool:
    """Whether a text is nothing but titles, after the mark of a possessive.

    >>> _is_title("'s former prime minister "), _is_title(" invaded, President ")
    (True, False)
    """
    words = _POSSESSIVE.sub("", between, count=1).replace(",", " ").split()
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
