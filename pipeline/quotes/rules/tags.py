"""Direct speech: quotations and the tags beside them, before them, or between their parts."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.knowledge.cues import Cue
from pipeline.language import Quotation
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import FINITE, Page
from pipeline.quotes.rules.ends import tag_bounds
from pipeline.quotes.rules.starts import cue_of
from pipeline.quotes.rules.subjects import subject_of

#: A quotation whose last character is one of these may be followed by a tag in its sentence.
BEFORE_TAG = frozenset(",?!…—–-.")
#: What a verb form inside a tag may be without making the tag a clause of its own.
NOT_MAIN = frozenset(("relcl", "acl", "aux", "auxpass", "amod"))
SIGNATURE = re.compile(r"\s*(?P<dash>--|[—–―])\s*(?P<name>[^\n.;:\"“”]{3,60}?)[.\s]*(?=\n|$)")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: After one of these a tag is followed by the rest of the same speech.
GOES_ON = frozenset((",", ":", ";", "—", "–", "-"))
#: How many tokens of a tag may lie between a quotation and the verb, and the verb and a quotation.
REACH = 24


def tag_attributions(page: Page, used: set[Quotation], taken: set[int]) -> Iterator[Attribution]:
    """Yields direct speech that has a tag; adds to `used` and `taken` what it takes."""
    for verb in page.doc:
        cue = cue_of(verb)
        if cue is None or verb.i in taken or page.is_quoted(verb):
            continue
        parts, by = _speech_of(page, verb, cue, used)
        if not parts:
            continue
        source = subject_of(page, verb)
        used.update(parts)
        taken.add(verb.i)
        content = [(q.start, q.end) for q in parts]
        yield Attribution(
            content=_with_beginning(page, verb, source, content),
            cue=(verb.idx, verb.idx + len(verb)),
            lemma=cue.lemma,
            act=cue.act,
            source=source,
            found_by=by,
        )


def _speech_of(
    page: Page, verb: Token, cue: Cue, used: set[Quotation]
) -> tuple[list[Quotation], str]:
    """The quotations that a verb tags, and how: by a colon before them, or as a tag."""
    before = _quotation_before(page, verb) if cue.tags_quotations else None
    if before is not None and before not in used:
        parts = [*_back_chain(page, before), *_after_tag(page, verb)]
        return [q for q in parts if q not in used], "tag"
    after = None if cue.judges else _quotation_after(page, verb)
    if after is not None and after not in used:
        return [q for q in page.chain(after) if q not in used], "colon"
    return [], ""


def _with_beginning(
    page: Page, verb: Token, source: Span | None, content: list[Span]
) -> list[Span]:
    """Adds the words before a quotation that begins in the middle of a sentence.

    `The refusal "annoyed everyone," he said` and `The talks, he said, "can lower the price."`
    """
    start, end = content[0]
    first = page.text[start:end].lstrip("\"“”'‘’«`")[:1]
    low, _ = page.sentence_bounds(page.token_at(start))
    sentence = page.doc[low].idx
    if not first.islower() or sentence >= start:
        return content
    if verb.idx > start:
        before = page.doc[low : page.token_at(start)]
        free = not any(page.is_quoted(t) or t.tag_ in ("VBD", "VBZ", "MD") for t in before)
        return [(sentence, end), *content[1:]] if free and len(before) else content
    left, _ = tag_bounds(page, verb)
    if left is None or left < low + 2 or page.doc[left - 1].text != ",":
        return content
    if source is None or source[0] < page.doc[left].idx:
        return content  # the words before are the speaker's name, not the speaker's
    if page.doc[low].tag_ == "IN" or any(t.tag_ in FINITE for t in page.doc[low:left]):
        return content
    return [(sentence, page.end_of(left - 2)), *content]


def _back_chain(page: Page, last: Quotation) -> list[Quotation]:
    """The quotation before a tag with the paragraphs that it continues."""
    i = page.quotations.index(last)
    parts = [last]
    while parts[0].continues and i > 0:
        i -= 1
        parts.insert(0, page.quotations[i])
    return parts


def _region(page: Page, verb: Token) -> tuple[int, int]:
    """Token indices of the stretch outside quotation marks round a verb, within its sentence."""
    low, high = page.sentence_bounds(verb.i)
    left = right = verb.i
    while left > low and not page.is_quoted(page.doc[left - 1]):
        left -= 1
    while right + 1 < high and not page.is_quoted(page.doc[right + 1]):
        right += 1
    return left, right + 1


def _quotation_before(page: Page, verb: Token) -> Quotation | None:
    """The quotation that ends where the tag of a verb begins: `"…," Kerry said`."""
    left, right = _region(page, verb)
    if left == 0 or verb.i - left > REACH:
        return None
    quotation = page.quotation_at(page.end_of(left - 1) - 1)
    if quotation is None or page.paragraph_start(verb.idx) > quotation.end:
        return None
    inner = page.text[quotation.start : quotation.end].rstrip("\"”'’»›")
    outside = page.text[quotation.end : verb.idx].lstrip()
    if inner[-1:] not in BEFORE_TAG and outside[:1] not in (",", "—", "–", "-"):
        return None
    if inner[-1:] == "." and page.doc[left].text[:1].isupper() and page.doc[left].is_sent_start:
        return None
    between = page.doc[left : verb.i]
    finite = (t for t in between if t.tag_ in FINITE and t.dep_ not in NOT_MAIN)
    if any(t.head is not verb for t in finite):
        return None
    if any(t.dep_ == "cc" or t.tag_ == "CC" for t in between[:2]):
        return None
    return None if _governs_clause(page, verb, right) else quotation


def _governs_clause(page: Page, verb: Token, right: int) -> bool:
    """Whether the verb has a clause of its own after it: `"Yes," and said that …`."""
    if verb.i + 1 >= right:
        return False
    following = page.doc[verb.i + 1]
    return following.lower_ in ("that", "whether") and following.tag_ == "IN"


def _after_tag(page: Page, verb: Token) -> list[Quotation]:
    """The parts of the same speech after a tag: `"…," X said, "…"` and `"…," X said. "…"`.

    The second part stands in the paragraph of the tag and has no tag of its own.
    """
    _, right = _region(page, verb)
    _, high = page.sentence_bounds(verb.i)
    last = page.end_of(right - 1)
    gap_end = last
    while gap_end < len(page.text) and page.text[gap_end] in " \t":
        gap_end += 1
    quotation = page.quotation_at(gap_end)
    if quotation is None or quotation.start != gap_end:
        return []
    inside = page.doc[verb.i + 1 : right]
    joined = len(inside) > 1 and inside[-1].tag_ == "CC" and inside[-2].text == ","
    if right < high and not (inside and (inside[-1].text in GOES_ON or joined)):
        return []
    if right >= high and page.text[last - 1] not in ".":
        return []
    if any(t.i != verb.i and cue_of(t) and t.dep_ in ("advcl", "conj") for t in inside):
        return []
    return [] if has_own_tag(page, quotation) else page.chain(quotation)


def has_own_tag(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation is followed by a tag of its own in its last sentence."""
    i = page.token_at(quotation.end)
    if i >= len(page.doc) or page.doc[i].idx > page.paragraph_end(quotation.end):
        return False
    last = page.token_at(quotation.end - 1)
    _, high = page.sentence_bounds(last)
    for k in range(i, min(high, i + 12)):
        token = page.doc[k]
        if page.is_quoted(token):
            return False
        cue = cue_of(token)
        if cue is not None and cue.tags_quotations:
            return True
    return False


