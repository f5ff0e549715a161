"""Markdown that is long, deep or hostile keeps its text."""

import time

from pipeline.load.markdown import looks_like_markdown, markdown_blocks


def lines(text: str) -> list[str]:
    return [line for block in markdown_blocks(text, flowing=True) for line in block.lines]


def test_long_text_is_parsed_in_parts_and_stays_whole():
    paragraphs = [
        f"Paragraph {number} is **bold** and [linked](https://x.example)." for number in range(2500)
    ]
    assert lines("\n\n".join(paragraphs)) == [
        f"Paragraph {number} is bold and linked." for number in range(2500)
    ]


def test_paragraph_that_is_too_long_keeps_its_text_and_its_marks():
    paragraph = "a **b** " * 20_000
    assert lines(f"# Title\n\n{paragraph}\n\nThe *end*.")[-2:] == [paragraph.strip(), "The end."]


def test_nesting_that_is_too_deep_keeps_its_text():
    assert lines("> " * 500 + "deep") == ["> " * 500 + "deep"]
    assert lines("> " * 50 + "deep") == ["deep"]


def test_long_hostile_text_is_read_in_linear_time():
    start = time.process_time()
    for hostile in ("[" * 300_000, "[a](" * 50_000, "[a\n\n" * 20_000):
        assert lines(hostile)
    assert time.process_time() - start < 10


def test_marks_of_a_block():
    heading, bold, linked = markdown_blocks(
        "## A\n\n**b c**\n\n[d](https://x.example/)", flowing=True
    )
    assert (heading.heading, heading.bold) == (2, False)
    assert (bold.heading, bold.bold, bold.lines) == (0, True, ("b c",))
    assert linked.links == ("https://x.example/",)


def test_what_looks_like_markdown():
    assert all(map(looks_like_markdown, ["# A", "a **b** c", "[a](b)", "x\n<https://x.example>"]))
    assert not any(map(looks_like_markdown, ["#tag", "2 * 3", "[sic] (he said)", "a_b_c", "** **"]))
