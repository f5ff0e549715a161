"""The lexicon of events: its files, and that what they name exists."""

import csv
from importlib.resources import files

import pytest

from pipeline.knowledge.events import (
    COOPERATIVE_ROOTS,
    actor_nouns,
    affiliation_nouns,
    event_governors,
    event_nouns,
    light_verbs,
    verb_frames,
    wrongdoing_words,
)
from pipeline.tables.vocabulary import MODALITIES, PLOVER

FILES = (
    "actor_nouns",
    "affiliation_nouns",
    "event_governors",
    "event_nouns",
    "event_verbs",
    "light_verbs",
    "wrongdoing_words",
)


@pytest.mark.parametrize("name", FILES)
def test_files_are_sorted_without_repetition(name: str) -> None:
    source = files("pipeline.knowledge") / "data" / f"{name}.csv"
    rows = list(csv.reader(source.read_text(encoding="utf-8").splitlines()))[1:]
    assert rows == sorted(rows)
    keys = [tuple(row[:3]) if name == "event_verbs" else row[0] for row in rows]
    assert len(keys) == len(set(keys))
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_roots_are_those_of_plover() -> None:
    roots = {frame.root for frames in verb_frames().values() for frame in frames}
    assert roots == set(PLOVER)
    assert {noun.root for noun in event_nouns().values()} <= set(PLOVER)
    assert set(PLOVER) >= COOPERATIVE_ROOTS
    for governor in event_governors().values():
        assert {governor.cooperative, governor.hostile} <= {*PLOVER, ""}
        assert governor.modality in {*MODALITIES, "open", ""}


def test_specific_frames_come_first() -> None:
    impose = verb_frames()["impose"]
    assert impose[0].nouns
    strike = verb_frames()["strike"]
    assert [bool(frame.nouns) for frame in strike] == sorted(
        (bool(frame.nouns) for frame in strike), reverse=True
    )
    assert strike[0].root == "AGREE"
    assert strike[-1].root == "ASSAULT"


def test_phrasal_verbs_have_their_particle() -> None:
    [frame] = [f for f in verb_frames()["lash"] if f.particle]
    assert (frame.particle, frame.root) == ("out", "ACCUSE")


def test_consultations_are_symmetric() -> None:
    frames = [f for frames in verb_frames().values() for f in frames if f.root == "CONSULT"]
    assert all(frame.symmetric for frame in frames)


def test_other_lists() -> None:
    assert event_nouns()["talk"].prepositions == ("with", "between")
    assert {"carry", "hold"} <= light_verbs()
    assert event_governors()["refuse"].negates
    assert event_governors()["threaten"].hostile == "THREATEN"
    assert actor_nouns()["troop"] == "force"
    assert "violate" in wrongdoing_words()
    assert affiliation_nouns()["senator"] == "party"
