"""Training data of references: GAP, GUM, and names that become pronouns."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from models.en_newsroom.recipe import reference_gap, reference_gum, reference_repeated
from models.en_newsroom.recipe.evaluate_references import Score, evaluate
from models.en_newsroom.recipe.reference_gap import Row
from models.en_newsroom.recipe.reference_repeated import Named
from pipeline.ner.reference.features import FEATURES
from pipeline.ner.reference.scorer import PairScorer

TEXT = "Ruth Lind met Vera Holm. Lind told her that her brother was ill. She left."
POSSESSIVE = {"her brother", "his brother"}


@pytest.fixture
def parser() -> Language:
    """A pipeline that knows sentences, capitalised names and possessive pronouns."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    @Language.component("tests_references_tags")
    def tag(doc: Doc) -> Doc:
        words = [t.text for t in doc]
        tags, deps, heads = [], [], []
        for sentence in doc.sents:
            # The verb is the first word without a capital letter.
            verb = next(t.i for t in sentence if t.is_lower)
            for token in sentence:
                following = words[token.i + 1] if token.i + 1 < len(words) else ""
                joined = token.is_title and following.istitle()
                owner = f"{token.lower_} {following}" in POSSESSIVE
                other = "." if token.is_punct else "NNP" if token.is_title else "NN"
                tags.append("PRP$" if owner else other)
                heads.append(token.i + 1 if joined or owner else verb)
                deps.append("compound" if joined else "poss" if owner else "nsubj")
            deps[verb] = "ROOT"
        made = Doc(
            doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc], tags=tags,
            deps=deps, heads=heads,
        )  # fmt: skip
        names = [i for i, w in enumerate(words) if w in ("Ruth", "Vera", "Max", "Emil")]
        made.set_ents([Span(made, i, i + 2, "PERSON") for i in names])
        return made

    nlp.add_pipe("tests_references_tags")
    return nlp


def row(text: str = TEXT, *, right: tuple[bool, bool] = (True, False)) -> Row:
    first = text.index("met") - 1
    second = text.index("Vera") if "Vera" in text else text.index("met") + 4
    at = text.index("that her") + 5
    return Row("r", text, (at, at + 3), ((0, first), (second, second + 9)), right)


def test_a_row_of_gap(tmp_path: Path) -> None:
    columns = "ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref URL".split()
    cells = ["d-1", 'A "Kim" met Lee, and she left.', "she", "21", "Kim", "3", "TRUE", "Lee", "12"]
    file = tmp_path / "gap.tsv"
    file.write_text("\t".join(columns) + "\n" + "\t".join([*cells, "FALSE", "http://x"]) + "\n")
    (found,) = reference_gap.read_gap(file)
    assert [found.text[slice(*s)] for s in (found.pronoun, *found.names)] == ["she", "Kim", "Lee"]
    assert found.right == (True, False)


def test_names_of_the_right_person_are_right(parser: Language) -> None:
    (record,) = reference_gap.records([row()], parser)
    surfaces = [record["text"][s:e] for s, e in record["mentions"]]
    (query,) = record["queries"]
    assert surfaces[query["anaphor"]] == "her"
    assert [surfaces[i] for i in query["candidates"]] == ["Ruth Lind", "Vera Holm", "Lind"]
    assert [surfaces[i] for i in query["right"]] == ["Ruth Lind", "Lind"]
    assert np.array(query["features"]).shape == (3, len(FEATURES))


def test_where_neither_is_right_nothing_is(parser: Language) -> None:
    (record,) = reference_gap.records([row(right=(False, False))], parser)
    assert record["queries"][0]["right"] == []


def test_a_swapped_text_has_the_other_gender(parser: Language) -> None:
    (swapped,) = reference_gap.swapped([row()], parser, seed=1)
    words = swapped.text.replace(".", "").split()
    assert words[6:11] == ["told", "him", "that", "his", "brother"] or words[7] == "him"
    assert "He left." in swapped.text and "sister" in swapped.text
    assert swapped.text[slice(*swapped.pronoun)] == "his"
    assert swapped.text[slice(*swapped.names[1])].endswith("Holm")
    assert not swapped.text.startswith("Ruth")
    assert reference_gap.swapped([row()], parser, seed=1) == [swapped]


