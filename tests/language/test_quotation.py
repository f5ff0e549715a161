import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import find_quotations
from pipeline.language.quotation import Quotation, quotation_state


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


def inner(text: str) -> list[list[str]]:
    return [[text[i.start : i.end] for i in q.inner] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "Yes." Then he left.', ['"Yes."']),
        ("He said: “Yes.” Then he left.", ["“Yes.”"]),
        ("He said: ''Yes.'' Then ''no.''", ["''Yes.''", "''no.''"]),
        ("He said: ``Yes.''", ["``Yes.''"]),
        ("He said: «Yes.» Then he left.", ["«Yes.»"]),
        ("He said: « Yes. » Then he left.", ["« Yes. »"]),
        ("He said: »Yes.« Then he left.", ["»Yes.«"]),
        ("He said: „Yes.“ Then „no“, too.", ["„Yes.“", "„no“"]),
        ("He said: ‘‘Yes,’’ and ’no’.", ["‘‘Yes,’’"]),
        ("He said: ″Yes.″ Then he left.", ["″Yes.″"]),
        ('The film " Frozen " and " It works! " too.', ['" Frozen "', '" It works! "']),
        ("'Yes,' he said. 'It's the workers' right.'", ["'Yes,'", "'It's the workers' right.'"]),
        ("‘Yes,’ he said. The boys’ mother didn’t.", ["‘Yes,’"]),
        ("“Bob told me “no”,” she said.", ["“Bob told me “no”,”"]),
        ("He warned of a”phase two” that was near.", ["”phase two”"]),
        ('He spoke of"joint work."', ['"joint work."']),
        ("The “road“ and the “bridge” stay.", ["“road“", "“bridge”"]),
        ("“It rained, “ he said. “It snowed.”", ["“It rained, “", "“It snowed.”"]),
        ("He said,” It rained all day.”", ["” It rained all day.”"]),
        ("“It rained,' he said. “It snowed.”", ["“It rained,'", "“It snowed.”"]),
        ('It is <a href="x.html" id="y">"open"</a>.', ['"open"']),
        ("No marks here.", []),
        ("", []),
    ],
)
def test_quotations_of_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The boys' mother and the dogs' owner didn't.", []),
        ("It was in the '90s, and in '08 and '12.", []),
        ("Rock 'n' roll, 'tis true, got 'em goin' home.", []),
        ('A 6\'3" man said "hello there".', ['"hello there"']),
        ('"He is 6\'2"," she said. "So am I."', ['"He is 6\'2","', '"So am I."']),
        ("“He is 5’2”. He is small,” she said.", ["“He is 5’2”. He is small,”"]),
        ('"I own a 12" record," he said.', ['"I own a 12" record,"']),
        ('"I was born in 2012," he said.', ['"I was born in 2012,"']),
        ('"It was 2012" was all he said.', ['"It was 2012"']),
    ],
)
def test_apostrophes_and_measures_are_no_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "outer", "expected"),
    [
        ("“Bob told me ‘no’,” she said.", "“Bob told me ‘no’,”", ["‘no’"]),
        ("\"Bob told me 'no',\" she said.", "\"Bob told me 'no',\"", ["'no'"]),
        ('"Bob told me "no"," she said.', '"Bob told me "no","', ['"no"']),
        ("''It was on 'Fox,''' he said.", "''It was on 'Fox,'''", ["'Fox,'"]),
        ("'''Bowl,''' he said.", "'''Bowl,'''", ["'Bowl,'"]),
        ('‘Bob told me "no",’ she said.', '‘Bob told me "no",’', ['"no"']),
        ("“A «b» c ‘d’,” she said.", "“A «b» c ‘d’,”", ["«b»", "‘d’"]),
        ("“It's the boys' right,” she said.", "“It's the boys' right,”", []),
    ],
)
def test_quotations_inside_quotations(text: str, outer: str, expected: list[str]) -> None:
    assert quoted(text) == [outer]
    assert inner(text) == [expected]


def test_paragraphs_that_go_on_are_told_from_those_that_do_not() -> None:
    text = "“First.\n\n“Second.”\n\n“Third,” she said."
    found = find_quotations(text)
    assert [text[q.start : q.end] for q in found] == ["“First.", "“Second.”", "“Third,”"]
    assert [q.continues for q in found] == [False, True, False]
    assert [q.closed for q in found] == [False, True, True]


