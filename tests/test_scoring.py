"""The scorer: right tables score 1, and each kind of mistake costs what it should."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.scoring import TASKS, Score, fold, report, score, similarity

GOLD = {
    "source": "lake.txt",
    "people": [{"name": "Ana Vlašić", "aliases": ["Vlašić"]}, {"name": "Tom Reed", "aliases": []}],
    "countries": [{"iso3": "SRB", "name": "Serbia"}, {"iso3": "KEN", "name": "Kenya"}],
    "organizations": [{"name": "European Union", "aliases": ["EU"]}],
    "organizations_optional": ["AFP"],
    "quotes": [
        {"content": '"The lake is ours,"', "speaker": "Ana Vlašić"},
        {"content": "that Serbia would pay for it", "speaker": "Tom Reed", "speaker_also": [None]},
        {"content": "the plan a joke", "speaker": "Tom Reed", "optional": True},
    ],
    "relations": [
        {"subject": "Ana Vlašić", "object": "Serbia", "family": "role"},
        {"subject": "Ana Vlašić", "object": "Tom Reed", "plover": "CONSULT"},
        {"subject": "Serbia", "object": "Kenya", "plover": "SANCTION|REJECT", "negated": True},
        {"subject": "Kenya", "object": "Serbia", "plover": "ACCUSE", "optional": True},
    ],
}
ENTITIES = {
    "people": {"person:ana-vlasic": "Ana Vlasic", "person:tom-reed": "Tom Reed"},
    "organizations": {"org:eu": "The EU", "org:afp": "AFP"},
}
RELATIONS = [
    ("Ana Vlašić", "role", None, "Serbia", False),
    ("Tom Reed", "event", "CONSULT", "Vlašić", False),
    ("SRB", "event", "REJECT", "Kenya", True),
    ("Serbia", "event", "REJECT", "Kenya", True),
    ("Kenya", "event", "ACCUSE", "Serbia", False),
]

Tables = dict[str, list[dict[str, Any]]]


def right_tables() -> Tables:
    people, organizations = ENTITIES["people"], ENTITIES["organizations"]
    here = {"doc_id": "d1"}
    return {
        "documents": [here | {"source": "north/lake.txt"}],
        "mentions": [
            *(here | {"entity_id": i, "country": None} for i in (*people, *organizations)),
            *(here | {"entity_id": code, "country": code} for code in ("SRB", "KEN")),
        ],
        "people": [{"entity_id": i, "name": name} for i, name in people.items()],
        "organizations": [{"entity_id": i, "name": name} for i, name in organizations.items()],
        "quotes": [
            here | {"content": "“The lake is ours”", "speaker": "Vlasic"},
            here | {"content": "Serbia would pay for it", "speaker": None},
            here | {"content": "the plan a joke", "speaker": "Ana Vlasic"},
        ],
        "relations": [
            here
            | {"subject": s, "family": family, "plover": plover, "object": o, "negated": negated}
            for s, family, plover, o, negated in RELATIONS
        ],
    }


@pytest.fixture
def scored(tmp_path: Path) -> Callable[[Tables], dict[str, Score]]:
    def run(tables: Tables) -> dict[str, Score]:
        for name, rows in tables.items():
            pd.DataFrame(rows).to_parquet(tmp_path / f"{name}.parquet")
        gold = tmp_path / "lake.json"
        gold.write_text(json.dumps(GOLD), encoding="utf-8")
        return score(tmp_path, [gold])

    return run


def test_right_tables_have_full_marks(scored: Callable[[Tables], dict[str, Score]]) -> None:
    result = scored(right_tables())
    assert tuple(result) and set(result) == set(TASKS)
    assert {task: value.f1 for task, value in result.items()} == dict.fromkeys(TASKS, 1.0)


def drop(table: str, index: int) -> Callable[[Tables], None]:
    return lambda tables: tables[table].pop(index) and None


def change(table: str, index: int, **values: Any) -> Callable[[Tables], None]:
    return lambda tables: tables[table][index].update(values)


@pytest.mark.parametrize(
    ("mistake", "task", "precision", "recall"),
    [
        (drop("mentions", 0), "people", 1, 1 / 2),
        (drop("mentions", 3), "organizations", 1, 1),
        (drop("mentions", 5), "countries", 1, 1 / 2),
        (change("mentions", 5, country="UGA"), "countries", 1 / 2, 1 / 2),
        (change("people", 1, name="Vlašić"), "people", 1 / 2, 1 / 2),
        (drop("quotes", 0), "quotes", 1, 1 / 2),
        (drop("quotes", 2), "quotes", 1, 1),
        (change("quotes", 2, content="nobody said so"), "quotes", 2 / 3, 1),
        (change("quotes", 1, content='"The lake is ours,"'), "quotes", 1 / 2, 1 / 2),
        (change("quotes", 0, speaker="Tom Reed"), "spoken", 1 / 2, 1 / 2),
        (change("quotes", 0, speaker=None), "quotes", 1, 1),
        (change("quotes", 1, speaker="Ana Vlasic"), "spoken", 1 / 2, 1 / 2),
        (drop("relations", 0), "relations", 1, 2 / 3),
        (drop("relations", 4), "relations", 1, 1),
        (change("relations", 0, subject="Tom Reed"), "relations", 2 / 3, 2 / 3),
        (change("relations", 4, negated=True), "relations", 3 / 4, 1),
        (change("relations", 4, subject="Serbia", object="Kenya"), "relations", 3 / 4, 1),
    ],
)
def test_each_mistake_costs(
    scored: Callable[[Tables], dict[str, Score]],
    mistake: Callable[[Tables], None],
    task: str,
    precision: float,
    recall: float,
) -> None:
    tables = right_tables()
    mistake(tables)
    value = scored(tables)[task]
    assert (value.precision, value.recall) == (pytest.approx(precision), pytest.approx(recall))


def test_an_article_that_is_not_there_is_an_error(
    scored: Callable[[Tables], dict[str, Score]],
) -> None:
    tables = right_tables()
    tables["documents"][0]["source"] = "lake.txt.bak"
    with pytest.raises(LookupError, match=r"lake\.txt"):
        scored(tables)


def test_a_record_is_found_by_its_id(scored: Callable[[Tables], dict[str, Score]]) -> None:
    tables = right_tables()
    tables["documents"][0]["source"] = "wire.jsonl#lake.txt"
    assert scored(tables)["quotes"].f1 == 1


def test_names_and_contents_are_compared_without_their_dress() -> None:
    assert fold("The  Workers’ Union of Õunapää") == fold("workers' union of ounapaa")
    assert similarity("“Not today.”", '"Not  today"') == 1
    assert similarity("", "") == 0
    assert similarity("that it would rain", "it would rain") == pytest.approx(11 / 15)


def test_the_report_tells_what_went_wrong(scored: Callable[[Tables], dict[str, Score]]) -> None:
    tables = right_tables()
    change("relations", 0, subject="Tom Reed")(tables)
    lines = report(scored(tables), details=True).splitlines()
    assert "relations      precision 0.667  recall 0.667  f1 0.667" in lines
    assert "  + Tom Reed role Serbia" in lines
    assert any(line.startswith("  - ") and "Ana Vlašić" in line for line in lines)
