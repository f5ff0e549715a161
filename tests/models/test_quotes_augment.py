"""Other ways of printing an article."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.en_quotes.recipe import augment
from models.en_quotes.recipe.augment import Edit, NameLists, apply, changed, snippets
from models.en_quotes.recipe.examples import Article
from models.en_quotes.recipe.people import name_lists
from pipeline.errors import InputError

Span = tuple[int, int]
LISTS = NameLists(["Maja", "Goran"], ["Horvat", "Okafor", "Lindqvist-Ek"])
TEXT = (
    "“The harbour is open,” Anna Petrova said. “We’re glad.”\n\n"
    'Petrova\'s deputy, Ivan Kolev, denied it: "No."\n\nIt rained. They left.'
)
PEOPLE = [(m.start(), m.end()) for m in re.finditer("Anna Petrova|Petrova's|Ivan Kolev", TEXT)]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Edit], list[Span]]:
    """A text, edits of it that do not overlap, spans of it."""
    text = draw(st.text("ab “”\n", max_size=40))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    edits = [
        (start, end, draw(st.text("XYZ", max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if start < end
    ]
    edits = [e for i, e in enumerate(edits) if all(e[0] >= other[1] for other in edits[:i])]
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [(min(pair), max(pair)) for pair in draw(st.lists(bounds, max_size=5))]
    return text, draw(st.permutations(edits)), [(s, e) for s, e in spans if s < e]


def edited(text: str, edits: list[Edit], start: int, end: int) -> str:
    """A stretch of the text after the edits; those that reach across its edges are in it whole."""
    parts, at = [], start
    for first, last, new in sorted(edits):
        if last <= start or first >= end:
            continue
        parts += [text[at : max(first, start)], new]
        at = last
    return "".join([*parts, text[at:end]])


@given(cases())
def test_spans_follow_their_text(case: tuple[str, list[Edit], list[Span]]) -> None:
    text, edits, spans = case
    attributions = [{"content": [span], "cue": [span], "source": []} for span in spans]
    result = apply(Article("a", text, attributions), edits)
    assert result.text == edited(text, edits, 0, len(text))
    expected = [edited(text, edits, *span) for span in spans]
    found = [result.text[slice(*a["content"][0])] for a in result.attributions]
    assert found == [part for part in expected if part]
    for attribution in result.attributions:
        assert attribution["cue"] == attribution["content"]
        assert attribution["source"] == []


@given(cases())
def test_what_is_not_edited_stays(case: tuple[str, list[Edit], list[Span]]) -> None:
    text, edits, spans = case
    untouched = [s for s in spans if all(e[1] <= s[0] or s[1] <= e[0] for e in edits)]
    attributions = [{"content": [span], "cue": [], "source": []} for span in untouched]
    result = apply(Article("a", text, attributions), edits)
    found = [result.text[slice(*a["content"][0])] for a in result.attributions]
    assert found == [text[slice(*span)] for span in untouched]


def annotated() -> Article:
    def spans(*parts: str) -> list[Span]:
        return [(TEXT.index(p), TEXT.index(p) + len(p)) for p in parts]

    content = spans("“The harbour is open,”", "“We’re glad.”")
    first = {"content": content, "cue": spans("said"), "source": spans("Anna Petrova")}
    second = {
        "content": spans('"No."'),
        "cue": spans("denied"),
        "source": spans("Petrova's deputy, Ivan Kolev"),
    }
    return Article("a", TEXT, [first, second])


@given(st.integers(0, 10_000))
def test_words_of_the_parts_stay_or_are_other_names(seed: int) -> None:
    article = changed(annotated(), PEOPLE, LISTS, random.Random(seed))
    first, second = article.attributions

    def words(attribution: dict[str, list[Span]], part: str) -> list[str]:
        found = (article.text[s:e].lower() for s, e in attribution[part])
        return [" ".join(re.findall(r"[a-z]+", text)) for text in found]

    assert words(first, "content") == ["the harbour is open", "we re glad"]
    assert words(first, "cue") == ["said"]
    assert words(second, "content") == ["no"]
    assert words(second, "cue") == ["denied"]
    given_names = "anna|" + "|".join(name.lower() for name in LISTS.first)
    assert re.fullmatch(rf"({given_names}) [a-z ]+", words(first, "source")[0])
    assert " s deputy " in words(second, "source")[0]


def test_a_name_is_exchanged_for_one_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(augment, "SWAP_NAMES", 1.0)
    for seed in range(20):
        text = changed(annotated(), PEOPLE, LISTS, random.Random(seed)).text.lower()
        (last,) = re.findall(r"(?:maja|goran) ([a-z-]+) said", text)
        assert re.search(rf"\b{last}'s deputy, (maja|goran) ", text.replace("’", "'"))
        assert not re.search("anna|petrova|ivan|kolev", text)


def test_the_same_seed_gives_the_same_article() -> None:
    one, other = (changed(annotated(), PEOPLE, LISTS, random.Random(5)) for _ in range(2))
    assert one == other
    texts = {changed(annotated(), PEOPLE, LISTS, random.Random(seed)).text for seed in range(40)}
    assert len(texts) > 10


@given(st.integers(0, 10_000))
def test_snippets_are_the_article_in_pieces(seed: int) -> None:
    article = annotated()
    pieces = snippets(article, random.Random(seed))
    assert "".join("".join(p.text for p in pieces).split()) == "".join(TEXT.split())
    kept = [
        {part: [piece.text[s:e] for s, e in spans] for part, spans in attribution.items()}
        for piece in pieces
        for attribution in piece.attributions
    ]
    assert kept == [
        {part: [TEXT[s:e] for s, e in spans] for part, spans in attribution.items()}
        for attribution in article.attributions
    ]


def test_snippets_are_of_many_lengths() -> None:
    counts = {len(snippets(annotated(), random.Random(seed))) for seed in range(40)}
    assert {1, 2, 3} <= counts


def test_lists_of_names_have_first_and_last_words() -> None:
    text = "Anna Maria Petrova, J. Smith, Kolev, Wu Li and Acme Corp"
    names = ["Anna Maria Petrova", "J. Smith", "Kolev", "Wu Li"]
    entities = [[text.index(n), text.index(n) + len(n), "PERSON"] for n in names]
    record = {"text": text, "entities": [*entities, [text.index("Acme"), len(text), "ORG"]]}
    assert name_lists([record]) == NameLists(["Anna", "Maria"], ["Petrova"])
    with pytest.raises(InputError, match="no people with a first and a last name"):
        name_lists([record | {"entities": entities[1:]}])
