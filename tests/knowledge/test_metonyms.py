"""The words that tell a government from a city."""

from typing import get_args

from pipeline.knowledge.metonyms import CueRole, metonym_cues, object_forms, subject_forms


def test_each_role_has_words_of_its_own():
    assert all(metonym_cues(role) for role in get_args(CueRole))


def test_prepositions_and_what_governs_them():
    assert metonym_cues("preposition")["with"] > 0 > metonym_cues("preposition")["in"]
    assert metonym_cues("governor")["talks"] > 0 > metonym_cues("governor")["mayor"]


def test_what_governments_do_have_and_suffer():
    verbs, possessed = metonym_cues("verb"), metonym_cues("policy_noun")
    assert verbs["vow"] > verbs["be"] > 0 > verbs["host"]
    assert possessed["sovereignty"] > 0
    assert metonym_cues("object")["accuse"] > 0 > metonym_cues("object")["visit"]
    assert "suburbs" in metonym_cues("place_noun")


def test_no_noun_is_both_a_policy_and_a_place():
    for role in ("policy_noun", "body_noun"):
        assert not set(metonym_cues(role)) & set(metonym_cues("place_noun"))


def test_forms_of_verbs():
    assert {"rejects", "rejected", "vowed"} <= subject_forms()
    assert {"condemns", "pressing", "urged"} <= object_forms()
    assert "hosts" not in subject_forms()
