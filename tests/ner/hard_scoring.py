"""Compare the names that are found in hard sentences with those that they hold.

The sentences are in ``hard/TOPIC.csv``, a line each: the ``form`` that it shows, its ``text`` (a
``¶`` parts paragraphs) and what is ``expected`` of it, parted by semicolons: ``words = reading``.
The readings of the words, of which several may be given (``LOC|FAC``: both are right):

- ``UKR:metonym``: a name with exactly these words has this country, by this sign;
- ``UKR``: the same, whatever the sign;
- ``-``: nothing that shares a word with these has a country;
- ``PERSON``: a name with exactly these words has this label of OntoNotes;
- ``!PERSON``: no name that shares a word with these has this label;
- ``@European Union``: the words mean who or what has this canonical name.

``Congo#2`` are the words where they stand for the second time. A line that gives a country, or
``-``, gives all of them: any other country that is found in it is wrong. Names with labels may be
left out.

``python -m tests.ner.hard_scoring`` lists what is wrong, by topic; give topics or forms to see only
these.
"""

import argparse
import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pipeline
from pipeline import tables
from pipeline.language import LanguageModel, load_model
from tests.scoring import fold

HARD = Path(__file__).parent / "hard"
COLUMNS = ("form", "text", "expected")
COUNTRY = re.compile(r"(?P<iso3>[A-Z]{3})(?::(?P<by>name|demonym|metonym))?")
LABELLED = re.compile(r"!?(?P<label>[A-Z_]{3,})")

Row = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Expected:
    """What some words of a sentence mean.

    Attributes:
        words: as they stand in the text.
        start: where they begin in the text.
        readings: of which each is right.
    """

    words: str
    start: int
    readings: tuple[str, ...]

    @property
    def span(self) -> Span:
        """Offsets in the text, half-open."""
        return self.start, self.start + len(self.words)

    @property
    def is_country(self) -> bool:
        """Whether it tells a country, or that there is none."""
        return any(r == "-" or is_country(r) for r in self.readings)


@dataclass(frozen=True, slots=True, eq=False)
class Hard:
    """A short sentence that is hard to read for one reason.

    Attributes:
        id: topic and number of the line.
        topic: the file that it is in.
        form: what it shows, in words.
        text: paragraphs parted by blank lines.
        expected: what its names mean.
    """

    id: str
    topic: str
    form: str
    text: str
    expected: tuple[Expected, ...]


def is_country(reading: str) -> bool:
    """Whether a reading is a country's code; labels of three letters are none."""
    return bool(COUNTRY.fullmatch(reading)) and reading not in ("ORG", "GPE", "LOC", "FAC", "LAW")


def read_hard(folder: Path = HARD) -> list[Hard]:
    """The sentences of all files, in the order of the files' names.

    Raises:
        ValueError: words are not in their text, or a reading is none.
    """
    return [
        read_line(f"{file.stem}:{number}", file.stem, row)
        for file in sorted(folder.glob("*.csv"))
        for number, row in enumerate(_rows(file), start=2)
    ]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{file.name} has the columns {reader.fieldnames}, not {COLUMNS}")
        yield from reader


def read_line(id_: str, topic: str, row: dict[str, str]) -> Hard:
    """One line of a file."""
    text = re.sub(r"\s*¶\s*", "\n\n", row["text"].strip())
    expected = tuple(_expected(id_, text, part) for part in row["expected"].split(";"))
    return Hard(id_, topic, row["form"], text, expected)


def _expected(id_: str, text: str, entry: str) -> Expected:
    words, sign, readings = (part.strip() for part in entry.rpartition("="))
    words, _, number = words.partition("#")
    options = tuple(readings.split("|"))
    valid = all(r == "-" or r[:1] == "@" or LABELLED.fullmatch(r) or is_country(r) for r in options)
    if not (sign and words and valid):
        raise ValueError(f"{id_}: {entry!r} is not 'words = reading'")
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    at = int(number or 1)
    if not 1 <= at <= len(places):
        raise ValueError(f"{id_}: {words!r} stands in the text {len(places)} times")
    return Expected(words, places[at - 1], options)


