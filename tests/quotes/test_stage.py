"""The stage as a user meets it: sentences in, rows of `quotes` out, with the bundled model."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import tables
from pipeline.language import LanguageModel
from pipeline.quotes import QuoteSettings, attribute_quotes
from pipeline.sentences import split_sentences


@pytest.fixture
def quotes_of(make_documents, bundled_model: LanguageModel):  # type: ignore[no-untyped-def]
    def run(text: str, *names: tuple[str, str, str], **settings: Any) -> list[dict[str, Any]]:
        documents = make_documents(text, title=settings.pop("title", None))
        sentences = split_sentences(documents, model=bundled_model)
        mentions = tables.from_rows("mentions", list(mention_rows(documents, sentences, names)))
        quotes = attribute_quotes(
            documents, sentences, mentions, model=bundled_model, settings=QuoteSettings(**settings)
        )
        for q in quotes.to_pylist():
            parts = [text[s["start"] : s["end"]] for s in q["content_spans"]]
            assert q["content"] == " ".join(parts)
        return quotes.to_pylist()

    return run


def mention_rows(documents: tables.Table, sentences: tables.Table, names: Any) -> Any:
    """Every occurrence of the given (surface, kind, canonical name) as a mention of a person."""
    text, spans = documents["text"][0].as_py(), []
    for surface, kind, canonical in names:
        at = text.find(surface)
        while at >= 0:
            spans.append((at, at + len(surface), kind, canonical))
            at = text.find(surface, at + 1)
    starts = sentences["start"].to_pylist()
    for number, (start, end, kind, canonical) in enumerate(sorted(spans)):
        yield {
            "doc_id": documents["doc_id"][0].as_py(),
            "mention_id": number,
            "sentence_id": sum(s <= start for s in starts) - 1,
            "start": start,
            "end": end,
            "text": text[start:end],
            "label": "PERSON",
            "kind": kind,
            "entity_id": "person:" + canonical.lower().replace(" ", "-"),
            "entity_name": canonical,
            "entity_type": "person",
        }


@pytest.mark.parametrize(
    ("text", "content", "source", "kind"),
    [
        ('"The road is open," Lee said.', '"The road is open,"', "Lee", "direct"),
        ("“The road is open,” said Lee.", "“The road is open,”", "Lee", "direct"),
        ('Lee said: "The road is open."', '"The road is open."', "Lee", "direct"),
        ('Lee said, "The road is open."', '"The road is open."', "Lee", "direct"),
        ("'The road is open,' Lee said.", "'The road is open,'", "Lee", "direct"),
        ("Lee said that the road was open.", "that the road was open", "Lee", "indirect"),
        ("Lee said the road was open.", "the road was open", "Lee", "indirect"),
        ("The road was open, Lee said.", "The road was open", "Lee", "indirect"),
        ("According to Lee, the road was open.", "the road was open", "Lee", "indirect"),
        ("The road was open, according to Lee.", "The road was open", "Lee", "indirect"),
        ('Lee said the road was "wide open".', 'the road was "wide open"', "Lee", "mixed"),
        ("Lee vowed to open the road.", "to open the road", "Lee", "indirect"),
        ("Lee told reporters that the road was open.", "that the road was open", "Lee", "indirect"),
        ("Lee said in a statement that it was late.", "that it was late", "Lee", "indirect"),
    ],
)
def test_forms_of_speech(quotes_of, text: str, content: str, source: str, kind: str) -> None:
    (quote,) = quotes_of(text)
    assert (quote["content"], quote["source"], quote["kind"]) == (content, source, kind)


def test_a_quotation_split_by_its_tag_is_one(quotes_of) -> None:
    (quote,) = quotes_of('"The road," Lee said, "is open."')
    assert quote["content"] == '"The road," "is open."'
    assert [s["start"] for s in quote["content_spans"]] == [0, 22]


def test_what_follows_the_tag_in_its_paragraph_is_the_same_quote(quotes_of) -> None:
    (quote,) = quotes_of('"The road is open," Lee said. "Nobody has to wait."')
    assert quote["content"] == '"The road is open," "Nobody has to wait."'


def test_paragraphs_opened_by_a_mark_are_one_quote(quotes_of) -> None:
    (quote,) = quotes_of("Lee said: “The road is open.\n\n“Nobody has to wait.”")
    assert quote["content"] == "“The road is open. “Nobody has to wait.”"


def test_a_floating_quotation_has_the_speaker_before_it(quotes_of) -> None:
    text = '"The road is open," Ann Lee said.\n\n"Nobody has to wait any longer."'
    first, second = quotes_of(text, ("Ann Lee", "name", "Ann Lee"))
    assert first["speaker"] == second["speaker"] == "Ann Lee"
    assert (first["resolved_by"], second["resolved_by"]) == ("name", "floating")
    assert second["source"] is None


def test_an_added_clause_shares_the_source(quotes_of) -> None:
    first, second = quotes_of('"The road is open," Lee said, adding that it would stay so.')
    assert second["content"] == "that it would stay so"
    assert first["source"] == second["source"] == "Lee"
    assert second["cue_lemma"] == "add"


def test_two_verbs_are_two_quotes(quotes_of) -> None:
    first, second = quotes_of("Lee said the road was open and warned that the bridge was not.")
    assert first["content"] == "the road was open"
    assert (second["content"], second["source"]) == ("that the bridge was not", "Lee")


def test_pronouns_and_descriptions_lead_to_their_mention(quotes_of) -> None:
    text = 'Ann Lee arrived. "The road is open," she said. The minister said it would stay so.'
    names = [("Ann Lee", "name"), ("she", "pronoun"), ("The minister", "nominal")]
    first, second = quotes_of(text, *[(s, k, "Ann Lee") for s, k in names])
    assert (first["speaker"], first["resolved_by"]) == ("Ann Lee", "pronoun")
    assert (second["speaker"], second["resolved_by"]) == ("Ann Lee", "title")
    assert text[first["antecedent_start"] : first["antecedent_end"]] == "Ann Lee"


def test_nobody_in_particular_is_anonymous(quotes_of) -> None:
    (quote,) = quotes_of("Two officials said the road was open.")
    assert (quote["speaker"], quote["speaker_type"]) == (None, "anonymous")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Police", "group"),
        ("Several airlines", "group"),
        ("A resident", "anonymous"),
        ("The two leaders", "group"),
        ("The company", "unknown"),
    ],
)
def test_what_speakers_without_a_name_are(quotes_of, source: str, kind: str) -> None:
    (quote,) = quotes_of(f"{source} said that the road was open.")
    assert (quote["source"], quote["speaker_type"]) == (source, kind)


def test_a_party_in_brackets_is_no_speaker(quotes_of) -> None:
    (quote,) = quotes_of(
        "Sen. Ann Lee (R-N.Y.) said that the road was open.", ("Ann Lee", "name", "Ann Lee")
    )
    assert quote["speaker"] == "Ann Lee"


def test_terms_in_quotation_marks_are_no_quotes(quotes_of) -> None:
    assert quotes_of('The "road map" was kept by the "old guard" of the party.') == []
    assert quotes_of("She won a prize for “The Long Road Home” in May.") == []


def test_a_headline_with_a_colon(quotes_of) -> None:
    text = "Lee: Road must stay open\n\nIt rained all day in Oslo."
    (quote,) = quotes_of(text, ("Lee", "name", "Ann Lee"), title="Lee: Road must stay open")
    assert (quote["content"], quote["source"], quote["cue"]) == ("Road must stay open", "Lee", ":")


def test_the_act_tells_thought_from_speech(quotes_of) -> None:
    text = "Lee believes that the road is open. Lee said that it was open."
    assert [q["act"] for q in quotes_of(text)] == ["thought", "speech"]
    assert [q["act"] for q in quotes_of(text, acts=("speech",))] == ["speech"]


def test_whom_it_was_told(quotes_of) -> None:
    (quote,) = quotes_of("Lee told Reuters that the road was open.")
    assert quote["addressee"] == "Reuters"


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", "«", "``", "''"])
def test_unbalanced_marks_lose_no_other_paragraph(quotes_of, mark: str) -> None:
    text = f'The {mark}road was shut, he wrote.\n\n"The road is open," Lee said.'
    assert '"The road is open,"' in [q["content"] for q in quotes_of(text)]


@pytest.mark.parametrize(
    "text", ["said", "said said said", "according to", '"', "“”", ": “", "Lee said:"]
)
def test_fragments_are_no_error(quotes_of, text: str) -> None:
    quotes_of(text)


WORDS = [
    "Lee", "said", "says", "that", "adding", "according to", "who", "the minister", "it", "rained",
    "called", "told", "vowed to", "go", "(R-N.Y.)", "and", "was", "asked", "if", "OSLO —",
    "“", "”", '"', "'", "‘", "’", ",", ".", ":", ";", "?", "—", "(", ")", "\n\n", "\xa0", "\u2028",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_whatever_the_words_rows_are_made_of_words(quotes_of, words: list[str]) -> None:
    for quote in quotes_of(" ".join(words)):
        assert quote["content"].strip() == quote["content"]
        for column in ("content", "source", "addressee"):
            assert quote[column] is None or any(c.isalnum() for c in quote[column])
