"""Lemma, act, addressee and occasion of attributions given by their spans alone.

The texts are marked: {content}, [source], <cue>.
"""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.language import LanguageModel
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.description.describe import describe
from pipeline.quotes.page import Page
from pipeline.tables import vocabulary

Describe = Callable[[str], dict[str, str | None]]
MARKS = {"{": "content", "[": "source", "<": "cue", "}": "content", "]": "source", ">": "cue"}


def unmarked(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The text without its marks, and the spans that they enclose."""
    text, spans, opened = "", {"content": [], "source": [], "cue": []}, {}  # type: ignore[var-annotated]
    for part in re.split(r"([{}\[\]<>])", marked):
        if part not in MARKS:
            text += part
        elif part in "{[<":
            opened[MARKS[part]] = len(text)
        else:
            spans[MARKS[part]].append((opened.pop(MARKS[part]), len(text)))
    return text, spans


@pytest.fixture
def described(make_documents, bundled_model: LanguageModel) -> Describe:  # type: ignore[no-untyped-def]
    def run(marked: str) -> dict[str, str | None]:
        text, spans = unmarked(marked)
        attribution = Attribution(
            content=spans["content"],
            cue=spans["cue"][0] if spans["cue"] else None,
            lemma=None,
            act="speech",
            source=spans["source"][0] if spans["source"] else None,
            found_by="model",
        )
        ((_, doc),) = bundled_model.sentence_docs(make_documents(text))
        describe(Page(doc), attribution)
        to, occasion = attribution.addressee, attribution.occasion
        return {
            "lemma": attribution.lemma,
            "act": attribution.act,
            "addressee": text[slice(*to)] if to else None,
            "occasion": text[slice(*occasion)] if occasion else None,
        }

    return run


@pytest.mark.parametrize(
    ("marked", "lemma"),
    [
        ("[Lee] <said> {that the road was open}.", "say"),
        ("<According to> [Lee], {the road was open}.", "according to"),
        ("[Lee]<:> {Road must stay open}", ":"),
        ("[Lee] <pointed out> {that the road was open}.", "point out"),
        ("[Lee] <pointed> out {that the road was open}.", "point out"),
        ("[Lee] <has been saying> {that the road is open}.", "say"),
        ("Ann <was told> by [Lee] {that the road was open}.", "tell"),
        ("[Lee]<'s claim that> {the road was open} was wrong.", "claim"),
        ("[Lee] <made it very clear> {that the road was open}.", "make clear"),
        ("[Lee] <went on to say> {that the road was open}.", "say"),
        ("[Lee] <is widely expected to announce> {that the road is open}.", "expect"),
        ("[Lee] <seemed to suggest> {that the road was open}.", "suggest"),
        ("[Lee] <said in a statement> {that the road was open}.", "say"),
        ("[Lee] <issued a statement saying> {that the road was open}.", "statement"),
        ("[Lee] <was skeptical> {that the road would open}.", "skeptical"),
        ("The <statement> by [Lee] {that the road was open} was wrong.", "statement"),
        ("[Lee] <called for> {an inquiry}.", "call for"),
        ("[Lee] <hooted> {that the road was open}.", "hoot"),
    ],
)
def test_lemmas_of_cues(described: Describe, marked: str, lemma: str) -> None:
    assert described(marked)["lemma"] == lemma


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("[Lee] <said> {that the road was open}.", "speech"),
        ("[Lee] <said> in a statement {that the road was open}.", "writing"),
        ("[Lee] <said> on Twitter {that the road was open}.", "writing"),
        ("[Lee] <said> in an interview {that the road was open}.", "speech"),
        ("[Lee] <released a statement saying> {that the road was open}.", "writing"),
        ("[The report] <said> {that the road was open}.", "writing"),
        ("[A poll released on Monday] <found> {that most of them agreed}.", "writing"),
        ("<According to> [a letter from Lee], {the road was open}.", "writing"),
        ("[Lee] <tweeted> {that the road was open}.", "writing"),
        ("[Lee] <believes> {that the road is open}.", "thought"),
        ("[Lee] <voiced concern> {that the road was shut}.", "speech"),
        ("[Lee] <is convinced> {that the road is open}.", "thought"),
        ("[Lee] <was worried> {that the road was shut}.", "thought"),
        ('{"Will the road be open?"} [Lee] <wondered>.', "speech"),
        ("[Lee] <plans> {to open the road}.", "plan"),
        ("[Lee] <vowed> {to open the road}.", "speech"),
        ("[Lee] <hooted> {that the road was open}.", "speech"),
    ],
)
def test_acts(described: Describe, marked: str, act: str) -> None:
    assert described(marked)["act"] == act


@pytest.mark.parametrize(
    ("marked", "addressee"),
    [
        ("[Lee] <told> Reuters {that the road was open}.", "Reuters"),
        ("[Lee] <told> CNN's Ann Fox on Monday {that the road was open}.", "CNN's Ann Fox"),
        ("[Lee] <asked> Clinton {whether the road was open}.", "Clinton"),
        ("[Lee] <told> a crowd of supporters {that it was open}.", "a crowd of supporters"),
        ("{The road was open}, [Lee] <said> to reporters on Monday.", "reporters"),
        ("[Lee] <warned> Moscow {that the road was shut}.", "Moscow"),
        ("Ann <was told> by [Lee] {that the road was open}.", "Ann"),
        ("[Lee] <called on> Congress {to open the road}.", "Congress"),
        ("[Lee] <said> in an interview with CNN {that the road was open}.", "CNN"),
        ("In a letter to the mayor, [Lee] <wrote> {that the road was open}.", "the mayor"),
        ("\"[Lee] <told> me, {'The road is open,'} and left,\" Ann said.", "me"),
        ("[Lee] <said> {that the road was open}.", None),
        ("[Lee] <said> on Monday {that the road was open}.", None),
        ("[Lee] <told the truth about> {the road}.", None),
        ("[Lee] <pledged> {to speak to reporters}.", None),
        ('[Lee] <asked>, {"Clinton?"}', None),
        ("After a meeting with Putin, [Lee] <said> {that the road was open}.", None),
        ("{The road is open}, <told> [Lee].", None),
    ],
)
def test_whom_it_was_said_to(described: Describe, marked: str, addressee: str | None) -> None:
    assert described(marked)["addressee"] == addressee


@pytest.mark.parametrize(
    ("marked", "occasion"),
    [
        ("[Lee] <said> at a rally in Ohio {that it was open}.", "at a rally in Ohio"),
        ("[Lee] <said> on Twitter {that the road was open}.", "on Twitter"),
        ("[Lee] <said in a statement> {that the road was open}.", "in a statement"),
        ("In a statement on Monday, [Lee] <said> {that it was open}.", "In a statement"),
        ("[Lee] <said> in an interview with CNN {it was open}.", "in an interview with CNN"),
        ("[Lee] <said> during Sunday's debate {that it was open}.", "during Sunday's debate"),
        ("{The road was open}, [Lee] <said> on CBS's Face the Nation.", "on CBS's Face the Nation"),
        ('{It was open}, [Lee] <said> on ABC\'s "This Week."', 'on ABC\'s "This Week."'),
        ("[Lee] <said> at a news conference {that it was open}.", "at a news conference"),
        ("[Lee] <wrote> in a letter to the mayor {that it was open}.", "in a letter to the mayor"),
        ("After a meeting with Ann, [Lee] <said> {it was open}.", "After a meeting with Ann"),
        ("[Lee] <said> via Twitter {that the road was open}.", "via Twitter"),
        ("[Lee] <said> in a phone call {that the road was open}.", "in a phone call"),
        ("[Lee] <wrote> in a series of tweets {that it was open}.", "in a series of tweets"),
        ("[Lee] <wrote> in The New York Times {that it was open}.", "in The New York Times"),
        ("[Lee] <said> {the road was open} in an interview.", "in an interview"),
        ("[Lee] <said> {that it was open}.", None),
        ("[Lee] <said> {that the road was open at a rally in Ohio}.", None),
        ("[Lee] <said> in March {that the road was open}.", None),
        ("[Lee] <said> in Ohio {that the road was open}.", None),
        ("Ann left after a rally in Ohio, but [Lee] <said> {that it was open}.", None),
        ("[Lee], who was in the polls, <said> {that the road was open}.", None),
        ("Ann wrote in the Times, [which] <noted> {that it was open}.", None),
    ],
)
def test_where_it_was_said(described: Describe, marked: str, occasion: str | None) -> None:
    assert described(marked)["occasion"] == occasion


def test_a_floating_quotation_keeps_what_it_has(described: Describe) -> None:
    assert described('{"The road is open."}') == {
        "lemma": None,
        "act": "speech",
        "addressee": None,
        "occasion": None,
    }


WORDS = [
    "Lee", "said", "told", "to", "with", "in", "at", "on", "a", "rally", "interview", "CNN", "'s",
    "Twitter", "“", "”", '"', ",", ".", ":", ";", "Monday", "was", "by", "made", "clear", "-",
    "\n\n", "\xa0", "of", "series", "tweets", "and", "you",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=20),
    st.lists(st.integers(0, 80), min_size=6, max_size=6),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_whatever_the_spans_what_is_found_lies_in_the_text_and_outside_the_content(
    bundled_model: LanguageModel, words: list[str], cuts: list[int]
) -> None:
    text = " ".join(words)
    a, b, c, d, e, f = (min(cut, len(text) - 1) for cut in sorted(cuts))
    content, source, cue = (a, b + 1), (c, d + 1), (e, f + 1)
    attribution = Attribution([content], cue, None, "speech", source, "model")
    describe(Page(bundled_model.nlp(text)), attribution)
    assert attribution.lemma and attribution.act in vocabulary.ACTS
    for span in (attribution.addressee, attribution.occasion):
        if span is not None:
            assert 0 <= span[0] < span[1] <= len(text)
            assert span[1] <= content[0] or span[0] >= content[1] or _cuts_token(text, content)


def _cuts_token(text: str, span: Span) -> bool:
    """Whether a span begins or ends inside a word."""
    return any(0 < i < len(text) and not text[i - 1 : i + 1].count(" ") for i in span)
