from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.quoted_things import quoted_things


def test_words_are_sorted_lower_case_and_told_once() -> None:
    words = [row["word"] for row in read_rows("quoted_things", ("word", "kind"))]
    assert words == sorted(set(words))
    assert words == [word.strip().lower() for word in words]


def test_each_word_says_what_stands_in_the_marks() -> None:
    assert set(quoted_things().values()) == {"name", "sign", "term", "work"}
    assert quoted_things()["novel"] == "work"
    assert "said" not in quoted_things()
