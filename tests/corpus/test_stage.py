from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corpus import CorpusTables, build_tables
from pipeline.errors import TableError
from tests.corpus.articles import Article, article, build, related, spoken, tables_of

VUCIC = "Aleksandar Vučić"
ARTICLES = [
    article(
        "a",
        "[Serbian|SRB:demonym] President [Aleksandar Vučić|Aleksandar Vučić:President] met "
        "[Vladimir Putin|Vladimir Putin:President] for the [EU|org:EU]. "
        '"[Russia|RUS] and [Putin|Vladimir Putin] will help the [European Union|org:EU]," '
        "[Vučić|Aleksandar Vučić] said, according to [the Kremlin|org:Kremlin:RUS].",
        3,
        quotes=[
            spoken(
                VUCIC,
                '"Russia and Putin will help the European Union,"',
                source="Vučić",
                cue_lemma="say",
            )
        ],
        relations=[
            related(VUCIC, "SRB", value="President"),
            related(VUCIC, "RUS", negated=True),
            related("Vladimir Putin", "org:Kremlin", value="president"),
            related(VUCIC, "Vladimir Putin", family="event", relation="met", plover="CONSULT"),
        ],
    ),
    article(
        "b",
        "[Vucic|Vucic:President] met [Putin|Putin] in [Kyiv|UKR:metonym] for [the EU|org:EU]. "
        "The [country|=UKR] waited.",
        1,
        quotes=[spoken("Putin", "waited", act="thought")],
    ),
    article(
        "c",
        "[Aleksandar Vucic|Aleksandar Vucic] and [Aleksandar Vucic|Aleksandar Vucic] met.",
    ),
]


def rows(table: pa.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def role(
    title: str, of_id: str, of: str, *, first: int, last: int, documents: int
) -> dict[str, Any]:
    return {
        "title": title,
        "of_id": of_id,
        "of": of,
        "status": "current",
        "first_seen": datetime(2024, 5, first, tzinfo=UTC),
        "last_seen": datetime(2024, 5, last, tzinfo=UTC),
        "documents": documents,
    }


def by_name(table: pa.Table) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows(table)}


def test_people_are_one_row_each_over_all_documents() -> None:
    assert rows(build(*ARTICLES).people) == [
        {
            "entity_id": "person:aleksandar-vucic",
            "name": "Aleksandar Vucic",
            "aliases": ["Aleksandar Vučić", "Vucic", "Vučić"],
            "titles": ["President"],
            "countries": ["SRB"],
            "mentions": 5,
            "documents": 3,
            "quotes": 1,
            "first_seen": datetime(2024, 5, 1, tzinfo=UTC),
            "last_seen": datetime(2024, 5, 3, tzinfo=UTC),
            "roles": [role("President", "SRB", "Serbia", first=1, last=3, documents=2)],
            "wikidata": None,
            "own_id": None,
        },
        {
            "entity_id": "person:vladimir-putin",
            "name": "Vladimir Putin",
            "aliases": ["Putin"],
            "titles": ["President"],
            "countries": ["RUS"],
            "mentions": 3,
            "documents": 2,
            "quotes": 1,
            "first_seen": datetime(2024, 5, 1, tzinfo=UTC),
            "last_seen": datetime(2024, 5, 3, tzinfo=UTC),
            "roles": [role("President", "org:kremlin", "Kremlin", first=3, last=3, documents=1)],
            "wikidata": None,
            "own_id": None,
        },
    ]


def test_countries_are_counted_by_the_way_they_are_named() -> None:
    countries = by_name(build(*ARTICLES).countries)
    russia, ukraine = countries["Russia"], countries["Ukraine"]
    assert [russia[c] for c in ("entity_id", "iso2", "iso3", "region")] == [
        *("RUS", "RU", "RUS"),
        "Europe",
    ]
    counts = ("mentions", "by_name", "by_demonym", "by_metonym", "documents")
    assert [russia[c] for c in counts] == [2, 1, 0, 1, 1]
    assert [ukraine[c] for c in counts] == [2, 0, 0, 1, 1]
    assert countries["Serbia"]["by_demonym"] == 1


