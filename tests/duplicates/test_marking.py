from datetime import UTC, datetime

import duckdb
import pytest

from pipeline import tables
from pipeline.duplicates import mark_duplicates, summarise_reprints
from tests.duplicates import stories
from tests.duplicates.stories import documents, story

DAY = datetime(2026, 3, 4, tzinfo=UTC)
NEXT_DAY = datetime(2026, 3, 5, tzinfo=UTC)
REPRINT = [
    "PORT HALDEN, March 4 (Newswire) —",
    "By Ann Lee, staff writer",
    *story(1)[:9],
    "Read more: Ferry strike enters its third week",
    *story(1)[10:],
    "Read more on our page of the islands",
]


def originals(table: tables.Table) -> list[str | None]:
    return mark_duplicates(table)["duplicate_of"].to_pylist()


def test_wire_copy_in_another_dress_with_a_paragraph_cut_is_a_duplicate() -> None:
    assert originals(documents({"body": story(1)}, {"body": REPRINT})) == [None, "0"]


def test_a_story_of_which_forty_percent_is_new_is_none() -> None:
    update = [*story(1)[:9], *story(2)[:5]]
    assert originals(documents({"body": story(1)}, {"body": update})) == [None, None]


def test_the_first_half_of_a_story_is_left_to_its_quotes() -> None:
    assert originals(documents({"body": story(1)}, {"body": story(1)[:7]})) == [None, None]


@pytest.mark.parametrize("name", ["MARKET_REPORTS", "FORECASTS", "OBITUARIES", "BOX_SCORES"])
def test_the_same_frame_with_other_names_and_figures_is_another_story(name: str) -> None:
    bodies = getattr(stories, name)
    made = documents(*({"title": "As every day", "body": body} for body in bodies))
    assert originals(made) == [None] * len(bodies)


@pytest.mark.parametrize("name", ["MARKET_REPORTS", "FORECASTS", "OBITUARIES", "BOX_SCORES"])
def test_a_frame_that_is_printed_twice_with_the_same_figures_is_a_duplicate(name: str) -> None:
    (body,) = getattr(stories, name)[0]
    made = documents({"body": [body]}, {"body": [f"(Newswire) — {body}"]})
    assert originals(made) == [None, "0"]


def test_short_notices_under_different_headlines_stay_apart() -> None:
    made = documents(
        {"title": "Ferry sinks off Halden", "body": ["More follows."]},
        {"title": "Mayor of Dunmore resigns", "body": ["More follows."]},
        {"title": "FERRY SINKS OFF HALDEN", "body": ["More follows …"]},
    )
    assert originals(made) == [None, None, "0"]


def test_without_a_similarity_only_equal_words_count() -> None:
    made = documents(
        {"body": story(1)}, {"body": REPRINT}, {"body": [*story(1)[:-1], story(1)[-1].upper()]}
    )
    assert mark_duplicates(made, similarity=None)["duplicate_of"].to_pylist() == [None, None, "0"]


def test_the_first_published_is_the_original_and_names_the_other_publishers() -> None:
    marked = mark_duplicates(
        documents(
            {"body": story(1), "publisher": "The Echo", "published": NEXT_DAY},
            {"body": story(1), "publisher": "Halden Post", "published": DAY},
            {"body": REPRINT, "publisher": "The Echo"},
            {"body": REPRINT, "publisher": "Halden Post"},
            {"body": REPRINT, "publisher": "Bay News"},
            {"body": REPRINT},
            {"body": story(2), "publisher": "The Echo"},
        )
    )
    assert marked["duplicate_of"].to_pylist() == ["1", None, "1", "1", "1", "1", None]
    assert marked["also_published_by"].to_pylist() == [
        None, ["Bay News", "The Echo"], None, None, None, None, [],
    ]  # fmt: skip
    assert marked["reprints"].to_pylist() == [None, 5, None, None, None, None, 0]


def test_an_original_without_a_publisher_names_those_of_its_reprints() -> None:
    marked = mark_duplicates(
        documents({"body": story(1)}, {"body": story(1), "publisher": "The Echo"})
    )
    assert marked["also_published_by"].to_pylist() == [["The Echo"], None]


def test_marking_again_changes_nothing() -> None:
    marked = mark_duplicates(documents({"body": story(1)}, {"body": REPRINT}, {"body": story(2)}))
    assert mark_duplicates(marked).equals(marked)


def test_an_empty_table_stays_empty() -> None:
    assert mark_duplicates(tables.empty("documents")).equals(tables.empty("documents"))


def test_reprints_are_counted_in_a_database() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table catalogue as select * from (values "
            "(0, 'The Echo'), (1, 'Bay News'), (2, 'The Echo'), (3, null)) t(place, publisher)"
        )
        connection.execute(
            "create table duplicates as select * from (values (1, 0), (2, 0)) t(place, original)"
        )
        summarise_reprints(connection, documents="catalogue")
        found = connection.execute("select * from reprints").fetchall()
    assert found == [(0, ["Bay News"], 2)]