def _quotation_after(page: Page, verb: Token) -> Quotation | None:
    """The quotation that the verb announces: `said: "…"`, `said, "…"`, `was quoted as saying "…"`.

    It is direct speech where it ends the sentence, or is a whole sentence; a quotation that the
    sentence goes on after (`said the "phase two" plan …`) belongs to a clause.
    """
    _, right = _region(page, verb)
    _, high = page.sentence_bounds(verb.i)
    if right >= len(page.doc) or right - verb.i > REACH:
        return None
    quotation = page.quotation_at(page.doc[right].idx)
    colon = page.doc[right - 1].text == ":"
    if right >= high and page.doc[right - 1].text not in (":", ","):
        return None
    if quotation is None or quotation.start != page.doc[right].idx:
        return None
    between = page.doc[verb.i + 1 : right]
    if any(t.tag_ in FINITE or t.lower_ in ("that", "whether", "if") for t in between if not colon):
        return None
    subject_after = [c for c in verb.children if c.dep_ in ("nsubj",) and c.i > verb.i]
    if subject_after and not colon and page.doc[right - 1].text != ",":
        return None
    if not colon and any(
        t.dep_ in ("nsubj", "nsubjpass", "det", "poss") and t.head.i >= right for t in between
    ):
        return None
    if (
        not colon
        and between
        and between[-1].text != ","
        and (between[-1].pos_ in ("DET", "ADJ", "ADP") or between[-1].tag_ == "TO")
    ):
        return None
    announced = page.doc[right - 1].text in (":", ",")
    if not announced and is_term(page, quotation):
        return None
    return quotation if _is_speech_end(page, quotation) else None


