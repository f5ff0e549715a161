"""Tokens, by spaCy's tokenizer, with what no language has kept away from it."""

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

#: Longest run of characters without white space that is tokenized; no word is as long.
LONGEST_RUN = 1_000
RUNS = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
#: A hyphen behind initials, which spaCy leaves in its word: "U.S.-led", beside "US", "-", "led".
INITIALS_HYPHEN = r"(?<=[A-Z]\.[A-Z]\.)[-–—](?=[^\W\d_])"


def split_at_initials(nlp: Language) -> None:
    """Has the tokenizer of a pipeline split "U.S.-led" as it splits "US-led"."""
    tokenizer: Any = nlp.tokenizer
    finder = getattr(tokenizer, "infix_finditer", None)
    if finder is not None:
        infixes = [finder.__self__.pattern, INITIALS_HYPHEN]
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def tokenize(nlp: Language, text: str) -> Doc:
    """A `Doc` of a text, whose text it is exactly, in time linear in its length.

    The tokenizer tries its rules at every place of a run without white space, which takes minutes
    on a megabyte of encoded data. Runs longer than `LONGEST_RUN` become tokens of that length.
    """
    if RUNS.search(text) is None:
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    position = 0
    for match in [*RUNS.finditer(text), None]:
        start, end = match.span() if match else (len(text), len(text))
        for token in nlp.make_doc(text[position:start]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
        for piece in range(start, end, LONGEST_RUN):
            words.append(text[piece : min(piece + LONGEST_RUN, end)])
            spaces.append(False)
        position = end
    return Doc(nlp.vocab, words=words, spaces=spaces)
