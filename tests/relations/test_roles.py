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
    assert told(rows) == [("role", "person:vucic", "role", "president", "SRB")]
    assert [r["status"] for r in rows] == ["former"]


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


def roles(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (r["subject_id"], r["value"], r["object_id"], r["status"])
        for r in rows
        if r["family"] == "role"
    ]


def test_the_status_of_titles_before_a_name(relations: Finder) -> None:
    names = {"Serbian": "SRB", "Vucic": "person:vucic"}
    for words, title, status in (
        ("then/RB/advmod/3 -/HYPH/punct/3", "President", "former"),
        ("acting/VBG/amod/3 deputy/NN/compound/3", "deputy President", "acting"),
        ("outgoing/JJ/amod/3 Vice/NNP/compound/3", "Vice President", "outgoing"),
        ("longtime/JJ/amod/3 vice/NN/compound/3", "vice President", "current"),
    ):
        annotated = (
            f"Serbian/JJ/amod/3 {words} President/NNP/compound/4 Vucic/NNP/nsubj/5 "
            "spoke/VBD/ROOT/5/speak ././punct/5"
        )
        found = roles(relations(annotated, names))
        assert found == [("person:vucic", title, "SRB", status)]


def test_the_president_elect(relations: Finder) -> None:
    annotated = (
        "Serbian/JJ/amod/1 President/NNP/compound/4 -/HYPH/punct/3 elect/JJ/amod/4 "
        "Vucic/NNP/nsubj/5 spoke/VBD/ROOT/5/speak ././punct/5"
    )
    rows = relations(annotated, {"Serbian": "SRB", "Vucic": "person:vucic"})
    assert roles(rows) == [("person:vucic", "President", "SRB", "elect")]


def test_verbs_tell_the_status(relations: Finder) -> None:
    names = {"Vucic": "person:vucic", "Serbia": "SRB"}
    for verb, status, negated in (
        ("is/VBZ/relcl/0/be really/RB/advmod/3", "current", False),
        ("was/VBD/relcl/0/be once/RB/advmod/3", "former", False),
        ("was/VBD/auxpass/4/be elected/VBN/relcl/0/elect", "current", False),
        ("has/VBZ/aux/4/have been/VBN/relcl/0/be", "current", False),
        ("had/VBD/aux/4/have been/VBN/relcl/0/be", "former", False),
        ("will/MD/aux/4/will become/VB/relcl/0/become", "elect", False),
        ("is/VBZ/relcl/0/be not/RB/neg/3", "current", True),
    ):
        annotated = (
            f"Vucic/NNP/nsubj/9 ,/,/punct/0 who/WP/nsubj/4 {verb} president/NN/attr/4 "
            "of/IN/prep/5 Serbia/NNP/pobj/6 ,/,/punct/0 left/VBD/ROOT/9/leave ././punct/9"
        )
        rows = relations(annotated, names)
        assert roles(rows) == [("person:vucic", "president", "SRB", status)], verb
        assert [r["negated"] for r in rows] == [negated], verb


def test_what_ends_a_role(relations: Finder) -> None:
    annotated = (
        "Vucic/NNP/nsubj/8 ,/,/punct/0 president/NN/appos/0 of/IN/prep/2 Serbia/NNP/pobj/3 "
        "{} 2017/CD/pobj/5 ,/,/punct/0 left/VBD/ROOT/8/leave ././punct/8"
    )
    names = {"Vucic": "person:vucic", "Serbia": "SRB"}
    for word, status in (("until/IN/prep/2", "former"), ("since/IN/prep/2", "current")):
        rows = relations(annotated.format(word), names)
        assert roles(rows) == [("person:vucic", "president", "SRB", status)]


def test_two_titles_share_their_holder(relations: Finder) -> None:
    after = (
        "Zuckerberg/NNP/nsubj/8 ,/,/punct/0 co-founder/NN/appos/0 and/CC/cc/2 CEO/NNP/conj/2 "
        "of/IN/prep/2 Meta/NNP/pobj/5 ,/,/punct/0 left/VBD/ROOT/8/leave ././punct/8"
    )
    before = (
        "Meta/NNP/compound/4 co-founder/NN/nmod/4 and/CC/cc/1 CEO/NNP/conj/1 "
        "Zuckerberg/NNP/nsubj/5 left/VBD/ROOT/5/leave ././punct/5"
    )
    names = {"Zuckerberg": "person:zuckerberg", "Meta": "org:meta"}
    for annotated in (after, before):
        assert roles(relations(annotated, names)) == [
            ("person:zuckerberg", "co-founder", "org:meta", "current"),
            ("person:zuckerberg", "chief executive", "org:meta", "current"),
        ]


