"""What the rules pass on: an attribution before its speaker is known."""

from dataclasses import dataclass

#: How far each way of finding an attribution is to be trusted: the share of what it found in the
#: first 200 training articles of PolNeAR that was right in content (half of the characters) and
#: source. A floating quotation has no source, so for it the content alone; PolNeAR has no marked
#: headlines, so theirs is a guess.
TRUST = {
    "model": 0.9,
    "tag": 0.84,
    "according": 0.82,
    "clause": 0.76,
    "colon": 0.68,
    "floating": 0.66,
    "headline": 0.6,
    "infinitive": 0.47,
    "judgement": 0.41,
}

Span = tuple[int, int]


@dataclass(slots=True)
class Attribution:
    """A content with its cue and source, all as character offsets.

    Attributes:
        content: the parts of what was said, in order.
        cue: the verb (or "according to"); None for a floating quotation.
        lemma: of the cue.
        act: speech, writing, thought or plan.
        source: the words for the speaker; None where there are none.
        found_by: a key of `TRUST`.
        addressee: to whom it was said; None where the text does not say.
        occasion: where or how it was said; None where the text does not say.
        score: how sure it is, where its finder says so; else that of `TRUST`.
        within: the attribution inside whose content it is quoted.
    """

    content: list[Span]
    cue: Span | None
    lemma: str | None
    act: str
    source: Span | None
    found_by: str
    addressee: Span | None = None
    occasion: Span | None = None
    score: float | None = None
    within: "Attribution | None" = None

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0][0]
