"""Folding, ids, parts of personal names, gender."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.names import (
    first_name_genders,
    fold,
    gender_of_name,
    name_parts,
    name_words,
    slug,
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
