import random
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.duplicates import find_duplicates

DAY = datetime(2026, 3, 4)
NOON = datetime(2026, 3, 4, 12)
NEXT_DAY = datetime(2026, 3, 5)
SCHEMA = pa.schema(
    [
        ("place", pa.int64()),
        ("published", pa.timestamp("us")),
        ("fingerprint", pa.string()),
        ("signature", pa.binary()),
    ]
)


def signature(story: int, *, differing: int = 0, seed: int = 0) -> bytes:
    """A signature of a story of which some of the 128 values differ."""
    values = np.random.default_rng(story).integers(0, 2**32, 128, dtype=np.uint32)
    others = np.random.default_rng((story, seed, 1)).integers(0, 2**32, 128, dtype=np.uint32)
    places = np.random.default_rng((story, seed, 2)).permutation(128)[:differing]
    values[places] = others[places]
    return values.astype("<u4").tobytes()


def row(place: int, fingerprint: str, signed: bytes | None, day: datetime | None = DAY) -> Any:
    return {"place": place, "published": day, "fingerprint": fingerprint, "signature": signed}


def duplicates(
    rows: Iterable[Any], *, similarity: float | None = 0.8, threads: int = 2
) -> dict[int, int]:
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.register("given", pa.Table.from_pylist(list(rows), schema=SCHEMA))
        connection.execute("create table documents as select * from given")
        find_duplicates(connection, "documents", similarity=similarity)
        found = connection.execute("select place, original from duplicates").fetchall()
        assert len(found) == len(dict(found))
        left = connection.execute("select table_name from duckdb_tables()").fetchall()
        assert sorted(left) == [("documents",), ("duplicates",)]
    return dict(found)


def test_no_documents_have_no_duplicates() -> None:
    assert duplicates([]) == {}


def test_equal_fingerprints_are_the_same_without_a_signature() -> None:
    assert duplicates([row(0, "a", None), row(1, "b", None), row(2, "a", None)]) == {2: 0}


def test_near_signatures_are_the_same() -> None:
    assert duplicates([row(0, "a", signature(1)), row(1, "b", signature(1, differing=12))]) == {
        1: 0
    }


def test_less_than_the_similarity_is_another_story() -> None:
    rows = [row(0, "a", signature(1)), row(1, "b", signature(1, differing=30))]
    assert duplicates(rows) == {}
    assert duplicates(rows, similarity=0.7) == {1: 0}


def test_without_a_similarity_only_equal_fingerprints_count() -> None:
    rows = [row(0, "a", signature(1)), row(1, "b", signature(1)), row(2, "a", signature(1))]
    assert duplicates(rows, similarity=None) == {2: 0}


def test_the_earliest_is_the_original() -> None:
    assert duplicates([row(0, "a", None, NEXT_DAY), row(1, "a", None, DAY)]) == {0: 1}


def test_of_equal_dates_the_first_in_the_input_is_the_original() -> None:
    assert duplicates([row(5, "a", None), row(3, "a", None)]) == {5: 3}


def test_what_has_no_date_is_no_original_of_what_has_one() -> None:
    assert duplicates([row(0, "a", None, None), row(1, "a", None, NEXT_DAY)]) == {0: 1}


def test_what_has_a_time_comes_before_what_has_only_the_day() -> None:
    assert duplicates([row(0, "a", None, DAY), row(1, "a", None, NOON)]) == {0: 1}


def test_a_day_comes_before_a_time_on_the_next_day() -> None:
    later = datetime(2026, 3, 5, 9)
    assert duplicates([row(0, "a", None, later), row(1, "a", None, DAY)]) == {0: 1}


def test_copies_of_a_near_copy_repeat_the_original() -> None:
    near = signature(1, differing=12)
    rows = [row(0, "a", signature(1)), row(1, "b", near), row(2, "b", near)]
    assert duplicates(rows) == {1: 0, 2: 0}


def test_small_changes_do_not_lead_from_one_story_to_another() -> None:
    first, last = signature(1), signature(2)
    steps = [first[: 512 - 4 * k] + last[512 - 4 * k :] for k in (0, 16, 32, 48, 64)]
    rows = [row(place, str(place), step) for place, step in enumerate(steps)]
    # Each is 0.875 alike to the one before it, and 0.75 to the one before that.
    assert duplicates(rows) == {1: 0, 3: 2}


def test_the_most_similar_original_is_taken() -> None:
    first = signature(1)
    # 0.53 alike, so an original of its own; the third is 0.69 alike to one and 0.84 to the other.
    second = signature(2)[:240] + first[240:]
    third = signature(2)[:160] + first[160:]
    rows = [row(0, "a", first), row(1, "b", second), row(2, "c", third)]
    assert duplicates(rows, similarity=0.6) == {2: 1}


def test_a_band_that_a_thousand_documents_share_hides_no_reprint() -> None:
    frame = signature(0)
    # The first 40 of 128 values, five bands, are boilerplate.
    rows = [row(n, str(n), frame[:160] + signature(n + 1)[160:]) for n in range(1000)]
    reprint = frame[:160] + signature(3, differing=10)[160:]
    assert duplicates([*rows, row(1000, "reprint", reprint)]) == {1000: 2}


def test_a_thousand_reprints_repeat_one_original() -> None:
    rows = [row(n, str(n), signature(1, differing=6 * (n > 0), seed=n)) for n in range(1000)]
    assert duplicates(rows) == dict.fromkeys(range(1, 1000), 0)


def test_tables_of_any_name_are_read() -> None:
    with duckdb.connect() as connection:
        connection.register("given", pa.Table.from_pylist([row(0, "a", None)], schema=SCHEMA))
        connection.execute('create table "order of input" as select * from given')
        find_duplicates(connection, "order of input", similarity=0.8)
        assert connection.execute("select count(*) from duplicates").fetchall() == [(0,)]


DOCUMENTS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from([0, 8, 16, 24, 40]),
        st.integers(0, 3),
        st.sampled_from([DAY, NOON, NEXT_DAY, None]),
        st.booleans(),
    ),
    max_size=16,
)


def corpus(drawn: list[tuple[int, int, int, datetime | None, bool]]) -> list[Any]:
    rows = []
    for place, (story, differing, seed, day, signed) in enumerate(drawn):
        made = signature(story, differing=differing, seed=seed) if signed else None
        rows.append(row(place, f"{story}-{differing}-{seed}-{signed}", made, day))
    return rows


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, st.integers(0, 100))
def test_the_order_of_rows_and_threads_make_no_difference(drawn: Any, seed: int) -> None:
    rows = corpus(drawn)
    found = duplicates(rows, threads=1)
    random.Random(seed).shuffle(rows)
    assert duplicates(rows, threads=4) == found


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS)
def test_originals_repeat_nothing_and_are_not_found_again_without_their_repetitions(
    drawn: Any,
) -> None:
    rows = corpus(drawn)
    found = duplicates(rows)
    assert not set(found) & set(found.values())
    assert duplicates([r for r in rows if r["place"] not in found]) == {}
