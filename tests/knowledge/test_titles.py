"""Titles."""

import pytest

from pipeline.knowledge.titles import is_title_modifier, longest_title, same_title, titles


@pytest.mark.parametrize(
    ("words", "title", "n"),
    [
        ("the U.S. Secretary of State", "secretary of state", 3),
        ("Gov.", "gov.", 1),
        ("Vice President", "vice president", 2),
        ("Secretary - General", "secretary-general", 3),
        ("the spokeswoman", "spokeswoman", 1),
    ],
)
def test_the_longest_title_wins(words, title, n):
    found = longest_title(words.split())
    assert found is not None
    assert (found[0].title, found[1]) == (title, n)


@pytest.mark.parametrize("words", ["", "Vladimir", "the former", "President Putin"])
def test_no_title(words):
    assert longest_title(words.split()) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Prime Minister", "PM", True),
        ("Defense Minister", "defence minister", True),
        ("Foreign Minister", "minister", True),
        ("Ex-President", "president", True),
        ("Prime Minister", "minister", False),
        ("Vice President", "President", False),
        ("Foreign Minister", "Finance Minister", False),
    ],
)
def test_same_title(one, other, same):
    assert same_title(one, other) is same
    assert same_title(other, one) is same


def test_gender_and_kind():
    assert titles()["spokeswoman"].gender == "f"
    assert titles()["king"].gender == "m"
    assert titles()["president"].gender is None
    assert (titles()["mr"].kind, titles()["mr"].nominal) == ("honorific", False)
    assert is_title_modifier("Deputy")
    assert not is_title_modifier("President")