def test_organizations_have_their_listed_name_and_acronym() -> None:
    organizations = by_name(build(*ARTICLES).organizations)
    union = organizations["European Union"]
    assert (union["entity_id"], union["acronym"]) == ("org:european-union", "EU")
    assert union["aliases"] == ["EU", "the EU"]
    assert (union["mentions"], union["documents"]) == (3, 2)


def test_who_said_what_names_those_whom_a_quote_is_about() -> None:
    said = rows(build(*ARTICLES).who_said_what)
    assert len(said) == 1  # what is thought is not said
    assert said[0] == {
        "published": datetime(2024, 5, 3, tzinfo=UTC),
        "publisher": None,
        "title": "Title of a",
        "url": None,
        "speaker": "Aleksandar Vucic",
        "speaker_type": "person",
        "speaker_title": "President",
        "source": "Vučić",
        "cue_lemma": "say",
        "kind": "direct",
        "quote": '"Russia and Putin will help the European Union,"',
        "about": ["Russia", "Vladimir Putin", "European Union"],
        "speaker_id": "person:aleksandar-vucic",
        "doc_id": "a",
        "quote_id": 0,
        "score": 1.0,
        "quote_group": None,
        "also_published_by": [],
        "reprints": 0,
    }


def test_names_between_the_parts_of_a_quote_and_its_speaker_are_not_what_it_is_about() -> None:
    split = article(
        "a",
        '"I, [Mary Banda|Mary Banda], love [Zambia|ZMB]," she told [Joe Phiri|Joe Phiri], "dearly"',
        quotes=[spoken("Mary Banda", '"I, Mary Banda, love Zambia,"', '"dearly"')],
    )
    assert rows(build(split).who_said_what)[0]["about"] == ["Zambia"]


def test_the_tables_of_the_stages_get_the_ids_and_names_of_the_corpus() -> None:
    built = build(*ARTICLES)
    vucic = {row["entity_name"] for row in rows(built.mentions) if "Vu" in row["text"]}
    assert vucic == {"Aleksandar Vucic"}
    assert {(row["speaker_id"], row["speaker"]) for row in rows(built.quotes)} == {
        ("person:aleksandar-vucic", "Aleksandar Vucic"),
        ("person:vladimir-putin", "Vladimir Putin"),
    }
    assert (rows(built.relations)[0]["subject"], rows(built.relations)[0]["object"]) == (
        *("Aleksandar Vucic", "Serbia"),
    )


def test_for_whom_a_spokesperson_speaks_is_named_as_in_the_corpus() -> None:
    spokesman = article(
        "a",
        'A spokesman for the [EU|org:EU] said: "No."',
        quotes=[spoken(None, '"No."', speaks_for="EU")],
    )
    assert rows(build(spokesman).quotes)[0]["speaks_for"] == "European Union"


def test_linking_its_own_tables_changes_nothing() -> None:
    once = build(*ARTICLES)
    documents = tables_of(ARTICLES)["documents"]
    again = build_tables(documents, once.mentions, once.quotes, once.relations)
    assert again.by_name() == once.by_name()


NAMES = [
    "Ann Lee",
    "Ann Lee Said",
    "Ben Ali",
    "Zine Ben Ali",
    "Al Ben Ali Wins",
    "Ann Lee Jr.",
    "Ann B. Lee",
    "Ann C. Lee",
    "A. Lee",
    "Lee",
    "Anne Leigh",
    "B. Lee",
    "Bob Lee",
]
BODIES = ["Potters League", "PL", "the Potters League Inc.", "EU", "European Union", "The PL"]


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(BODIES)),
            max_size=4,
        ),
        max_size=6,
    )
)
def test_linking_any_tables_again_changes_nothing(drawn: list[list[tuple[str, str, str]]]) -> None:
    articles = [
        article(
            f"d{i}",
            " and ".join(
                f"[{text}|{name}:Dr] of [{body}|org:{body}]" for text, name, body in names
            ),
        )
        for i, names in enumerate(drawn)
    ]
    once = build(*articles)
    documents = tables_of(articles)["documents"]
    again = build_tables(documents, once.mentions, once.quotes, once.relations)
    assert again.by_name() == once.by_name()


