"""The phrases that name an occasion: at a rally, on Twitter, in an interview with CNN.

An occasion is a preposition with its noun phrase, where the noun is one of the lists or the name
of a channel. It keeps what follows the noun at once and tells which occasion it is: its other side
(`with CNN`), its place or host (`in Ohio`, `at the White House`, `of the Rifle Association`), the
programme (`on CNN's "State of the Union"`), two such phrases at most. Dates, what it was about, and
clauses are left out; a date stays only where the other side stands behind it (`in an interview
Monday with CNN`).
"""

from dataclasses import dataclass

from pipeline.knowledge.occasions import Channel, OccasionNoun, channels, occasion_nouns
from pipeline.quotes.attribution import Span
from pipeline.quotes.description.surroundings import Chunk, Surroundings

PREPOSITIONS = frozenset(
    "after at before by during for from in near on over through throughout to toward towards under "
    "via".split()
)
#: Prepositions that stand where others do.
LIKE = {"throughout": "during", "toward": "at", "towards": "at", "near": "at"}
#: With which prepositions the name of a channel is an occasion.
CHANNEL_PREPOSITIONS = {
    "network": frozenset(("on", "over", "via", "through")),
    "station": frozenset(("on", "via", "during")),
    "programme": frozenset(("on", "during", "for")),
    "press": frozenset(("in",)),
}
#: The prepositions that tell which occasion it was.
DETAILS = frozenset(("of", "in", "at", "on", "from"))
MOST_DETAILS = 2
#: The longest noun of the lists, in tokens: question-and-answer session.
LONGEST_NOUN = 6
#: A quoted title has at most so many words.
LONGEST_TITLE = 9
#: Words of a title that are not capitalized.
SMALL = frozenset("a an and at for from in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion by its tokens.

    Attributes:
        start: index of the preposition.
        end: index after the last token.
        act: speech or writing, empty where the occasion does not tell.
        partner: offsets of the words for its other side, None where there is none.
    """

    start: int
    end: int
    act: str
    partner: Span | None = None


def occasion_at(around: Surroundings, i: int) -> Occasion | None:
    """The occasion whose preposition is a token."""
    if not around.low <= i < around.high - 1 or i in around.content:
        return None
    token = around.doc[i]
    preposition = token.lower_
    if preposition not in PREPOSITIONS or around.page.is_quoted(token):
        return None
    if i in around.source and around.doc[i - 1].tag_ != "VBG":
        return None
    return (
        _titled(around, i)
        or _by_noun(around, i, preposition)
        or _by_channel(around, i, preposition)
    )


def _titled(around: Surroundings, i: int) -> Occasion | None:
    """`on "Meet the Press"`: a title in quotation marks."""
    end = _title_end(around, i + 1)
    if around.doc[i].lower_ not in ("on", "during") or end == i + 1:
        return None
    return Occasion(i, _with_details(around, end), "speech")


def _title_end(around: Surroundings, i: int) -> int:
    """Index after the title in quotation marks that begins at a token; the same where none does."""
    if i >= around.high or not around.free(i):
        return i
    quotation = around.page.quotation_at(around.doc[i].idx)
    if quotation is None or quotation.start != around.doc[i].idx or not quotation.closed:
        return i
    end = around.page.token_at(quotation.end - 1) + 1
    words = [t for t in around.doc[i:end] if t.text[0].isalnum()]
    small = all(t.text[0].isupper() or t.text[0].isdigit() or t.lower_ in SMALL for t in words)
    if not words or len(words) > LONGEST_TITLE or not small or not around.free(end - 1):
        return i
    return end


def _by_noun(around: Surroundings, i: int, preposition: str) -> Occasion | None:
    """`at a rally`: a noun of the lists as the head of the phrase, or behind "a series of"."""
    if preposition == "to" and around.doc[i - 1].lemma_ in ("take", "turn"):
        preposition = "on"  # `took to social media`
    preposition = LIKE.get(preposition, preposition)
    chunk = around.chunk(i + 1)
    noun = _noun(around, chunk, preposition) if chunk is not None else None
    if chunk is None or noun is None:
        return None
    end = chunk.end
    if "of" in noun.partner:
        inner = around.chunk(end + 1) if end < around.high - 1 and _is(around, end, "of") else None
        noun = _noun(around, inner, "") if inner is not None else None
        if inner is None or noun is None:
            return None
        end = inner.end
    end = _title_end(around, end)
    end, partner = _partner(around, end, noun)
    return Occasion(i, _with_details(around, end), noun.act, partner)


def _noun(around: Surroundings, chunk: Chunk, preposition: str) -> OccasionNoun | None:
    """The longest entry at the end of a noun phrase that stands with a preposition (or any)."""
    if around.timed(chunk.head):
        return None  # `in March`
    words = [t.lower_ for t in around.doc[chunk.start : chunk.end]]
    for start in range(max(0, len(words) - LONGEST_NOUN), len(words)):
        entry = occasion_nouns().get(" ".join(words[start:]).replace(" - ", "-"))
        if entry is None:
            continue
        alone = start == 0 and not entry.bare and preposition not in ("via", "by", "")
        fits = not preposition or preposition in entry.prepositions
        return entry if fits and not alone else None
    return None


def _is(around: Surroundings, i: int, word: str) -> bool:
    return around.free(i) and around.doc[i].lower_ == word


def _partner(around: Surroundings, end: int, noun: OccasionNoun) -> tuple[int, Span | None]:
    """Adds `with CNN`, `to his staff`; a date may stand before it."""
    for at in (end, around.after_time(end)):
        if at < around.high - 1 and around.free(at) and around.doc[at].lower_ in noun.partner:
            titled = _title_end(around, at + 1)
            if titled > at + 1:
                return titled, around.span(at + 1, titled)
            chunk = around.chunk(at + 1)
            if chunk is None or around.timed(at + 1) or around.doc[at + 1].tag_ == "VB":
                continue
            chunk = around.with_complement(chunk)
            stop = _title_end(around, chunk.end + _owned(around, chunk.end))
            span = around.span(chunk.start, chunk.end)
            return max(stop, chunk.end), span
    return end, None


def _owned(around: Surroundings, i: int) -> int:
    return int(i < around.high and around.doc[i].tag_ == "POS" and around.free(i))


def _by_channel(around: Surroundings, i: int, preposition: str) -> Occasion | None:
    """`on Twitter`, `on CNN's "State of the Union"`, `in The New York Times`."""
    first = i + 1
    if around.doc[first].tag_ in ("DT", "PRP$") and not _channel(around, first):
        first += 1
    channel = _channel(around, first) if first < around.high else None
    taken = preposition == "to" and around.doc[i - 1].lemma_ in ("take", "turn")
    if channel is None or not around.free(first):
        return None
    if preposition not in CHANNEL_PREPOSITIONS[channel.kind] and not taken:
        return None
    end = around.page.token_at(around.doc[first].idx + len(channel.name) - 1) + 1
    end = _title_rest(around, end)
    if around.free(end) and not around.timed(end) and around.doc[end].tag_ in ("NN", "NNS"):
        return None  # `on CNN viewers`
    return Occasion(i, _with_details(around, end), channel.act)


def _channel(around: Surroundings, i: int) -> Channel | None:
    """The longest name of a channel that begins at a token."""
    text, start = around.page.text, around.doc[i].idx
    last = min(around.high, i + 5)
    for end in range(last, i, -1):
        found = channels().get(text[start : around.page.end_of(end - 1)])
        if found is not None:
            return found
    return None


def _title_rest(around: Surroundings, end: int) -> int:
    """Index after the rest of a programme's name: `'s Meet the Press`, `'s "This Week"`."""
    owned = end + _owned(around, end)
    titled = _title_end(around, owned)
    if titled > owned:
        return titled
    stop = end
    for k in range(owned, min(around.high, owned + LONGEST_TITLE)):
        token = around.doc[k]
        if not around.free(k) or (k == owned and token.lower_ in SMALL - {"the"}):
            break
        if token.text[0].isupper() and not around.timed(k) and token.ent_type_ != "PERSON":
            stop = k + 1
        elif not (token.lower_ in SMALL or token.text == "&") or owned == end:
            break
    return stop


def _with_details(around: Surroundings, end: int) -> int:
    """Index after the phrases that tell which occasion it was."""
    for _ in range(MOST_DETAILS):
        if end >= around.high - 1 or not around.free(end):
            break
        if around.doc[end].lower_ not in DETAILS or around.timed(end + 1):
            break
        titled = _title_end(around, end + 1)
        channel = _by_channel(around, end, around.doc[end].lower_)
        chunk = around.chunk(end + 1)
        if titled > end + 1:
            end = titled
        elif channel is not None:
            end = channel.end
        elif chunk is not None and _tells_which(around, end, chunk):
            end = _title_end(around, chunk.end)
        else:
            break
    return end


def _tells_which(around: Surroundings, preposition: int, chunk: Chunk) -> bool:
    """Whether a phrase names a host or place: any "of" phrase, else one with a name or noun."""
    word, head = around.doc[preposition].lower_, around.doc[chunk.head]
    if head.tag_ == "PRP" or around.timed(chunk.head):
        return False
    following = around.doc[chunk.end] if chunk.end < around.high else None
    if following is not None and around.free(chunk.end) and following.tag_ in ("VBD", "VBZ", "MD"):
        return False  # the phrase is a subject's
    if word in ("of", "at"):
        return True
    if word == "on":
        return head.lower_ in occasion_nouns()
    return head.tag_ in ("NNP", "NNPS") or head.ent_type_ in ("GPE", "LOC", "FAC")