def test_a_paragraph_goes_on_with_the_mark_of_the_former() -> None:
    assert [q.continues for q in find_quotations("“First.\n\n‘Second,’ he said.")] == [False, False]
    assert [q.continues for q in find_quotations("‘First.\n\n‘Second,’ he said.")] == [False, True]


def test_an_opening_mark_left_out_is_understood() -> None:
    text = "The road is open,” Lee said. He left."
    (found,) = find_quotations(text)
    assert (text[found.start : found.end], found.opened) == ("The road is open,”", False)
    assert quoted('"Yes," he said."') == ['"Yes,"']


def test_a_mark_too_many_harms_one_paragraph() -> None:
    text = 'He said "no and left.\n\n"Yes," she said.'
    assert quoted(text) == ['"no and left.', '"Yes,"']
    assert not find_quotations(text)[1].closed or find_quotations(text)[1].end < len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rained. “It snowed,” he said.", ["“It rained.", "“It snowed,”"]),
        ("The “road is a “road”, he said.", ["“road”"]),
        ("“It is “so” small.", ["“It is “so” small."]),
    ],
)
def test_a_closing_mark_left_out_ends_its_quotation(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_the_state_of_each_character() -> None:
    state = quotation_state("a “b” ‘c’ d")
    assert state.dtype == np.int8
    assert state.tolist() == [0, 0, 1, 1, 1, 0, 2, 2, 2, 0, 0]
    assert quotation_state("").tolist() == []


def test_many_marks_take_linear_time() -> None:
    begin = time.process_time()
    for mark in (
        '"',
        "“",
        "”",
        "'",
        "‘",
        "«",
        "``",
        "“‘",
        "“«",
        '"(',
        "“a”.",
        '12"',
        "“a,' ",
        '="',
    ):
        find_quotations(mark * 8_000)
        find_quotations((mark + "word ") * 8_000)
        find_quotations((mark + " ") * 8_000)
    find_quotations("“" * 8_000 + "”" * 8_000)
    find_quotations("“" + "word, " * 30_000 + "“")
    assert time.process_time() - begin < 10


MARKED = st.text(alphabet="abS .,!?2=>\n\"'“”„‘’«»`", max_size=60)


def all_of(quotations: tuple[Quotation, ...]) -> list[Quotation]:
    return [q for outer in quotations for q in (outer, *all_of(outer.inner))]


@given(MARKED | st.text(max_size=60))
def test_quotations_are_ordered_and_inside_their_paragraph(text: str) -> None:
    end = 0
    for q in find_quotations(text):
        assert end <= q.start < q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
        end = q.end


@given(MARKED)
def test_inner_quotations_lie_side_by_side_in_their_outer_one(text: str) -> None:
    for outer in all_of(tuple(find_quotations(text))):
        end = outer.start
        for q in outer.inner:
            assert end <= q.start < q.end <= outer.end
            end = q.end


@given(
    st.lists(st.text(alphabet="abS .,!?\"'“”‘’«»", max_size=30), min_size=1, max_size=4),
    st.integers(0, 3),
    st.integers(0, 30),
    st.sampled_from(list("\"'“”‘’«»")),
)
def test_a_stray_mark_changes_its_own_paragraph_only(
    paragraphs: list[str], which: int, at: int, mark: str
) -> None:
    which %= len(paragraphs)
    marred = list(paragraphs)
    marred[which] = marred[which][:at] + mark + marred[which][at:]

    def by_paragraph(parts: list[str]) -> list[list[tuple[int, int, bool]]]:
        text = "\n\n".join(parts)
        found: list[list[tuple[int, int, bool]]] = [[] for _ in parts]
        low = 0
        for k, part in enumerate(parts):
            for q in find_quotations(text):
                if low <= q.start < low + len(part):
                    found[k].append((q.start - low, q.end - low, q.closed))
            low += len(part) + 2
        return found

    before, after = by_paragraph(paragraphs), by_paragraph(marred)
    del before[which], after[which]
    assert before == after