def test_the_title_of_several(relations: Finder) -> None:
    annotated = (
        "Presidents/NNPS/compound/1 Trump/NNP/nsubj/6 and/CC/cc/1 Putin/NNP/conj/1 of/IN/prep/3 "
        "Russia/NNP/pobj/4 met/VBD/ROOT/6/meet ././punct/6"
    )
    names = {"Trump": "person:trump", "Putin": "person:putin", "Russia": "RUS"}
    assert roles(relations(annotated, names)) == [("person:putin", "President", "RUS", "current")]
    one = annotated.replace("Presidents/NNPS", "President/NNP")
    assert roles(relations(one, names)) == []


def test_an_age_stands_before_the_description(relations: Finder) -> None:
    annotated = (
        "Vucic/NNP/nsubj/9 ,/,/punct/0 54/CD/appos/0 ,/,/punct/0 president/NN/appos/0 of/IN/prep/4 "
        "Serbia/NNP/pobj/5 ,/,/punct/0 still/RB/advmod/9 left/VBD/ROOT/9/leave ././punct/9"
    )
    rows = relations(annotated, {"Vucic": "person:vucic", "Serbia": "SRB"})
    assert roles(rows) == [("person:vucic", "president", "SRB", "current")]


def test_the_portfolio_is_part_of_the_title(relations: Finder) -> None:
    annotated = (
        "Ruiz/NNP/nsubj/9 ,/,/punct/0 Minister/NNP/appos/0 of/IN/prep/2 Sport/NNP/pobj/3 "
        "and/CC/cc/4 Youth/NNP/conj/4 of/IN/prep/2 Ecuador/NNP/pobj/7 left/VBD/ROOT/9/leave "
        "././punct/9"
    )
    rows = relations(annotated, {"Ruiz": "person:ruiz", "Ecuador": "ECU"})
    assert roles(rows) == [("person:ruiz", "Minister of Sport and Youth", "ECU", "current")]


def test_who_is_known_to_rule_a_country_named_in_the_document(relations: Finder) -> None:
    annotated = (
        "Prime/NNP/compound/1 Minister/NNP/compound/3 Fumio/NNP/compound/3 Kishida/NNP/nsubj/4 "
        "left/VBD/ROOT/4/leave America/NNP/dobj/4 for/IN/prep/4 Japan/NNP/pobj/6 ././punct/4"
    )
    names = {"Fumio Kishida": "person:kishida", "America": "USA", "Japan": "JPN"}
    assert roles(relations(annotated, names)) == [
        ("person:kishida", "Prime Minister", "JPN", "current")
    ]
    other = annotated.replace("Prime/NNP/compound/1 Minister", "Trade/NNP/compound/1 Minister")
    assert roles(relations(other, names)) == []


def test_who_is_known_to_rule_another_country_does_not_rule_the_only_one(relations: Finder) -> None:
    annotated = (
        "President/NNP/compound/1 Trump/NNP/nsubj/2 left/VBD/ROOT/2/leave Chad/NNP/dobj/2 "
        "for/IN/prep/2 Ndjamena/NNP/pobj/4 near/IN/prep/5 Tchad/NNP/pobj/6 ././punct/2"
    )
    names = {"Trump": "person:trump", "Chad": "TCD", "Ndjamena": "TCD", "Tchad": "TCD"}
    assert roles(relations(annotated, names)) == []


def test_a_title_before_another(relations: Finder) -> None:
    annotated = (
        "IISc/NNP/compound/1 Director/NNP/compound/3 Professor/NNP/compound/3 Rao/NNP/nsubj/4 "
        "left/VBD/ROOT/4/leave ././punct/4"
    )
    rows = relations(annotated, {"IISc": "org:iisc", "Rao": "person:rao"})
    assert roles(rows) == [("person:rao", "Director", "org:iisc", "current")]


def test_a_description_in_brackets(relations: Finder) -> None:
    annotated = (
        "Buterin/NNP/nsubj/6 (/-LRB-/punct/2 co-founder/NN/appos/0 ,/,/punct/2 "
        "Ethereum/NNP/appos/2 )/-RRB-/punct/2 left/VBD/ROOT/6/leave ././punct/6"
    )
    names = {"Buterin": "person:buterin", "Ethereum": "org:ethereum"}
    assert roles(relations(annotated, names)) == [
        ("person:buterin", "co-founder", "org:ethereum", "current")
    ]


def test_leading_somebody_somewhere_is_no_role(relations: Finder) -> None:
    annotated = (
        "Brady/NNP/nsubj/1 led/VBD/ROOT/1/lead Patriots/NNP/dobj/1 to/IN/prep/1 victory/NN/pobj/3 "
        "././punct/1"
    )
    names = {"Brady": "person:brady", "Patriots": "org:patriots"}
    assert roles(relations(annotated, names)) == []
    rows = relations(annotated.replace("to/IN", "since/IN"), names)
    assert roles(rows) == [("person:brady", "leader", "org:patriots", "former")]