def is_term(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation is one word, or a title: all of its longer words are capitalized."""
    words = WORD.findall(page.text, quotation.start, quotation.end)
    return len(words) < 2 or all(w[0].isupper() for w in words if len(w) > 3)


def _is_speech_end(page: Page, quotation: Quotation) -> bool:
    """Whether nothing of the same clause follows a quotation in its sentence."""
    if not quotation.closed:
        return True
    inner = page.text[quotation.start : quotation.end].rstrip("\"”'’»›")
    rest = page.text[quotation.end : page.paragraph_end(quotation.end)].lstrip()
    return inner[-1:] in ".,?!…" or not rest or rest[0] in ".,;"


def announced_attributions(page: Page, used: set[Quotation]) -> Iterator[Attribution]:
    """Yields speech after a colon whose verb is no verb of saying: `She put it like this: "…"`."""
    for quotation in page.quotations:
        if quotation in used or quotation.continues:
            continue
        before = page.text[page.paragraph_start(quotation.start) : quotation.start].rstrip()
        colon = page.token_at(quotation.start) - 1
        while colon > 0 and page.doc[colon].is_space:
            colon -= 1
        if not before:
            before = page.text[: quotation.start].rstrip()  # a block after `The paper wrote:`
        if not before.endswith(":") or colon < 1:
            continue
        low, _ = page.sentence_bounds(colon)
        verb = next(
            (t for t in page.doc[low:colon] if t.dep_ == "ROOT" and t.tag_[:2] == "VB"), None
        )
        if verb is None or page.is_quoted(verb):
            continue
        parts = [q for q in page.chain(quotation) if q not in used]
        used.update(parts)
        yield Attribution(
            content=[(q.start, q.end) for q in parts],
            cue=(verb.idx, verb.idx + len(verb)),
            lemma=verb.lemma_.lower(),
            act="speech",
            source=subject_of(page, verb),
            found_by="colon",
        )


def signed_attributions(page: Page, used: set[Quotation]) -> Iterator[Attribution]:
    """Yields quotations with a dash and a name after them: `"…" — Jane Doe`."""
    for quotation in page.quotations:
        if quotation in used or not quotation.closed:
            continue
        end = page.paragraph_end(quotation.end)
        match = SIGNATURE.match(page.text, quotation.end, end)
        if match is None or not match.group("name")[:1].isupper():
            continue
        used.add(quotation)
        yield Attribution(
            content=[(quotation.start, quotation.end)],
            cue=match.span("dash"),
            lemma=match.group("dash"),
            act="speech",
            source=match.span("name"),
            found_by="colon",
        )
