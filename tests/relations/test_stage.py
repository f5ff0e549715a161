"""The table that the stage makes, whatever the documents are."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline import tables
from pipeline.errors import TableError
from pipeline.knowledge.events import event_nouns, verb_frames
from pipeline.relations import RelationScores, RelationSettings, tag_relations
from pipeline.relations.stage import document_relations
from pipeline.tables import Table

Finder = Callable[..., list[dict[str, Any]]]

VOCAB = English().vocab
ATTACK = "Iran/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Iraq/NNP/dobj/1 ././punct/1"
NAMES = {"Iran": "IRN", "Iraq": "IRQ"}


class ModelOf:
    """Gives parses made beforehand, as a language model does."""

    def __init__(self, docs: dict[str, Doc]) -> None:
        self._docs = docs

    def docs(self, documents: Table, sentences: Table) -> Iterator[tuple[dict[str, Any], Doc]]:
        for row in documents.to_pylist():
            yield row, self._docs[row["doc_id"]]


def attack() -> Doc:
    return Doc(
        VOCAB,
        words=["Iran", "attacked", "Iraq", "."],
        spaces=[True, True, False, False],
        tags=["NNP", "VBD", "NNP", "."],
        deps=["nsubj", "ROOT", "dobj", "punct"],
        heads=[1, 1, 1, 1],
        lemmas=["Iran", "attack", "Iraq", "."],
    )


def inputs() -> dict[str, Table]:
    text = "Iran attacked Iraq."
    document = {"doc_id": "a", "source": "a.txt", "text": text, "n_words": 3, "sha256": "0"}
    sentence = {"doc_id": "a", "sentence_id": 0, "paragraph_id": 0, "start": 0, "end": 19}
    return {
        "documents": tables.from_rows("documents", [document]),
        "sentences": tables.from_rows("sentences", [sentence | {"text": text}]),
        "mentions": tables.from_rows(
            "mentions",
            [
                {
                    "doc_id": "a",
                    "mention_id": i,
                    "sentence_id": 0,
                    "start": start,
                    "end": start + 4,
                    "text": text[start : start + 4],
                    "label": "GPE",
                    "kind": "name",
                    "entity_id": code,
                    "entity_name": text[start : start + 4],
                    "entity_type": "country",
                    "score": score,
                }
                for i, (start, code, score) in enumerate([(0, "IRN", 1.0), (14, "IRQ", 0.5)])
            ],
        ),
        "quotes": tables.empty("quotes"),
    }


def test_table_of_relations() -> None:
    found = tag_relations(*inputs().values(), model=ModelOf({"a": attack()}))  # type: ignore[arg-type]
    [row] = found.to_pylist()
    assert row["relation"] == "attack"
    assert (row["subject"], row["subject_type"], row["object"]) == ("Iran", "country", "Iraq")
    assert (row["subject_start"], row["subject_end"]) == (0, 4)
    assert (row["trigger_start"], row["trigger_end"]) == (5, 13)
    assert row["text"] == "Iran attacked Iraq."
    assert (row["family"], row["plover"], row["quote_id"]) == ("event", "ASSAULT", None)
    assert row["score"] == pytest.approx(RelationScores().verb * 0.5)


def test_low_scores_are_left_out() -> None:
    settings = RelationSettings(min_score=0.41)
    model = ModelOf({"a": attack()})
    found = tag_relations(*inputs().values(), model=model, settings=settings)  # type: ignore[arg-type]
    assert found.num_rows == 0


def test_a_broken_table_is_refused() -> None:
    given_tables = inputs() | {"mentions": inputs()["mentions"].drop_columns(["entity_id"])}
    with pytest.raises(TableError, match="table mentions lacks the column entity_id"):
        tag_relations(*given_tables.values(), model=ModelOf({}))  # type: ignore[arg-type]


def test_what_a_quote_tells_is_reported(relations: Finder) -> None:
    annotated = (
        "Iran/NNP/nsubj/1 said/VBD/ROOT/1/say Iraq/NNP/nsubj/3 attacked/VBD/ccomp/1/attack "
        "Syria/NNP/dobj/3 ././punct/1"
    )
    names = {"Iran": "IRN", "Iraq": "IRQ", "Syria": "SYR"}
    [row] = relations(annotated, names, said=[("Iraq attacked Syria", "Iran", "IRN")])
    assert (row["subject_id"], row["modality"], row["quote_id"]) == ("IRQ", "reported", 0)


def test_first_person_of_a_direct_quote_is_its_speaker(relations: Finder) -> None:
    annotated = (
        "“/``/punct/2 We/PRP/nsubj/2 condemn/VBP/ccomp/6 Iraq/NNP/dobj/2 ,/,/punct/6 ”/''/punct/6 "
        "said/VBD/ROOT/6/say Iran/NNP/nsubj/6 ././punct/6"
    )
    said = [("We condemn Iraq", "Iran", "IRN")]
    [row] = relations(annotated, NAMES, said=said, kind="direct")
    assert (row["subject_id"], row["plover"], row["object_id"]) == ("IRN", "ACCUSE", "IRQ")


def test_unresolved_mentions_take_no_part(relations: Finder) -> None:
    assert relations(ATTACK, {"Iran": "IRN"}) == []


WORDS = sorted(verb_frames())[:40] + sorted(event_nouns())[:40]
TAGS = ["NN", "NNP", "VBD", "VBN", "VBG", "VB", "IN", "DT", "JJ", "PRP$", "POS", "CC", ",", "TO"]
DEPS = (
    "nsubj nsubjpass dobj dative prep pobj pcomp ccomp xcomp advcl agent attr acomp aux neg poss "
    "compound amod appos conj relcl acl mark punct parataxis dep"
).split()


@st.composite
def any_docs(draw: st.DrawFn) -> Doc:
    """Any words with any parse, right or wrong."""
    n = draw(st.integers(1, 14))
    extra = ["Iran", "Iraq", "president", "by", "on", "with", "to", "not", ",", "member", "of"]
    words = draw(st.lists(st.sampled_from(WORDS + extra), min_size=n, max_size=n))
    root = draw(st.integers(0, n - 1))
    # A head nearer to the root in the order drawn makes a tree.
    order = [root, *draw(st.permutations([i for i in range(n) if i != root]))]
    heads = [root] * n
    for position, i in enumerate(order[1:], start=1):
        heads[i] = order[draw(st.integers(0, position - 1))]
    deps = [
        "ROOT" if i == root else d
        for i, d in enumerate(draw(st.lists(st.sampled_from(DEPS), min_size=n, max_size=n)))
    ]
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=n, max_size=n))
    return Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, lemmas=words)


@given(any_docs(), st.data())
def test_any_parse_gives_rows_that_keep_the_contract(doc: Doc, data: st.DataObject) -> None:
    ids = ["IRN", "IRQ", "person:kim", "org:un", None]
    types = {"IRN": "country", "IRQ": "country", "person:kim": "person", "org:un": "organization"}
    mentions = [
        {
            "start": t.idx,
            "end": t.idx + len(t),
            "text": t.text,
            "label": "GPE",
            "kind": data.draw(st.sampled_from(["name", "nominal", "pronoun"])),
            "entity_id": entity_id,
            "entity_type": types.get(entity_id or ""),
        }
        for t in doc
        if (entity_id := data.draw(st.sampled_from(ids))) is not None or t.i % 2
    ]
    whole = [{"start": 0, "end": len(doc.text), "sentence_id": 0}]
    rows = document_relations("a", doc, whole, mentions, [], settings=RelationSettings())
    table = tables.from_rows("relations", rows)
    for row in table.to_pylist():
        assert row["subject_id"] != row["object_id"]
        assert doc.text[row["start"] : row["end"]] == row["text"]
        assert row["start"] <= row["trigger_start"] < row["trigger_end"] <= row["end"]
        assert (row["family"] == "event") == (row["plover"] is not None)
        assert 0 <= row["score"] <= 1
