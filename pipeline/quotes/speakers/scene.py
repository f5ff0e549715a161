"""What is known of a document when a source is resolved: speech, subjects, who spoke before."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Token

from pipeline.knowledge.titles import titles
from pipeline.language import Quotation, find_quotations
from pipeline.quotes.attribution import Span
from pipeline.quotes.page import Page
from pipeline.quotes.speakers.mentions import Mentions, Row, Speaker
from pipeline.quotes.speakers.profiles import Profiles

#: How many characters are looked at for paragraphs: what is farther is far.
FARTHEST = 10_000
BREAK = re.compile(r"\n\s*")
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "ROOT"))
#: What follows a subject where there is no parse: a verb, or an apposition.
CLAUSE = re.compile(r"(?: \(.{1,20}\))?,? [a-z]")
OBJECTS = frozenset(("dobj", "pobj", "dative", "poss", "agent"))
#: Verbs of clauses that tell of a noun: "some things Trump might have done".
ASIDE = frozenset(("relcl", "acl"))
OBLIQUE = frozenset(
    "of for in at from on with to about among by under against than before after as between over "
    "and like behind near into without".split()
)


class Scene:
    """A document with its mentions, its speech and those who have spoken so far.

    Attributes:
        text: of the document.
        mentions: by offset.
        page: the parsed document, where there is a parse.
        profiles: what the document tells about its entities.
        spoken: source and speaker of the attributions resolved so far, in their order; after a
            question, with those who were asked.
        addressed: entities to whom the attribution that is being resolved was said.
    """

    def __init__(
        self,
        text: str,
        mentions: Mentions,
        *,
        page: Page | None = None,
        contents: Iterable[Span] = (),
    ) -> None:
        self.text, self.mentions, self.page = text, mentions, page
        self._parsed = page is not None and page.doc.has_annotation("DEP")
        self.profiles = Profiles(text, mentions)
        self.spoken: list[tuple[Span, Speaker]] = []
        self.addressed: frozenset[str] = frozenset()
        self.quotations: list[Quotation] = page.quotations if page else find_quotations(text)
        quotes = [(q.start, q.end) for q in self.quotations]
        self._quotes = _Intervals(quotes)
        self._speech = _Intervals([*quotes, *contents])

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset lies between quotation marks."""
        return self._quotes.cover(offset)

    def is_speech(self, offset: int) -> bool:
        """Whether an offset lies between quotation marks or in what somebody is told to say."""
        return self._speech.cover(offset)

    def is_subject(self, mention: Row) -> bool:
        """Whether a mention is what its clause is about; without a parse, by the words around."""
        after = self.text[mention["end"] : mention["end"] + 2]
        if after.startswith(("'s", "’s", "' ", "’ ")) or after[:1] in ("-", "‐"):
            return False
        if self.text.endswith("known as ", 0, mention["start"]):
            return True
        word = self._word_before(mention)
        if not self._parsed or word in ("than", "like"):
            return word not in OBLIQUE and bool(CLAUSE.match(self.text, mention["end"]))
        root = self._root(mention)
        while root is not None and root.dep_ in ("appos", "conj") and root.head is not root:
            if root.dep_ == "conj" and root.head.i < root.i - 6:
                break
            root = root.head
        if root is None or root.dep_ not in SUBJECTS or root.head.dep_ in ASIDE:
            return False
        # Who is asked to do something is no subject: "Vietnam asked Laos to stop".
        return root.dep_ == "ROOT" or all(c.lower_ != "to" for c in root.head.lefts)

    def is_object(self, mention: Row) -> bool:
        """Whether a mention is an object, an owner, or stands after a preposition."""
        if self.text[mention["end"] : mention["end"] + 2] in ("'s", "’s"):
            return True
        if self._word_before(mention) in OBLIQUE:
            return True
        root = self._root(mention)
        return root is not None and root.dep_ in OBJECTS

    def _word_before(self, mention: Row) -> str:
        """The word before a mention and its titles, in lower case."""
        words = self.text[max(0, mention["start"] - 40) : mention["start"]].lower().split()
        while words and (words[-1] in titles() or words[-1].rstrip(".") in titles()):
            words.pop()
        return words[-1] if words else ""

    def _root(self, mention: Row) -> Token | None:
        if self.page is None or not self._parsed:
            return None
        first = self.page.token_at(mention["start"])
        last = self.page.token_at(mention["end"] - 1)
        return self.page.doc[first : last + 1].root if first <= last < len(self.page.doc) else None

    def paragraphs_between(self, start: int, end: int) -> int:
        """How many paragraphs end between two offsets."""
        start = max(start, end - FARTHEST)
        return len(BREAK.findall(self.text, start, max(start, end)))

    def narrative_between(self, start: int, end: int) -> int:
        """How many characters between two offsets are the author's own, outside all speech."""
        return max(0, end - start) - self._speech.covered(start, end)

    @cached_property
    def main_country(self) -> str | None:
        """The country that most mentions of countries in the document are of."""
        rows = [r for r in self.mentions.rows if r["entity_type"] == "country" and r["entity_id"]]
        counted = Counter(str(r["entity_id"]) for r in rows).most_common(1)
        enough = counted and counted[0][1] >= 3 and 2 * counted[0][1] > len(rows)
        return counted[0][0] if enough else None

    def last_spoken(self, offset: int) -> tuple[Span, Speaker] | None:
        """The attribution whose source stands last before an offset."""
        return next((s for s in reversed(self.spoken) if s[0][1] <= offset), None)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence of an offset begins, by its parse or the last full stop."""
        if self.page is not None and len(self.page.doc):
            i = min(self.page.token_at(offset), len(self.page.doc) - 1)
            low = self.page.sentence_bounds(i)[0]
            return int(self.page.doc[low].idx)
        marks = (self.text.rfind(mark, 0, offset) for mark in (". ", "? ", "! ", "\n"))
        return max((at + 1 for at in marks if at >= 0), default=0)


class _Intervals:
    """Spans, asked whether one covers an offset."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def cover(self, offset: int) -> bool:
        i = bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self._ends[i]

    def covered(self, start: int, end: int) -> int:
        total = 0
        for i in range(max(0, bisect_right(self._starts, start) - 1), len(self._starts)):
            if self._starts[i] >= end:
                break
            total += max(0, min(end, self._ends[i]) - max(start, self._starts[i]))
        return total
