"""The bundled network: what it says of a text."""

import numpy as np
import pytest

from pipeline.encoder.words import CORE
from pipeline.quotes.finder import LearnedFinder, load_finder
from pipeline.quotes.learned.labels import REACH, ROLES, TAGS
from pipeline.quotes.learned.network import QuoteNetwork

SENTENCE = "“The road is open,” Ann Lee said on Monday."


@pytest.fixture(scope="module")
def network() -> QuoteNetwork:
    found = load_finder()
    assert isinstance(found, LearnedFinder)
    return found.network


@pytest.mark.parametrize("text", ["", " \n ", "\ud800", "x", SENTENCE, f"{SENTENCE}\n\n" * 60])
def test_every_word_is_scored_once(network: QuoteNetwork, text: str) -> None:
    scores = network.read(text)
    assert scores.tags.shape == (len(scores.encoded), len(TAGS))
    assert np.isfinite(scores.tags).all()
    assert bool(np.abs(scores.tags).sum(axis=1).all())
    cores = [(w.core_start, w.core_end) for w, _, _ in scores.parts]
    assert [i for start, end in cores for i in range(start, end)] == list(range(len(scores.tags)))


def test_a_verb_of_saying_is_a_cue(network: QuoteNetwork) -> None:
    scores = network.read(SENTENCE)
    starts = scores.encoded.starts.tolist()
    word = starts.index(SENTENCE.index("said"))
    assert TAGS[int(scores.tags[word].argmax())] == "B-cue"
    (around,) = network.roles(scores, [(word, word + 1)])
    assert around.shape == (2 * REACH + 1, len(ROLES))
    labels, _ = network.role_chain.best(around[None])
    source = starts.index(SENTENCE.index("Ann"))
    assert ROLES[int(labels[0, REACH + source - word])] == "B-source"


def test_cues_in_all_windows_are_read_in_their_order(network: QuoteNetwork) -> None:
    text = f"{SENTENCE}\n\n" * 60
    scores = network.read(text)
    assert len(scores.encoded.pieces) > 2 * CORE and len(scores.parts) > 2
    words = [i for i, s in enumerate(scores.encoded.starts.tolist()) if text.startswith("said", s)]
    cues = [(i, i + 1) for i in words]
    around = network.roles(scores, cues)
    assert len(around) == len(cues) == 60
    labels, _ = network.role_chain.best(around)
    right = (labels[:, REACH - 2] == ROLES.index("B-source")).sum()
    assert right >= 57, "Ann stands two words before each cue"
    assert network.roles(scores, []).shape == (0, 2 * REACH + 1, len(ROLES))


def test_halves_of_surrogate_pairs_change_nothing_around_them(network: QuoteNetwork) -> None:
    odd = network.read(f"\ud800 {SENTENCE} \udfff")
    even = network.read(f"\ufffd {SENTENCE} \ufffd")
    assert np.array_equal(odd.tags, even.tags)


def test_a_text_read_twice_has_the_same_scores(network: QuoteNetwork) -> None:
    first = network.read(SENTENCE).tags
    network.read(f"{SENTENCE}\n\n" * 9)
    assert np.array_equal(network.read(SENTENCE).tags, first)
