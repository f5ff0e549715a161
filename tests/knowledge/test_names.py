"""Folding, ids, parts of personal names, gender."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.names import (
    first_name_genders,
    fold,
    gender_of_name,
    is_family_first,
    is_short_for,
    name_parts,
    name_words,
    nicknames,
    slug,
    surname_text,
)


@pytest.mark.parametrize(
    ("name", "surname", "suffix"),
    [
        ("Aleksandar Vučić", "vucic", ""),
        ("Alexander Van der Bellen", "van der bellen", ""),
        ("Bashar al-Assad", "al assad", ""),
        ("Mohammed bin Salman", "bin salman", ""),
        ("Robert F. Kennedy Jr.", "kennedy", "jr"),
        ("Putin", "putin", ""),
        ("Jr.", "jr", ""),
    ],
)
def test_name_parts(name, surname, suffix):
    parts = name_parts(name)
    assert (parts.surname, parts.suffix) == (surname, suffix)


def test_spellings_of_one_name_fold_alike():
    assert fold("Mevlüt Çavuşoğlu") == fold("Mevlut Cavusoglu")
    assert fold("O'Brien") == fold("O’Brien") == "obrien"
    assert name_words("Muqtada al-Sadr") == name_words("Muqtada Sadr")
    assert slug("The European Union") == slug("European Union") == "european-union"


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Ruud van den Berg", "van den Berg"),
        ("Donald Trump Jr.", "Trump"),
        ("Martin Luther King, Jr.", "King"),
        ("Suharto", "Suharto"),
    ],
)
def test_the_surname_as_it_is_written(name, surname):
    assert surname_text(name) == surname


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("kim jong un", True),
        ("nguyen phu trong", True),
        ("ban ki moon", True),
        ("sung kim", False),
        ("bruce lee", False),
        ("john kerry", False),
        ("kim", False),
    ],
)
def test_where_the_surname_stands_first(words, first):
    assert is_family_first(tuple(words.split())) is first


def test_nicknames_and_initials():
    assert is_short_for("joe", "joseph")
    assert is_short_for("joseph", "joe")
    assert is_short_for("j", "joseph")
    assert not is_short_for("joe", "john")
    assert not any(nickname in full for nickname, full in nicknames().items())


def test_al_is_a_first_name_where_it_stands_alone_before_a_surname():
    assert name_words("Al Gore") == ("al", "gore")
    assert name_words("Al-Assad") == name_words("al Assad") == ("assad",)


def test_gender():
    assert gender_of_name("Heather Nauert") == "f"
    assert gender_of_name("Jean-Claude Juncker") == "m"
    assert gender_of_name("Zorva Tel") is None
    assert gender_of_name("Heather") is None


def test_first_names_are_many_and_of_either_gender():
    genders = list(first_name_genders().values())
    assert genders.count("m") > 400
    assert genders.count("f") > 300


@given(st.text(max_size=60))
def test_folding_is_stable_and_ascii(text):
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded
    assert " " not in slug(text)
