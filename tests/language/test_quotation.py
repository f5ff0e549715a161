import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import find_quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "Yes." Then he left.', ['"Yes."']),
        ("He said: “Yes.” Then he left.", ["“Yes.”"]),
        ("He said: ''Yes.'' Then ''no.''", ["''Yes.''", "''no.''"]),
        ("He said: ``Yes.''", ["``Yes.''"]),
        ("He said: «Yes.» Then he left.", ["«Yes.»"]),
        ("'Yes,' he said. 'It's the workers' right.'", ["'Yes,'", "'It's the workers' right.'"]),
        ("‘Yes,’ he said. The boys’ mother didn’t.", ["‘Yes,’"]),
        ("The boys' mother and the dogs' owner didn't.", []),
        ("\"Bob told me 'no',\" she said.", ["\"Bob told me 'no',\""]),
        ("“Bob told me “no”,” she said.", ["“Bob told me “no”"]),
        ("He warned of a”phase two” that was near.", ["”phase two”"]),
        ('A 6\'3" man said "hello there".', ['"hello there"']),
        ("No marks here.", []),
        ("", []),
    ],
)
def test_quotations_of_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_paragraphs_that_go_on_are_told_from_those_that_do_not() -> None:
    text = "“First.\n\n“Second.”\n\n“Third,” she said."
    found = find_quotations(text)
    assert [text[q.start : q.end] for q in found] == ["“First.", "“Second.”", "“Third,”"]
    assert [q.continues for q in found] == [False, True, False]
    assert [q.closed for q in found] == [False, True, True]


def test_a_mark_too_many_harms_one_paragraph() -> None:
    text = 'He said "no and left.\n\n"Yes," she said.'
    assert quoted(text) == ['"no and left.', '"Yes,"']
    assert not find_quotations(text)[1].closed or find_quotations(text)[1].end < len(text)


def test_a_closing_mark_left_out_ends_where_the_next_quotation_opens() -> None:
    assert quoted("“It rained. “It snowed,” he said.") == ["“It rained.", "“It snowed,”"]


def test_many_marks_take_linear_time() -> None:
    begin = time.perf_counter()
    for mark in ('"', "“", "'", "«", "``", "“‘"):
        find_quotations(mark * 20_000)
        find_quotations((mark + "word ") * 20_000)
    assert time.perf_counter() - begin < 10


@given(st.text(alphabet="ab .,!?\n\"'“”‘’«»`", max_size=60))
def test_quotations_are_ordered_and_inside_their_paragraph(text: str) -> None:
    end = 0
    for q in find_quotations(text):
        assert end <= q.start < q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
        end = q.end
