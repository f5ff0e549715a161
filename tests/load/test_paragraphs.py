"""Paragraphs: by blank lines, by lines, by wrapped lines."""

import textwrap

import pytest

from pipeline.load.characters import repair
from pipeline.load.paragraphs import join_blocks, plain_blocks

FIRST = (
    "The coast guard said on Tuesday that it had found the trawler in the fog, some ten miles "
    "off the cape, and its crew of five was well and would be brought to the town of Vardø by noon."
)
SECOND = (
    "A spokeswoman for the owners, who had lost contact on Monday night, thanked the search "
    "parties and said that the company would look into why both radios had failed at the same time."
)


def paragraphs(text: str) -> list[str]:
    return join_blocks(plain_blocks(repair(text)))


def test_blank_lines_divide():
    assert paragraphs("One.\n \t\nTwo.\r\n\r\n\r\nThree.") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_lines_are_joined(width):
    text = "\n\n".join(textwrap.fill(part, width) for part in (FIRST, SECOND))
    assert paragraphs(text) == [FIRST, SECOND]


def test_wrapped_lines_without_blank_lines_are_joined():
    assert paragraphs(textwrap.fill(FIRST, 72)) == [FIRST]


def test_indentation_divides_wrapped_lines():
    text = "\n".join(textwrap.fill(part, 72, initial_indent="   ") for part in (FIRST, SECOND))
    assert paragraphs(text) == [FIRST, SECOND]


def test_every_line_is_a_paragraph_where_no_line_is_blank():
    lines = ["One said no.", "The other, who had come late to the hall, said yes.", FIRST]
    assert paragraphs("\n".join(lines)) == lines


def test_lines_that_are_not_wrapped_stay_paragraphs():
    text = f"Status of the town\nWaiting for the ferry\n\n{FIRST}\n{SECOND}"
    assert paragraphs(text) == ["Status of the town", "Waiting for the ferry", FIRST, SECOND]


def test_items_of_a_list_are_not_joined():
    text = f"{FIRST}\n\n- the fog\n- the radios\n\n{SECOND}"
    assert paragraphs(text)[1:3] == ["- the fog", "- the radios"]


def test_spaces_are_plain_and_single():
    assert paragraphs("a\u00a0 b\t\tc\u2009d \n\n  e  ") == ["a b c d", "e"]
