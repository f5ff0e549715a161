"""Linking a corpus in parts, with a database on disk."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.corpus import FACTS, LINKS, Linker, collect_facts, namesakes
from pipeline.corpus.contexts import Context
from pipeline.corpus.entities import LocalEntity
from pipeline.knowledge.names import slug
from tests.corpus.articles import article, tables_of
from tests.corpus.linked import facts, link

ARTICLES = [
    article("b", "[Sergei Lavrov|Sergei Lavrov:Minister] of [Ghana|GHA] met [Bo Dahl|Bo Dahl]."),
    article("a", "[Lavrov|Lavrov] and [the UN|org:UN] met."),
    article("c", "[Sergey Lavrov|Sergey Lavrov] and [United Nations|org:United Nations] met."),
    article("d", "Nobody met."),
]


def person(doc_id: str, name: str, *titles: str, countries: str = "") -> LocalEntity:
    return LocalEntity(
        doc_id,
        f"person:{slug(name)}",
        "person",
        name,
        surfaces={name},
        titles=frozenset(titles),
        countries=frozenset(countries.split()),
        mentions=1,
    )


def linked(scratch: Path | None, *parts: list[str]) -> list[tuple[str, str, str]]:
    """Document, id there and id in the corpus, the articles being entered in these parts."""
    found = {source.doc_id: source for source in ARTICLES}
    with Linker(scratch) as linker:
        for part in parts:
            linker.add(collect_facts(**tables_of([found[doc_id] for doc_id in part])))
        linker.link()
        tables = [linker.links(part) for part in parts]
    rows = [row for table in tables for row in table.to_pylist()]
    return sorted((row["doc_id"], row["entity_id"], row["linked_id"]) for row in rows)


def test_the_facts_of_a_document_are_the_same_with_whatever_others_it_comes() -> None:
    alone = [
        collect_facts(**tables_of([source])) for source in sorted(ARTICLES, key=lambda a: a.doc_id)
    ]
    assert collect_facts(**tables_of(ARTICLES)) == pa.concat_tables(alone)


def test_a_document_without_entities_has_one_row() -> None:
    assert collect_facts(**tables_of(ARTICLES[3:])).to_pylist() == [
        dict.fromkeys(FACTS.names) | {"doc_id": "d", "names": [], "countries": []}
    ]


def test_the_parts_and_their_order_are_of_no_account(tmp_path: Path) -> None:
    expected = linked(None, ["a", "b", "c", "d"])
    assert ("a", "person:lavrov", "person:sergei-lavrov") in expected
    assert ("a", "org:un", "org:united-nations") in expected
    assert linked(tmp_path, ["c"], ["b", "d"], ["a"]) == expected
    assert linked(tmp_path, ["d", "a"], ["c", "b"]) == expected


def test_links_may_be_asked_for_documents_of_any_part_in_any_order(tmp_path: Path) -> None:
    with Linker(tmp_path) as linker:
        for source in ARTICLES:
            linker.add(collect_facts(**tables_of([source])))
        linker.link()
        rows = linker.links(["c", "nowhere", "b"]).to_pylist()
        assert [(row["doc_id"], row["name"]) for row in rows] == [
            *(("b", "GHA"), ("b", "Bo Dahl"), ("b", "Sergei Lavrov")),
            *(("c", "United Nations"), ("c", "Sergey Lavrov")),
        ]
        assert linker.links(["d"]) == LINKS.empty_table()
        assert linker.links(["a"]).num_rows == 2


def test_no_file_of_the_database_stays(tmp_path: Path) -> None:
    with Linker(tmp_path) as linker:
        linker.add(collect_facts(**tables_of(ARTICLES)))
        linker.link()
        assert (tmp_path / "linking.duckdb").exists()
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_a_killed_run_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "linking.duckdb").write_bytes(b"torn")
    assert len(linked(tmp_path, ["a", "b"])) == 5


def test_entities_of_a_document_that_become_one_meet() -> None:
    found = [
        person("a", "Sergei Lavrov"),
        person("x", "Sergei Lavrov", "minister"),
        person("x", "Sergey Lavrov", "envoy"),
    ]
    with Linker() as linker:
        linker.add(facts(found))
        linker.link()
        rows = linker.links(["x"]).to_pylist()
    assert [(row["name"], row["linked_id"]) for row in rows] == [
        ("Sergei Lavrov", "person:sergei-lavrov"),
        ("Sergey Lavrov", "person:sergei-lavrov"),
    ]


def test_documents_outside_of_the_sample_go_to_the_namesake_whom_they_do_not_contradict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [
        *(person(f"p{i:02}", "John Smith", "president", countries="GEO") for i in range(40)),
        *(person(f"s{i:02}", "John Smith", "striker", countries="USA") for i in range(20)),
    ]
    expected = link(found)
    presidents = {key for key, one in expected.items() if one.entity_id == "person:john-smith"}
    players = {key for key, one in expected.items() if one.entity_id == "person:john-smith-2"}
    assert {doc_id[0] for doc_id, _ in presidents} == {"p"}
    assert {doc_id[0] for doc_id, _ in players} == {"s"}
    monkeypatch.setattr(namesakes, "_SAMPLED", 30)
    assert link(found) == expected


def test_namesakes_of_the_sample_share_a_name_of_their_documents() -> None:
    found = [
        person("a", "George Weah", "striker", countries="FRA"),
        person("b", "George Weah", "president", countries="LBR"),
    ]
    around = {doc_id: Context(frozenset({"clar-weah", "george-weah"})) for doc_id in "ab"}
    assert len({one.entity_id for one in link(found, around).values()}) == 1
    # The person's own name is no evidence.
    own = {doc_id: Context(frozenset({"george-weah"})) for doc_id in "ab"}
    assert len({one.entity_id for one in link(found, own).values()}) == 2
