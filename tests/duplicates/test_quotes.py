import random
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.duplicates import find_quote_groups, group_quotes, quote_keys
from pipeline.duplicates.quote_keys import anchors_of

SCHEMA = pa.schema(
    [
        ("doc_id", pa.string()),
        ("quote_id", pa.int32()),
        ("kind", pa.string()),
        ("act", pa.string()),
        ("content", pa.string()),
    ]
)
PROMISE = "We will win this fight, and nobody in this town will pay for it"
LONG = (
    "The harbour belongs to those who work in it, and I say to every minister in the capital that "
    "no company will buy it while I am in this office"
)


def quote(
    doc_id: str, content: str, *, quote_id: int = 0, kind: str = "direct", act: str = "speech"
) -> Any:
    values = {"doc_id": doc_id, "quote_id": quote_id, "kind": kind, "act": act, "content": content}
    return values


def quotes(*rows: Any) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=SCHEMA)


def grouped(*rows: Any) -> set[frozenset[tuple[str, int]]]:
    groups: dict[str, set[tuple[str, int]]] = {}
    for row in group_quotes(quotes(*rows)).to_pylist():
        groups.setdefault(row["quote_group"], set()).add((row["doc_id"], row["quote_id"]))
    return {frozenset(group) for group in groups.values()}


def together(one: str, other: str, *, kind: str = "direct") -> bool:
    return bool(grouped(quote("a", one, kind=kind), quote("b", other, kind=kind)))


def test_equal_words_are_one_quote() -> None:
    rows = [quote("a", f"“{PROMISE},”"), quote("b", f'"{PROMISE.upper()}."')]
    assert grouped(*rows, quote("c", LONG)) == {frozenset({("a", 0), ("b", 0)})}


def test_a_quote_of_one_document_has_no_group() -> None:
    assert grouped(quote("a", PROMISE), quote("a", PROMISE, quote_id=1), quote("b", LONG)) == set()


def test_repetitions_in_a_document_belong_to_the_group() -> None:
    rows = [quote("a", PROMISE), quote("a", PROMISE, quote_id=1), quote("b", PROMISE)]
    assert grouped(*rows) == {frozenset({("a", 0), ("a", 1), ("b", 0)})}


def test_a_part_and_its_whole_in_one_document_join_no_groups() -> None:
    part = "no company will buy it while I am in this office"
    rows = [quote("a", LONG), quote("a", part, quote_id=1)]
    assert grouped(*rows) == set()
    assert grouped(*rows, quote("b", part)) == {frozenset({("a", 0), ("a", 1), ("b", 0)})}


def test_a_leading_that_is_no_part_of_the_quote() -> None:
    assert together(f"that “{PROMISE}”", PROMISE, kind="mixed")


@pytest.mark.parametrize(
    "other",
    [
        LONG.replace("every minister", "each minister"),
        LONG.replace("no company will buy it", "no company in the world will buy it"),
        LONG.replace("belongs to those", "belongs to the people"),
    ],
)
def test_a_speech_that_is_heard_differently_is_one_quote(other: str) -> None:
    assert together(LONG, other)


def test_a_long_quote_with_another_figure_is_another_quote() -> None:
    assert not together(f"In March 420 sailors said: {LONG}", f"In March 380 sailors said: {LONG}")


def test_a_sentence_that_ends_on_another_name_is_another_quote() -> None:
    assert not together(
        "I want to thank the people of Dunmore", "I want to thank the people of Halden"
    )


@pytest.mark.parametrize(
    ("part", "same"),
    [
        ("no company will buy it while I am", True),
        (
            "every minister in the capital that no company will buy it while I am in this office",
            True,
        ),
        ("no company will buy it while I", False),
        ("no company will buy it while we are in", False),
    ],
)
def test_eight_words_in_a_row_of_another_quote_are_a_part_of_it(part: str, same: bool) -> None:
    assert together(LONG, part) is same
    assert together(part, f"“{LONG}.”") is same


def test_a_part_begins_and_ends_with_a_word() -> None:
    assert not together(
        "rows of people stood along the harbour wall",
        "Arrows of people stood along the harbour walls of old Dunmore",
    )


def test_what_is_reported_in_other_words_is_no_part() -> None:
    assert not together(LONG, "no company will buy it while I am", kind="indirect")


