"""Identifiers of Wikidata, and those of the user's own list."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.corpus import OwnIdentifiers, build_tables, read_identifiers
from pipeline.errors import InputError
from tests.corpus.articles import article, tables_of

ARTICLE = article(
    "a", "[Ana Ruiz|Ana Ruiz] of [NATO|org:NATO] met [Luz|org:Grupo Luz] in [Ecuador|ECU]"
)


def columns(own: OwnIdentifiers | None = None) -> dict[str, tuple[Any, Any]]:
    made = build_tables(**tables_of([ARTICLE]), identifiers=own)
    rows = [
        row for table in (made.people, made.countries, made.organizations)
        for row in table.to_pylist()
    ]  # fmt: skip
    return {row["name"]: (row["wikidata"], row["own_id"]) for row in rows}


def test_countries_and_known_organizations_have_those_of_wikidata() -> None:
    assert columns() == {
        "Ana Ruiz": (None, None),
        "Ecuador": ("Q736", None),
        "NATO": ("Q7184", None),
        "Grupo Luz": (None, None),
    }


def test_a_list_of_ones_own_adds_others(tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text("name,type,id\nRuiz,person,P9\nANA RUIZ,person,P1\nLuz,,Q99\nNATO,,n1\n")
    assert columns(read_identifiers(file)) == {
        "Ana Ruiz": (None, "P1"),
        "Ecuador": ("Q736", None),
        "NATO": ("Q7184", "n1"),
        "Grupo Luz": ("Q99", "Q99"),
    }


def test_a_row_with_a_type_is_of_that_type_only(tmp_path: Path) -> None:
    file = tmp_path / "ours.parquet"
    pd.DataFrame({"name": ["Ana Ruiz"], "type": ["organization"], "id": [7]}).to_parquet(file)
    assert columns(read_identifiers(file))["Ana Ruiz"] == (None, None)
    pd.DataFrame({"name": ["Ana Ruiz"], "id": [7]}).to_parquet(file)
    assert columns(read_identifiers(file))["Ana Ruiz"] == (None, "7")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,wikidata\na,Q1\n", "lacks the column id; it needs the columns name and id, and may"),
        ("", "has no rows; it needs the columns name and id"),
        ("name,id\n,Q1\n", ", row 1: no name; give every row both"),
        ("name,id\na,Q1\nb,\n", ", row 2: no id; give every row both"),
        (
            "name,type,id\na,org,Q1\n",
            ", row 1: the type is 'org'; use person, organization, country",
        ),
        ("name,id\nÁna,Q1\nana,Q2\n", ", row 2: 'ana' has the id 'Q2', and 'Q1' before; give"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "ours.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_identifiers(file)
    assert str(caught.value).startswith(str(file))
    assert message in str(caught.value)


def test_files_that_are_no_lists(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"name,id\n\xff,1\n")
    fake = tmp_path / "fake.parquet"
    fake.write_text("name,id")
    for file, what in (
        (tmp_path / "none.csv", "cannot be read: No such file"),
        (tmp_path / "none.parquet", "cannot be read"),
        (broken, "cannot be read"),
        (fake, "cannot be read"),
        (tmp_path / "ids.txt", "is no list of identifiers; give a .csv or .parquet file"),
    ):
        with pytest.raises(InputError, match=what):
            read_identifiers(file)
