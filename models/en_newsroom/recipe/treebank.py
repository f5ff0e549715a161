"""Reads CoNLL-U files as documents of converted sentences."""

import random
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from models.en_newsroom.recipe.clearnlp import convert
from models.en_newsroom.recipe.tree import Token

#: GUM's genres whose texts carry CC BY or CC BY-SA terms (its LICENSE.txt); the others are
#: non-commercial, or have no stated terms, and stay out of what ships.
OPEN_GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
#: A document is cut at the first paragraph after so many tokens, at the latest after the second.
DOCUMENT_TOKENS, MOST_TOKENS = 250, 600
#: How many documents get curly quotation marks and apostrophes.
CURLY = 0.5


def sentences(path: Path) -> Iterator[tuple[str, bool, list[Token]]]:
    """Yields (document id, whether a paragraph begins, tokens) for each sentence of a file."""
    document, paragraph = "", True
    tokens: list[Token] = []
    joined: dict[int, bool] = {}
    for line in [*path.read_text(encoding="utf8").split("\n"), ""]:
        if line.startswith("# newdoc id"):
            document, paragraph = line.split("=", 1)[1].strip(), True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line and not line.startswith("#"):
            fields = line.split("\t")
            if fields[0].isdigit():
                tokens.append(_token(fields, joined))
            elif "-" in fields[0]:
                first, last = map(int, fields[0].split("-"))
                joined |= dict.fromkeys(range(first, last), False)
                joined[last] = "SpaceAfter=No" not in fields[9]
        elif not line and tokens:
            yield document, paragraph, tokens
            paragraph, tokens, joined = False, [], {}


def _token(fields: list[str], joined: dict[int, bool]) -> Token:
    number = int(fields[0])
    space = joined.get(number, "SpaceAfter=No" not in fields[9])
    return Token(
        i=number - 1,
        text=fields[1].replace(" ", ""),
        lemma=fields[2].lower() if fields[3] != "PROPN" else fields[2],
        pos=fields[3],
        tag=fields[4],
        head=int(fields[6]) - 1,
        dep=fields[7],
        space=space,
    )


def is_open(document: str) -> bool:
    """Whether a document may enter weights that ship."""
    return not document.startswith("GUM_") or document.split("_")[1] in OPEN_GENRES


def documents(
    path: Path, nlp: Language, *, open_only: bool = True, seed: int | None = None
) -> Iterator[Doc]:
    """Yields `Doc`s of a few paragraphs, with tags, heads, labels and sentence starts.

    Args:
        path: a CoNLL-U file.
        nlp: gives the vocabulary.
        open_only: leave out documents whose terms forbid commercial use.
        seed: where given, each `Doc` gets a style of quotation marks drawn with it (treebanks
            have straight ones, newspapers mostly curly ones).
    """
    styles = None if seed is None else random.Random(seed)
    batch: list[tuple[bool, list[Token]]] = []
    current, size = "", 0
    for document, paragraph, tokens in sentences(path):
        if open_only and not is_open(document):
            continue
        full = (paragraph and size > DOCUMENT_TOKENS) or size > MOST_TOKENS
        if batch and (document != current or full):
            yield make_doc(nlp, batch, styles)
            batch, size = [], 0
        current = document
        batch.append((paragraph and bool(batch), convert(tokens)))
        size += len(tokens)
    if batch:
        yield make_doc(nlp, batch, styles)


def make_doc(
    nlp: Language, batch: list[tuple[bool, list[Token]]], styles: random.Random | None
) -> Doc:
    """One `Doc` of several sentences; a blank line is a token before each paragraph."""
    curly = styles is not None and styles.random() < CURLY
    rows: list[tuple[str, bool, str, str, int]] = []
    opened = False
    for paragraph, tokens in batch:
        if paragraph:
            opened = False
            rows.append(("\n\n", False, "_SP", "dep", len(rows) - 1))
            rows[-2] = (rows[-2][0], False, *rows[-2][2:])
        offset = len(rows)
        for t in tokens:
            word = t.text
            if t.tag in ("``", "''") and word in ('"', "``", "''"):
                opened = not opened
                word = ("“" if opened else "”") if curly else word
            elif curly:
                word = word.replace("'", "’")
            head = offset + (t.head if t.head >= 0 else t.i)
            rows.append((word, t.space or t is tokens[-1], t.tag, t.dep, head))
    words, spaces, tags, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return Doc(nlp.vocab, words=words, spaces=spaces, tags=tags, deps=deps, heads=heads)
