"""Titles."""

import pytest

from pipeline.knowledge.titles import (
    is_title_modifier,
    longest_title,
    same_title,
    split_status,
    titles,
)


@pytest.mark.parametrize(
    ("words", "title", "n"),
    [
        ("the U.S. Secretary of State", "secretary of state", 3),
        ("Gov.", "gov.", 1),
        ("Vice President", "vice president", 2),
        ("Secretary - General", "secretary-general", 3),
        ("the spokeswoman", "spokeswoman", 1),
        ("Deputy Inspector General of Police", "inspector general of police", 4),
        ("Senior Assistant Commissioner of Police", "senior assistant commissioner of police", 5),
        ("Cabinet Secretary", "cabinet secretary", 2),
        ("the Menteri Besar", "menteri besar", 2),
        ("the Attorney General - designate", "attorney general", 4),
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


@pytest.mark.parametrize(
    ("title", "bare", "status"),
    [
        ("President", "President", "current"),
        ("former President", "President", "former"),
        ("then-foreign minister", "foreign minister", "former"),
        ("then - foreign minister", "foreign minister", "former"),
        ("Ex-Prime Minister", "Prime Minister", "former"),
        ("late Emperor", "Emperor", "former"),
        ("acting deputy director", "deputy director", "acting"),
        ("former interim president", "president", "former"),
        ("longtime leader", "leader", "current"),
        ("outgoing Chancellor", "Chancellor", "outgoing"),
        ("President-elect", "President", "elect"),
        ("Prime Minister - designate", "Prime Minister", "elect"),
        ("vice president", "vice president", "current"),
        ("co-founder", "co-founder", "current"),
        ("former", "former", "current"),
    ],
)
def test_a_title_without_what_tells_its_time(title, bare, status):
    assert split_status(title) == (bare, status)


def test_gender_and_kind():
    assert titles()["spokeswoman"].gender == "f"
    assert titles()["king"].gender == "m"
    assert titles()["president"].gender is None
    assert (titles()["mr"].kind, titles()["mr"].nominal) == ("honorific", False)
    assert is_title_modifier("Deputy")
    assert not is_title_modifier("President")