def comparable(built: CorpusTables) -> dict[str, list[str]]:
    return {name: sorted(map(repr, rows(table))) for name, table in built.by_name().items()}


def test_the_order_of_documents_changes_no_row() -> None:
    expected = comparable(build(*ARTICLES))
    for order in permutations(ARTICLES):
        assert comparable(build(*order)) == expected


def test_a_repeated_article_is_not_counted_again() -> None:
    def copy(doc_id: str, marked: str, first: str | None, day: int) -> Article:
        quotes = [spoken("Mary Banda", '"We won,"')]
        if "lost" in marked:
            quotes.append(spoken("Joe Phiri", '"We lost,"'))
        return article(doc_id, marked, day, duplicate_of=first, quotes=quotes)

    one = '"We won," [Mary Banda|Mary Banda] of [Zambia|ZMB] said. [Banda|Mary Banda] smiled.'
    built = build(
        copy("z", one, None, 2),
        copy("b", one + ' [Joe Phiri|Joe Phiri]: "We lost,"', "z", 5),
        copy("c", one + ' [Joe Phiri|Joe Phiri]: "We lost,"', "z", 1),
    )
    people = by_name(built.people)
    assert [people["Mary Banda"][c] for c in ("mentions", "documents", "quotes")] == [2, 1, 1]
    assert [people["Joe Phiri"][c] for c in ("mentions", "documents", "quotes")] == [1, 1, 1]
    assert people["Mary Banda"]["first_seen"] == datetime(2024, 5, 1, tzinfo=UTC)
    assert by_name(built.countries)["Zambia"]["by_name"] == 1
    assert [(row["doc_id"], row["quote"]) for row in rows(built.who_said_what)] == [
        ("z", '"We won,"'),
        ("b", '"We lost,"'),
    ]
    assert built.quotes.num_rows == 5


def test_countries_come_from_what_stands_before_a_title() -> None:
    titled = article(
        "a",
        "[Ukraine|UKR]'s former prime minister, [Ann Lee|Ann Lee:former Prime Minister]. "
        "[Russia|RUS] struck, President [Bo Dahl|Bo Dahl:President] said. Mr. [Li|Li:Mr.] slept.",
    )
    people = by_name(build(titled).people)
    assert people["Ann Lee"]["countries"] == ["UKR"]
    assert people["Bo Dahl"]["countries"] == []
    assert people["Li"]["titles"] == []


def test_a_country_that_is_found_once_beside_another_is_left_out() -> None:
    often = "[Serbian|SRB:demonym] President [Ann Lee|Ann Lee:President] spoke. " * 10
    once = "[Greek|GRC:demonym] President [Ann Lee|Ann Lee:President] spoke."
    assert by_name(build(article("a", often + once)).people)["Ann Lee"]["countries"] == ["SRB"]


def test_an_acronym_begins_with_a_word_of_the_name() -> None:
    cased = article("a", "[REUTERS|org:Reuters] and [PPL|org:Pan Potters League] met.")
    organizations = by_name(build(cased).organizations)
    assert organizations["Reuters"]["acronym"] is None
    assert organizations["Pan Potters League"]["acronym"] == "PPL"


def test_an_entity_that_speaks_without_a_mention_has_its_row() -> None:
    built = build(article("a", '"No," he said.', quotes=[spoken("Mary Banda", '"No,"')]))
    assert [(row["name"], row["mentions"], row["quotes"]) for row in rows(built.people)] == [
        ("Mary Banda", 0, 1)
    ]


def test_an_empty_corpus_gives_empty_tables() -> None:
    assert {table.num_rows for table in build().by_name().values()} == {0}


def test_rows_of_an_unknown_document_are_refused() -> None:
    made = tables_of(ARTICLES)
    made["documents"] = made["documents"].slice(0, 2)
    with pytest.raises(TableError) as caught:
        build_tables(**made)
    assert str(caught.value) == (
        "table mentions, doc_id: 2 rows are of documents that the table documents lacks: 'c'; "
        "remove these rows, or add the documents"
    )
