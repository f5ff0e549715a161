"""Characters: what is repaired, what is removed, what stays."""

import pytest

from pipeline.load.characters import repair, same_words


@pytest.mark.parametrize(
    "text",
    [
        '“Curly” ‘quotes’, «guillemets», „low“ and "straight" ones',
        "ﬁnal ﬂood, ½, №, ﾊﾝｶｸ, Ａ",
        "Vučić, Bozizé, cafe\u0301, naïve — … • ® 🇺🇸",
        "AT&amp;T &lt;b&gt;",
    ],
)
def test_what_is_well_written_stays(text):
    assert repair(text) == text


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("FranÃ§ois said â€œno.", "François said “no."),
        ("a\x00b\x07c\x1b[31md", "abcd"),
        ("\ufeffzero\u200bwidth\u2060\u00ad\u200d", "zerowidth"),
        ("\u202eright\u202c \u2067to\u2069 \u200fleft", "right to left"),
        ("half \ud800 pair, \ud83d\ude00 whole", "half  pair, 😀 whole"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ],
)
def test_what_is_broken_is_repaired(text, repaired):
    assert repair(text) == repaired


def test_same_words():
    assert same_words("Port “reopens”", 'PORT "REOPENS"')
    assert not same_words("Port reopens", "Port reopens today")
