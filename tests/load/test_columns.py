"""Names of columns: those of common exports, and those that a user gives."""

import json

import pytest

from pipeline.errors import SettingsError
from pipeline.load import LoadSettings
from pipeline.load.columns import field_of, find_value, holds_text, names_field, parse_columns
from pipeline.load.fields import values_of
from pipeline.load.records import draft_of, record_id

BODY = "The port of Halden reopened on Friday after a strike of two weeks, the union said."


def drafted(record, *columns):
    return draft_of(record, LoadSettings(columns=columns))


EXPORTS = {
    "mediacloud": {
        "stories_id": 17,
        "title": "Talks resume",
        "url": "https://ledger.example/talks",
        "publish_date": "2023-05-06",
        "media_name": "Coast Ledger",
        "text": BODY,
    },
    "newsapi": {
        "source": {"id": "coast-ledger", "name": "Coast Ledger"},
        "author": "Mara Vint",
        "title": "Talks resume",
        "description": "A teaser.",
        "url": "https://ledger.example/talks",
        "publishedAt": "2023-05-06T00:00:00Z",
        "content": f"{BODY}… [+1234 chars]",
    },
    "webz": {
        "uuid": "a1",
        "thread": {"site": "ledger.example", "title": "Thread"},
        "title": "Talks resume",
        "author": "Mara Vint",
        "published": "2023-05-06T03:00:00.000+03:00",
        "text": BODY,
    },
    "event registry": {
        "uri": "7001",
        "lang": "eng",
        "date": "2023-05-07",
        "dateTime": "2023-05-07T12:00:00Z",
        "dateTimePub": "2023-05-06T00:00:00Z",
        "url": "https://ledger.example/talks",
        "title": "Talks resume",
        "body": BODY,
        "source": {"uri": "ledger.example", "dataType": "news", "title": "Coast Ledger"},
        "authors": [{"uri": "mara_vint@ledger.example", "name": "Mara Vint"}],
    },
    "cc-news": {
        "requested_url": "https://ledger.example/talks",
        "plain_text": BODY,
        "published_date": "2023-05-06",
        "title": "Talks resume",
        "author": "Mara Vint",
        "sitename": "Coast Ledger",
        "language": "en",
    },
    "guardian": {
        "id": "world/2023/may/06/talks",
        "webPublicationDate": "2023-05-06T00:00:00Z",
        "webTitle": "Talks resume",
        "webUrl": "https://ledger.example/talks",
        "fields": {"byline": "Mara Vint", "bodyText": BODY, "publication": "Coast Ledger"},
    },
    "nyt": {
        "_id": "nyt://article/1",
        "web_url": "https://ledger.example/talks",
        "snippet": "A teaser.",
        "lead_paragraph": BODY,
        "source": "Coast Ledger",
        "headline": {"main": "Talks resume", "kicker": None, "name": None},
        "pub_date": "2023-05-06T00:00:00+0000",
        "byline": {"original": "By Mara Vint", "person": []},
    },
    "all the news": {
        "date": "2023-05-06 00:00:00",
        "author": "Mara Vint",
        "title": "Talks resume",
        "article": BODY,
        "url": "https://ledger.example/talks",
        "section": "World",
        "publication": "Coast Ledger",
    },
    "proquest": {
        "Title": "Talks resume",
        "Abstract": "A teaser.",
        "StoreId": "99",
        "Authors": "Vint, Mara",
        "pubdate": "May 6, 2023",
        "pubtitle": "Coast Ledger",
        "Full text": BODY,
    },
    "nexis": {
        "Headline": "Talks resume",
        "Published date": "May 6, 2023",
        "Publication name": "Coast Ledger",
        "Byline": "Mara Vint",
        "Hlead": "",
        "Body": BODY,
    },
    "factiva": {
        "HD": "Talks resume",
        "BY": "Mara Vint",
        "PD": "6 May 2023",
        "SN": "Coast Ledger",
        "LP": BODY.split(" after")[0],
        "TD": BODY,
        "AN": "LEDG0001",
    },
    "gdelt": {
        "DocumentIdentifier": "https://ledger.example/talks",
        "SourceCommonName": "ledger.example",
        "DATE": "20230506000000",
        "title": "Talks resume",
        "text": BODY,
    },
}


