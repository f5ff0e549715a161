"""Tables of the corpus gathered from its parts."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import tables
from pipeline.corpus import (
    CorpusPart,
    Gatherer,
    Linker,
    OwnIdentifiers,
    apply_links,
    collect_facts,
    gathering,
)
from tests.corpus.articles import Article, article, build, related, spoken, tables_of
from tests.corpus.test_stage import ARTICLES

OWN = OwnIdentifiers({("person", "vucic"): "v1"})


def parts_of(articles: list[Article], scratch: Path) -> list[CorpusPart]:
    """Each article as a part of its own, linked."""
    given = [tables_of([source]) for source in articles]
    with Linker(scratch) as linker:
        for part in given:
            linker.add(collect_facts(**part))
        linker.link()
        return [
            apply_links(**part, links=linker.links([source.doc_id]))
            for part, source in zip(given, articles, strict=True)
        ]


@pytest.mark.parametrize("at_once", [1, 2, 2000])
def test_parts_give_the_tables_of_the_whole(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_AT_ONCE", at_once)
    parts = parts_of(ARTICLES, tmp_path)
    with Gatherer(tmp_path) as gatherer:
        for part in reversed(parts):
            gatherer.add(part.evidence)
        # The order in which the tables are asked for is of no account.
        made = {
            name: list(getattr(gatherer, name)(OwnIdentifiers()))
            for name in ("organizations", "people", "countries")
        }
    whole = build(*ARTICLES)
    assert len(made["people"]) == (1 if at_once > 1 else 2)
    for name, found in made.items():
        assert tables.concat(name, found) == getattr(whole, name)
    for name in ("mentions", "quotes", "relations", "who_said_what"):
        assert pa.concat_tables(getattr(part, name) for part in parts) == getattr(whole, name)
    assert list(tmp_path.iterdir()) == []


def test_identifiers_of_ones_own_are_found_by_aliases(tmp_path: Path) -> None:
    with Gatherer(tmp_path) as gatherer:
        for part in parts_of(ARTICLES, tmp_path):
            gatherer.add(part.evidence)
        (people,) = gatherer.people(OWN)
    assert people["own_id"].to_pylist() == ["v1", None]


def test_tables_may_be_read_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_AT_ONCE", 1)
    with Gatherer(tmp_path) as gatherer:
        for part in parts_of(ARTICLES, tmp_path):
            gatherer.add(part.evidence)
        pairs = zip(gatherer.people(OWN), gatherer.organizations(OWN), strict=True)
        found = [(one["name"][0].as_py(), other["name"][0].as_py()) for one, other in pairs]
    assert found == [("Aleksandar Vucic", "European Union"), ("Vladimir Putin", "Kremlin")]


def test_nothing_gives_no_part() -> None:
    with Gatherer() as gatherer:
        assert list(gatherer.people(OWN)) == []


def test_a_country_that_only_another_document_tells_of_a_body_is_its_officials() -> None:
    told = article("a", "[the Kremlin|org:Kremlin:RUS] waited.")
    holder = article(
        "b",
        "[Ann Lee|Ann Lee] of [the Kremlin|org:Kremlin]",
        relations=[related("Ann Lee", "org:Kremlin", value="aide")],
    )
    assert build(told, holder).people["countries"].to_pylist() == [["RUS"]]


def test_reprints_and_groups_stand_with_the_quotes(tmp_path: Path) -> None:
    quotes = [spoken("Ann Lee", '"No,"'), spoken("Ann Lee", '"Yes,"')]
    given = tables_of([article("a", '"No," "Yes," [Ann Lee|Ann Lee] said.', quotes=quotes)])
    documents = given["documents"].to_pylist()
    documents[0] |= {"also_published_by": ["Daily", "Post"], "reprints": 3}
    given["documents"] = tables.from_rows("documents", documents)
    groups = pa.table({"doc_id": ["a"], "quote_id": [1], "quote_group": ["g"]})
    with Linker() as linker:
        linker.add(collect_facts(**given))
        linker.link()
        part = apply_links(**given, links=linker.links(["a"]), quote_groups=groups)
    columns = ("quote_group", "also_published_by", "reprints")
    assert [tuple(row[c] for c in columns) for row in part.who_said_what.to_pylist()] == [
        (None, ["Daily", "Post"], 3),
        ("g", ["Daily", "Post"], 3),
    ]