def find_mentions(sentences: Iterable[Hard], model: LanguageModel) -> dict[str, list[Row]]:
    """The names in the table `mentions`, by sentence; a country's rows that are no names too."""
    rows = [
        {
            "doc_id": hard.id,
            "source": f"{hard.id}.txt",
            "authors": [],
            "text": hard.text,
            "n_words": len(hard.text.split()),
            "sha256": hashlib.sha256(hard.text.encode()).hexdigest(),
        }
        for hard in sentences
    ]
    documents = tables.from_rows("documents", rows)
    parts = pipeline.split_sentences(documents, model=model)
    found: dict[str, list[Row]] = {row["doc_id"]: [] for row in rows}
    for mention in pipeline.find_entities(documents, parts, model=model).to_pylist():
        if mention["kind"] == "name":
            found[mention["doc_id"]].append(mention)
    return found


def differences(hard: Hard, found: Sequence[Row]) -> list[str]:
    """What is wrong with the names found in a sentence, a line each; none where all is right."""
    lines = []
    for entry in hard.expected:
        if not any(_holds(reading, entry.span, found) for reading in entry.readings):
            here = [_shown(row) for row in found if _overlap(row, entry.span)]
            wanted = "|".join(entry.readings)
            lines.append(f"{entry.words} = {wanted}; found: {', '.join(here) or 'nothing'}")
    if any(entry.is_country for entry in hard.expected):
        listed = [entry.span for entry in hard.expected if entry.is_country]
        lines += [
            f"not expected: {_shown(row)}"
            for row in found
            if row["country"] and not any(_overlap(row, span) for span in listed)
        ]
    return lines


def _holds(reading: str, span: Span, found: Sequence[Row]) -> bool:
    exact = [row for row in found if (row["start"], row["end"]) == span]
    if reading == "-":
        return not any(row["country"] for row in found if _overlap(row, span))
    if reading[0] == "!":
        return not any(row["label"] == reading[1:] for row in found if _overlap(row, span))
    if reading[0] == "@":
        return any(fold(row["entity_name"] or "") == fold(reading[1:]) for row in exact)
    if is_country(reading):
        iso3, _, by = reading.partition(":")
        return any(row["country"] == iso3 and by in ("", row["country_by"]) for row in exact)
    return any(row["label"] == reading for row in exact)


def _overlap(row: Row, span: Span) -> bool:
    return bool(row["start"] < span[1] and span[0] < row["end"])


def _shown(row: Row) -> str:
    country = f" {row['country']}:{row['country_by']}" if row["country"] else ""
    who = f" @{row['entity_name']}" if row["entity_name"] and not country else ""
    return f"{row['text']!r} {row['label']}{country}{who}"


def report(wrong: dict[Hard, list[str]]) -> str:
    """The sentences that are not right, each with what is wrong."""
    return "\n".join(
        line
        for hard, lines in wrong.items()
        if lines
        for line in (f"{hard.id} ({hard.form}) {hard.text!r}", *(f"    {line}" for line in lines))
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.ner.hard_scoring",
        description="Lists what is wrong with the names found in hard sentences.",
    )
    parser.add_argument("only", nargs="*", help="topics or forms; default all")
    parser.add_argument("--model", default="en_newsroom", help="the pipeline that reads")
    arguments = parser.parse_args()
    only = arguments.only
    sentences = [h for h in read_hard() if not only or h.topic in only or h.form in only]
    found = find_mentions(sentences, load_model(arguments.model))
    wrong = {hard: differences(hard, found[hard.id]) for hard in sentences}
    print(report(wrong))
    total, right = Counter(h.topic for h in wrong), Counter(h.topic for h in wrong if not wrong[h])
    for topic in total:
        print(f"{topic:12} {right[topic]:3} of {total[topic]}")


if __name__ == "__main__":
    main()
