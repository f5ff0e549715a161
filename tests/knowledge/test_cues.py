import csv
from importlib.resources import files

import pytest

from pipeline.knowledge.cues import abbreviations, cue_forms, cue_verbs, speech_forms
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


def test_abbreviations_end_in_a_full_stop() -> None:
    assert all(a.endswith(".") for a in abbreviations())
    assert abbreviations()["gov."] == "before_name"
    assert abbreviations()["oct."] == "month"


def test_nouns_for_speakers() -> None:
    kinds = {noun.kind for noun in source_nouns().values()}
    assert kinds == {"anonymous", "group", "spokesperson", "government"}
