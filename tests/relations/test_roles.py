"""Roles and affiliations, in sentences whose parse is given."""

from collections.abc import Callable
from typing import Any

Finder = Callable[..., list[dict[str, Any]]]

PRESIDENT = (
    "Serbian/JJ/amod/1 President/NNP/compound/3 Aleksandar/NNP/compound/3 Vucic/NNP/nsubj/4 "
    "spoke/VBD/ROOT/4/speak ././punct/4"
)
FORMER = (
    "Vucic/NNP/nsubj/8 ,/,/punct/4 the/DT/det/4 former/JJ/amod/4 president/NN/appos/0 "
    "of/IN/prep/4 Serbia/NNP/pobj/5 ,/,/punct/8 left/VBD/ROOT/8/leave ././punct/8"
)
CANDIDATE = (
    "Serbia/NNP/nsubj/7 ,/,/punct/5 a/DT/det/5 European/NNP/amod/4 Union/NNP/compound/5 "
    "candidate/NN/appos/0 ,/,/punct/7 waited/VBD/ROOT/7/wait ././punct/7"
)


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(r["family"], r["subject_id"], r["relation"], r["value"], r["object_id"]) for r in rows]


def test_title_before_a_name(relations: Finder) -> None:
    rows = relations(PRESIDENT, {"Serbian": "SRB", "Aleksandar Vucic": "person:vucic"})
    assert told(rows) == [("role", "person:vucic", "role", "President", "SRB")]
    assert (rows[0]["trigger_start"], rows[0]["trigger_end"]) == (8, 17)


def test_country_after_a_name(relations: Finder) -> None:
    annotated = (
        "President/NNP/compound/2 Vladimir/NNP/compound/2 Putin/NNP/nsubj/5 of/IN/prep/2 "
        "Russia/NNP/pobj/3 left/VBD/ROOT/5/leave ././punct/5"
    )
    rows = relations(annotated, {"Vladimir Putin": "person:putin", "Russia": "RUS"})
    assert told(rows) == [("role", "person:putin", "role", "President", "RUS")]


def test_apposition_keeps_former(relations: Finder) -> None:
    rows = relations(FORMER, {"Vucic": "person:vucic", "Serbia": "SRB"})
    assert told(rows) == [("role", "person:vucic", "role", "former president", "SRB")]


def test_description_before_a_name(relations: Finder) -> None:
    annotated = (
        "The/DT/det/1 spokesperson/NN/nsubj/7 for/IN/prep/1 the/DT/det/4 Kremlin/NNP/pobj/2 "
        ",/,/punct/1 Peskov/NNP/appos/1 left/VBD/ROOT/7/leave ././punct/7"
    )
    rows = relations(annotated, {"Kremlin": "org:kremlin", "Peskov": "person:peskov"})
    assert told(rows) == [("role", "person:peskov", "role", "spokesperson", "org:kremlin")]


def test_verb_of_leading(relations: Finder) -> None:
    annotated = (
        "Sadr/NNP/nsubj/6 ,/,/punct/0 who/WP/nsubj/3 leads/VBZ/relcl/0/lead "
        "Sairoon/NNP/dobj/3 ,/,/punct/0 left/VBD/ROOT/6/leave ././punct/6"
    )
    rows = relations(annotated, {"Sadr": "person:sadr", "Sairoon": "org:sairoon"})
    assert told(rows) == [("role", "person:sadr", "role", "leader", "org:sairoon")]


def test_nationality_of_a_singer_is_no_role(relations: Finder) -> None:
    annotated = (
        "British/JJ/amod/2 singer/NN/compound/2 Adele/NNP/nsubj/3 left/VBD/ROOT/3/leave ././punct/3"
    )
    assert relations(annotated, {"British": "GBR", "Adele": "person:adele"}) == []


def test_title_of_the_next_name_is_not_taken(relations: Finder) -> None:
    annotated = (
        "Kim/NNP/nsubj/6 ,/,/punct/0 South/NNP/compound/3 Korean/NNP/amod/5 "
        "President/NNP/compound/5 Moon/NNP/appos/0 left/VBD/ROOT/6/leave ././punct/6"
    )
    names = {"Kim": "person:kim", "South Korean": "KOR", "Moon": "person:moon"}
    assert told(relations(annotated, names)) == [
        ("role", "person:moon", "role", "President", "KOR")
    ]


def test_office_in_a_document_about_one_country(relations: Finder) -> None:
    annotated = (
        "President/NNP/compound/1 Bozize/NNP/nsubj/2 left/VBD/ROOT/2/leave Chad/NNP/dobj/2 "
        "for/IN/prep/2 Ndjamena/NNP/pobj/4 near/IN/prep/5 Tchad/NNP/pobj/6 ././punct/2"
    )
    names = {"Bozize": "person:bozize", "Chad": "TCD", "Ndjamena": "TCD", "Tchad": "TCD"}
    assert [r["object_id"] for r in relations(annotated, names) if r["family"] == "role"] == ["TCD"]
    names["Ndjamena"] = "SDN"
    assert [r for r in relations(annotated, names) if r["family"] == "role"] == []


def test_candidate(relations: Finder) -> None:
    rows = relations(CANDIDATE, {"Serbia": "SRB", "European Union": "org:european-union"})
    assert told(rows) == [("affiliation", "SRB", "candidate of", None, "org:european-union")]


def test_member_of_two_bodies(relations: Finder) -> None:
    annotated = (
        "Latvia/NNP/nsubj/1 is/VBZ/ROOT/1/be not/RB/neg/1 a/DT/det/4 member/NN/attr/1 of/IN/prep/4 "
        "OPEC/NNP/pobj/5 and/CC/cc/6 ASEAN/NNP/conj/6 ././punct/1"
    )
    rows = relations(annotated, {"Latvia": "LVA", "OPEC": "org:opec", "ASEAN": "org:asean"})
    assert [(r["relation"], r["object_id"], r["negated"]) for r in rows] == [
        ("member of", "org:opec", True),
        ("member of", "org:asean", True),
    ]


def test_body_of_a_country(relations: Finder) -> None:
    annotated = (
        "Iran/NNP/poss/2 's/POS/case/0 Interpol/NNP/nsubj/3 left/VBD/ROOT/3/leave ././punct/3"
    )
    assert relations(annotated, {"Iran": "IRN", "Interpol": "person:interpol"}) == []
    rows = relations(annotated.replace("Interpol", "Mahan"), {"Iran": "IRN", "Mahan": "org:mahan"})
    assert told(rows) == [("affiliation", "org:mahan", "part of", None, "IRN")]


def test_what_is_only_asked_for_is_no_affiliation(relations: Finder) -> None:
    asked = (
        "France/NNP/nsubj/1 asked/VBD/ROOT/1/ask Serbia/NNP/dobj/1 to/TO/aux/4 "
        "join/VB/xcomp/1/join NATO/NNP/dobj/4 ././punct/1"
    )
    joined = "Serbia/NNP/nsubj/1 joined/VBD/ROOT/1/join NATO/NNP/dobj/1 ././punct/1"
    names = {"Serbia": "SRB", "NATO": "org:nato"}
    assert [r["family"] for r in relations(joined, names)] == ["affiliation"]
    rows = relations(asked, {"France": "FRA", **names})
    assert [r["family"] for r in rows if r["family"] == "affiliation"] == []
