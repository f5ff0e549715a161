"""Compare the quotes that are found in short passages with those that the passages hold.

The passages are in ``passages/TOPIC.toml``, a table for each: its ``form``, its ``text`` (and
``title`` for a headline) and its ``quotes``. A quote has its ``content`` (a list of the parts),
``cue``, ``source``, ``speaker``, ``speaker_type`` (person where it is left out), ``kind`` and
``act`` (speech where it is left out). There is no cue, source or speaker where it is left out. The
other columns of the table are compared where a quote states them; ``within`` is the content of the
quote around it. A list of strings, but in ``content``, gives answers that are equally right.

``python -m tests.quotes.passage_scoring`` lists what is wrong, by topic; give topics or ids of
passages to see only these.
"""

import argparse
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pipeline
from pipeline.language import LanguageModel, load_model
from tests.scoring import fold

PASSAGES = Path(__file__).parent / "passages"
DEFAULTS = {"speaker_type": "person", "act": "speech"}
SPANS, NAMES = ("cue", "source", "addressee", "occasion"), ("speaker", "speaks_for")
VALUES = ("speaker_type", "kind", "act", "unknown_reason")
ALWAYS = ("cue", "source", "speaker", "speaker_type", "kind", "act")

Row = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A few sentences that show one form, and the quotes in them.

    Attributes:
        id: its name, unique among all passages.
        topic: the file it is in.
        form: what it shows, in words.
        title: a headline, None where it has none.
        text: without the headline.
        quotes: what a careful reader finds, with defaults filled in.
    """

    id: str
    topic: str
    form: str
    title: str | None
    text: str
    quotes: tuple[Row, ...]

    @property
    def whole(self) -> str:
        """The text of the document: the headline is its first paragraph."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


def read_passages(folder: Path = PASSAGES) -> list[Passage]:
    """The passages of all files, in the order of the files' names."""
    return [
        Passage(
            id=name,
            topic=file.stem,
            form=entry["form"],
            title=entry.get("title"),
            text=entry["text"].strip(),
            quotes=tuple({**DEFAULTS, **quote} for quote in entry.get("quotes", ())),
        )
        for file in sorted(folder.glob("*.toml"))
        for name, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
    ]


def find_quotes(passages: Iterable[Passage], model: LanguageModel) -> dict[str, list[Row]]:
    """The rows of the table `quotes` by passage, of one run over all of them.

    Raises:
        ValueError: a text is not loaded as it stands.
    """
    texts = {p.id: p.whole for p in passages}
    records = [{"id": p.id, "title": p.title, "text": p.text} for p in passages]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "passages.jsonl"
        file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        documents = pipeline.load_documents(file).documents
    loaded = dict(zip(documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    if loaded != texts:
        changed = [name for name, text in texts.items() if loaded.get(name) != text]
        raise ValueError(f"the loaded text is another one: {', '.join(changed)}")
    sentences = pipeline.split_sentences(documents, model=model)
    mentions = pipeline.find_entities(documents, sentences, model=model)
    quotes = pipeline.attribute_quotes(documents, sentences, mentions, model=model)
    found: dict[str, list[Row]] = {name: [] for name in texts}
    for row in quotes.to_pylist():
        found[row["doc_id"]].append(row)
    return found


def differences(passage: Passage, found: Sequence[Row]) -> list[str]:
    """What is wrong with the quotes found in a passage, a line each; none where all is right."""
    wanted = {content_key(quote["content"]): quote for quote in passage.quotes}
    lines = []
    left = dict(wanted)
    for row in found:
        quote = left.pop(content_key([row["content"]]), None)
        if quote is None:
            lines.append(f"+ {row['content']!r} ({row['source']!r}, {row['cue']!r})")
        else:
            lines += [f"~ {line}" for line in _wrong_fields(passage.whole, quote, row, found)]
    lines += [f"- {' … '.join(q['content'])!r} ({q.get('cue')!r})" for q in left.values()]
    return lines


def content_key(parts: Sequence[str]) -> Key:
    """The words of a content without its marks and its leading "that"."""
    words = re.findall(r"\w+", " ".join(parts).casefold())
    return tuple(words[1:] if words[:1] == ["that"] else words)


def answers(value: Any) -> list[Any]:
    """The answers that are right: of one, of a list, of None."""
    return value if isinstance(value, list) else [value]


def _wrong_fields(text: str, quote: Row, row: Row, found: Sequence[Row]) -> list[str]:
    lines = []
    for field in dict.fromkeys((*ALWAYS, *quote)):
        right = answers(quote.get(field))
        if field in SPANS:
            span = row[f"{field}_start"], row[f"{field}_end"]
            fits = any(_overlaps(text, words, span) for words in right)
        elif field in NAMES:
            name = row[field] and fold(row[field])
            fits = name in [words and fold(words) for words in right]
        elif field == "within":
            outer = {q["quote_id"]: content_key([q["content"]]) for q in found}
            fits = outer.get(row["within"]) in [content_key([words]) for words in right]
        else:
            fits = field not in VALUES or row[field] in right
        if not fits:
            expected = " or ".join(map(repr, right))
            lines.append(f"{field} {row[field]!r}, not {expected}: {row['content'][:40]!r}")
    return lines


def _overlaps(text: str, words: str | None, span: tuple[int | None, int | None]) -> bool:
    """Whether a span shares a character with an occurrence of the words; None fits none."""
    start, end = span
    if words is None or start is None or end is None:
        return words is None and start is None
    first, last = (r"\b" if words[i].isalnum() else "" for i in (0, -1))
    pattern = f"{first}{re.escape(words)}{last}"
    return any(m.start() < end and start < m.end() for m in re.finditer(pattern, text))


def report(wrong: dict[Passage, list[str]]) -> str:
    """The passages that are not right, each with what is wrong."""
    return "\n".join(
        line
        for passage, lines in wrong.items()
        if lines
        for line in (
            f"{passage.topic}/{passage.id} ({passage.form})",
            *(f"    {line}" for line in lines),
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.quotes.passage_scoring",
        description="Lists what is wrong with the quotes found in the passages.",
    )
    parser.add_argument("only", nargs="*", help="topics or ids of passages; default all")
    only = parser.parse_args().only
    passages = [p for p in read_passages() if not only or p.topic in only or p.id in only]
    found = find_quotes(passages, load_model("en_newsroom"))
    wrong = {p: differences(p, found[p.id]) for p in passages}
    print(report(wrong))
    total, right = Counter(p.topic for p in wrong), Counter(p.topic for p in wrong if not wrong[p])
    for topic in total:
        print(f"{topic:12} {right[topic]:3} of {total[topic]}")
    print(f"{'all':12} {right.total():3} of {total.total()}")


if __name__ == "__main__":
    main()
