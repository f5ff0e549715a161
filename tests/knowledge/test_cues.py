import csv
from importlib.resources import files

import pytest

from pipeline.knowledge.cues import (
    abbreviations,
    cue_acts,
    cue_forms,
    cue_phrases,
    cue_verbs,
    known_cue,
    speech_forms,
)
from pipeline.knowledge.sources import source_nouns
from pipeline.tables import vocabulary


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("says", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("admitted", "admit"),
        ("announcing", "announce"),
        ("written", "write"),
        ("offered", None),
        ("agreed", "agree"),
        ("whispered", "whisper"),
    ],
)
def test_inflected_forms(form: str, lemma: str | None) -> None:
    assert cue_forms().get(form) == lemma


def test_acts_are_those_of_the_tables() -> None:
    assert {c.act for c in cue_verbs().values()} <= set(vocabulary.ACTS)


def test_forms_of_speech_leave_out_verbs_that_only_govern_clauses() -> None:
    assert {"said", "asked", "tweeted"} <= speech_forms()
    assert "indicate" in cue_verbs() and "intended" not in speech_forms()


@pytest.mark.parametrize("name", ["cues", "abbreviations", "source_nouns"])
def test_data_files_are_sorted_and_without_repetition(name: str) -> None:
    text = (files("pipeline.knowledge") / "data" / f"{name}.csv").read_text(encoding="utf8")
    keys = [row[0] for row in csv.reader(text.splitlines()[1:])]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("form", "verbal", "cue", "act"),
    [
        ("said", True, "say", "speech"),
        ("referring", True, "refer", "speech"),
        ("hopes", False, "hope", "thought"),
        ("sought", True, "seek", "plan"),
        ("thought", True, "think", "thought"),
        ("thought", False, "thought", "thought"),
        ("criticisms", False, "criticism", "speech"),
        ("skeptical", False, "skeptical", "thought"),
        ("tweeted", True, "tweet", "writing"),
        ("reportedly", False, "reportedly", "speech"),
    ],
)
def test_words_of_cues_and_their_acts(form: str, verbal: bool, cue: str, act: str) -> None:
    entry = known_cue(form, verbal=verbal)
    assert entry is not None and (entry.cue, entry.act) == (cue, act)


def test_words_that_no_cue_has_are_unknown() -> None:
    assert known_cue("bicycle", verbal=False) is None


def test_entries_of_cues_have_known_kinds_and_acts() -> None:
    entries = cue_acts().values()
    assert {e.act for e in entries} == set(vocabulary.ACTS)
    kinds = {"verb", "noun", "adjective", "adverb", "phrase", "light"}
    assert {e.kind for e in entries} == kinds
    assert {e.addressee for e in entries} == {"", "object", "on", "to"}
    assert {" " in e.cue for e in entries if e.kind == "phrase"} == {True}


def test_phrases_begin_with_their_first_word_the_longest_first() -> None:
    look = cue_phrases()["look"]
    assert ("look", "forward") in look
    assert [len(p) for p in look] == sorted((len(p) for p in look), reverse=True)


def test_abbreviations_end_in_a_full_stop() -> None:
    assert all(a.endswith(".") for a in abbreviations())
    assert abbreviations()["gov."] == "before_name"
    assert abbreviations()["oct."] == "month"


def test_nouns_for_speakers() -> None:
    kinds = {noun.kind for noun in source_nouns().values()}
    assert kinds == {"anonymous", "group", "document", "spokesperson", "government", "team"}
