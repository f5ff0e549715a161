"""A parsed document with its quotations, as the rules look at it."""

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Span, Token

from pipeline.language import Quotation, find_quotations

#: Place, date and agency before the first sentence: `LONDON, May 3 (Reuters) —`.
DATELINE = re.compile(
    r"[A-Z][A-Z.,'’/ -]+(?:, ?[\w. ]{1,30})?(?: \([^()\n]{1,40}\))? ?(?:--|[—–-]) "
)
#: Tags of finite verbs.
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
#: What does not count at the edges of a span.
TRAILING = " \t\n,;:.–—-"
#: Dependents of a noun that do not belong to the words for a speaker.
OUTSIDE_NOUN = frozenset(("relcl", "punct", "cc", "conj", "parataxis", "advcl", "ccomp"))


class Page:
    """Offsets, tokens, sentences and quotations of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.quotations = find_quotations(self.text)
        self._starts = [t.idx for t in doc]
        self._quotation_starts = [q.start for q in self.quotations]
        self.sentence_of = [0] * len(doc)
        self.sentences: list[tuple[int, int]] = []
        for number, sentence in enumerate(doc.sents):
            self.sentences.append((self._after_dateline(sentence), sentence.end))
            self.sentence_of[sentence.start : sentence.end] = [number] * len(sentence)

    def _after_dateline(self, sentence: Span) -> int:
        """Index of the first token of a sentence that is no dateline."""
        match = DATELINE.match(self.text, sentence.start_char, sentence.end_char)
        start = self.token_at(match.end()) if match else sentence.start
        return start if start < sentence.end else sentence.start

    def token_at(self, offset: int) -> int:
        """Index of the token that covers an offset, or of the next one."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and self.doc[i].idx + len(self.doc[i]) > offset:
            return i
        return i + 1

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that covers an offset."""
        i = bisect_right(self._quotation_starts, offset) - 1
        if i >= 0 and self.quotations[i].end > offset:
            return self.quotations[i]
        return None

    def quotations_between(self, start: int, end: int) -> list[Quotation]:
        """The quotations that begin within [start, end)."""
        low = bisect_left(self._quotation_starts, start)
        return self.quotations[low : bisect_left(self._quotation_starts, end)]

    def is_quoted(self, token: Token) -> bool:
        """Whether a token lies between quotation marks."""
        return self.quotation_at(token.idx) is not None

    def chain(self, quotation: Quotation) -> list[Quotation]:
        """The quotation with the paragraphs that continue it."""
        i = bisect_left(self._quotation_starts, quotation.start)
        parts = [quotation]
        while i + 1 < len(self.quotations) and self.quotations[i + 1].continues:
            i += 1
            parts.append(self.quotations[i])
        return parts

    def sentence_bounds(self, i: int) -> tuple[int, int]:
        """Token indices [start, end) of the sentence of a token, without a dateline."""
        return self.sentences[self.sentence_of[i]]

    def end_of(self, i: int) -> int:
        """Offset after a token."""
        return self.doc[i].idx + len(self.doc[i])

    def paragraph_end(self, offset: int) -> int:
        """Offset of the end of the paragraph."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def paragraph_start(self, offset: int) -> int:
        """Offset of the beginning of the paragraph."""
        return self.text.rfind("\n", 0, offset) + 1

    def noun_span(self, head: Token) -> tuple[int, int]:
        """Offsets of the noun phrase of a token, with apposition, without clauses after it."""
        if head.lower_ in ("who", "which", "that") or head.tag_ == "PRP":
            return head.idx, self.end_of(head.i)
        inside = {head.i}
        for t in _descend(head):
            inside.add(t.i)
        low = high = head.i
        while low - 1 in inside and not self._cut(low - 1):
            low -= 1
        while high + 1 in inside and not self._cut(high + 1):
            high += 1
        while high > head.i and (self.doc[high].is_punct or self.doc[high].is_space):
            high -= 1
        while low < head.i and (self.doc[low].is_punct or self.doc[low].is_space):
            low += 1
        return self.doc[low].idx, self.end_of(high)

    def _cut(self, i: int) -> bool:
        return self.is_quoted(self.doc[i]) or "\n" in self.doc[i].text


def trimmed(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space and separating punctuation at its edges, None where empty.

    Quotation marks stay; a full stop before one stays with it.
    """
    text = page.text
    while start < end and text[start] in TRAILING:
        start += 1
    while end > start and text[end - 1] in TRAILING:
        end -= 1
    return (start, end) if start < end else None


def _descend(head: Token) -> list[Token]:
    """The tokens of a noun phrase: its dependents except clauses; commas before an apposition."""
    found: list[Token] = []
    children = list(head.children)
    apposition = any(c.dep_ == "appos" for c in children)
    conjunct = any(c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN", "PRON") for c in children)
    for child in children:
        if child.dep_ == "punct":
            if apposition or conjunct or child.text in "-–()":
                found.append(child)
        elif child.dep_ in ("cc", "conj"):
            if conjunct and child.pos_ in ("PROPN", "NOUN", "PRON", "CCONJ"):
                found.append(child)
                found += _descend(child)
        elif child.dep_ not in OUTSIDE_NOUN:
            found.append(child)
            found += list(child.subtree) if child.dep_ in ("acl",) else _descend(child)
    return found
