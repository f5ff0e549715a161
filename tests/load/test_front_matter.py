"""The head of fields that Markdown files may begin with."""

from datetime import UTC, datetime

import pytest

BODY = "OSLO — Ships left at noon.\n\nThe strike is over."


def test_fields_of_the_head(load_one):
    head = (
        '---\ntitle: "Port reopens: at last"\nAuthors:\n  - Ana Costa\n  - Reuters\n# a comment\n'
        "date: 2026-04-22\nurl: https://www.post.example/port\nlang: en-GB\n"
        "tags: [port, strike]\n---\n"
    )
    row = load_one("a.md", f"{head}\n# Port reopens: at last\n\n{BODY}\n")
    assert row["text"] == f"Port reopens: at last\n\n{BODY}"
    assert (row["authors"], row["agency"]) == (["Ana Costa"], "Reuters")
    assert (row["publisher"], row["language"]) == ("post.example", "en")
    assert row["published"] == datetime(2026, 4, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle without a sign\n---\n\nA text.",
        "---\nnumber: 5\n---\n\nA text.",
        "---\ntitle: Talks\n\nA text that has no second line of hyphens.",
    ],
)
def test_lines_that_are_no_head_stay(load_one, text):
    words = load_one("a.txt", text)["text"].replace("-", "").split()
    assert words == text.replace("-", "").split()


def test_hostile_heads(load):
    for text in ("---\n" * 20_000, "---\n" + "a: b\n" * 20_000, "---\n" + "a" * 50_000):
        loaded = load({"a.md": text})
        assert loaded.documents.num_rows + loaded.rejects.num_rows == 1