GUM = """# newdoc id = GUM_news_x
# newpar
1\tRuth\tRuth\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref
2\tLind\tLind\tPROPN\tNNP\t_\t3\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
4\tOslo\tOslo\tPROPN\tNNP\t_\t3\tobj\t_\tEntity=(2-place-new-cf2-1-sgl)|SpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-cf1-1-coref)
2\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


def test_passages_of_gum(tmp_path: Path) -> None:
    file = tmp_path / "gum.conllu"
    file.write_text(GUM + GUM.replace("news_x", "fiction_x"))
    (passage,) = reference_gum.passages(file)
    assert passage.text.strip() == "Ruth Lind left Oslo.\n\nShe slept."
    named = [(passage.text[s:e], number, kind) for s, e, number, kind in passage.mentions]
    assert named == [("Ruth Lind", "1", "person"), ("Oslo", "2", "place"), ("She", "1", "person")]


def test_a_pronoun_of_gum_has_its_earlier_mentions(tmp_path: Path, parser: Language) -> None:
    file = tmp_path / "gum.conllu"
    file.write_text(GUM)
    (record,) = reference_gum.records(file, parser)
    surfaces = [record["text"][s:e] for s, e in record["mentions"]]
    query = record["queries"][0]
    assert surfaces[query["anaphor"]] == "She"
    assert [surfaces[i] for i in query["right"]] == ["Ruth Lind"]


def test_repeated_names_become_pronouns(parser: Language) -> None:
    text = "Ruth Lind met Emil Berg . Lind slept . Berg slept . Lind left . Berg left ."
    names = [(m.start(), m.end(), "PERSON") for m in _all(text, "Ruth Lind", "Emil Berg")]
    names += [(m.start(), m.end(), "PERSON") for m in _all(text[25:], "Lind", "Berg", by=25)]
    made = list(reference_repeated.records([Named(text, sorted(names))], parser, seed=2))
    assert made
    for record in made:
        surfaces = [record["text"][s:e] for s, e in record["mentions"]]
        for query in record["queries"]:
            assert surfaces[query["anaphor"]].lower() in ("he", "she")
            right = [surfaces[i] for i in query["right"] if surfaces[i][-4:] in ("Lind", "Berg")]
            assert right and len({name[-4:] for name in right}) == 1
    assert made == list(reference_repeated.records([Named(text, sorted(names))], parser, seed=2))


class _At:
    def __init__(self, start: int, end: int) -> None:
        self._start, self._end = start, end

    def start(self) -> int:
        return self._start

    def end(self) -> int:
        return self._end


def _all(text: str, *names: str, by: int = 0) -> list[_At]:
    found = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            found.append(_At(at + by, at + by + len(name)))
            at = text.find(name, at + 1)
    return found


def test_f1_counts_names() -> None:
    score = Score()
    for told, right in ((True, True), (True, False), (False, True), (False, False)):
        score.add(told, right)
    assert score.f1 == 0.5


@pytest.mark.parametrize(("bias", "f1"), [(3.0, 1.0), (-3.0, 0.0)])
def test_evaluation(parser: Language, bias: float, f1: float) -> None:
    values = np.zeros((sum(FEATURES.values()), 1), np.float32)
    start = dict(zip(FEATURES, np.cumsum([0, *FEATURES.values()]).tolist(), strict=False))
    values[start["count"] + 1] = 9.0  # who is named twice
    nothing = np.zeros((0, 1), np.float32)
    scorer = PairScorer(
        values, nothing, nothing, nothing, np.zeros(1, np.float32), np.full(1, bias, np.float32)
    )
    scores = evaluate([row()], parser, scorer)
    assert {part: s.f1 for part, s in scores.items()} == {"all": f1, "m": 0.0, "f": f1}