@pytest.mark.parametrize("name", EXPORTS)
def test_common_exports(name):
    draft = drafted(EXPORTS[name])
    assert draft.title == "Talks resume"
    assert draft.paragraphs[-1] == BODY
    assert draft.published.isoformat() == "2023-05-06T00:00:00+00:00"
    assert draft.authors == ([] if name in ("mediacloud", "gdelt") else ["Mara Vint"])
    assert draft.publisher == ("ledger.example" if name in ("webz", "gdelt") else "Coast Ledger")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("mediacloud", "17"),
        ("nyt", "nyt://article/1"),
        ("event registry", "7001"),
        ("factiva", "LEDG0001"),
    ],
)
def test_ids_of_exports(name, id_):
    assert record_id(EXPORTS[name]) == id_


def test_first_paragraph_of_factiva_stands_before_the_rest():
    assert len(drafted(EXPORTS["factiva"]).paragraphs) == 2


def test_column_with_a_dot_in_its_name_is_read_as_an_object_would_be():
    draft = drafted({"headline.main": "Talks resume", "fields.bodyText": BODY})
    assert (draft.title, draft.paragraphs) == ("Talks resume", [BODY])


@pytest.mark.parametrize(
    ("source", "publisher", "url"),
    [
        ({"id": None, "name": "Coast Ledger"}, "Coast Ledger", None),
        ("https://ledger.example/talks", "ledger.example", "https://ledger.example/talks"),
        ("Coast Ledger", "Coast Ledger", None),
    ],
)
def test_source_is_an_object_an_address_or_a_name(source, publisher, url):
    draft = drafted({"text": BODY, "source": source})
    assert (draft.publisher, draft.url) == (publisher, url)


def test_first_name_of_a_field_wins():
    assert values_of({"content": "b", "text": "a"})["text"] == "a"


def test_empty_value_gives_way_to_the_next_name():
    assert values_of({"content": "b", "text": None})["text"] == "b"


def test_given_columns_win():
    record = {
        "id": 1,
        "text": "x",
        "story": BODY,
        "date": "2020-01-01",
        "meta": {"on": "2023-05-06"},
    }
    draft = drafted(record, "text=story", "date=meta.on", "id=story")
    assert (draft.paragraphs, draft.published.year, draft.doc_id) == ([BODY], 2023, BODY)


def test_given_name_with_a_dot_that_stands_in_the_record_wins():
    draft = drafted({"a.b": BODY, "a": {"b": "no"}}, "text=a.b")
    assert draft.paragraphs == [BODY]


def test_given_column_that_a_record_lacks_leaves_the_recognised_one():
    assert drafted({"text": BODY}, "text=story").paragraphs == [BODY]


@pytest.mark.parametrize(
    ("left", "field"),
    [("date", "published"), ("author", "authors"), ("source", "publisher"), ("Body", "text")],
)
def test_fields_may_be_given_by_their_other_names(left, field):
    assert parse_columns((f"{left}=x",)) == {field: "x"}


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("colour=x", "unknown field 'colour'; known are id, text, title"),
        ("text", "give field=name"),
        ("text=", "give field=name"),
        ("=x", "unknown field ''"),
    ],
)
def test_bad_columns_are_told(column, message):
    with pytest.raises(SettingsError, match=message):
        parse_columns((column,))


def test_a_field_given_twice_is_told():
    with pytest.raises(SettingsError, match="published twice: a and b"):
        parse_columns(("date=a", "published=b"))


def test_given_columns_are_known_to_tables():
    given = {"text": "a.b", "title": "T"}
    assert (field_of("T", given), names_field("a", given), holds_text("a", given)) == (
        "title",
        True,
        True,
    )
    assert not holds_text("T", given)


def test_values_along_dots_that_lead_nowhere():
    assert find_value({"a": [1]}, "a.b") == (False, None)


def test_given_columns_in_a_file(load_one):
    record = {"titel": "Talks resume", "inhalt": BODY}
    settings = LoadSettings(columns=("text=inhalt", "title=titel"))
    assert load_one("a.json", json.dumps(record), settings=settings)["text"].endswith(BODY)
