"""The roles of people over the corpus."""

from datetime import UTC, datetime
from typing import Any

from tests.corpus.articles import article, build, related


def day(number: int) -> datetime:
    return datetime(2024, 5, number, tzinfo=UTC)


def roles(*articles: Any) -> list[tuple[Any, ...]]:
    """Title, holder, status, days and documents of the roles of the first person."""
    columns = ("title", "of_id", "status", "first_seen", "last_seen", "documents")
    found = build(*articles).people.to_pylist()[0]["roles"]
    return [tuple(role[column] for column in columns) for role in found]


def told(doc_id: str, date: int, value: str = "President", **columns: Any) -> Any:
    relation = related("Ana Ruiz", "ECU", value=value, **columns)
    return article(doc_id, "[Ana Ruiz|Ana Ruiz] and [Ecuador|ECU]", date, relations=[relation])


def test_a_role_is_held_from_the_first_to_the_last_document_that_tells_it() -> None:
    found = roles(
        told("a", 9), told("b", 2, "president"), told("c", 5), told("d", 7, status="former")
    )
    assert found == [
        ("President", "ECU", "current", day(2), day(9), 3),
        ("President", "ECU", "former", day(7), day(7), 1),
    ]


def test_a_title_alone_is_held_where_the_same_title_is_known_to_be_held() -> None:
    bare = article("b", "[Ana Ruiz|Ana Ruiz:President] spoke", 4)
    former = article("c", "[Ana Ruiz|Ana Ruiz:former President] spoke", 6)
    assert roles(told("a", 1), bare, former) == [
        ("President", "ECU", "current", day(1), day(4), 2),
        ("President", "ECU", "former", day(6), day(6), 1),
    ]
    other = [related("Ana Ruiz", "org:FIFA", value="President")]
    two = article("d", "[Ana Ruiz|Ana Ruiz] of [FIFA|org:FIFA]", 8, relations=other)
    assert ("President", None, "former", day(6), day(6), 1) in roles(told("a", 1), former, two)


def test_what_is_denied_or_only_possible_is_no_role_and_courtesy_is_no_title() -> None:
    denied, possible = told("a", 1, negated=True), told("b", 2, modality="possible")
    mister = article("c", "[Ana Ruiz|Ana Ruiz:Ms] spoke", 3)
    assert roles(denied, possible, mister) == []


def test_a_repeated_article_counts_once() -> None:
    again = told("b", 4)
    again.duplicate_of = "a"
    assert roles(told("a", 2), again) == [("President", "ECU", "current", day(2), day(4), 1)]


def test_what_tells_the_time_is_no_part_of_the_titles() -> None:
    former = article("b", "[Ana Ruiz|Ana Ruiz:former President] spoke", 6)
    people = build(told("a", 1), former).people.to_pylist()
    assert people[0]["titles"] == ["President"]
