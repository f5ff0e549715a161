"""News agencies and the roles in bylines."""

import pytest

from pipeline.knowledge.agencies import agencies, byline_roles, find_agency
from pipeline.knowledge.data_files import read_rows


def test_files_are_sorted_and_without_repetition():
    for name, columns in (("agencies", ("name", "canonical")), ("byline_roles", ("role",))):
        first = [row[columns[0]] for row in read_rows(name, columns)]
        assert first == sorted(first, key=lambda value: (value.casefold(), value))
        assert len(set(first)) == len(first)


def test_every_cell_is_filled_and_roles_are_single_words():
    assert all(name.strip() == name != "" and short for name, short in agencies().items())
    assert all(role.islower() and role.isalpha() for role in byline_roles())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("AFP", "AFP"),
        ("The Associated Press", "AP"),
        ("ASSOCIATED PRESS", "AP"),
        ("reuters", "Reuters"),
        ("dpa", "dpa"),
        ("Agence France-Presse", "AFP"),
        (" Xinhua News Agency ", "Xinhua"),
        ("Ap", None),
        ("Associated Press Writer", None),
        ("the ", None),
        ("", None),
        ("A" * 10_000, None),
    ],
)
def test_find_agency(name, short):
    assert find_agency(name) == short
