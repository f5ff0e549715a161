"""The annotations are well-formed: what they quote is in the articles, what they name is listed."""

import json
from collections.abc import Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pycountry
import pytest

import pipeline
from pipeline.tables.vocabulary import PLOVER, QUOTE_KINDS
from tests.scoring import find_document, fold

GOLD = sorted((Path(__file__).parent / "gold").glob("*.json"))
ENTITIES = ("people", "countries", "organizations")
OPTIONAL = tuple(f"{kind}_optional" for kind in ENTITIES)
WAYS = {"name", "pronoun", "nominal", "organization", "country", "anonymous", "floating"}
DOUBLE, MARKS = '"“”', "\"“”'‘’"

Row = dict[str, Any]
each_gold = pytest.mark.parametrize(
    "gold",
    [json.loads(file.read_text(encoding="utf-8")) for file in GOLD],
    ids=lambda g: g["source"],
)


def everything(kind: str) -> list[Row]:
    return [row for file in GOLD for row in json.loads(file.read_text(encoding="utf-8"))[kind]]


def listed(gold: Row) -> set[str]:
    return {entry["name"] for kind in ENTITIES for entry in gold[kind]}


def squeeze(text: str) -> str:
    return " ".join(text.split())


def marked(text: str, marks: str = MARKS) -> bool:
    return any(mark in text for mark in marks)


@pytest.fixture(scope="module")
def documents(sample_articles: Path) -> dict[str, Row]:
    loaded = pipeline.load_documents(sample_articles)
    assert loaded.rejects.to_pylist() == []
    return {row["doc_id"]: row for row in loaded.documents.to_pylist()}


@pytest.fixture
def document(documents: dict[str, Row], gold: Row, request: pytest.FixtureRequest) -> Row:
    return documents[find_document(pd.DataFrame(documents.values()), gold["source"])]


def test_every_article_has_its_annotations(
    documents: dict[str, Row], sample_gold: Sequence[Path]
) -> None:
    stems = {
        source.rpartition("#")[2] if "#" in source else Path(source).stem
        for source in (row["source"] for row in documents.values())
    }
    assert stems == {file.stem for file in sample_gold}


@each_gold
def test_the_article_says_where_it_is_from(gold: Row, document: Row) -> None:
    day = document["published"].date().isoformat() if document["published"] else None
    found = {key: document[key] for key in ("title", "agency", "url", "publisher")}
    found["published"] = day
    assert {key: found[key] for key in gold["document"]} == gold["document"]


@each_gold
def test_nothing_around_the_article_is_in_its_text(gold: Row, document: Row) -> None:
    around = ("Most read", "Related", "cookies", "All rights", "Photo:", "Original url", "https://")
    lines = (*around, *gold["people_optional"])  # these are the authors
    assert [line for line in lines if line in document["text"]] == []


@each_gold
def test_an_article_is_of_the_usual_length(gold: Row, document: Row) -> None:
    assert 150 <= document["n_words"] <= 350


@each_gold
def test_the_entities_are_in_the_text(gold: Row, document: Row) -> None:
    text = squeeze(document["text"])
    assert [entry["name"] for entry in gold["people"] if entry["name"] not in text] == []
    names = [[entry["name"], *entry["aliases"]] for entry in gold["organizations"]]
    assert [forms for forms in names if not any(form in text for form in forms)] == []


@each_gold
def test_no_name_belongs_to_two(gold: Row) -> None:
    entries = [entry for kind in ENTITIES for entry in gold[kind]]
    names = [
        {fold(name) for name in (entry["name"], *entry.get("aliases", []))} for entry in entries
    ]
    assert [one & other for one, other in combinations(names, 2) if one & other] == []
    optional = {fold(name) for kind in OPTIONAL for name in gold[kind]}
    assert optional & set(chain.from_iterable(names)) == set()


@each_gold
def test_the_country_codes_exist(gold: Row) -> None:
    codes = {entry["iso3"] for entry in gold["countries"]} | set(gold["countries_optional"])
    codes |= {code for person in gold["people"] for code in person["countries"]}
    assert {code for code in codes if pycountry.countries.get(alpha_3=code) is None} == set()


@each_gold
def test_the_quotes_are_in_the_text(gold: Row, document: Row) -> None:
    text = squeeze(document["text"])
    strings = [
        string
        for quote in gold["quotes"]
        for string in (*quote.get("parts", [quote["content"]]), quote["source"])
        if string is not None
    ]
    assert [string for string in strings if squeeze(string) not in text] == []


@each_gold
def test_the_quotes_are_what_they_are_called(gold: Row) -> None:
    for quote in gold["quotes"]:
        content, parts = quote["content"], quote.get("parts", [quote["content"]])
        assert content == " ".join(parts)
        assert quote["by"] in WAYS
        assert (quote["by"] == "floating") <= (quote["source"] is None), content
        match quote["kind"]:
            case "direct":
                assert all(part[0] in MARKS and part[-1] in MARKS for part in parts), content
            case "mixed":
                assert marked(content), content
                assert content[0] not in MARKS or quote.get("optional"), content
            case "indirect":
                assert not marked(content, DOUBLE), content
            case kind:
                pytest.fail(f"no such kind: {kind}")


@each_gold
def test_speakers_and_topics_are_listed(gold: Row) -> None:
    names = {
        name
        for quote in gold["quotes"]
        for name in (quote["speaker"], *quote.get("speaker_also", []), *quote.get("about", []))
    }
    assert names - listed(gold) <= {None}


@each_gold
def test_the_relations_hold_between_those_listed(gold: Row) -> None:
    for relation in gold["relations"]:
        if not relation.get("optional"):
            assert {relation["subject"], relation["object"]} <= listed(gold), relation
        assert relation["subject"] != relation["object"]
        assert ("family" in relation) != ("plover" in relation), relation
        assert set(relation.get("plover", "AGREE").split("|")) <= set(PLOVER), relation
        assert relation.get("family", "role") in ("role", "affiliation"), relation


@each_gold
def test_nothing_is_annotated_twice(gold: Row) -> None:
    for kind in ("quotes", "relations"):
        rows = [json.dumps(row, sort_keys=True) for row in gold[kind]]
        assert len(rows) == len(set(rows))


def test_together_they_cover_the_forms(sample_articles: Path) -> None:
    quotes, relations = everything("quotes"), everything("relations")
    required = [quote for quote in quotes if not quote.get("optional")]
    assert {quote["kind"] for quote in required} == set(QUOTE_KINDS)
    assert {quote["by"] for quote in required} == WAYS
    assert any("parts" in quote for quote in required)
    assert any("\n\n" in quote["content"] for quote in required)
    codes = {code for row in relations if "plover" in row for code in row["plover"].split("|")}
    assert codes == set(PLOVER)
    assert {row["family"] for row in relations if "family" in row} == {"role", "affiliation"}
    assert any(row.get("negated") and not row.get("optional") for row in relations)
    suffixes = {file.suffix for file in sample_articles.iterdir()}
    assert suffixes == {".txt", ".md", ".html", ".json", ".jsonl", ".csv"}


def test_a_person_recurs_in_another_spelling() -> None:
    people = everything("people")
    spellings = {
        frozenset({one["name"], other["name"]})
        for one, other in combinations(people, 2)
        if one["name"] in other["aliases"]
    }
    assert len(spellings) >= 3
