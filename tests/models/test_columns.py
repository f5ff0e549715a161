"""Column files, their tags, and the text that is rebuilt from them."""

import pytest

from models.en_newsroom.recipe.columns import (
    Sentence,
    make_record,
    read_documents,
    rebuild,
    spans,
)
from pipeline.errors import InputError

LABELS = {"PER": "PERSON", "LOC": "LOC"}


def test_documents_and_sentences() -> None:
    lines = [
        "-DOCSTART- -X- O",
        "",
        "Varna NNP I-LOC",
        "waits VBZ O",
        "",
        "Rain NN O",
        "-DOCSTART- -X- O",
        "Kolev NNP I-PER",
    ]
    assert list(read_documents(lines)) == [
        [Sentence(("Varna", "waits"), ("I-LOC", "O")), Sentence(("Rain",), ("O",))],
        [Sentence(("Kolev",), ("I-PER",))],
    ]


def test_the_first_of_several_columns_of_tags() -> None:
    lines = ["Port\tB-ORG\tO", "Varna\tE-ORG\tS-LOC", "\t", "waits\tO"]
    assert list(read_documents(lines, tag=1)) == [
        [Sentence(("Port", "Varna"), ("B-ORG", "E-ORG")), Sentence(("waits",), ("O",))]
    ]


def test_a_line_without_a_tag_is_an_error() -> None:
    with pytest.raises(InputError, match="line 2 has no column 1: 'Varna'"):
        list(read_documents(["in O", "Varna"], tag=1))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("I-PER I-PER O I-LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("I-PER B-PER I-LOC", [(0, 1, "PER"), (1, 2, "PER"), (2, 3, "LOC")]),
        ("B-PER I-PER B-PER O", [(0, 2, "PER"), (2, 3, "PER")]),
        ("B-PER I-PER E-PER S-LOC S-LOC", [(0, 3, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]),
        ("O O", []),
    ],
    ids=["IO", "IOB1", "BIO", "BIOES", "nothing"],
)
def test_spans_of_every_scheme(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert spans(tags.split()) == expected


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ('He said : " It is open . " Then he left .', 'He said: "It is open." Then he left.'),
        ("He said : `` Open . '' He left .", 'He said: "Open." He left.'),
        ("Trade ( up 5 % ) is n't slow , is it ?", "Trade (up 5%) isn't slow, is it?"),
        ("The farmers ' union paid $ 5 .", "The farmers' union paid $5."),
        ("The farmers ' union ' won ' .", "The farmers' union 'won'."),
        ("Serbia 's ' iron ' wall", "Serbia's 'iron' wall"),
        ("“ Serbia ’s army [ sic ] left … ”", "“Serbia’s army [sic] left…”"),
        ("up 14 pct yr / yr", "up 14 pct yr / yr"),
    ],
)
def test_text_is_rebuilt(tokens: str, text: str) -> None:
    rebuilt, offsets = rebuild(tokens.split())
    assert rebuilt == text
    marks = {"``": '"', "''": '"'}
    assert [text[s:e] for s, e in offsets] == [marks.get(t, t) for t in tokens.split()]


def test_a_record_sets_the_headline_apart() -> None:
    rows = [
        ("Varna reopens", "I-LOC O"),
        ("Kolev", "I-PER"),
        ("VARNA 1996-08-22", "I-LOC O"),
        ("It rained .", "O O O"),
        ("Kolev left .", "I-PER O O"),
    ]
    sentences = [Sentence(tuple(a.split()), tuple(b.split())) for a, b in rows]
    record = make_record("x-1", sentences, labels=LABELS)
    assert record["text"] == ("Varna reopens\n\nKolev\nVARNA 1996-08-22\nIt rained. Kolev left.")
    found = [(record["text"][s:e], label) for s, e, label in record["entities"]]
    assert found == [
        ("Varna", "LOC"),
        ("Kolev", "PERSON"),
        ("VARNA", "LOC"),
        ("Kolev", "PERSON"),
    ]
    assert record["annotated"] == ["LOC", "PERSON"]


def test_blocks_can_be_paragraphs() -> None:
    sentences = [Sentence((word, "."), ("O", "O")) for word in ("One", "Two", "Three")]
    record = make_record("x-1", sentences, labels=LABELS, paragraphs=True)
    assert record["text"] == "One.\n\nTwo.\n\nThree."


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(InputError, match="x-1 has the label 'ANIMAL'"):
        make_record("x-1", [Sentence(("cat",), ("B-ANIMAL",))], labels=LABELS)
