import numpy as np
import pytest

from pipeline.duplicates import bands_of, body_of, fingerprint_of, signature_of
from pipeline.duplicates.signatures import values_of
from tests.duplicates.stories import paragraph, story


def similarity(one: str, other: str) -> float:
    first, second = signature_of(one), signature_of(other)
    assert first is not None
    assert second is not None
    return float(np.mean(values_of(first) == values_of(second)))


def test_a_signature_has_128_values_of_four_bytes() -> None:
    assert len(signature_of(paragraph(1, 60)) or b"") == 512


def test_a_signature_is_the_same_in_every_run_and_on_every_machine() -> None:
    signature = signature_of(" ".join(f"word{i}" for i in range(40)))
    assert signature is not None
    assert signature[:8].hex() == "72da20027963e51b"


def test_fewer_than_thirty_shingles_have_no_signature() -> None:
    words = [f"word{i}" for i in range(34)]
    assert signature_of(" ".join(words)) is not None
    assert signature_of(" ".join(words[:33])) is None


def test_one_shingle_repeated_has_no_signature() -> None:
    assert signature_of("again " * 200) is None


@pytest.mark.parametrize("text", ["", "   ", "…", "“—”", "\ud800", "\x00"])
def test_a_text_without_words_has_a_fingerprint_only(text: str) -> None:
    assert signature_of(text) is None
    assert len(fingerprint_of(text)) == 64


def test_texts_without_words_have_fingerprints_of_their_own() -> None:
    assert fingerprint_of("!!!") != fingerprint_of("???")


@pytest.mark.parametrize(
    "other",
    [
        '"We won\'t sign" - he said.',
        "“WE WON’T SIGN” — he said",
        "“We won’t\u00a0sign,”\n\nhe\u200b said…",
        "``We won't sign'', he sa\u00adid.",
    ],
)
def test_case_marks_and_spacing_leave_the_fingerprint_as_it_is(other: str) -> None:
    assert fingerprint_of(other) == fingerprint_of("“We won’t sign,” he said.")


def test_another_word_gives_another_fingerprint() -> None:
    assert fingerprint_of("“We will sign,” he said.") != fingerprint_of("“We won’t sign,” he said.")


def test_typography_leaves_the_signature_as_it_is() -> None:
    text = "“It’s ours” – he said. " + paragraph(1, 60)
    assert signature_of(text) == signature_of(text.replace("’", "'").replace("–", "--").upper())


def test_signatures_tell_how_much_two_stories_share() -> None:
    whole = story(1, 20)
    assert similarity("\n\n".join(whole), "\n\n".join(whole[:10])) == pytest.approx(0.5, abs=0.13)


def test_equal_signatures_share_all_bands_and_unlike_ones_none() -> None:
    one, other = signature_of(paragraph(1, 90)), signature_of(paragraph(2, 90))
    assert one is not None
    assert other is not None
    assert bands_of(one, 0.8) == bands_of(bytes(one), 0.8)
    assert not set(bands_of(one, 0.8)) & set(bands_of(other, 0.8))


def test_bands_are_signed_integers_of_64_bits_and_differ_by_their_number() -> None:
    bands = bands_of(bytes(512), 0.8)
    assert len(set(bands)) == len(bands)
    assert all(-(2**63) <= band < 2**63 for band in bands)


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.8, 0.95, 1.0])
def test_any_similarity_up_to_one_gives_bands(threshold: float) -> None:
    assert len(bands_of(bytes(range(256)) * 2, threshold)) >= 2


def test_the_body_is_the_text_without_its_headline() -> None:
    body = paragraph(1, 60)
    assert body_of("Ferry sinks", f"Ferry sinks\n\n{body}") == body


def test_a_text_that_does_not_begin_with_its_headline_is_its_own_body() -> None:
    text = f"{paragraph(1, 60)}\n\n{paragraph(2, 60)}"
    assert body_of("Ferry sinks", text) == text
    assert body_of(None, text) == text


def test_a_short_notice_is_compared_with_its_headline() -> None:
    text = "Ferry sinks\n\nMore follows."
    assert body_of("Ferry sinks", text) == text
