"""Attributions of any finder in, completed ones out."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.language import LanguageModel
from pipeline.quotes.attribution import Attribution
from pipeline.quotes.completion.complete import complete
from pipeline.quotes.completion.headlines import headline_attribution, transcript_attributions
from pipeline.quotes.completion.nesting import add_inner, inner_regions
from pipeline.quotes.page import Page

PageOf = Callable[[str], Page]


@pytest.fixture
def page_of(make_documents, bundled_model: LanguageModel) -> PageOf:  # type: ignore[no-untyped-def]
    def run(text: str) -> Page:
        ((_, doc),) = bundled_model.sentence_docs(make_documents(text))
        return Page(doc)

    return run


def attribution(text: str, content: str, cue: str | None, source: str | None) -> Attribution:
    """An attribution of words of a text; several contents are parted by a bar."""

    def span(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    return Attribution(
        content=[span(part) for part in content.split("|")],
        cue=span(cue) if cue else None,
        lemma=cue,
        act="speech",
        source=span(source) if source else None,
        found_by="tag",
    )


MARKED = {"{": "content", "[": "source", "<": "cue"}


def read(page_of: PageOf, marked: str) -> tuple[Page, Attribution]:
    """A page, and the attribution marked in it: {content}, [source], <cue>."""
    text, spans, start = "", {"content": [], "source": [], "cue": []}, 0  # type: ignore[var-annotated]
    name = ""
    for piece in re.split(r"([{}\[\]<>])", marked):
        if piece in MARKED:
            name, start = MARKED[piece], len(text)
        elif piece in ("}", "]", ">"):
            spans[name].append((start, len(text)))
        else:
            text += piece
    source = spans["source"][0] if spans["source"] else None
    cue = spans["cue"][0]
    return page_of(text), Attribution(spans["content"], cue, None, "speech", source, "model")


def contents(page: Page, found: list[Attribution]) -> list[str]:
    return ["|".join(page.text[s:e] for s, e in a.content) for a in found]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        # closed at the marks
        ("“The road is open,” Lee said.", "road is open", "“The road is open,”"),
        ("“The road is open,” Lee said.", "“The road is", "“The road is open,”"),
        ("“It is so. We wait,” Lee said.", "“It is so.", "“It is so. We wait,”"),
        ("“It is so. We wait,” Lee said.", "We wait", "“It is so. We wait,”"),
        ("Lee said the road was “wide open”.", "the road was “wide", "the road was “wide open”"),
        ("Lee said: “The road is open.", "The road", "“The road is open."),
        # without its own tag, and no further than the quotation
        ("“It is open,” Lee said. He left.", "“It is open,” Lee said", "“It is open,”"),
        ("“It is open,” Lee said today.", "“It is open,” Lee said today", "“It is open,”"),
        ("Lee said “it is open.” In a later", "“it is open.” In a", "“it is open.”"),
        # what stays as it is
        ("Lee said the road was open.", "the road was open", "the road was open"),
        ("Lee said “some” of it was open.", "“some” of it was open", "“some” of it was open"),
        # the tag in the middle of a quotation whose closing mark is missing
        ("“The road is open, Lee said.", "The road is open", "The road is open"),
    ],
)
def test_contents_end_at_their_marks(
    page_of: PageOf, text: str, content: str, expected: str
) -> None:
    page = page_of(text)
    assert contents(page, complete(page, [attribution(text, content, "said", "Lee")])) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is open,” Lee said. “We wait.”", ["“It is open,”|“We wait.”"]),
        ("“It is open,” Lee said, “so we wait.”", ["“It is open,”|“so we wait.”"]),
        ("“It is open,” Lee said. “We wait.” “We do.”", ["“It is open,”|“We wait.”|“We do.”"]),
        ("“It is open,” Lee said on “Today” at noon. “We wait.”", ["“It is open,”|“We wait.”"]),
        ("“It is open,” Lee said. “We wait,” Kim replied.", ["“It is open,”"]),
        ("“It is open,” Lee said. “Open” was not the word.", ["“It is open,”"]),
        ("“It is open,” Lee said.\n\nThe “road map” is old.", ["“It is open,”"]),
    ],
)
def test_what_follows_a_tag_is_the_same_speech(
    page_of: PageOf, text: str, expected: list[str]
) -> None:
    page = page_of(text)
    found = complete(page, [attribution(text, "“It is open,”", "said", "Lee")])
    assert [c for c in contents(page, found) if c.startswith("“It is")] == expected


def test_what_somebody_else_says_is_not_joined(page_of: PageOf) -> None:
    text = "“It is open,” Lee said. “We wait,” Kim replied."
    page = page_of(text)
    lee = attribution(text, "“It is open,”", "said", "Lee")
    kim = attribution(text, "“We wait,”", "replied", "Kim")
    assert contents(page, complete(page, [kim, lee])) == ["“It is open,”", "“We wait,”"]


@pytest.mark.parametrize("content", ["“It is open.", "“We wait.”"])
def test_paragraphs_opened_by_a_mark_are_one_quote(page_of: PageOf, content: str) -> None:
    text = "“It is open.\n\n“We go.\n\n“We wait.” So said Lee."
    page = page_of(text)
    found = complete(page, [attribution(text, content, "said", "Lee")])
    assert contents(page, found) == ["“It is open.|“We go.|“We wait.”"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee smiled. “The road is open now.”", ["“The road is open now.”"]),
        ("It rained.\n\n“The road is open.\n\n“We wait.”", ["“The road is open.|“We wait.”"]),
        ("It rained.\n\n“No!”\n\nHe left.", ["“No!”"]),
        ("Rain.\n\nIt is open, and we all wait for it.”", ["It is open, and we all wait for it.”"]),
        ("She went on, “The road is open and we wait.”", ["“The road is open and we wait.”"]),
        ("The “road map” of the “old guard” is not “what we wanted”.", []),
        ("She won a prize for the book “We Wait for You.”", []),
        ("“The Road Is Always Open” is a film.", []),
        ("Read “The road is open to all,” by Ann Lee.", []),
        ("A banner “The road is open to all!” hung there.", []),
        ("He was nicknamed “the man who waits.”", []),
    ],
)  # fmt: skip
def test_speech_without_a_tag_floats_and_terms_and_titles_do_not(
    page_of: PageOf, text: str, expected: list[str]
) -> None:
    page = page_of(text)
    found = complete(page, [])
    assert contents(page, found) == expected
    assert all((a.found_by, a.cue) == ("floating", None) for a in found)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the verb that a noun of saying is the subject of
        ("[His] <warning> {that the dam would crack went unread for a year}.",
         ["that the dam would crack"]),
        # who was told
        ("{Passengers} <were told> by [Lee] {that the ship would turn back}.",
         ["that the ship would turn back"]),
        # a second verb of the source
        ("[Lee] <said> {the reef was dying and warned that guests would stay away}.",
         ["the reef was dying", "that guests would stay away"]),
        ("[Lee] <said> {the reef was dying and that guests would stay away}.",
         ["the reef was dying and that guests would stay away"]),
        # what a pronoun stands for, and what only points
        ("The road was open all day, {it} <was announced>.", ["The road was open all day"]),
        ("[Lee] <made> {this comment} on Monday.", []),
        ("[Lee] <described> {this road} on Monday.", ["this road"]),
        # clauses behind a content
        ("[Lee] <said> {the market would move}, which has been planned since May.",
         ["the market would move, which has been planned since May"]),
        ("[Lee] <vowed> {to go} if it rained, and left.", ["to go if it rained"]),
        ("[Lee] <said> {the road was open}, and left.", ["the road was open"]),
        # parts of somebody else
        ("{“Why do you wait?”} the host wanted to know. {“For fun,”} [Lee] <replied>.",
         ["“Why do you wait?”", "“For fun,”"]),
        ("[Lee] <said> {it was late}. {“We all have to wait here.”}",
         ["it was late", "“We all have to wait here.”"]),
        ("{“We go,”} [Lee] <said>. {“We all have to wait here.”}",
         ["“We go,”|“We all have to wait here.”"]),
        # titles
        ("[The choir] <sang> {“We Will Cross the River”} on Monday.", []),
        ("[Lee] <said>, {“We Will Cross the River.”}", ["“We Will Cross the River.”"]),
        # paragraphs
        ("{The road will open late}, [minister] <says>\n\n{The first rails were laid}.",
         ["The road will open late"]),
    ],
)  # fmt: skip
def test_contents_end_where_their_clause_does(
    page_of: PageOf, marked: str, expected: list[str]
) -> None:
    page, given = read(page_of, marked)
    assert contents(page, complete(page, [given])) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Ann Lee} <was quoted> by AFP as saying that the road was open.",
         ("that the road was open", "was quoted by AFP as saying", "Ann Lee")),
        ("{“It was wet,” Ann Lee said}, <according to> [a transcript].",
         ("“It was wet,”", "said", "Ann Lee")),
        ("{The dam will break, an official said on Monday} <according to> [Reuters].",
         ("The dam will break", "said", "an official")),
        ("{The dam will break}, <according to> [Reuters].",
         ("The dam will break", "according to", "Reuters")),
        ("Ann Lee left the hall, <citing> {heavy rain}.", ("heavy rain", "citing", "Ann Lee")),
        ("{“No!”} <shouted> Ann Lee from the road.", ("“No!”", "shouted", "Ann Lee")),
        ("It rained all day, <adding> to {the damage}.", ("the damage", "adding", "It")),
    ],
)  # fmt: skip
def test_who_a_verb_belongs_to(
    page_of: PageOf, marked: str, expected: tuple[str, str, str]
) -> None:
    page, given = read(page_of, marked)
    (found,) = complete(page, [given])
    words = [page.text[slice(*span)] if span else None for span in (found.cue, found.source)]
    assert (*contents(page, [found]), *words) == expected


def test_an_added_clause_has_the_source_before_it(page_of: PageOf) -> None:
    text = "“It is open,” Ann Lee said, adding that it would stay so."
    page = page_of(text)
    first = attribution(text, "“It is open,”", "said", "Ann Lee")
    second = attribution(text, "that it would stay so", "adding", None)
    assert [a.source for a in complete(page, [first, second])] == [first.source] * 2


def test_a_clause_cut_at_a_verb_of_its_own_is_whole(page_of: PageOf) -> None:
    text = "Ann Lee said that he does not want to go."
    page = page_of(text)
    outer = attribution(text, "that he", "said", "Ann Lee")
    inner = attribution(text, "to go", "does not want", "he")
    found = complete(page, [outer, inner])
    assert contents(page, found) == ["that he does not want to go", "to go"]
    assert found[1].within is found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lee: Road must stay open\n\nMinister Ann Lee flew to Oslo.",
         ("Road must stay open", "Lee")),
        ("UNICEF: Cholera has come\n\nIt rained.", ("Cholera has come", "UNICEF")),
        ("‘It took our street’: villagers on the flood\n\nIt rained.",
         ("‘It took our street’", "villagers")),
        ("Road season: the year in maps\n\nIt rained.", None),
        ("Road: the year in maps", None),
    ],
)  # fmt: skip
def test_headlines_with_a_colon(
    page_of: PageOf, text: str, expected: tuple[str, str] | None
) -> None:
    page = page_of(text)
    found = headline_attribution(page)
    if expected is None:
        assert found is None
    else:
        assert found is not None and found.source is not None
        assert (*contents(page, [found]), page.text[slice(*found.source)]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee met Bo Ek.\n\nLee: How deep?\n\nEk: Very.", ["How deep?", "Very."]),
        ("Ann Lee dives.\n\nQ: How deep?\n\nA: Very.", ["How deep?", "Very."]),
        ("It rained.\n\nNote: It was wet.\n\nSource: Ann Lee", []),
        ("Ann Lee dives.\n\nLee: How deep?", []),
    ],
)
def test_transcripts(page_of: PageOf, text: str, expected: list[str]) -> None:
    page = page_of(text)
    found = list(transcript_attributions(page, []))
    assert contents(page, found) == expected
    assert list(transcript_attributions(page, found)) == []


def test_the_name_under_a_quotation_is_its_source(page_of: PageOf) -> None:
    text = "It rained.\n\n“The road is open to all of us.\nAnn Lee.”"
    page = page_of(text)
    (found,) = complete(page, [])
    assert contents(page, [found]) == ["“The road is open to all of us."]
    assert found.source is not None
    assert page.text[slice(*found.source)] == "Ann Lee"


def test_a_content_without_words_is_left_out(page_of: PageOf) -> None:
    text = "Lee said so."
    page = page_of(text)
    assert complete(page, [attribution(text, "Lee said", "said", "Lee")]) == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“He told me ‘I will not go’,” she said.", True),
        ("“And he says, ‘No,’ and left,” she said.", True),
        ("“I thought so. ‘Nobody has to wait.’ That was it,” she said.", True),
        ("“I love ‘Saturday Night Live’ a lot,” she said.", False),
        ("“The ‘phase two’ plan is dead,” she said.", False),
        ("“Nothing inside at all,” she said.", False),
    ],
)
def test_where_a_finder_looks_again(page_of: PageOf, text: str, inside: bool) -> None:
    page = page_of(text)
    assert inner_regions(page) == ([(0, text.index("”") + 1)] if inside else [])


def test_the_inner_speaker_is_kept_within_the_outer_one(page_of: PageOf) -> None:
    text = "“He told me ‘I will not go’,” she said. He left."
    page = page_of(text)
    outer = complete(page, [attribution(text, "“He told me ‘I will not go’,”", "said", "she")])
    inner = attribution(text, "I will not", "told", "He")
    stray = attribution(text, "He left", None, None)
    found = add_inner(page, outer, [inner, stray])
    assert contents(page, found) == ["“He told me ‘I will not go’,”", "‘I will not go’"]
    assert [a.within for a in found] == [None, found[0]]
    again = attribution(text, "‘I will not go’", "told", "He")
    assert add_inner(page, found, [again]) == found


def test_who_is_inside_does_not_reach_outside(page_of: PageOf) -> None:
    text = "“He told me that we wait, so I left,” she said."
    page = page_of(text)
    outer = attribution(text, "“He told me that we wait, so I left,”", "said", "she")
    inner = attribution(text, "that we wait", "told", "He")
    found = complete(page, [outer, inner])
    assert contents(page, found)[1] == "that we wait"
    assert found[1].within is found[0]


WORDS = [
    "Lee", "said", "told", "the", "road", "Is", "open", "film", "was", "“", "”", '"', "'", "‘", "’",
    "«", "»", ",", ".", "?", ":", "—", "\n\n",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    st.lists(st.lists(st.integers(0, 120), min_size=4, max_size=8), max_size=4),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_whatever_was_found_contents_are_ordered_words(
    page_of: PageOf, words: list[str], offsets: list[list[int]]
) -> None:
    page = page_of(" ".join(words))
    size = len(page.text)
    found = []
    for numbers in offsets:
        a, b, *rest = sorted(min(n, size) for n in numbers)
        spans = [(s, e) for s, e in zip(rest[::2], rest[1::2], strict=False) if s < e]
        if spans:
            cue = (a, b) if a < b else None
            found.append(Attribution(spans, cue, "say", "speech", None, "tag"))
    result = complete(page, found)
    assert [a.start for a in result] == sorted(a.start for a in result)
    for attribution in add_inner(page, result, []):
        end = 0
        for start, stop in attribution.content:
            assert end <= start < stop <= size
            end = stop
        assert attribution.within is not attribution
