"""Names of people: where they stand in the training articles, and others to put in their place."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import spacy

from models.en_quotes.recipe.augment import NameLists
from models.en_quotes.recipe.examples import Article, Span
from pipeline.errors import InputError
from pipeline.ner.learned.component import NAME


def find_people(articles: Iterable[Article]) -> dict[str, list[Span]]:
    """The names of people that the bundled recogniser finds, by the id of the article."""
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    docs = nlp.pipe(((article.text, article.id) for article in articles), as_tuples=True)
    return {
        name: [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON"]
        for doc, name in docs
    }


def write_people(file: Path, people: dict[str, list[Span]]) -> None:
    """Writes what `find_people` found."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(people) + "\n", encoding="utf8", newline="\n")


def read_people(file: Path, articles: Iterable[Article]) -> list[list[Span]]:
    """The names of people in each article, as they were written.

    Raises:
        InputError: the file knows nothing of an article.
    """
    people = json.loads(file.read_text(encoding="utf8"))
    found = []
    for article in articles:
        if article.id not in people:
            raise InputError(f"{file} has no {article.id!r}; make it with: --stage prepare")
        found.append([(start, end) for start, end in people[article.id]])
    return found


def name_lists(records: Iterable[dict[str, Any]]) -> NameLists:
    """The first and the last words of annotated names of people, each word once, sorted.

    Raises:
        InputError: there are none.
    """
    first: set[str] = set()
    last: set[str] = set()
    for record in records:
        for start, end, label in record["entities"]:
            words = record["text"][start:end].split()
            if label == "PERSON" and len(words) > 1 and _are_names(words):
                first.update(words[:-1])
                last.add(words[-1])
    if not first:
        raise InputError("the set of names has no people with a first and a last name")
    return NameLists(sorted(first), sorted(last))


def _are_names(words: Sequence[str]) -> bool:
    return all(word.isalpha() and word[0].isupper() and len(word) > 2 for word in words)
