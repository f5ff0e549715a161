"""Reads column files of tagged tokens and rebuilds the text they were made from.

A line holds a token and, in a further column, its tag; a blank line ends a sentence, a line that
begins with ``-DOCSTART-`` begins a document. Tags follow any of the usual schemes: IO, IOB1, BIO,
BIOES. The text is rebuilt by rule, so that its spaces are those of English typesetting, not always
those of the source.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import InputError

DOCUMENT = "-DOCSTART-"
OPEN_DOUBLE, CLOSE_DOUBLE = "``", "''"
LEFT_FREE = frozenset(
    ", . ; : ? ! % ) ] } ... … ” 's 're 'm 've 'll 'd n't ’s ’re ’m ’ve ’ll ’d n’t".split()
)
RIGHT_FREE = frozenset("( [ { $ £ € “ ‘".split())
FINAL = (".", "!", "?", "…")
CLOSING = "\"'”’)]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens and, for each of them, its tag."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]


def read_documents(lines: Iterable[str], *, tag: int = -1) -> Iterator[list[Sentence]]:
    """Yields the sentences of each document; a file without marks of documents is one document.

    Args:
        lines: of the file; columns are separated by tabs or else by spaces.
        tag: which column holds the tag.

    Raises:
        InputError: a line lacks that column.
    """
    sentences: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*lines, "", DOCUMENT], start=1):
        if line.strip() and not line.startswith(DOCUMENT):
            fields = line.rstrip("\r\n").split("\t") if "\t" in line else line.split()
            if len(fields) < 2 or tag >= len(fields):
                raise InputError(f"line {number} has no column {tag}: {line.strip()[:60]!r}")
            rows.append((fields[0], fields[tag]))
            continue
        if rows:
            sentences.append(Sentence(*zip(*rows, strict=True)))
            rows = []
        if line.startswith(DOCUMENT) and sentences:
            yield sentences
            sentences = []


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The stretches of tokens that tags mark: first token, token after the last, label.

    >>> spans(["I-PER", "B-PER", "I-PER", "O", "S-LOC", "S-LOC", "B-ORG", "E-ORG"])
    [(0, 1, 'PER'), (1, 3, 'PER'), (4, 5, 'LOC'), (5, 6, 'LOC'), (6, 8, 'ORG')]
    """
    found: list[tuple[int, int, str]] = []
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, name = tag.partition("-")
        if label and (prefix in ("O", "B", "S") or name != label):
            found.append((start, i, label))
            label = ""
        if name and not label:
            start, label = i, name
        if label and prefix in ("E", "S"):
            found.append((start, i + 1, label))
            label = ""
    return found


def rebuild(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Joins tokens to a text, and says where in it each of them stands.

    >>> rebuild(["Trade", "(", "up", "5", "%", ")", "is", '"', "slow", '"', "."])[0]
    'Trade (up 5%) is "slow".'
    """
    text, offsets = "", list[tuple[int, int]]()
    open_marks: set[str] = set()
    glued = True
    for i, token in enumerate(tokens):
        mark = '"' if token in (OPEN_DOUBLE, CLOSE_DOUBLE) else token
        free = token in LEFT_FREE
        glues = token in RIGHT_FREE
        if mark == '"' or (mark == "'" and (mark in open_marks or _opens(tokens, i))):
            free, glues = mark in open_marks, mark not in open_marks
            open_marks ^= {mark}
        elif mark in ("'", "’"):
            free = True
        if not glued and not free:
            text += " "
        offsets.append((len(text), len(text) + len(mark)))
        text += mark
        glued = glues
    return text, offsets


def _opens(tokens: Sequence[str], i: int) -> bool:
    """Whether a single mark opens: another one is left for it, and it is no possessive."""
    left = list(tokens[i + 1 :]).count("'")
    return bool(left) and not (i and tokens[i - 1].endswith("s") and left % 2 == 0)


def make_record(
    identifier: str,
    sentences: Sequence[Sentence],
    *,
    labels: dict[str, str],
    paragraphs: bool = False,
) -> dict[str, Any]:
    """One text with its names: `id`, `text`, `entities` (start, end, label) and `annotated`.

    Args:
        identifier: of the record.
        sentences: of the document.
        labels: the label that stands for each label of the file.
        paragraphs: whether each sentence (a block between blank lines) is a paragraph. Otherwise
            the first of several is a headline and the others follow each other, those without a
            final mark on a line of their own.

    Raises:
        InputError: a label of the file is not among `labels`.
    """
    text, entities = "", list[list[Any]]()
    for i, sentence in enumerate(sentences):
        if i:
            text += "\n\n" if paragraphs or i == 1 else _separator(text)
        piece, offsets = rebuild(sentence.tokens)
        for first, last, label in spans(sentence.tags):
            if label not in labels:
                raise InputError(f"{identifier} has the label {label!r}, which is not expected")
            start, end = len(text) + offsets[first][0], len(text) + offsets[last - 1][1]
            entities.append([start, end, labels[label]])
        text += piece
    annotated = sorted(set(labels.values()))
    return {"id": identifier, "text": text, "entities": entities, "annotated": annotated}


def _separator(text: str) -> str:
    return " " if text.rstrip(CLOSING).endswith(FINAL) else "\n"
