"""Occasions, documents, channels, audiences."""

import pytest

from pipeline.knowledge.occasions import (
    audience_nouns,
    channels,
    document_nouns,
    occasion_nouns,
)
from pipeline.knowledge.sources import source_nouns


@pytest.mark.parametrize(
    ("noun", "act", "preposition"),
    [
        ("rally", "speech", "at"),
        ("rallies", "speech", "at"),
        ("news conference", "speech", "during"),
        ("statement", "writing", "in"),
        ("tweets", "writing", "in"),
        ("website", "writing", "on"),
        ("poll", "", "in"),
    ],
)
def test_nouns_of_occasions(noun: str, act: str, preposition: str) -> None:
    entry = occasion_nouns()[noun]
    assert entry.act == act and preposition in entry.prepositions


def test_only_some_nouns_stand_without_an_article() -> None:
    assert occasion_nouns()["television"].bare and occasion_nouns()["rallies"].bare
    assert not occasion_nouns()["rally"].bare


def test_the_other_side_of_an_occasion() -> None:
    assert occasion_nouns()["interview"].partner == {"with"}
    assert "to" in occasion_nouns()["letter"].partner
    assert occasion_nouns()["series"].partner == {"of"}


def test_acts_and_prepositions_are_of_a_closed_list() -> None:
    entries = occasion_nouns().values()
    assert {e.act for e in entries} == {"", "speech", "writing"}
    prepositions = {p for e in entries for p in e.prepositions}
    assert prepositions == set(
        "after at before by during for from in on over through under via".split()
    )


def test_channels_have_an_act() -> None:
    assert (channels()["Twitter"].kind, channels()["Twitter"].act) == ("network", "writing")
    assert channels()["CNN"].kind == "station"
    assert channels()["Meet the Press"].kind == "programme"
    assert channels()["The New York Times"].kind == "press"
    assert {c.act for c in channels().values()} == {"speech", "writing"}


def test_documents_and_audiences_are_told_from_each_other() -> None:
    assert {"report", "studies", "email"} <= document_nouns()
    assert {"reporters", "crowd", "families"} <= audience_nouns()
    assert not document_nouns() & audience_nouns()
    assert "officials" in source_nouns()
