"""Events told by verbs, nouns and statements, in sentences whose parse is given."""

from collections.abc import Callable

import pytest

Finder = Callable[..., list[tuple[str, ...]]]

CASES = {
    "refused hostile act is denied": (
        "Serbia/NNP/nsubj/2 has/VBZ/aux/2 refused/VBN/ROOT/2/refuse to/TO/aux/4 impose/VB/xcomp/2 "
        "sanctions/NNS/dobj/4/sanction on/IN/prep/5 Russia/NNP/pobj/6 ././punct/2",
        {"Serbia": "SRB", "Russia": "RUS"},
        [("SRB", "not", "SANCTION", "RUS")],
    ),
    "forces stand for their country": (
        "Moscow/NNP/poss/2 's/POS/case/0 forces/NNS/nsubj/3/force invaded/VBD/ROOT/3/invade "
        "Ukraine/NNP/dobj/3 ././punct/3",
        {"Moscow": "RUS", "Ukraine": "UKR"},
        [("RUS", "ASSAULT", "UKR")],
    ),
    "a verb taken for an adjective": (
        "Moscow/NNP/poss/2 's/POS/case/0 forces/NNS/ROOT/2/force invaded/JJ/acl/2 "
        "Ukraine/NNP/dobj/3 ././punct/2",
        {"Moscow": "RUS", "Ukraine": "UKR"},
        [("RUS", "ASSAULT", "UKR")],
    ),
    "a symmetric verb joins its subjects once": (
        "Vucic/NNP/nsubj/3 and/CC/cc/0 Putin/NNP/conj/0 met/VBD/ROOT/3/meet ././punct/3",
        {"Vucic": "person:vucic", "Putin": "person:putin"},
        [("person:vucic", "CONSULT", "person:putin")],
    ),
    "never": (
        "Iran/NNP/nsubj/2 never/RB/neg/2 attacked/VBD/ROOT/2/attack Iraq/NNP/dobj/2 ././punct/2",
        {"Iran": "IRN", "Iraq": "IRQ"},
        [("IRN", "not", "ASSAULT", "IRQ")],
    ),
    "agent of a passive": (
        "Patasse/NNP/nsubjpass/2 was/VBD/auxpass/2 toppled/VBN/ROOT/2/topple by/IN/agent/2 "
        "Bozize/NNP/pobj/3 ././punct/2",
        {"Patasse": "person:patasse", "Bozize": "person:bozize"},
        [("person:bozize", "COERCE", "person:patasse")],
    ),
    "a threat is not the act": (
        "Kim/NNP/nsubj/1 threatened/VBD/ROOT/1/threaten to/TO/aux/3 attack/VB/xcomp/1 "
        "Japan/NNP/dobj/3 ././punct/1",
        {"Kim": "person:kim", "Japan": "JPN"},
        [("person:kim", "THREATEN", "JPN")],
    ),
    "an agreement to a cooperative act": (
        "Russia/NNP/nsubj/1 agreed/VBD/ROOT/1/agree to/TO/aux/3 meet/VB/xcomp/1 "
        "Ukraine/NNP/dobj/3 ././punct/1",
        {"Russia": "RUS", "Ukraine": "UKR"},
        [("RUS", "AGREE", "UKR")],
    ),
    "future": (
        "Israel/NNP/nsubj/2 will/MD/aux/2 hold/VB/ROOT/2 talks/NNS/dobj/2/talk with/IN/prep/3 "
        "Egypt/NNP/pobj/4 ././punct/2",
        {"Israel": "ISR", "Egypt": "EGY"},
        [("ISR", "CONSULT", "EGY", "future")],
    ),
    "a concession denied is a refusal": (
        "France/NNP/nsubj/3 will/MD/aux/3 not/RB/neg/3 lift/VB/ROOT/3 the/DT/det/5 ban/NN/dobj/3 "
        "on/IN/prep/5 Britain/NNP/pobj/6 ././punct/3",
        {"France": "FRA", "Britain": "GBR"},
        [("FRA", "REJECT", "GBR", "future")],
    ),
    "between": (
        "Talks/NNS/nsubj/5/talk between/IN/prep/0 Serbia/NNP/pobj/1 and/CC/cc/2 Kosovo/NNP/conj/2 "
        "ended/VBD/ROOT/5/end ././punct/5",
        {"Serbia": "SRB", "Kosovo": "XKX"},
        [("SRB", "CONSULT", "XKX")],
    ),
    "owner of an event noun": (
        "Israel/NNP/poss/2 's/POS/case/0 attack/NN/nsubj/5 on/IN/prep/2 Iran/NNP/pobj/3 "
        "angered/VBD/ROOT/5/anger Russia/NNP/dobj/5 ././punct/5",
        {"Israel": "ISR", "Iran": "IRN", "Russia": "RUS"},
        [("ISR", "ASSAULT", "IRN")],
    ),
    "joined targets": (
        "Kerry/NNP/nsubj/1 called/VBD/ROOT/1/call on/IN/prep/1 Russia/NNP/pobj/2 and/CC/cc/3 "
        "Iran/NNP/conj/3 to/TO/aux/7 negotiate/VB/advcl/1 ././punct/1",
        {"Kerry": "person:kerry", "Russia": "RUS", "Iran": "IRN"},
        [("person:kerry", "REQUEST", "RUS"), ("person:kerry", "REQUEST", "IRN")],
    ),
    "what is judged stands for its owner": (
        "Iran/NNP/nsubj/1 condemned/VBD/ROOT/1/condemn Trump/NNP/poss/4 's/POS/case/2 "
        "visit/NN/dobj/1 ././punct/1",
        {"Iran": "IRN", "Trump": "person:trump"},
        [("IRN", "ACCUSE", "person:trump")],
    ),
    "an accusation and what it alleges": (
        "Iran/NNP/nsubj/1 accused/VBD/ROOT/1/accuse Israel/NNP/dobj/1 of/IN/prep/1 "
        "attacking/VBG/pcomp/3/attack Syria/NNP/dobj/4 ././punct/1",
        {"Iran": "IRN", "Israel": "ISR", "Syria": "SYR"},
        [("IRN", "ACCUSE", "ISR"), ("ISR", "ASSAULT", "SYR", "reported")],
    ),
    "telling is no demand": (
        "China/NNP/nsubj/1 told/VBD/ROOT/1/tell Japan/NNP/dobj/1 that/IN/mark/5 it/PRP/nsubj/5 "
        "rained/VBD/ccomp/1/rain ././punct/1",
        {"China": "CHN", "Japan": "JPN"},
        [],
    ),
    "a question tells no event": (
        "Kerry/NNP/nsubj/1 asked/VBD/ROOT/1/ask whether/IN/mark/4 Iran/NNP/nsubj/4 "
        "attacked/VBD/ccomp/1/attack Iraq/NNP/dobj/4 ././punct/1",
        {"Kerry": "person:kerry", "Iran": "IRN", "Iraq": "IRQ"},
        [],
    ),
    "a demonym in a compound is no actor": (
        "Iranian/JJ/amod/2 -/HYPH/punct/2 backed/VBN/amod/3/back rebels/NNS/nsubj/4/rebel "
        "attacked/VBD/ROOT/4/attack Israel/NNP/dobj/4 ././punct/4",
        {"Iranian": "IRN", "Israel": "ISR"},
        [],
    ),
}


