"""What stands round a cue in its sentence: content, source, and noun phrases by word order.

Addressees and occasions are read off the order of the words: a parser that takes a verb for a noun,
or hangs a phrase on the wrong word, does not disturb it.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.knowledge.occasions import audience_nouns, occasion_nouns
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import FINITE, Page

TIMES = ("DATE", "TIME")
#: Tags of the words of a noun phrase, and those of the words that may be its head.
INSIDE = frozenset("DT PDT PRP$ JJ JJR JJS NN NNS NNP NNPS CD POS HYPH FW $ # ADD AFX".split())
HEADS = frozenset("NN NNS NNP NNPS CD ADD FW".split())
#: The longest noun phrase, in tokens.
LONGEST = 14


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase without what follows its head: token indices [start, end), and of the head."""

    start: int
    end: int
    head: int


class Surroundings:
    """The sentence of a cue.

    Attributes:
        low: index of its first token.
        high: index after its last token.
        head: the word of the cue that carries its sense.
        content: indices of the tokens of the content in that sentence.
        source: those of the source.
        cue: those of the cue.
    """

    def __init__(self, page: Page, attribution: Attribution, head: Token) -> None:
        self.page, self.doc, self.head = page, page.doc, head
        self.low, self.high = page.sentence_bounds(head.i)
        self.content = {i for span in attribution.content for i in self._tokens(span)}
        self.source = set(self._tokens(attribution.source)) if attribution.source else set()
        self.cue = set(self._tokens(attribution.cue)) if attribution.cue else {head.i}

    def _tokens(self, span: Span) -> range:
        """Indices of the tokens of a span that lie in the sentence."""
        first = max(self.low, self.page.token_at(span[0]))
        last = min(self.high, self.page.token_at(span[1] - 1) + 1)
        return range(first, max(first, last))

    def free(self, i: int) -> bool:
        """Whether a token of the sentence lies outside the content and the source."""
        return self.low <= i < self.high and i not in self.content and i not in self.source

    def is_apart(self, i: int) -> bool:
        """Whether a token stands in a quotation that the cue does not stand in."""
        quotation = self.page.quotation_at(self.doc[i].idx)
        return quotation is not None and quotation != self.page.quotation_at(self.head.idx)

    def timed(self, i: int) -> bool:
        """Whether a token belongs to a date or time."""
        return self.low <= i < self.high and self.doc[i].ent_type_ in TIMES

    def finite(self, i: int) -> bool:
        """Whether a token is a finite verb outside the cue, the content and the source."""
        return self.doc[i].tag_ in FINITE and self.free(i) and i not in self.cue

    def span(self, start: int, end: int) -> Span:
        """Offsets of the tokens [start, end)."""
        return self.doc[start].idx, self.page.end_of(end - 1)

    def chunk(self, start: int) -> Chunk | None:
        """The noun phrase that begins at a token, up to its head; None where there is none."""
        if not self.free(start):
            return None
        if self.doc[start].tag_ == "PRP":
            return Chunk(start, start + 1, start)
        end, head = start, None
        while end < min(self.high, start + LONGEST) and self._goes_on(start, end, head):
            named = self.doc[end].tag_ in HEADS or self._is_listed(start, end)
            if named and not self._is_owner(end):
                head = end
            end += 1
        if end - start >= 2 and self.doc[end - 1].tag_ == "POS":
            head = end - 2  # an owner whose noun is in quotation marks: `CNN's "New Day"`
        if head is None:
            return None
        return Chunk(start, head + 1, head)

    def _is_listed(self, start: int, i: int) -> bool:
        """Whether a participle is a noun: `a gathering`, `the hearing`."""
        token = self.doc[i]
        listed = token.lower_ in occasion_nouns() or token.lower_ in audience_nouns()
        return listed and token.tag_ in ("VBG", "VB", "VBP", "JJ") and i > start

    def _is_owner(self, i: int) -> bool:
        return i + 1 < self.high and self.doc[i + 1].tag_ == "POS" and self.free(i + 1)

    def _goes_on(self, start: int, i: int, head: int | None) -> bool:
        """Whether a token belongs to the noun phrase that has begun."""
        token = self.doc[i]
        if not self.free(i) or "\n" in token.text:
            return False
        if self.timed(i):
            return self._is_modifying_time(start, i, head)
        if i > start and "-" in (token.text, self.doc[i - 1].text) and not token.is_sent_start:
            return True
        if token.tag_ in ("DT", "PDT", "PRP$") and i > start:
            return self.doc[i - 1].tag_ in ("PDT", "DT") and head is None
        if token.tag_ in INSIDE or self._is_listed(start, i):
            return True
        follows = i + 1 < self.high and self.doc[i + 1].tag_ in INSIDE
        if token.tag_ in ("VBN", "VBG", "RB", "RBS"):
            return follows and head is None and self.free(i + 1)
        capital = follows and self.doc[i + 1].text[:1].isupper()
        return (token.text in ("&", "-", "–") and capital) or token.text in ("'", "’", "/")

    def _is_modifying_time(self, start: int, i: int, head: int | None) -> bool:
        """Whether a time stands before a noun: `Monday's debate`, `a Sunday interview`."""
        end = i
        while end < self.high and self.timed(end):
            end += 1
        if end >= self.high or not self.free(end):
            return False
        if "POS" in (self.doc[end].tag_, self.doc[end - 1].tag_):
            return True
        opened = start < i and self.doc[start].tag_ in ("DT", "PRP$", "JJ")
        owned = i > start and self.doc[i - 1].tag_ == "POS"
        return (opened or owned) and head is None and self.doc[end].tag_ in INSIDE

    def with_complement(self, chunk: Chunk) -> Chunk:
        """A noun phrase with an "of" phrase or a second noun joined to it by "and"."""
        end = chunk.end
        if end + 1 < self.high and self.doc[end].lower_ == "of" and self.free(end):
            after = self.chunk(end + 1)
            end = after.end if after is not None and not self.timed(end + 1) else end
        joined = end + 1 < self.high and self.doc[end].lower_ in ("and", "or") and self.free(end)
        if joined and self.doc[end + 1].dep_ in ("conj", "compound", "det", "amod", "poss", "nmod"):
            after = self.chunk(end + 1)
            if after is not None and not (after.end < self.high and self.finite(after.end)):
                end = after.end
        return Chunk(chunk.start, end, chunk.head)

    def after_time(self, i: int) -> int:
        """Index of the first token after a date or time, with its preposition, that begins here."""
        first = i
        if i + 1 < self.high and self.doc[i].tag_ == "IN" and self.timed(i + 1):
            first = i + 1
        while self.timed(first) and self.free(first):
            first += 1
        return first if first > i + 1 or self.timed(i) else i