def test_a_part_goes_with_the_shortest_whole_and_joins_no_two() -> None:
    phrase = "we are going to do whatever it takes now"
    rows = [
        quote("a", phrase),
        quote("b", f"On the bridge {phrase}, with the money of the council"),
        quote("c", f"The ferry has waited for years and for that reason {phrase}, I promise you"),
    ]
    assert grouped(*rows) == {frozenset({("a", 0), ("b", 0)})}


@pytest.mark.parametrize(
    "row",
    [
        quote("a", "We will win now"),
        quote("a", PROMISE, act="thought"),
        quote("a", PROMISE, act="plan"),
        quote("a", "to comment for this article on the day", kind="indirect"),
        quote("a", "seven words are not enough for this", kind="indirect"),
    ],
)
def test_topics_thoughts_and_short_quotes_have_no_keys(row: Any) -> None:
    assert quote_keys(quotes(row)).num_rows == 0


def test_five_words_in_quotation_marks_have_keys_without_bands_and_anchors() -> None:
    (key,) = quote_keys(quotes(quote("a", "“We will win this fight”"))).to_pylist()
    assert (key["words"], key["n_words"]) == ("we will win this fight", 5)
    assert (key["bands"], key["anchors"]) == ([], [])


def test_the_group_has_the_smallest_fingerprint_of_its_members() -> None:
    rows = quotes(quote("a", LONG), quote("b", f"As always: {LONG}"), quote("c", LONG))
    smallest = min(quote_keys(rows)["fingerprint"].to_pylist())
    assert set(group_quotes(rows)["quote_group"].to_pylist()) == {f"quote:{smallest[:16]}"}


def test_a_thousand_quotes_that_share_a_phrase_stay_apart() -> None:
    phrase = "the end of the day it is what it is"
    rows = [
        quote(str(n), f"{' '.join(f'word{n}x{k}' for k in range(9))} at {phrase} and word{n}")
        for n in range(1000)
    ]
    assert grouped(*rows, quote("part", phrase)) == set()


def test_no_quotes_have_no_groups() -> None:
    assert group_quotes(quotes()).num_rows == 0
    assert group_quotes(quotes()).column_names == ["doc_id", "quote_id", "quote_group"]


def test_every_eight_words_in_a_row_hold_an_anchor() -> None:
    words = LONG.lower().replace(",", "").split()
    anchors = set(anchors_of(words))
    for start in range(len(words) - 7):
        assert set(anchors_of(words[start : start + 8])) <= anchors
        assert len(anchors_of(words[start : start + 8])) == 1


WORDS = LONG.replace(",", "").split()
CORPORA = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(0, 12),
        st.integers(5, 20),
        st.sampled_from(["direct", "mixed", "indirect"]),
    ),
    max_size=14,
)


def corpus(drawn: Any) -> list[Any]:
    return [
        quote(doc_id, " ".join(WORDS[start : start + length]), quote_id=number, kind=kind)
        for number, (doc_id, start, length, kind) in enumerate(drawn)
    ]


def groups_of_parts(parts: list[list[Any]], threads: int) -> list[Any]:
    with duckdb.connect(config={"threads": threads}) as connection:
        keys = pa.concat_tables([quote_keys(quotes(*part)) for part in parts])
        connection.register("given", keys)
        connection.execute("create table keys as select * from given")
        find_quote_groups(connection, "keys")
        return connection.execute("select * from quote_groups").fetchall()


@settings(max_examples=25, deadline=None)
@given(CORPORA, st.integers(0, 100), st.integers(0, 14))
def test_order_partitions_and_threads_make_no_difference(drawn: Any, seed: int, cut: int) -> None:
    rows = corpus(drawn)
    found = groups_of_parts([rows], 1)
    random.Random(seed).shuffle(rows)
    assert groups_of_parts([rows[:cut], rows[cut:]], 3) == found


@settings(max_examples=25, deadline=None)
@given(CORPORA)
def test_every_group_has_two_documents(drawn: Any) -> None:
    for group in grouped(*corpus(drawn)):
        assert len({doc_id for doc_id, _ in group}) >= 2


@settings(max_examples=25, deadline=None)
@given(CORPORA)
def test_keys_that_are_given_twice_make_no_difference(drawn: Any) -> None:
    rows = corpus(drawn)
    assert groups_of_parts([rows, rows], 2) == groups_of_parts([rows], 2)