@pytest.mark.parametrize(("annotated", "names", "expected"), CASES.values(), ids=CASES)
def test_events(
    events: Finder, annotated: str, names: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    assert events(annotated, names) == expected


VIOLATED = (
    "Iraq/NNP/nsubj/1 said/VBD/ROOT/1/say Turkey/NNP/nsubj/3 violated/VBD/ccomp/1/violate "
    "the/DT/det/5 truce/NN/dobj/3 ././punct/1"
)
MUST = (
    "Kerry/NNP/nsubj/1 said/VBD/ROOT/1/say Assad/NNP/nsubj/4 must/MD/aux/4 go/VB/ccomp/1 "
    "././punct/1"
)


def test_a_statement_accuses(events: Finder) -> None:
    said = [("Turkey violated the truce", "Iraq", "IRQ")]
    assert events(VIOLATED, {"Iraq": "IRQ", "Turkey": "TUR"}, said=said) == [
        ("IRQ", "ACCUSE", "TUR", "reported")
    ]


def test_a_statement_demands(events: Finder) -> None:
    said = [("Assad must go", "Kerry", "person:kerry")]
    names = {"Kerry": "person:kerry", "Assad": "person:assad"}
    assert events(MUST, names, said=said) == [
        ("person:kerry", "REQUEST", "person:assad", "reported")
    ]


def test_a_thought_accuses_nobody(events: Finder) -> None:
    said = [("Turkey violated the truce", "Iraq", "IRQ")]
    assert events(VIOLATED, {"Iraq": "IRQ", "Turkey": "TUR"}, said=said, act="thought") == []


def test_a_participle_before_a_noun_is_no_act(events: Finder) -> None:
    parse = (
        "Vucic/NNP/nsubj/3 has/VBZ/aux/3 had/VBN/aux/3 limited/VBN/ROOT/3/limit "
        "talks/NNS/dobj/3/talk with/IN/prep/4 Putin/NNP/pobj/5 ././punct/3"
    )
    found = events(parse, {"Vucic": "person:vucic", "Putin": "person:putin"})
    assert all(plover == "CONSULT" for _, plover, *_ in found)
